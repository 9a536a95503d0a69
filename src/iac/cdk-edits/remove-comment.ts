import type { Location } from '../../core/posture/location.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Splice } from '../edits/text-edit.ts';
import type { CdkSource } from './cdk-source.ts';

/** Removes the comment of a suppression, with its line if nothing else is on it. @throws {CannotEdit} */
export function removeComment(source: CdkSource, at: Location): Splice {
  const { start, end } = source.span(at);
  const comment = source.text.slice(start, end);
  if (!/^(?:#|\/\/|\/\*)/.test(comment)) {
    throw new CannotEdit('It is told by a statement of the program.');
  }
  if (/-ignore\s[^:]*,|:skip=[^:]*,/.test(comment)) {
    throw new CannotEdit('The comment names several rules, and silences some of them.');
  }
  const lineStart = source.lineStart(start);
  const before = source.text.slice(lineStart, start);
  const lineEnd = source.lineEnd(end);
  if (before.trim() !== '' || source.text.slice(end, lineEnd).trim() !== '') {
    return { start: lineStart + before.trimEnd().length, end, newText: '' };
  }
  const next = /^(?:\r\n|\n|\r)/.exec(source.text.slice(lineEnd))?.[0].length ?? 0;
  return { start: lineStart, end: lineEnd + next, newText: '' };
}
