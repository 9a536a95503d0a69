import type { Fix } from '../../core/posture/fixes/fix.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Edited } from '../edits/edit-template.ts';
import { doOverlap } from '../edits/text-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import type { CdkSource } from './cdk-source.ts';
import { translateFix } from './translate-fix.ts';

/** Writes a fix into the source of a CDK app, in its own style. Never throws. */
export function editCdk(source: CdkSource, fix: Fix): Edited {
  if (source.parsed.program.hasFaults) {
    return { kind: 'refused', reason: 'Some of the file cannot be parsed.' };
  }
  try {
    const changes = translateFix(source, fix);
    const splices = changes.splices();
    if (doOverlap(splices)) {
      throw new CannotEdit('What it changes lies in one another.');
    }
    const { lines } = source.parsed;
    return {
      kind: 'edits',
      edits: splices.map(({ start, end, newText }) => ({
        range: { start: lines.position(start), end: lines.position(end) },
        newText,
      })),
      told: { title: titleOf(changes, fix), isSafe: fix.isSafe && !changes.isUnsafe },
    };
  } catch (thrown) {
    if (thrown instanceof CannotEdit) {
      return { kind: 'refused', reason: thrown.message };
    }
    throw thrown;
  }
}

/** The title with what things are called here. */
function titleOf({ title, renamed, source }: CdkChanges, fix: Fix): string {
  if (title !== undefined) {
    return title;
  }
  const words = [...renamed].reduce(
    (text, [property, option]) => text.replaceAll(new RegExp(`\\b${property}\\b`, 'g'), option),
    fix.title,
  );
  return source.isPython
    ? words.replace(/\bto (true|false)\b/, (_, value: string) => `to ${value === 'true' ? 'True' : 'False'}`)
    : words;
}
