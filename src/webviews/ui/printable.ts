/**
 * Text of an event with every character visible: controls, and the marks that reorder or hide text, are written as
 * `\u202e`. Otherwise a record could look like another one than it is.
 */
export function printable(text: string): string {
  // Nearly all text of records is plain ASCII, and is told apart much faster than it is searched.
  if (/^[ -~]*$/.test(text)) {
    return text;
  }
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
