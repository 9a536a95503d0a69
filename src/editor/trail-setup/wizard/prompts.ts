import type { QuickPick, QuickPickItem } from 'vscode';
import { displayName } from '../../../core/events/display-text.ts';
import {
  askPick,
  askText,
  type Answer,
  type Question,
  type QuickWindow,
  type TextQuestion,
} from '../../connections/quick-input.ts';

/** Something that can be chosen, or a line between such things. */
export type Row<Value> = Option<Value> | Heading;

export interface Option<Value> {
  /** Tells it from all others, also when it is shown again with more details. */
  readonly id: string;
  /** Says by itself what is chosen. */
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A codicon. */
  readonly icon?: string;
  readonly value: Value;
}

/** A heading, or a quiet remark: it cannot be chosen. */
export interface Heading {
  readonly heading: string;
}

/** A place to show rows in, now and again as more is known. */
export interface Offer<Value> {
  readonly show: (rows: readonly Row<Value>[]) => void;
  /** Told which row the user is at. */
  readonly onActive: (listener: (id: string) => void) => void;
  /** Aborts when the question is answered. */
  readonly signal: AbortSignal;
}

interface Pick<Value> extends Question {
  readonly offer: (to: Offer<Value>) => void | Promise<void>;
  /** What a text means that is in no row. */
  readonly typed?: (text: string) => Option<Value> | undefined;
}

/** A question with one answer. */
export interface Choice<Value> extends Pick<Value> {
  /** The row to start at; the first one if absent. */
  readonly marked?: string;
}

/** A question with any number of answers. */
export interface ManyChoice<Value> extends Pick<Value> {
  /** The rows that are ticked at first. */
  readonly ticked: readonly string[];
  /** What is wrong with what is ticked. */
  readonly objection?: (values: readonly Value[]) => string | undefined;
}

/** How the wizard asks. */
export interface Prompts {
  /** @throws what the offer throws */
  choose<Value>(choice: Choice<Value>): Promise<Answer<Value>>;
  /** @throws what the offer throws */
  chooseMany<Value>(choice: ManyChoice<Value>): Promise<Answer<readonly Value[]>>;
  type(question: TextQuestion): Promise<Answer<string>>;
}

/** Asks with VS Code's quick picks and input boxes. */
export function promptsIn(window: QuickWindow): Prompts {
  return {
    choose: (choice) => chooseIn(window, choice),
    chooseMany: (choice) => chooseManyIn(window, choice),
    type: (question) => askText(window, question),
  };
}

interface Item<Value> extends QuickPickItem {
  /** Absent for headings. */
  readonly option?: Option<Value>;
}

async function chooseIn<Value>(window: QuickWindow, choice: Choice<Value>): Promise<Answer<Value>> {
  const { offer, typed, marked } = choice;
  const abort = new AbortController();
  try {
    return await askPick<Item<Value>, { readonly value: Value }>(
      window,
      choice,
      (pick) => {
        const rows = new ShownRows<Value>(window, pick, typed);
        rows.marked = marked;
        return offer(rows.offer(abort.signal));
      },
      (pick) => {
        const option = pick.activeItems[0]?.option;
        // In an object, for the value itself may be undefined.
        return option === undefined ? undefined : { value: option.value };
      },
    ).then((answer) => (typeof answer === 'object' ? answer.value : answer));
  } finally {
    abort.abort();
  }
}

async function chooseManyIn<Value>(
  window: QuickWindow,
  choice: ManyChoice<Value>,
): Promise<Answer<readonly Value[]>> {
  const { offer, typed, ticked, objection } = choice;
  const abort = new AbortController();
  try {
    return await askPick<Item<Value>, readonly Value[]>(
      window,
      choice,
      (pick) => {
        pick.canSelectMany = true;
        const rows = new ShownRows<Value>(window, pick, typed);
        const seen = new Set<string>();
        rows.tick = (known) => {
          const kept = new Set(pick.selectedItems.map(({ option }) => option?.id));
          const isTicked = (id: string): boolean => (seen.has(id) ? kept.has(id) : ticked.includes(id));
          const items = known.filter(({ option }) => option !== undefined && isTicked(option.id));
          known.forEach(({ option }) => option !== undefined && seen.add(option.id));
          pick.selectedItems = items;
        };
        const object = (): void => {
          rows.say(objection?.(valuesOf(pick)));
        };
        pick.onDidAccept(object);
        pick.onDidChangeSelection(() => {
          // Nobody is told what is wrong before the end; but what was wrong is looked at again at once.
          if (rows.hasRemark) {
            object();
          }
        });
        return offer(rows.offer(abort.signal));
      },
      (pick) => {
        const values = valuesOf(pick);
        return objection?.(values) === undefined ? values : undefined;
      },
    );
  } finally {
    abort.abort();
  }
}

