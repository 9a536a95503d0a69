/** A piece of SQL. Blanks are none. */
export interface SqlToken {
  /** `text` is a value in single quotes, `name` an identifier in double quotes. */
  readonly kind: 'word' | 'number' | 'text' | 'name' | 'comment' | 'symbol';
  /** UTF-16 offsets; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether its closing mark is missing: it goes to the end of the document. */
  readonly isOpen: boolean;
}

const beginnings =
  /(?<line>--[^\n]*)|(?<block>\/\*)|(?<text>')|(?<name>")|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\w.]*)|\S/gu;

/** The pieces of a query, as far as completion and small edits need them: nothing is checked. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  const search = new RegExp(beginnings);
  for (let found = search.exec(sql); found !== null; found = search.exec(sql)) {
    const token = tokenOf(found, sql);
    tokens.push(token);
    search.lastIndex = token.end;
  }
  return tokens;
}

function tokenOf({ 0: text, index: start, groups = {} }: RegExpExecArray, sql: string): SqlToken {
  if (groups['block'] !== undefined) {
    const close = sql.indexOf('*/', start + 2);
    return { kind: 'comment', start, end: close < 0 ? sql.length : close + 2, isOpen: close < 0 };
  }
  if (groups['text'] !== undefined || groups['name'] !== undefined) {
    const close = closingQuote(sql, start);
    const kind = text === "'" ? 'text' : 'name';
    return { kind, start, end: close === undefined ? sql.length : close + 1, isOpen: close === undefined };
  }
  const kind =
    groups['line'] !== undefined
      ? 'comment'
      : groups['word'] !== undefined
        ? 'word'
        : groups['number'] !== undefined
          ? 'number'
          : 'symbol';
  return { kind, start, end: start + text.length, isOpen: false };
}

/** A doubled quote is one of the value. */
function closingQuote(sql: string, start: number): number | undefined {
  const quote = sql.charAt(start);
  let at = sql.indexOf(quote, start + 1);
  while (at >= 0 && sql.charAt(at + 1) === quote) {
    at = sql.indexOf(quote, at + 2);
  }
  return at < 0 ? undefined : at;
}
