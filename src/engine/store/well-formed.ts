/** JSON without halves of surrogate pairs, which it can write as escapes: DuckDB takes no such text. */
export function wellFormed(json: string): string {
  return json.includes('\\ud')
    ? json.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/gi, '$1\\ufffd')
    : json;
}
