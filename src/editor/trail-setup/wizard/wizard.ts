import type { Answer } from '../../connections/quick-input.ts';
import type { WizardContext } from './context.ts';
import type { Draft } from './draft.ts';
import type { Place, WizardQuestion } from './question.ts';
import { askSummary, summaryTitle } from './ask-summary.ts';

/** The questions that apply, in their order. */
export type Questions = (draft: Draft) => readonly WizardQuestion[];

/** The last step: everything that was answered, which can be changed or accepted. */
const summary = 'summary';

/**
 * Asks one question after the other, back and forth, and then shows what was answered.
 *
 * @param isAnswered whether everything was answered before: the user starts at the last step
 * @returns undefined where the user cancels
 * @throws TrailscopeError where a question cannot be asked
 */
export async function runWizard(
  context: WizardContext,
  questionsFor: Questions,
  start: Draft,
  isAnswered: boolean,
): Promise<Draft | undefined> {
  let state = isAnswered ? atSummary(start, questionsFor) : atFirst(start, questionsFor);
  for (;;) {
    const { draft, at, visited } = state;
    const questions = questionsFor(draft);
    const index = questions.findIndex(({ id }) => id === at);
    const question = questions[index];
    if (question === undefined) {
      const next = await askSummary(
        context,
        draft,
        questions,
        placeOf(context, questions, questions.length, true),
      );
      if (next === undefined || (next !== 'back' && next.value === 'done')) {
        return next && draft;
      }
      state = next === 'back' ? goBack(state, questionsFor) : goTo(state, next.value);
      continue;
    }
    const answer: Answer<Draft> = await question.ask(
      context,
      draft,
      placeOf(context, questions, index, visited.length > 0),
    );
    if (answer === undefined) {
      return undefined;
    }
    state = answer === 'back' ? goBack(state, questionsFor) : goOn(state, answer.value, questionsFor);
  }
}

interface State {
  readonly draft: Draft;
  /** The id of a question, or that of the summary. */
  readonly at: string;
  /** Where the way back leads, the last one first. */
  readonly visited: readonly string[];
  /** On a detour from the summary only what was never answered is asked. */
  readonly isDetour: boolean;
}

function placeOf(
  { t }: WizardContext,
  questions: readonly WizardQuestion[],
  index: number,
  canGoBack: boolean,
): Place {
  const about = questions[index]?.about(t) ?? summaryTitle(t);
  return {
    title: t('Create trail: {0}', about),
    step: { step: index + 1, totalSteps: questions.length + 1 },
    canGoBack,
    stays: true,
  };
}

function atFirst(draft: Draft, questionsFor: Questions): State {
  return { draft, at: questionsFor(draft)[0]?.id ?? summary, visited: [], isDetour: false };
}

function atSummary(draft: Draft, questionsFor: Questions): State {
  const ids = questionsFor(draft).map(({ id }) => id);
  const asked = new Set([...draft.asked, ...ids]);
  return { draft: { ...draft, asked }, at: summary, visited: ids.reverse(), isDetour: false };
}

function goTo(state: State, id: string): State {
  return { ...state, at: id, visited: [summary], isDetour: true };
}

function goBack(state: State, questionsFor: Questions): State {
  const ids = questionsFor(state.draft).map(({ id }) => id);
  const [at = ids[0] ?? summary, ...visited] = state.visited.filter(
    (id) => id === summary || ids.includes(id),
  );
  return at === summary ? atSummary(state.draft, questionsFor) : { ...state, at, visited };
}

function goOn({ at, visited, isDetour }: State, answered: Draft, questionsFor: Questions): State {
  const draft = { ...answered, asked: new Set([...answered.asked, at]) };
  const questions = questionsFor(draft);
  const index = questions.findIndex(({ id }) => id === at);
  const next = isDetour ? questions.find(({ id }) => !draft.asked.has(id)) : questions[index + 1];
  return next === undefined
    ? atSummary(draft, questionsFor)
    : { draft, at: next.id, visited: [at, ...visited], isDetour };
}
