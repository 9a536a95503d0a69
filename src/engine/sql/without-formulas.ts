import type { DuckDBConnection } from '@duckdb/node-api';
import { formulaPattern } from '../../core/query/export/csv.ts';
import { literal } from '../../core/query/sql-text.ts';
import { readRows } from '../store/database.ts';

/**
 * The rows of a view for a CSV file: texts that a spreadsheet would run as formulas begin with an apostrophe. Numbers,
 * which may be negative, and values with members are as they are.
 *
 * @param view its name, as it is written in SQL
 */
export async function withoutFormulas(connection: DuckDBConnection, view: string): Promise<string> {
  const columns = await readRows(connection, `DESCRIBE ${view}`);
  const values = columns.map(({ column_name: name, column_type: type }) => {
    const column = `"${String(name).replaceAll('"', '""')}"`;
    return type === 'VARCHAR'
      ? `CASE WHEN regexp_matches(${column}, ${literal(formulaPattern)}) THEN '''' || ${column} ELSE ${column} END AS ${column}`
      : column;
  });
  return `SELECT ${values.join(', ')} FROM ${view}`;
}
