/**
 * A value that its owner reads back at once and other services see a little later, as policies and roles of AWS are.
 * Later is counted in looks and not in time, so that tests know when.
 */
export class Propagating<Value> {
  #current: Value;
  #before: Value;
  #looksLeft = 0;

  constructor(value: Value) {
    this.#current = value;
    this.#before = value;
  }

  get current(): Value {
    return this.#current;
  }

  /** Sets the value; the next `lag` looks still see the one before. */
  set(value: Value, lag: number): void {
    this.#before = this.#looksLeft > 0 ? this.#before : this.#current;
    this.#current = value;
    this.#looksLeft = lag;
  }

  /** What another service sees. */
  look(): Value {
    if (this.#looksLeft > 0) {
      this.#looksLeft -= 1;
      return this.#before;
    }
    return this.#current;
  }
}
