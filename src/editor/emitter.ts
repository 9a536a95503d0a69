/** What ends something; VS Code's own `Disposable` is one. */
export interface Ending {
  dispose(): void;
}

/**
 * Tells listeners of a change. View models use it in place of `vscode.EventEmitter`, so that they run, and are
 * tested, without an editor; `event` can be handed to VS Code where it wants an `Event`.
 */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): Ending => {
    // Registering one function twice is two registrations, each ended on its own.
    const own = (value: T): unknown => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }
}
