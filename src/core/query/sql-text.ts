/** Writing SQL in DuckDB's dialect; what is here is Athena's as well, but for `contains`. */

/** A text as SQL writes it. Texts with a NUL cannot be written; see {@link isWritable}. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Whether a text can stand in a statement. */
export function isWritable(text: string): boolean {
  return !text.includes('\0');
}

/** A pattern for LIKE of the literal parts between its wildcards. */
export function likePattern(parts: readonly string[]): string {
  return `${literal(parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%'))} ESCAPE '\\'`;
}

/** A test that is false, never NULL, where its operands are missing. */
export function known(condition: string): string {
  return `coalesce(${condition}, false)`;
}

export function anyOfSql(conditions: readonly string[]): string {
  return joined(conditions, 'OR', 'false');
}

export function allOfSql(conditions: readonly string[]): string {
  return joined(conditions, 'AND', 'true');
}

function joined(conditions: readonly string[], word: 'AND' | 'OR', none: 'true' | 'false'): string {
  const [decided, neutral] = [none === 'true' ? 'false' : 'true', none];
  const distinct = [...new Set(conditions)].filter((condition) => condition !== neutral);
  if (distinct.includes(decided)) {
    return decided;
  }
  const [first = neutral] = distinct;
  return distinct.length <= 1 ? first : `(${distinct.join(` ${word} `)})`;
}
