/** Quick picks and input boxes that a test answers as a user does: by what is shown, with keys and buttons. */
import type {
  IconPath,
  InputBox,
  QuickInputButton,
  QuickPick,
  QuickPickItem,
  QuickPickItemKind,
} from 'vscode';
import type { QuickWindow } from '../../src/editor/connections/quick-input.ts';

const button = { iconPath: { id: 'arrow-left' } } as unknown as QuickInputButton;

type Listener<T> = (event: T) => unknown;

class FakeEvent<T> {
  readonly #listeners: Listener<T>[] = [];
  readonly event = (listener: Listener<T>) => {
    this.#listeners.push(listener);
    return { dispose: () => undefined };
  };

  fire(event: T): void {
    [...this.#listeners].forEach((listener) => listener(event));
  }
}

const separator = -1 as unknown as QuickPickItemKind;

/** What quick picks and input boxes have in common. */
export abstract class FakeInput {
  title: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  placeholder: string | undefined;
  enabled = true;
  ignoreFocusOut = false;
  buttons: readonly QuickInputButton[] = [];
  isShown = false;
  isDisposed = false;
  readonly accepted = new FakeEvent<void>();
  readonly hidden = new FakeEvent<void>();
  readonly changed = new FakeEvent<string>();
  readonly pressed = new FakeEvent<QuickInputButton>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidChangeValue = this.changed.event;
  readonly onDidTriggerButton = this.pressed.event;
  readonly #onShow: (input: never) => void;
  #busy = false;
  #calm: (() => void)[] = [];

  constructor(onShow: (input: never) => void) {
    this.#onShow = onShow;
  }

  get busy(): boolean {
    return this.#busy;
  }

  set busy(value: boolean) {
    this.#busy = value;
    if (!value) {
      this.#calm.splice(0).forEach((done) => {
        done();
      });
    }
  }

  /** Resolves when nothing is being loaded any more. */
  async ready(): Promise<this> {
    if (this.#busy) {
      await new Promise<void>((resolve) => this.#calm.push(resolve));
    }
    return this;
  }

  show(): void {
    this.isShown = true;
    this.#onShow(this as never);
  }

  hide(): void {
    this.escape();
  }

  dispose(): void {
    this.isDisposed = true;
    this.busy = false;
    this.escape();
  }

  /** The Escape key. */
  escape(): void {
    if (this.isShown) {
      this.isShown = false;
      this.hidden.fire();
    }
  }

  /** The button in the title. */
  back(): void {
    const [button] = this.buttons;
    if (button === undefined) {
      throw new Error(`There is no way back from "${this.title ?? ''}"`);
    }
    this.pressed.fire(button);
  }

  get where(): string {
    return `${this.step ?? 0}/${this.totalSteps ?? 0} ${this.title ?? ''}`;
  }
}

export class FakePick extends FakeInput {
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  keepScrollPosition = false;
  readonly activated = new FakeEvent<readonly QuickPickItem[]>();
  readonly selected = new FakeEvent<readonly QuickPickItem[]>();
  readonly onDidChangeActive = this.activated.event;
  readonly onDidChangeSelection = this.selected.event;
  readonly onDidTriggerItemButton = new FakeEvent<never>().event;
  #items: readonly QuickPickItem[] = [];
  #active: readonly QuickPickItem[] = [];
  #selected: readonly QuickPickItem[] = [];
  #value = '';

