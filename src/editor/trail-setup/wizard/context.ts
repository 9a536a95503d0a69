import { connectionKey, inRegion, type Connection } from '../../../core/connection.ts';
import type { Localize } from '../../../core/localize.ts';
import type { AwsPorts } from '../../../core/ports.ts';
import { asking, type Ask } from '../../../core/trails/setup/ask.ts';
import type { Fact, OrganizationFacts } from '../../../core/trails/setup/facts.ts';
import type { ListWorld } from '../../../core/trails/setup/list-things.ts';
import { locateBucket, subjectOfAnswers } from '../../../core/trails/setup/look-at-things.ts';
import { readOrganization } from '../../../core/trails/setup/read-facts.ts';
import type { Draft } from './draft.ts';
import type { Prompts } from './prompts.ts';

/** The outside world, as the questions need it. */
export interface WizardWorld {
  readonly prompts: Prompts;
  readonly t: Localize;
  readonly ports: () => Promise<AwsPorts>;
  /** What the user can choose from. */
  readonly connections: readonly Connection[];
  /** Aborts when the wizard ends. */
  readonly signal: AbortSignal;
}

/** What the questions are asked with; what AWS answered once is not asked for again. */
export class WizardContext implements WizardWorld {
  readonly prompts: Prompts;
  readonly t: Localize;
  readonly ports: () => Promise<AwsPorts>;
  readonly connections: readonly Connection[];
  readonly signal: AbortSignal;
  readonly #answered = new Map<string, Promise<unknown>>();

  constructor({ prompts, t, ports, connections, signal }: WizardWorld) {
    this.prompts = prompts;
    this.t = t;
    this.ports = ports;
    this.connections = connections;
    this.signal = signal;
  }

  /**
   * The id of the connection's account.
   * @throws TrailscopeError
   */
  account(connection: Connection): Promise<string> {
    return this.#once('account', inRegion(connection, ''), async () => {
      const { account } = await this.ports();
      return (await account.identity(connection, this.signal)).account;
    });
  }

  /**
   * The names of the trails that record the connection's Region, with their home Regions.
   * @throws TrailscopeError
   */
  trailNames(connection: Connection): Promise<ReadonlyMap<string, string>> {
    return this.#once('trails', connection, async () => {
      const { trails } = await this.ports();
      const list = await trails.list(connection, this.signal);
      return new Map(list.map(({ name, homeRegion }) => [name, homeRegion]));
    });
  }

  /**
   * The organization of the connection's account, and who may make trails for it.
   * @throws TrailscopeError
   */
  organization(connection: Connection): Promise<Fact<OrganizationFacts>> {
    return this.#once('organization', inRegion(connection, ''), async () =>
      readOrganization(await this.ask(connection, this.signal), connection.region),
    );
  }

  /** Where the log bucket of a draft is: the home Region for a new one, and where it cannot be found out. */
  async bucketRegion({ connection, answers }: Draft): Promise<string> {
    const { bucket, homeRegion } = answers;
    if (bucket.kind === 'new') {
      return homeRegion;
    }
    const found = this.#once(`bucket ${bucket.name}`, connection, async () => {
      const subject = subjectOfAnswers(answers, await this.account(connection));
      return locateBucket(await this.ask(connection, this.signal), bucket.name, subject);
    });
    const region = await found.catch(() => undefined);
    return region?.kind === 'known' ? region.value : homeRegion;
  }

  /** Makes single calls, of which what is denied is not known. */
  async ask(connection: Connection, signal: AbortSignal): Promise<Ask> {
    const { caller } = await this.ports();
    return asking(caller, connection, signal);
  }

  /** Makes lists, page by page. */
  async *list<Item>(
    connection: Connection,
    signal: AbortSignal,
    make: (world: ListWorld) => AsyncIterable<readonly Item[]>,
  ): AsyncIterable<readonly Item[]> {
    const { caller } = await this.ports();
    yield* make({ caller, connection, signal });
  }

  /** Asks once for each connection; again after a failure. */
  #once<Value>(what: string, connection: Connection, read: () => Promise<Value>): Promise<Value> {
    const key = `${what} ${connectionKey(connection)}`;
    const earlier = this.#answered.get(key) as Promise<Value> | undefined;
    const asked = earlier ?? read();
    this.#answered.set(key, asked);
    asked.catch(() => this.#answered.delete(key));
    return asked;
  }
}
