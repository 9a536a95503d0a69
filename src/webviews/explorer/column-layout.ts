import type { ColumnChoice, ColumnName, ExplorerSort } from '../../protocol/explorer.ts';

/** Pixels. */
const narrowest = 48;
const widest = 1200;

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

/** The columns with one of them wider by so many pixels. */
export function resized(columns: readonly ColumnChoice[], at: number, by: number): readonly ColumnChoice[] {
  return columns.map((column, index) =>
    index === at
      ? { ...column, width: Math.round(Math.min(Math.max(column.width + by, narrowest), widest)) }
      : column,
  );
}

/** The columns with one of them moved to another place. */
export function moved(columns: readonly ColumnChoice[], from: number, to: number): readonly ColumnChoice[] {
  const column = columns[from];
  const goal = Math.min(Math.max(to, 0), columns.length - 1);
  return column === undefined ? columns : columns.toSpliced(from, 1).toSpliced(goal, 0, column);
}

/** Which column takes the room that is left: the one that says what it was about, else the last. */
export function growing(columns: readonly ColumnChoice[]): number {
  const what = columns.findIndex(({ name }) => name === 'what');
  return what >= 0 ? what : columns.length - 1;
}

/** How much of its width the column that grows may also lose, so that the table fits into a narrow editor. */
const shrinking = 0.6;

/** The least width of all the columns together, in pixels. */
export function leastWidth(columns: readonly ColumnChoice[]): number {
  const grows = growing(columns);
  return columns.reduce((sum, { width }, index) => sum + (index === grows ? shrunk(width) : width), 0);
}

function shrunk(width: number): number {
  return Math.round(width * shrinking);
}

/** The columns as CSS has them for a grid: `80px minmax(120px, 1fr) 120px`. */
export function gridTemplate(columns: readonly ColumnChoice[]): string {
  const grows = growing(columns);
  return columns
    .map(({ width }, index) => (index === grows ? `minmax(${shrunk(width)}px, 1fr)` : `${width}px`))
    .join(' ');
}
