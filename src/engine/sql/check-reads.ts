import { TrailscopeError } from '../../core/failures/failure.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';

/** Functions in the place of a table that make rows of their arguments alone. */
const tableFunctions: ReadonlySet<string> = new Set([
  'range',
  'generate_series',
  'unnest',
  'json_each',
  'json_tree',
  'repeat',
  'repeat_row',
]);

const theTable = 'cloudtrail_logs';

/** DuckDB plans very many SELECTs in one for minutes, and takes gigabytes for it. */
const mostSelects = 1_000;

/**
 * Refuses a SELECT that reads anything but the table of the logs: files and settings through functions, files by their
 * names, tables that the engine keeps for itself.
 *
 * @param tree the statement as DuckDB's `json_serialize_sql` writes it
 * @throws {TrailscopeError} `invalid-input`
 */
export function checkReads(tree: unknown): void {
  try {
    new Check().visit(tree as JsonValue, new Set([theTable]));
  } catch (error) {
    throw error instanceof RangeError ? refusal('The statement is nested too deeply.') : error;
  }
}

class Check {
  private selects = 0;

  /** @param known the names that tables have where the value stands, in lower case */
  visit(value: JsonValue | undefined, known: ReadonlySet<string>): void {
    if (Array.isArray(value)) {
      for (const item of value) {
        this.visit(item as JsonValue, known);
      }
    } else if (isJsonObject(value)) {
      this.node(value, known);
    }
  }

  private node(node: JsonObject, known: ReadonlySet<string>): void {
    switch (node['type']) {
      case 'BASE_TABLE':
        checkTable(node, known);
        break;
      case 'TABLE_FUNCTION':
        checkFunction(node);
        break;
      case 'SHOW_REF':
        if (node['query'] === undefined) {
          throw refusal(`There is nothing to show but the table ${theTable}: DESCRIBE ${theTable}.`);
        }
        break;
      case 'SELECT_NODE':
        this.selects += 1;
        if (this.selects > mostSelects) {
          throw refusal(`There are more than ${mostSelects} SELECTs in the statement.`);
        }
        break;
      default:
        break;
    }
    const { cte_map: tables, ...others } = node;
    const visible = this.named(tables, known);
    for (const member of Object.values(others)) {
      this.visit(member, visible);
    }
  }

  /** Visits the tables of a WITH, of which each sees those before it. */
  private named(tables: JsonValue | undefined, known: ReadonlySet<string>): ReadonlySet<string> {
    const map = isJsonObject(tables) ? tables['map'] : undefined;
    let visible = known;
    for (const entry of Array.isArray(map) ? (map as readonly JsonValue[]) : []) {
      if (isJsonObject(entry)) {
        const name = textOf(entry['key']).toLowerCase();
        const withIt = new Set([...visible, name]);
        this.visit(entry['value'], isRecursive(entry['value']) ? withIt : visible);
        visible = withIt;
      }
    }
    return visible;
  }
}

/** Only the body of a recursive table sees the table itself. */
function isRecursive(value: JsonValue | undefined): boolean {
  const query = isJsonObject(value) ? value['query'] : undefined;
  const node = isJsonObject(query) ? query['node'] : undefined;
  return isJsonObject(node) && node['type'] === 'RECURSIVE_CTE_NODE';
}

function checkTable(node: JsonObject, known: ReadonlySet<string>): void {
  const name = textOf(node['table_name']);
  const isQualified = node['schema_name'] !== undefined || node['catalog_name'] !== undefined;
  if (isQualified || !known.has(name.toLowerCase())) {
    const path = [node['catalog_name'], node['schema_name'], name].filter((part) => typeof part === 'string');
    throw refusal(
      `There is no table "${path.join('.')}": the logs are in ${theTable}, and no file can be read.`,
    );
  }
}

function checkFunction({ function: called }: JsonObject): void {
  const name = isJsonObject(called) ? textOf(called['function_name']).toLowerCase() : '';
  if (!tableFunctions.has(name)) {
    throw refusal(
      `${name}() cannot be read from: the logs are in ${theTable}, and no file, setting or other table can be read.`,
    );
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function refusal(message: string): TrailscopeError {
  return new TrailscopeError({ kind: 'invalid-input' }, message);
}
