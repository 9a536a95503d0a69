import { connectionKey, parseConnection, type Connection } from '../../core/connection.ts';
import { Emitter } from '../emitter.ts';

/** The part of VS Code's `Memento` that the store needs. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const memoryKey = 'trailscope.connection';

/**
 * The connection that the views show, or none. It is remembered per workspace, as names only: no credentials are
 * ever stored. Choosing another one replaces the value, so nothing can hold a half-changed connection.
 */
export class ConnectionStore {
  readonly #memory: Memory;
  readonly #changed = new Emitter<Connection | undefined>();
  #current: Connection | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#current = parseConnection(memory.get(memoryKey));
  }

  get current(): Connection | undefined {
    return this.#current;
  }

  /** Whether the user has connected or disconnected in this workspace before. */
  get hasMemory(): boolean {
    return this.#memory.get(memoryKey) !== undefined;
  }

  /** Shows this connection from now on; undefined disconnects, which is remembered too. */
  async use(next: Connection | undefined): Promise<void> {
    this.#show(next);
    // Memory keeps null apart from nothing at all, so a disconnection outlives a reload.
    await this.#memory.update(memoryKey, next ?? null);
  }

  /** Shows a connection that nobody chose here, such as one that a setting names; it is not remembered. */
  suggest(connection: Connection): void {
    if (!this.hasMemory) {
      this.#show(connection);
    }
  }

  #show(next: Connection | undefined): void {
    if (keyOf(next) !== keyOf(this.#current)) {
      this.#current = next;
      this.#changed.fire(next);
    }
  }
}

function keyOf(value: Connection | undefined): string | undefined {
  return value === undefined ? undefined : connectionKey(value);
}
