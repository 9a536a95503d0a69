/** The questions about a new trail, answered by a test on the sample account. */
import { connection, type Connection } from '../../src/core/connection.ts';
import { english } from '../../src/core/localize.ts';
import type { AwsCaller, AwsPorts } from '../../src/core/ports.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { WizardContext } from '../../src/editor/trail-setup/wizard/context.ts';
import { answersOf, draftOf, emptyDraft } from '../../src/editor/trail-setup/wizard/draft.ts';
import { promptsIn } from '../../src/editor/trail-setup/wizard/prompts.ts';
import { questionsFor } from '../../src/editor/trail-setup/wizard/questions.ts';
import { runWizard } from '../../src/editor/trail-setup/wizard/wizard.ts';
import { never } from './aws-on-wire.ts';
import { FakeBox, FakePick, FakeInput, FakeQuickWindow } from './fake-quick-window.ts';
import { SandboxSetup } from './sandbox-setup.ts';

export interface WizardOptions {
  readonly setup?: SandboxSetup;
  /** Stands between the questions and the account. */
  readonly caller?: (caller: AwsCaller) => AwsCaller;
  readonly ports?: () => Promise<AwsPorts>;
  readonly connections?: readonly Connection[];
  readonly before?: TrailAnswers;
}

/** What a user does at a step. */
export type Act = (input: FakeInput) => void;

export class WizardRun {
  readonly setup: SandboxSetup;
  readonly user = new FakeQuickWindow();
  /** The steps that were shown, such as `1/6 Create trail: Home Region`. */
  readonly steps: string[] = [];
  readonly #shown: FakeInput[] = [];
  readonly done: Promise<{ connection: Connection; answers: TrailAnswers } | undefined>;

  constructor({ setup = new SandboxSetup(), caller, ports, connections, before }: WizardOptions = {}) {
    this.setup = setup;
    const { aws } = setup;
    const offered = connections ?? [setup.connection];
    const start = connection(offered[0]!);
    const isOpen = offered.length > 1;
    const context = new WizardContext({
      prompts: promptsIn(this.user),
      t: english,
      ports: ports ?? (() => Promise.resolve({ ...aws, caller: caller?.(aws.caller) ?? aws.caller })),
      connections: offered,
      signal: setup.controller.signal,
    });
    this.done = runWizard(
      context,
      questionsFor,
      before === undefined ? emptyDraft(start, isOpen) : draftOf(start, before, isOpen),
      before !== undefined,
    ).then((draft) => draft && { connection: draft.connection, answers: answersOf(draft) });
    this.done.catch(() => undefined);
  }

  /** The next step, when everything in it has been loaded. */
  async step(): Promise<FakeInput> {
    const input = await (await this.user.next()).ready();
    this.steps.push(input.where);
    this.#shown.push(input);
    return input;
  }

  /** The nth step that was shown, from 0. */
  at(nth: number): FakeInput {
    return this.#shown[nth]!;
  }

  async pick(): Promise<FakePick> {
    return pickIn(await this.step());
  }

  async box(): Promise<FakeBox> {
    return boxIn(await this.step());
  }

  /**
   * Answers all steps until the end.
   *
   * @param acts what to do at steps, by what their titles end in; the Enter key at all others
   * @param before done instead of that where it gives true
   */
  async walk(
    acts: Readonly<Record<string, Act>> = {},
    before: (input: FakeInput, nth: number) => boolean = () => false,
  ): Promise<TrailAnswers | undefined> {
    for (let nth = 0; ; nth += 1) {
      const input = await Promise.race([this.done, this.step()]);
      if (!(input instanceof FakeInput)) {
        return input?.answers;
      }
      if (!before(input, nth)) {
        (acts[about(input)] ?? enter)(input);
      }
    }
  }
}

/** Asks the account once for everything: for tests that go the same way many times and change nothing. */
export function remembering(caller: AwsCaller): AwsCaller {
  const answers = new Map<string, ReturnType<AwsCaller['call']>>();
  return {
    call(connection, call) {
      const key = JSON.stringify(call);
      const answer = answers.get(key) ?? caller.call(connection, call, never);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** What a step asks for. */
export function about({ title = '' }: FakeInput): string {
  return title.replace('Create trail: ', '');
}

/** @throws Error where the step is another kind of prompt */
export function pickIn(input: FakeInput): FakePick {
  if (!(input instanceof FakePick)) {
    throw new Error(`"${input.where}" is no quick pick`);
  }
  return input;
}

function boxIn(input: FakeInput): FakeBox {
  if (!(input instanceof FakeBox)) {
    throw new Error(`"${input.where}" is no input box`);
  }
  return input;
}

/** The Enter key. */
export const enter: Act = (input) => {
  if (input instanceof FakeBox) {
    input.enter();
  } else {
    pickIn(input).enter();
  }
};

/** Goes to a row, and presses Enter. */
export function choose(label: string): Act {
  return (input) => {
    pickIn(input).enter(label);
  };
}

/** Ticks rows, or takes their ticks away, and presses Enter. */
export function tick(...labels: string[]): Act {
  return (input) => {
    pickIn(input)
      .toggle(...labels)
      .enter();
  };
}

/** Types a text in place of the proposal, and presses Enter. */
export function type(text: string): Act {
  return (input) => {
    boxIn(input).enter(text);
  };
}
