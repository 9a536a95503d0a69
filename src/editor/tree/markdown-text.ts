/**
 * A text as Markdown that shows it as it is, on lines that can break between its words. Every character but letters,
 * digits and the plainest signs is written as a number: VS Code's own `appendText` leaves tags to be swallowed as HTML,
 * and addresses (`https://`, `www.`, `a@b`) to become links.
 */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} ,;]/gu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
}
