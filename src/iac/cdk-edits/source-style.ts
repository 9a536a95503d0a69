import type { ProgramLanguage } from '../cdk/syntax/program.ts';

/** What is longer is written on several lines. */
export const widestLine = 100;

/** How somebody writes source code. What a text does not show is as most have it. */
export interface SourceStyle {
  readonly newline: string;
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: "'" | '"';
  /** What ends a statement: nothing in Python, and for those who leave it out. */
  readonly statementEnd: string;
  /** Whether a comma stands behind the last of several lines. */
  readonly hasTrailingCommas: boolean;
}

export function sourceStyle(text: string, language: ProgramLanguage): SourceStyle {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const endsWithComma = count(/,[ \t]*(?:(?:#|\/\/)[^\r\n]*)?\r?\n\s*[)}\]]/g);
  const endsWithout = count(/[^,([{\s;}][ \t]*(?:(?:#|\/\/)[^\r\n]*)?\r?\n\s*(?:[)\]]|\}\))/g);
  const isPython = language === 'python';
  return {
    newline: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    indent: indentOf(text) ?? (isPython ? '    ' : '  '),
    quote: count(/'[^'"\n]*'/g) + (isPython ? 0 : 1) > count(/"[^'"\n]*"/g) ? "'" : '"',
    statementEnd: isPython || count(/;[ \t]*$/gm) === 0 ? '' : ';',
    hasTrailingCommas: endsWithComma >= endsWithout,
  };
}

/** What the first line that is indented begins with, where the one before it opens something. */
function indentOf(text: string): string | undefined {
  return /[{:([][ \t]*\r?\n([ \t]+)\S/.exec(text)?.[1];
}
