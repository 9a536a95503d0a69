import type {
  IconPath,
  InputBox,
  QuickInputButton,
  QuickPick,
  QuickPickItem,
  QuickPickItemKind,
} from 'vscode';

/** What questions need of VS Code. It is handed in, so that tests can answer them. */
export interface QuickWindow {
  createQuickPick<Item extends QuickPickItem>(): QuickPick<Item>;
  createInputBox(): InputBox;
  /** The button that goes a step back. */
  readonly back: QuickInputButton;
  readonly separator: QuickPickItemKind;
  /** A codicon. */
  icon(id: string): IconPath;
}

/** Where a question stands among several. */
export interface Step {
  readonly step: number;
  readonly totalSteps: number;
}

/** How a question ended: with a choice, with a step back, or not at all (undefined). */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

/** What a question asks. */
export interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly step?: Step;
  /** Whether there is something to go back to; by default in all steps but the first. */
  readonly canGoBack?: boolean;
  /** Stays when something else gets the focus: for questions that come late in a row of them. */
  readonly stays?: boolean;
}

/** What an input box asks. */
export interface TextQuestion extends Question {
  /** Proposed, and selected as a whole. */
  readonly value: string;
  /** Below the text: what it is for. */
  readonly prompt: string;
  /** What is wrong with a text; asked while the user types. */
  readonly objection: (text: string) => string | undefined;
  /**
   * Finds out more, after which the text is looked at again; a proposal takes the place of one that the user has
   * not touched.
   */
  readonly later?: (signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Shows a quick pick and waits for the user. `prepare` fills it, now and later; `accept` tells what the choice means,
 * or undefined for a choice that means nothing, after which the question stays open.
 *
 * @throws what `prepare` throws, if the user has not answered before
 */
export async function askPick<Item extends QuickPickItem, T>(
  window: QuickWindow,
  question: Question,
  prepare: (pick: QuickPick<Item>) => void | Promise<void>,
  accept: (pick: QuickPick<Item>) => T | undefined,
): Promise<Answer<T>> {
  const pick = window.createQuickPick<Item>();
  dress(window, pick, question);
  try {
    const work = prepare(pick);
    return await Promise.race([answered(pick, () => accept(pick)), whileBusy(pick, work)]);
  } finally {
    pick.dispose();
  }
}

/** Shows an input box and waits for a text that nothing speaks against. */
export async function askText(window: QuickWindow, question: TextQuestion): Promise<Answer<string>> {
  const { value, prompt, objection, later } = question;
  const box = window.createInputBox();
  const abort = new AbortController();
  dress(window, box, question);
  box.value = value;
  box.prompt = prompt;
  const judge = (): string | undefined => {
    box.validationMessage = objection(box.value);
    return box.validationMessage;
  };
  box.onDidChangeValue(judge);
  try {
    const work = later?.(abort.signal).then((proposal) => {
      if (proposal !== undefined && box.value === value) {
        box.value = proposal;
      }
      if (box.value !== '') {
        judge();
      }
    });
    const text = answered(box, () => (judge() === undefined ? box.value : undefined));
    return await Promise.race([text, whileBusy(box, work)]);
  } finally {
    abort.abort();
    box.dispose();
  }
}

type Input<Item extends QuickPickItem> = QuickPick<Item> | InputBox;

function dress<Item extends QuickPickItem>(
  window: QuickWindow,
  input: Input<Item>,
  { title, placeholder, step, canGoBack, stays }: Question,
): void {
  input.title = title;
  input.placeholder = placeholder;
  input.step = step?.step;
  input.totalSteps = step?.totalSteps;
  input.ignoreFocusOut = stays === true;
  const hasBack = canGoBack ?? (step !== undefined && step.step > 1);
  input.buttons = hasBack ? [window.back] : [];
}

function answered<Item extends QuickPickItem, T>(
  input: Input<Item>,
  accept: () => T | undefined,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    input.onDidAccept(() => {
      const value = accept();
      if (value !== undefined) {
        resolve({ value });
      }
    });
    input.onDidTriggerButton(() => {
      resolve('back');
    });
    input.onDidHide(() => {
      resolve(undefined);
    });
    input.show();
  });
}

/** Shows that something is under way; never ends, but for a failure. */
function whileBusy<Item extends QuickPickItem>(input: Input<Item>, work: unknown): Promise<never> {
  return new Promise((_, reject) => {
    if (work instanceof Promise) {
      input.busy = true;
      work.then(() => {
        input.busy = false;
      }, reject);
    }
  });
}
