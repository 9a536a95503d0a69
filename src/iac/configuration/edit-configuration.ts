import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { editsBetween } from '../edits/line-diff.ts';
import type { TextEdit } from '../edits/text-edit.ts';

/**
 * The edits that switch a rule off in the text of a trailscope.config.json; comments, which it should not have, stay.
 *
 * @param text undefined for a file that is to be made
 * @returns undefined where the text is no JSON object
 */
export function editsForRuleOff(text: string | undefined, rule: string): readonly TextEdit[] | undefined {
  const before = text ?? '';
  const errors: ParseError[] = [];
  const root: unknown = parse(before, errors);
  const isObject = typeof root === 'object' && root !== null && !Array.isArray(root);
  if (before.trim() !== '' && (errors.length > 0 || !isObject)) {
    return undefined;
  }
  const start = before.trim() === '' ? '{}' : before;
  const eol = /\r\n|\n/.exec(before)?.[0] ?? '\n';
  const indent = /^[ \t]+(?=")/m.exec(before)?.[0] ?? '  ';
  const formattingOptions = { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol };
  const changed = applyEdits(start, modify(start, ['rules', rule], 'off', { formattingOptions }));
  return editsBetween(before, before.trim() === '' ? `${changed}${eol}` : changed);
}