/** What is ticked, in the order of the rows. */
function valuesOf<Value>(pick: QuickPick<Item<Value>>): readonly Value[] {
  const ticked = new Set(pick.selectedItems.map(({ option }) => option?.id));
  return pick.items.flatMap(({ option }) =>
    option !== undefined && ticked.has(option.id) ? [option.value] : [],
  );
}

/** The rows of a quick pick: those that were offered, those that the user typed, and what is wrong, above them all. */
class ShownRows<Value> {
  /** The row to start at. */
  marked: string | undefined;
  /** Ticks rows each time that they are shown. */
  tick: (items: readonly Item<Value>[]) => void = () => undefined;
  readonly #window: QuickWindow;
  readonly #pick: QuickPick<Item<Value>>;
  readonly #typed: Pick<Value>['typed'];
  #rows: readonly Row<Value>[] = [];
  #remark: string | undefined;
  readonly #placeholder: string | undefined;

  constructor(window: QuickWindow, pick: QuickPick<Item<Value>>, typed: Pick<Value>['typed']) {
    this.#window = window;
    this.#pick = pick;
    this.#placeholder = pick.placeholder;
    this.#typed = typed;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    if (typed !== undefined) {
      pick.onDidChangeValue(() => {
        this.#show();
      });
    }
  }

  offer(signal: AbortSignal): Offer<Value> {
    return {
      signal,
      show: (rows) => {
        if (!signal.aborted) {
          this.#rows = rows;
          this.#show();
        }
      },
      onActive: (listener) => {
        this.#pick.onDidChangeActive(([item]) => {
          if (item?.option !== undefined) {
            listener(item.option.id);
          }
        });
      },
    };
  }

  get hasRemark(): boolean {
    return this.#remark !== undefined;
  }

  /** Says what is wrong, or nothing. */
  say(remark: string | undefined): void {
    if (remark !== this.#remark) {
      this.#remark = remark;
      this.#pick.placeholder = remark ?? this.#placeholder;
      this.#show();
    }
  }

  #show(): void {
    const offered = this.#rows;
    const ids = new Set(offered.flatMap((row) => ('heading' in row ? [] : [row.id])));
    const earlier = this.#pick.selectedItems.flatMap(({ option }) =>
      option === undefined || ids.has(option.id) ? [] : [option],
    );
    const typed = this.#typed?.(this.#pick.value.trim());
    const isNew = typed !== undefined && ![...ids, ...earlier.map(({ id }) => id)].includes(typed.id);
    const rows: readonly Row<Value>[] = [
      ...withRemark(offered, this.#remark),
      ...earlier,
      ...(isNew ? [typed] : []),
    ];
    const items = rows.map((row) => this.#item(row, row === typed));
    const active = this.#pick.items.length === 0 ? undefined : this.#pick.activeItems[0]?.option?.id;
    this.#pick.items = items;
    this.tick(items);
    this.#activate(items, active ?? this.marked);
  }

  /** Keeps the user at the row where they are: new rows would put them back to none. */
  #activate(items: readonly Item<Value>[], id: string | undefined): void {
    const active = items.filter(({ option }) => option !== undefined && option.id === id);
    if (active.length > 0) {
      this.#pick.activeItems = active;
    }
  }

  #item(row: Row<Value>, alwaysShow: boolean): Item<Value> {
    if ('heading' in row) {
      return { label: plain(row.heading), kind: this.#window.separator };
    }
    const { label, description, detail, icon } = row;
    return {
      label: plain(label),
      ...(description !== undefined && { description: plain(description) }),
      ...(detail !== undefined && { detail: plain(detail) }),
      ...(icon !== undefined && { iconPath: this.#window.icon(icon) }),
      ...(alwaysShow && { alwaysShow }),
      option: row,
    };
  }
}

/** The rows below a remark, which takes the place of a heading: of two in a row only the second would be seen. */
function withRemark<Value>(rows: readonly Row<Value>[], remark: string | undefined): readonly Row<Value>[] {
  const [first, ...others] = rows;
  if (remark === undefined || first === undefined) {
    return rows;
  }
  return [{ heading: remark }, ...('heading' in first ? others : rows)];
}

/** Names come from outside: they stay on one line, and make no icons. */
function plain(text: string): string {
  return displayName(text, 300).replaceAll('$(', '$ (');
}
