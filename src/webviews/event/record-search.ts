/** Finding text in the rows of a record, whatever is open. */
import type { JsonObject } from '../../core/json.ts';
import type { TreeRow } from './record-tree.ts';
import { ancestorIds, treeRows } from './record-tree.ts';

/** A row that holds the text, and the nodes that must be open to see it. */
export interface Match {
  readonly id: string;
  readonly under: readonly string[];
}

/** A piece of a row's text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** What to look for: the text as typed, in any case of letters; undefined when there is nothing to look for. */
export function searchPattern(text: string): RegExp | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : new RegExp(trimmed.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** Every row of a record, with all nodes open; made once for a record, as it costs the most. */
export function allRows(record: JsonObject): readonly TreeRow[] {
  return treeRows(record, () => true);
}

/** The rows whose name or value holds the text, from the top. */
export function matches(rows: readonly TreeRow[], pattern: RegExp): readonly Match[] {
  return rows.flatMap((row, index) => {
    const isHit = holds(row.label, pattern) || (searchesText(row) && holds(row.text, pattern));
    return isHit ? [{ id: row.id, under: ancestorIds(rows, index) }] : [];
  });
}

/** A container's text repeats what is below it. */
export function searchesText(row: TreeRow): boolean {
  return row.kind !== 'object' && row.kind !== 'array';
}

/** The text cut at what was searched for. */
export function pieces(text: string, pattern: RegExp | undefined): readonly Piece[] {
  if (pattern === undefined) {
    return [{ text, isHit: false }];
  }
  const found: Piece[] = [];
  let at = 0;
  for (const { 0: hit, index } of text.matchAll(pattern)) {
    found.push({ text: text.slice(at, index), isHit: false }, { text: hit, isHit: true });
    at = index + hit.length;
  }
  found.push({ text: text.slice(at), isHit: false });
  return found.filter((piece) => piece.text !== '');
}

function holds(text: string, pattern: RegExp): boolean {
  // A global pattern remembers where it stopped; `search` does not.
  return text.search(pattern) >= 0;
}
