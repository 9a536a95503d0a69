import { sqlTokens } from './sql-tokens.ts';

/** A part of a text, in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where in a query something is wrong, by what DuckDB said. It shows the line with a caret below, and of a long line
 * only a part between ellipses; where it shows none, the name in its message is looked for.
 */
export function errorPlace(message: string, sql: string): TextSpan | undefined {
  const shown = /^LINE (\d+): (.*)\n( *)\^/m.exec(message);
  if (shown !== null) {
    const [whole, number = '', text = '', blanks = ''] = shown;
    const label = whole.indexOf(text);
    return placeInLine(sql, Number(number), text, blanks.length - label);
  }
  if (message.includes('at end of input')) {
    const last = sqlTokens(sql).findLast(({ kind }) => kind !== 'comment');
    return last;
  }
  const named = /^(\w+)\(\) /.exec(message)?.[1] ?? /"([^"]+)"/.exec(message)?.[1];
  return named === undefined ? undefined : placeOfName(sql, named);
}

function placeInLine(sql: string, number: number, shown: string, caret: number): TextSpan | undefined {
  const lines = sql.split('\n');
  const line = lines[number - 1];
  if (line === undefined) {
    return undefined;
  }
  const before = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const isCut = shown.startsWith('...') && !line.startsWith(shown);
  const at = offsetOfWidth(shown, caret);
  const part = isCut ? shown.slice(3).replace(/\.\.\.$/, '') : '';
  const column = isCut ? line.indexOf(part) + at - 3 : at;
  return tokenAt(sql, before + Math.min(Math.max(column, 0), line.length));
}

/** The caret stands below what takes so many cells of a terminal. */
function offsetOfWidth(text: string, width: number): number {
  let cells = 0;
  let offset = 0;
  for (const character of text) {
    if (cells >= width && cellsOf(character) > 0) {
      break;
    }
    cells += cellsOf(character);
    offset += character.length;
  }
  return offset;
}

function cellsOf(character: string): number {
  if (/[\p{Cc}\p{Mn}\p{Me}\p{Cf}]/u.test(character)) {
    return 0;
  }
  return /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u.test(
    character,
  )
    ? 2
    : 1;
}

function tokenAt(sql: string, offset: number): TextSpan {
  const token = sqlTokens(sql).find(({ start, end }) => start <= offset && offset < end);
  return token ?? { start: offset, end: Math.min(offset + 1, sql.length) };
}

function placeOfName(sql: string, name: string): TextSpan | undefined {
  const wanted = name.toLowerCase();
  return sqlTokens(sql).find(
    ({ kind, start, end }) =>
      (kind === 'word' && sql.slice(start, end).toLowerCase() === wanted) ||
      ((kind === 'name' || kind === 'text') && sql.slice(start + 1, end - 1).toLowerCase() === wanted),
  );
}
