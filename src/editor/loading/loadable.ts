import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';

/** What is known of a thing that is fetched: nothing yet, its value, or why there is none. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: TrailscopeError };

/**
 * One thing that is fetched when it is first needed and can be fetched again. While it is, the last answer stays,
 * so that a refresh changes only the rows whose answer changed.
 */
export class Loadable<T> {
  readonly #fetch: () => Promise<T>;
  readonly #onChange: () => void;
  #current: Loaded<T> = { state: 'loading' };
  #pending: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #isAsked = false;

  /** `onChange` is called after each answer that differs from the one before. */
  constructor(fetch: () => Promise<T>, onChange: () => void) {
    this.#fetch = fetch;
    this.#onChange = onChange;
  }

  get current(): Loaded<T> {
    return this.#current;
  }

  /** Whether it was asked for at all. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** Fetches unless that was done, and tells when there is an answer; joins a fetch that is under way. */
  async ensure(): Promise<void> {
    if (this.#current.state === 'loading') {
      await (this.#pending ?? this.#begin());
    }
  }

  /**
   * Fetches again, and resolves with an answer that was asked for after the call: a fetch that is under way may be of
   * how things were before a change, so its answer is not shown any more. Never throws: a failure is an answer.
   */
  async reload(): Promise<void> {
    if (this.#pending === undefined) {
      await this.#begin();
      return;
    }
    this.#next ??= this.#pending.then(() => {
      this.#next = undefined;
      return this.#begin();
    });
    await this.#next;
  }

  #begin(): Promise<void> {
    this.#isAsked = true;
    this.#pending = this.#load().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #load(): Promise<void> {
    const answer = await this.#ask();
    const isOld = this.#next !== undefined;
    if (answer !== undefined && !isOld && !isSame(answer, this.#current)) {
      this.#current = answer;
      this.#onChange();
    }
  }

  /** The answer, or undefined when the fetch was cancelled. */
  async #ask(): Promise<Loaded<T> | undefined> {
    try {
      return { state: 'ready', value: await this.#fetch() };
    } catch (thrown) {
      const error = toTrailscopeError(thrown);
      return error.failure.kind === 'cancelled' ? undefined : { state: 'failed', error };
    }
  }
}

/** Whether two answers are equal; a failure always counts as new, as its request id is. */
function isSame<T>(one: Loaded<T>, other: Loaded<T>): boolean {
  return (
    one.state === 'ready' && other.state === 'ready' && comparable(one.value) === comparable(other.value)
  );
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (member instanceof Map ? [...member] : member));
}
