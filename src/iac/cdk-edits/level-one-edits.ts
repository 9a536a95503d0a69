import type { FixEdit } from '../../core/posture/fixes/fix.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { levelOneValue } from './level-one-values.ts';
import { levelOneName } from './option-names.ts';

/** Changes the options of a construct of level 1, which are the properties of its resource. */
export function editLevelOne(
  changes: CdkChanges,
  values: FixValueCode,
  { owner, type }: Draft,
  edit: Extract<FixEdit, { kind: 'set' | 'append' | 'remove' | 'rename' }>,
): void {
  const [property, ...rest] = edit.path;
  if (typeof property !== 'string' || rest.length > 0 || edit.kind === 'rename') {
    throw new CannotEdit('It is inside of a value, which is not edited in CDK source.');
  }
  const name = levelOneName(type, property);
  changes.renamed.set(property, changes.source.spelled(name));
  switch (edit.kind) {
    case 'set':
      changes.setOption(owner, name, levelOneValue(values, owner.type, type, [property], edit.value));
      return;
    case 'append':
      changes.appendToOption(
        owner,
        name,
        edit.items.map((item) => levelOneValue(values, owner.type, type, [property], item)),
      );
      return;
    case 'remove':
      changes.removeOption(owner, name);
  }
}
