import type { ReactiveController } from 'lit';
import type { SizedColumn } from './columns.ts';
import { resized } from './columns.ts';

/** What the columns of a table are dragged in. */
interface ColumnHost<Column extends SizedColumn> extends HTMLElement {
  readonly columns: readonly Column[];
  setColumns(columns: readonly Column[], isDone: boolean): void;
  moveColumn(from: number, to: number): void;
  sortBy(column: number): void;
  requestUpdate(): void;
}

/** Pixels; less is a click. */
const dragStart = 5;

/** The pointer on a table's header: the edge of a column sizes it, its title moves it, and a click sorts. */
export class ColumnDrag<Column extends SizedColumn> implements ReactiveController {
  readonly #host: ColumnHost<Column>;
  /** The column that is moved and the place it would get. */
  #moving: { readonly from: number; readonly to: number } | undefined;
  /** A drag ends with a click, which is then no wish to sort. */
  #hasMoved = false;

  constructor(host: ColumnHost<Column>) {
    this.#host = host;
  }

  hostDisconnected(): void {
    this.#moving = undefined;
  }

  /** Where a dragged column would come to stand, for the header at an index. */
  dropClass(index: number): string {
    const moving = this.#moving;
    if (moving?.to !== index || moving.from === moving.to) {
      return '';
    }
    return moving.to > moving.from ? 'drop-after' : 'drop-before';
  }

  readonly onGripDown = (event: PointerEvent): void => {
    const { currentTarget: grip } = event;
    if (!(grip instanceof HTMLElement) || event.button !== 0) {
      return;
    }
    event.stopPropagation();
    const host = this.#host;
    const column = Number(grip.dataset['column']);
    const cell = grip.parentElement?.getBoundingClientRect().width ?? 0;
    const before = host.columns.map((each, index) => (index === column ? { ...each, width: cell } : each));
    const sized = ({ clientX }: PointerEvent) => resized(before, column, clientX - event.clientX);
    follow(grip, event, {
      move: (now) => {
        host.setColumns(sized(now), false);
      },
      end: (now) => {
        host.setColumns(sized(now), true);
      },
      cancel: () => {
        host.setColumns(before, false);
      },
    });
  };

  readonly onHeaderDown = (event: PointerEvent): void => {
    const { currentTarget: header } = event;
    if (!(header instanceof HTMLElement) || event.button !== 0) {
      return;
    }
    const from = Number(header.dataset['column']);
    this.#hasMoved = false;
    follow(header, event, {
      move: (now) => {
        if (this.#moving !== undefined || Math.abs(now.clientX - event.clientX) > dragStart) {
          this.#hasMoved = true;
          this.#show({ from, to: placeUnder(header, now.clientX) });
        }
      },
      end: () => {
        const moving = this.#moving;
        this.#show(undefined);
        if (moving !== undefined && moving.from !== moving.to) {
          this.#host.moveColumn(moving.from, moving.to);
        }
      },
      cancel: () => {
        this.#show(undefined);
      },
    });
  };

  /** A click of the pointer, or of a screen reader, which has none. */
  readonly onHeaderClick = ({ currentTarget: header, target }: MouseEvent): void => {
    const isGrip = target instanceof Element && target.closest('.grip') !== null;
    if (header instanceof HTMLElement && !isGrip && !this.#hasMoved) {
      this.#host.sortBy(Number(header.dataset['column']));
    }
    this.#hasMoved = false;
  };

  #show(moving: { readonly from: number; readonly to: number } | undefined): void {
    this.#moving = moving;
    this.#host.requestUpdate();
  }
}

/** The index of the header under the pointer, or of the nearest one. */
function placeUnder(header: HTMLElement, x: number): number {
  const headers = [...(header.parentElement?.children ?? [])];
  const at = headers.findIndex((each) => x < each.getBoundingClientRect().right);
  return at < 0 ? headers.length - 1 : at;
}

/** What to do while a pointer is down. */
interface Following {
  readonly move: (event: PointerEvent) => void;
  readonly end: (event: PointerEvent) => void;
  readonly cancel: () => void;
}

/** Follows a pointer, wherever it goes, until it is lifted. Escape gives up. */
export function follow(element: HTMLElement, start: PointerEvent, { move, end, cancel }: Following): void {
  const over = new AbortController();
  const { signal } = over;
  element.setPointerCapture(start.pointerId);
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener(
    'pointerup',
    (event) => {
      over.abort();
      end(event);
    },
    { signal },
  );
  element.addEventListener(
    'pointercancel',
    () => {
      over.abort();
      cancel();
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') {
        over.abort();
        element.releasePointerCapture(start.pointerId);
        cancel();
      }
    },
    { signal, capture: true },
  );
}
