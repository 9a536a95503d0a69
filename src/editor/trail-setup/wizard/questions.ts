import { bucketQuestion } from './ask-bucket.ts';
import { nameQuestion } from './ask-name.ts';
import { regionQuestion } from './ask-region.ts';
import type { Draft } from './draft.ts';
import type { WizardQuestion } from './question.ts';

const all: readonly WizardQuestion[] = [regionQuestion, nameQuestion, bucketQuestion];

/** The questions that apply to what was answered so far, in the order in which they are asked. */
export function questionsFor(draft: Draft): readonly WizardQuestion[] {
  return all.filter(({ applies }) => applies?.(draft) ?? true);
}
