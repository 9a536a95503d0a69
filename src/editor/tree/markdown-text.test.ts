import { expect, test } from 'vitest';
import { markdownText } from './markdown-text.ts';

/** What a reader of the Markdown sees: its numbered characters. */
function seen(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

test('a plain text stays readable, with spaces that lines can break at', () => {
  expect(markdownText('maria terminated  it\nin Oregon, élan 42; ok')).toBe(
    'maria terminated it in Oregon, élan 42; ok',
  );
});

test.each([
  'call <img src=x onerror=alert(1)> now',
  'https://evil.example/x?y',
  'www.evil.example and mail@evil.example',
  '[x](command:workbench.action.quit)',
  '**b** _i_ `c` ~~s~~ # h',
  '&lt;b&gt; &#60;',
  '- item',
  '1. item',
  '$(trash) 😀 | a | b |',
])('%j is shown as it is, and means nothing', (text) => {
  const markdown = markdownText(text);
  expect(seen(markdown)).toBe(text);
  expect(markdown.replace(/&#\d+;/g, '')).toMatch(/^[\p{L}\p{N} ,;]*$/u);
});
