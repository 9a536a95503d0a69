/** The widths and the order of a table's columns. */

/** A column of a table that a user may size. */
export interface SizedColumn {
  /** Pixels. */
  readonly width: number;
}

/** Pixels. */
const narrowest = 48;
const widest = 1200;

/** The columns with one of them wider by so many pixels. */
export function resized<Column extends SizedColumn>(
  columns: readonly Column[],
  at: number,
  by: number,
): readonly Column[] {
  return columns.map((column, index) =>
    index === at
      ? { ...column, width: Math.round(Math.min(Math.max(column.width + by, narrowest), widest)) }
      : column,
  );
}

/** The columns with one of them moved to another place. */
export function moved<Column>(columns: readonly Column[], from: number, to: number): readonly Column[] {
  const column = columns[from];
  const goal = Math.min(Math.max(to, 0), columns.length - 1);
  return column === undefined ? columns : columns.toSpliced(from, 1).toSpliced(goal, 0, column);
}

/** How much of its width the column that grows may also lose, so that the table fits into a narrow editor. */
const shrinking = 0.6;

/** The least width of all the columns together, in pixels. */
export function leastWidth(columns: readonly SizedColumn[], grows: number): number {
  return columns.reduce((sum, { width }, index) => sum + (index === grows ? shrunk(width) : width), 0);
}

function shrunk(width: number): number {
  return Math.round(width * shrinking);
}

/** The columns as CSS has them for a grid: `80px minmax(120px, 1fr) 120px`. */
export function gridTemplate(columns: readonly SizedColumn[], grows: number): string {
  return columns
    .map(({ width }, index) => (index === grows ? `minmax(${shrunk(width)}px, 1fr)` : `${width}px`))
    .join(' ');
}
