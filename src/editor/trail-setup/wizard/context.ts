import { connectionKey, inRegion, type Connection } from '../../../core/connection.ts';
import type { Localize } from '../../../core/localize.ts';
import type { AwsPorts } from '../../../core/ports.ts';
import type { Prompts } from './prompts.ts';

/** What the questions are asked with. */
export class WizardContext {
  readonly prompts: Prompts;
  readonly t: Localize;
  readonly ports: () => Promise<AwsPorts>;
  /** Whether the user may choose a connection: there is none yet. */
  readonly #signal: AbortSignal;
  readonly #once = new Map<string, Promise<unknown>>();

  /** @param signal aborts when the wizard ends */
  constructor(prompts: Prompts, t: Localize, ports: () => Promise<AwsPorts>, signal: AbortSignal) {
    this.prompts = prompts;
    this.t = t;
    this.ports = ports;
    this.#signal = signal;
  }

  /**
   * The id of the connection's account.
   * @throws TrailscopeError
   */
  account(connection: Connection): Promise<string> {
    return this.#ask('account', inRegion(connection, ''), async () => {
      const { account } = await this.ports();
      return (await account.identity(connection, this.#signal)).account;
    });
  }

  /**
   * The names of the trails that record the connection's Region, and where their homes are.
   * @throws TrailscopeError
   */
  trailNames(connection: Connection): Promise<ReadonlyMap<string, string>> {
    return this.#ask('trails', connection, async () => {
      const { trails } = await this.ports();
      const list = await trails.list(connection, this.#signal);
      return new Map(list.map(({ name, homeRegion }) => [name, homeRegion]));
    });
  }

  /** Asks once for each connection; again after a failure. */
  #ask<Value>(what: string, connection: Connection, read: () => Promise<Value>): Promise<Value> {
    const key = `${what} ${connectionKey(connection)}`;
    const earlier = this.#once.get(key) as Promise<Value> | undefined;
    const asked = earlier ?? read();
    this.#once.set(key, asked);
    asked.catch(() => this.#once.delete(key));
    return asked;
  }
}
