/** What a key does in the tree, by the tree pattern of the ARIA Authoring Practices. */
import type { TreeRow } from './record-tree.ts';

export type TreeMove =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'toggle'; readonly ids: readonly string[]; readonly open: boolean };

/** A key on the row at `index`; `page` is how many rows are in sight. Undefined for a key that means nothing here. */
export function treeMove(
  key: string,
  rows: readonly TreeRow[],
  index: number,
  page: number,
): TreeMove | undefined {
  const row = rows[index];
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', index: Math.min(index + 1, last) };
    case 'ArrowUp':
      return { kind: 'go', index: Math.max(index - 1, 0) };
    case 'PageDown':
      return { kind: 'go', index: Math.min(index + page, last) };
    case 'PageUp':
      return { kind: 'go', index: Math.max(index - page, 0) };
    case 'Home':
      return { kind: 'go', index: 0 };
    case 'End':
      return { kind: 'go', index: last };
    case 'ArrowRight':
      return row && inward(row, index);
    case 'ArrowLeft':
      return row && outward(row);
    case 'Enter':
    case ' ':
      return row?.isOpen === undefined ? undefined : toggle([row], !row.isOpen);
    case '*':
      return toggle(
        rows.filter((other) => other.parent === row?.parent && other.isOpen === false),
        true,
      );
    default:
      return undefined;
  }
}

function inward(row: TreeRow, index: number): TreeMove | undefined {
  if (row.isOpen === undefined) {
    return undefined;
  }
  return row.isOpen ? { kind: 'go', index: index + 1 } : toggle([row], true);
}

function outward(row: TreeRow): TreeMove | undefined {
  if (row.isOpen === true) {
    return toggle([row], false);
  }
  return row.parent === undefined ? undefined : { kind: 'go', index: row.parent };
}

function toggle(rows: readonly TreeRow[], open: boolean): TreeMove {
  return { kind: 'toggle', ids: rows.map((row) => row.id), open };
}

/** The next row, from the one after `index` and around, whose name starts with what was typed; undefined for none. */
export function typeahead(typed: string, rows: readonly TreeRow[], index: number): number | undefined {
  const start = typed.toLowerCase();
  // A longer start may still be met by the row that the first letter found.
  const first = typed.length > 1 ? 0 : 1;
  for (let step = first; step <= rows.length; step += 1) {
    const candidate = (index + step) % rows.length;
    if (rows[candidate]?.label.toLowerCase().startsWith(start) === true) {
      return candidate;
    }
  }
  return undefined;
}
