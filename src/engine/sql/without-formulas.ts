import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../../core/query/sql-text.ts';
import { readRows } from '../store/database.ts';

/**
 * What spreadsheets take for the beginning of a formula, also behind blanks and in full width. A record's texts come
 * from strangers, and a formula can send what stands in the other cells to them.
 */
const formula = '^[\\s\\p{Z}\\x{FEFF}]*[=+\\-@\\t\\r\\n\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}]';

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
      ? `CASE WHEN regexp_matches(${column}, ${literal(formula)}) THEN '''' || ${column} ELSE ${column} END AS ${column}`
      : column;
  });
  return `SELECT ${values.join(', ')} FROM ${view}`;
}
