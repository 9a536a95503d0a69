/** What a key does in the table, by the grid pattern of the ARIA Authoring Practices. */

/** A cell: the header is row -1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** How many rows are in sight. */
  readonly page: number;
}

/** A key with what is held down; `command` is Ctrl, or Cmd on a Mac. */
export interface KeyPress {
  readonly key: string;
  readonly command: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export type GridMove =
  | { readonly kind: 'go'; readonly to: CellPlace }
  | { readonly kind: 'open'; readonly toSide: boolean; readonly keepsFocus: boolean }
  | { readonly kind: 'copy' }
  | { readonly kind: 'sort' }
  | { readonly kind: 'size'; readonly by: number }
  | { readonly kind: 'move'; readonly by: number };

/** Pixels by which a key makes a column wider. */
const sizeStep = 16;

/** What a key does at a cell; undefined for one that means nothing there. */
export function gridMove(press: KeyPress, at: CellPlace, size: GridSize): GridMove | undefined {
  const move = at.row < 0 ? headerMove(press) : rowMove(press);
  if (move !== undefined) {
    return move;
  }
  const goal = press.shift || press.alt ? undefined : goalOf(press, at, size);
  return (
    goal && {
      kind: 'go',
      to: {
        row: Math.max(Math.min(goal.row, size.rows - 1), -1),
        column: Math.max(Math.min(goal.column, size.columns - 1), 0),
      },
    }
  );
}

function headerMove({ key, command, shift, alt }: KeyPress): GridMove | undefined {
  const direction = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if (direction !== 0 && shift && !alt && !command) {
    return { kind: 'size', by: direction * sizeStep };
  }
  if (direction !== 0 && alt && !shift && !command) {
    return { kind: 'move', by: direction };
  }
  return (key === 'Enter' || key === ' ') && !command && !alt ? { kind: 'sort' } : undefined;
}

function rowMove({ key, command, shift, alt }: KeyPress): GridMove | undefined {
  if (alt || shift) {
    return undefined;
  }
  switch (key) {
    case 'Enter':
      return { kind: 'open', toSide: command, keepsFocus: false };
    case ' ':
      return command ? undefined : { kind: 'open', toSide: true, keepsFocus: true };
    case 'c':
    case 'C':
      return { kind: 'copy' };
    default:
      return undefined;
  }
}

function goalOf({ key, command }: KeyPress, at: CellPlace, size: GridSize): CellPlace | undefined {
  const { row, column } = at;
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: Math.max(row, 0) + size.page, column };
    case 'PageUp':
      // From the rows to the first row: only an arrow leads on to the header.
      return { row: row < 0 ? row : Math.max(row - size.page, 0), column };
    case 'Home':
      return command ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return command ? { row: size.rows - 1, column: size.columns - 1 } : { row, column: size.columns - 1 };
    default:
      return undefined;
  }
}
