import type { Finding } from '../finding.ts';
import { unusedSuppression, yamlAlias } from '../rules/file.ts';
import type { Fix } from './fix.ts';

/** Rules whose findings are no resource's, and that have fixes all the same. */
export const fixableFileRules: readonly string[] = [unusedSuppression.id, yamlAlias.id];

/** The fixes of faults of the file itself. */
export function fileFixes({ rule, at }: Finding): readonly Fix[] {
  switch (rule) {
    case unusedSuppression.id:
      return [
        {
          title: 'Remove the suppression',
          isPreferred: true,
          isSafe: true,
          edits: [{ kind: 'remove-suppression', at }],
        },
      ];
    case yamlAlias.id:
      return [
        {
          title: 'Write out what the aliases stand for, in the whole file',
          isPreferred: true,
          isSafe: true,
          edits: [{ kind: 'write-out-aliases' }],
        },
      ];
    default:
      return [];
  }
}
