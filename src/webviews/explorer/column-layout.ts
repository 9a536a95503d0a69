import type { ColumnChoice, ColumnName, ExplorerSort } from '../../protocol/explorer.ts';

/** What the table is sorted by when a column's header is chosen; undefined for a column that has no order. */
export function sortOf(column: ColumnName): ExplorerSort['by'] | undefined {
  switch (column) {
    case 'time':
    case 'region':
    case 'account':
    case 'key':
    case 'agent':
      return column;
    case 'event':
      return 'name';
    case 'who':
      return 'principal';
    case 'what':
      return 'resource';
    case 'from':
      return 'ip';
    case 'result':
      return 'error';
    case 'service':
      return 'source';
    case 'id':
      return undefined;
  }
}

/** The next order after a column's header was chosen: time starts with the newest, names with the first letter. */
export function nextSort(sort: ExplorerSort, column: ColumnName): ExplorerSort {
  const by = sortOf(column);
  if (by === undefined) {
    return sort;
  }
  return sort.by === by ? { by, descending: !sort.descending } : { by, descending: by === 'time' };
}

/** Which column takes the room that is left: the one that says what it was about, else the last. */
export function growing(columns: readonly ColumnChoice[]): number {
  const what = columns.findIndex(({ name }) => name === 'what');
  return what >= 0 ? what : columns.length - 1;
}
