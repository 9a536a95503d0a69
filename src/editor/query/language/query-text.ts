import type { ResultSort } from '../../../protocol/query-results.ts';
import { sqlTokens } from './sql-tokens.ts';

/** A query without the semicolons and comments behind it, so that it can stand inside of another one. */
function bareQuery(sql: string): string {
  const tokens = sqlTokens(sql);
  const last = tokens.findLast(({ kind, start }) => kind !== 'comment' && sql.charAt(start) !== ';');
  return sql.slice(0, last?.end ?? 0);
}

/** The rows of a query in another order. Its columns and their number stay the same; NULL comes last. */
export function sortedQuery(sql: string, { column, descending }: ResultSort): string {
  return `SELECT * FROM (\n${bareQuery(sql)}\n) ORDER BY ${column + 1} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
}

const writing = new Set(
  [
    ['ALTER', 'ANALYZE', 'ATTACH', 'BEGIN', 'CALL', 'CHECKPOINT', 'COMMENT', 'COMMIT', 'COPY', 'CREATE'],
    ['DEALLOCATE', 'DELETE', 'DETACH', 'DROP', 'EXECUTE', 'EXPORT', 'GRANT', 'IMPORT', 'INSERT', 'INSTALL'],
    ['LOAD', 'MERGE', 'MSCK', 'PRAGMA', 'PREPARE', 'RESET', 'ROLLBACK', 'SET', 'TRUNCATE', 'UNLOAD'],
    ['UPDATE', 'USE', 'VACUUM'],
  ].flat(),
);

/** Whether a statement begins with a word that asks for more than to read. */
export function isNoQuery(sql: string): boolean {
  const first = sqlTokens(sql).find(({ kind }) => kind !== 'comment');
  return first?.kind === 'word' && writing.has(sql.slice(first.start, first.end).toUpperCase());
}

/** Whether there is nothing in a text but blanks, comments and semicolons. */
export function isEmptyQuery(sql: string): boolean {
  return bareQuery(sql) === '';
}
