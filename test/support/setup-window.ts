/** A window for setting trails up that answers by itself and keeps what it was shown. */
import type { LeftChoice, SetupWindow } from '../../src/editor/trail-setup/setup-window.ts';

/** What a {@link FakeSetupWindow} answers. */
export interface SetupAnswers {
  allowsChanges: boolean;
  typesName: boolean;
  allowsManaged: boolean;
  choice: LeftChoice;
}

export class FakeSetupWindow implements SetupWindow {
  /** What was shown, asked and told, in order. */
  readonly seen: string[] = [];
  readonly answers: SetupAnswers = {
    allowsChanges: true,
    typesName: true,
    allowsManaged: true,
    choice: undefined,
  };
  /** Is called with each text of a progress; the controller cancels what is under way. */
  onProgress: (message: string, abort: AbortController) => void = () => undefined;
  /** Is called at the beginning of what takes its time. */
  onBegin: (title: string, abort: AbortController) => void = () => undefined;
  /** The id of the plan that was shown last. */
  shown = '';

  show: SetupWindow['show'] = (plan) => {
    this.shown = plan.id;
    return this.#see(`show ${plan.name}`);
  };

  close: SetupWindow['close'] = (plan) => this.#see(`close ${plan.name}`);

  progress: SetupWindow['progress'] = (title, work) => {
    const abort = new AbortController();
    this.onBegin(title, abort);
    return work((message) => {
      this.onProgress(message, abort);
    }, abort.signal);
  };

  async allowsChanges(): Promise<boolean> {
    await this.#see('ask whether to allow changes');
    return this.answers.allowsChanges;
  }

  async typesName(): Promise<boolean> {
    await this.#see('ask for the name');
    return this.answers.typesName;
  }

  async allowsManaged(): Promise<boolean> {
    await this.#see('ask whether to change what is managed');
    return this.answers.allowsManaged;
  }

  async chooseFor(): Promise<LeftChoice> {
    await this.#see('ask what to do about a broken run');
    return this.answers.choice;
  }

  tellReadOnly = (): Promise<void> => this.#see('tell of the setting');

  tell = (message: string): Promise<void> => this.#see(`tell: ${message}`);

  tellEnded: SetupWindow['tellEnded'] = (plan, _, { outcome }) => {
    this.shown = plan.id;
    return this.#see(`tell the end: ${outcome}`);
  };

  #see(what: string): Promise<void> {
    this.seen.push(what);
    return Promise.resolve();
  }
}
