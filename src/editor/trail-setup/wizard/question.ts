import type { Localize } from '../../../core/localize.ts';
import type { Answer, Step } from '../../connections/quick-input.ts';
import type { WizardContext } from './context.ts';
import type { Draft } from './draft.ts';

/** One step of the wizard. */
export interface WizardQuestion {
  readonly id: string;
  /** What it asks for, in a few words: the title of its step and the name of its answer. */
  readonly about: (t: Localize) => string;
  /** Whether it is asked, for what was answered so far; always if absent. */
  readonly applies?: (draft: Draft) => boolean;
  /** The answer in a few words. */
  readonly told: (draft: Draft, t: Localize) => string;
  /**
   * Asks, with what was answered before as the proposal.
   * @throws TrailscopeError where nothing can be asked without an answer of AWS
   */
  readonly ask: (context: WizardContext, draft: Draft, place: Place) => Promise<Answer<Draft>>;
}

/** What the prompts of a question have in common. */
export interface Place {
  readonly title: string;
  readonly step: Step;
  readonly canGoBack: boolean;
  readonly stays: true;
}