  get items(): readonly QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly QuickPickItem[]) {
    this.#items = items;
  }

  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    this.#value = value;
  }

  /** As in VS Code the first row is active by itself, and no row that is not shown any more. */
  get activeItems(): readonly QuickPickItem[] {
    const rows = this.#matching();
    const active = this.#active.filter((item) => rows.includes(item));
    return active.length > 0 ? active : rows.slice(0, 1);
  }

  set activeItems(items: readonly QuickPickItem[]) {
    this.#active = items;
  }

  get selectedItems(): readonly QuickPickItem[] {
    return this.#selected;
  }

  set selectedItems(items: readonly QuickPickItem[]) {
    this.#selected = items;
  }

  #matching(): readonly QuickPickItem[] {
    const text = this.#value.toLowerCase();
    return this.#items.filter(
      ({ kind, label, description = '', detail = '', alwaysShow }) =>
        kind !== separator &&
        (alwaysShow === true || `${label} ${description} ${detail}`.toLowerCase().includes(text)),
    );
  }

  /** The texts of all rows: what stands alone for somebody who hears them. */
  get labels(): readonly string[] {
    return this.#items.filter(({ kind }) => kind !== separator).map(({ label }) => label);
  }

  get headings(): readonly string[] {
    return this.#items.filter(({ kind }) => kind === separator).map(({ label }) => label);
  }

  get ticked(): readonly string[] {
    return this.#selected.map(({ label }) => label);
  }

  /** The row whose label begins so. */
  row(label: string): QuickPickItem {
    const found = this.#items.find((item) => item.kind !== separator && item.label.startsWith(label));
    if (found === undefined) {
      throw new Error(`"${this.title ?? ''}" has no row "${label}", only: ${this.labels.join(' | ')}`);
    }
    return found;
  }

  /** Types into the filter. */
  type(text: string): this {
    this.#value = text;
    this.changed.fire(text);
    this.activated.fire(this.activeItems);
    return this;
  }

  /** Moves to a row with the arrow keys. */
  move(label: string): this {
    this.#active = [this.row(label)];
    this.activated.fire(this.#active);
    return this;
  }

  /** Ticks a row, or takes its tick away. */
  toggle(...labels: string[]): this {
    for (const label of labels) {
      const row = this.row(label);
      this.#selected = this.#selected.includes(row)
        ? this.#selected.filter((item) => item !== row)
        : [...this.#selected, row];
      this.selected.fire(this.#selected);
    }
    return this;
  }

  /** The Enter key, at the active row or at the named one. */
  enter(label?: string): void {
    if (label !== undefined) {
      this.move(label);
    }
    this.accepted.fire();
  }
}

export class FakeBox extends FakeInput {
  password = false;
  prompt: string | undefined;
  validationMessage: string | undefined;
  valueSelection: readonly [number, number] | undefined;
  value = '';

  type(text: string): this {
    this.value = text;
    this.changed.fire(text);
    return this;
  }

  enter(text?: string): void {
    if (text !== undefined) {
      this.type(text);
    }
    this.accepted.fire();
  }
}

/** A window whose questions are answered one after the other. */
export class FakeQuickWindow implements QuickWindow {
  readonly back = button;
  readonly separator = separator;
  readonly #shown: FakeInput[] = [];
  readonly #waiting: ((input: FakeInput) => void)[] = [];

  readonly #show = (input: FakeInput): void => {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#shown.push(input);
    } else {
      waiting(input);
    }
  };

  icon(id: string): IconPath {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the real class is VS Code's
    return { id };
  }

  createQuickPick<Item extends QuickPickItem>(): QuickPick<Item> {
    return new FakePick(this.#show) as unknown as QuickPick<Item>;
  }

  createInputBox(): InputBox {
    return new FakeBox(this.#show);
  }

  /** The next question, as soon as it is shown. */
  next(): Promise<FakeInput> {
    const shown = this.#shown.shift();
    return shown === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(shown);
  }

  /** The next question, which has to be a quick pick, with all of its rows. */
  async pick(): Promise<FakePick> {
    const input = await this.next();
    if (!(input instanceof FakePick)) {
      throw new Error(`"${input.title ?? ''}" is no quick pick`);
    }
    return input.ready();
  }

  /** The next question, which has to be an input box, while it may still be finding something out. */
  async open(): Promise<FakeBox> {
    const input = await this.next();
    if (!(input instanceof FakeBox)) {
      throw new Error(`"${input.title ?? ''}" is no input box`);
    }
    return input;
  }

  /** The next question, which has to be an input box. */
  async box(): Promise<FakeBox> {
    return (await this.open()).ready();
  }
}
