import type { Localize } from '../../../core/localize.ts';
import { columnAt, logColumns, tableName, type LogTableColumn } from './log-columns.ts';
import { sqlFunctions, sqlKeywords } from './sql-words.ts';
import { sqlTokens, type SqlToken } from './sql-tokens.ts';

/** Something that can stand at a place of a query. */
export interface SqlCompletion {
  readonly kind: 'column' | 'table' | 'keyword' | 'function' | 'value';
  readonly label: string;
  /** What is written. */
  readonly text: string;
  readonly detail: string;
  readonly about: string;
}

export interface SqlCompletions {
  /** The text that is replaced, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly SqlCompletion[];
}

/** The values that a column has, the commonest first. */
export type ValuesOf = (column: string) => Promise<readonly string[]>;

const nothing = (at: number): SqlCompletions => ({ start: at, end: at, items: [] });

/** What can be written at a place: members behind a dot, values of a column that is compared, else all there is. */
export async function completeSql(
  sql: string,
  offset: number,
  valuesOf: ValuesOf,
  t: Localize,
): Promise<SqlCompletions> {
  const tokens = sqlTokens(sql);
  const at = tokens.findLastIndex(({ start }) => start < offset);
  const token = tokens[at];
  const isInside = token !== undefined && (offset < token.end || token.isOpen);
  if (token?.kind === 'comment' && (isInside || isLine(sql, token, offset))) {
    return nothing(offset);
  }
  if (token?.kind === 'text' && isInside) {
    return inQuotes(sql, tokens.slice(0, at), token, offset, valuesOf);
  }
  const isWord = token?.kind === 'word' && offset <= token.end;
  const before = tokens.slice(0, isWord ? at : at + 1);
  const start = isWord ? token.start : offset;
  const end = isWord ? token.end : offset;
  const last = before.at(-1);
  if (last !== undefined && isSymbol(sql, last, '.')) {
    return { start, end, items: (membersOf(sql, before) ?? []).map((column) => columnItem(column, t)) };
  }
  const column = comparedColumn(sql, before);
  const values = column === undefined ? [] : (await valuesOf(column)).map(quotedItem);
  return { start, end, items: [...values, ...anything(t)] };
}

/** A line's comment goes on where it ends. */
function isLine(sql: string, { start, end }: SqlToken, offset: number): boolean {
  return sql.startsWith('--', start) && offset <= end;
}

async function inQuotes(
  sql: string,
  before: readonly SqlToken[],
  token: SqlToken,
  offset: number,
  valuesOf: ValuesOf,
): Promise<SqlCompletions> {
  const column = comparedColumn(sql, before);
  // A value that is not closed yet ends where the cursor is: what is behind may be the rest of the query.
  const end = token.isOpen ? offset : token.end - 1;
  const values = column === undefined ? [] : await valuesOf(column);
  return { start: token.start + 1, end, items: values.map((value) => valueItem(value, escaped(value))) };
}

const comparing = new Set(['=', '<', '>', '!', 'LIKE', 'IN']);

/** The column that the value behind these tokens is compared with: `eventname = `, `eventname IN ('a', `. */
function comparedColumn(sql: string, tokens: readonly SqlToken[]): string | undefined {
  const rest = [...tokens];
  const textOf = (token: SqlToken | undefined): string =>
    token === undefined ? '' : sql.slice(token.start, token.end).toUpperCase();
  const list = rest.findLastIndex((token) => token.kind !== 'text' && textOf(token) !== ',');
  if (textOf(rest[list]) === '(' && textOf(rest[list - 1]) === 'IN') {
    rest.splice(list);
  }
  let isCompared = false;
  while (comparing.has(textOf(rest.at(-1)))) {
    isCompared = true;
    rest.pop();
  }
  if (textOf(rest.at(-1)) === 'NOT') {
    rest.pop();
  }
  const path = isCompared ? pathBefore(sql, rest) : [];
  return path.length > 0 && columnAt(path) !== undefined ? path.join('.').toLowerCase() : undefined;
}

/** The names with dots between them that the tokens end with. */
function pathBefore(sql: string, tokens: readonly SqlToken[]): readonly string[] {
  const path: string[] = [];
  for (let at = tokens.length - 1; at >= 0; at -= 2) {
    const name = tokens[at];
    if (name === undefined || (name.kind !== 'word' && name.kind !== 'name')) {
      break;
    }
    path.unshift(sql.slice(name.start, name.end).replaceAll('"', ''));
    const dot = tokens[at - 1];
    if (dot === undefined || !isSymbol(sql, dot, '.')) {
      break;
    }
  }
  return path;
}

function isSymbol(sql: string, { kind, start }: SqlToken, symbol: string): boolean {
  return kind === 'symbol' && sql.charAt(start) === symbol;
}

/** What can follow the dot that the tokens end with. Behind an alias of the table that is every column. */
function membersOf(sql: string, tokens: readonly SqlToken[]): readonly LogTableColumn[] | undefined {
  const path = pathBefore(sql, tokens.slice(0, -1));
  const [first = '', ...rest] = path;
  const column = columnAt(path) ?? columnAt(rest);
  return column === undefined && rest.length === 0 && first !== '' ? logColumns : column?.members;
}

function anything(t: Localize): readonly SqlCompletion[] {
  return [
    ...logColumns.map((column) => columnItem(column, t)),
    {
      kind: 'table',
      label: tableName,
      text: tableName,
      detail: t('table'),
      about: t('All events of the log files, one in each row'),
    },
    ...sqlFunctions.map(({ name, form, about }): SqlCompletion => ({
      kind: 'function',
      label: name,
      text: name,
      detail: form,
      about: about(t),
    })),
    ...sqlKeywords.map((word): SqlCompletion => ({
      kind: 'keyword',
      label: word,
      text: word,
      detail: '',
      about: '',
    })),
  ];
}

function columnItem({ name, type, about }: LogTableColumn, t: Localize): SqlCompletion {
  return { kind: 'column', label: name, text: name, detail: type, about: about(t) };
}

const escaped = (value: string): string => value.replaceAll("'", "''");
const quotedItem = (value: string): SqlCompletion => valueItem(value, `'${escaped(value)}'`);

function valueItem(value: string, text: string): SqlCompletion {
  return { kind: 'value', label: value, text, detail: '', about: '' };
}

/** The column that a place is in the name of, with where that name is. */
export function columnUnder(
  sql: string,
  offset: number,
): { readonly start: number; readonly end: number; readonly column: LogTableColumn } | undefined {
  const tokens = sqlTokens(sql);
  const at = tokens.findIndex(({ start, end }) => start <= offset && offset <= end);
  const token = tokens[at];
  const path = pathBefore(sql, tokens.slice(0, at + 1));
  const column = columnAt(path) ?? columnAt(path.slice(1));
  return token === undefined || column === undefined
    ? undefined
    : { start: token.start, end: token.end, column };
}
