/**
 * Asks one question at a time. While an answer is on its way only the newest further question waits, so that typing,
 * scrolling and news from the host never queue up, and answers come in the order of their questions.
 */
export class OneAtATime<Question, Answer> {
  readonly #ask: (question: Question) => Promise<Answer | undefined>;
  readonly #onAnswer: (answer: Answer | undefined, question: Question) => void;
  #isBusy = false;
  #waiting: { readonly question: Question } | undefined;

  constructor(
    ask: (question: Question) => Promise<Answer | undefined>,
    onAnswer: (answer: Answer | undefined, question: Question) => void,
  ) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
  }

  ask(question: Question): void {
    if (this.#isBusy) {
      this.#waiting = { question };
    } else {
      void this.#run(question);
    }
  }

  /** Forgets the question that waits; the answer that is on its way still comes. */
  forget(): void {
    this.#waiting = undefined;
  }

  async #run(question: Question): Promise<void> {
    this.#isBusy = true;
    const answer = await this.#ask(question);
    this.#isBusy = false;
    const next = this.#waiting;
    this.#waiting = undefined;
    if (next !== undefined) {
      void this.#run(next.question);
    }
    this.#onAnswer(answer, question);
  }
}
