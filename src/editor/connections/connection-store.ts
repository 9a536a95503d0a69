import {
  connectionKey,
  credentialSourceKey,
  inRegion,
  parseConnection,
  type Connection,
  type CredentialSource,
} from '../../core/connection.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isRegionName } from '../../core/partitions.ts';
import { Emitter } from '../emitter.ts';

/** The part of VS Code's `Memento` that the store needs. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A connection that the user has added. There is one for each source of credentials and endpoint. */
export interface ListedConnection {
  /** Its Region is the one that the views read. */
  readonly connection: Connection;
  /** The Regions to look in where several can be: those that the account has enabled, or a choice of them. */
  readonly regions: 'enabled' | readonly string[];
  /** Pinned ones come first. */
  readonly isPinned: boolean;
}

const memoryKey = 'trailscope.connections';

/**
 * The connections of this workspace, and which of them is in use: the Events view and the commands without a trail or
 * an event of their own take that one. Remembered as names only: no credentials are ever stored. A change makes new
 * values, so nothing can hold a half-changed connection.
 */
export class ConnectionStore {
  readonly #memory: Memory;
  readonly #changed = new Emitter<Connection | undefined>();
  readonly #listChanged = new Emitter<readonly ListedConnection[]>();
  #list: readonly ListedConnection[];
  #current: string | undefined;
  /** Tells the connection in use, when it has become another one. */
  readonly onDidChange = this.#changed.event;
  /** Tells the list, when it or anything in it has changed; before `onDidChange`. */
  readonly onDidChangeList = this.#listChanged.event;

  constructor(memory: Memory) {
    this.#memory = memory;
    const { list, current } = parseMemory(memory.get(memoryKey));
    this.#list = list;
    this.#current = list.map((each) => entryKey(each.connection)).find((key) => key === current);
  }

  /** Pinned ones first, else as they were added. */
  get list(): readonly ListedConnection[] {
    return this.#list;
  }

  /** The connection in use; undefined when none is. */
  get current(): Connection | undefined {
    return this.#entry(this.#current)?.connection;
  }

  /** Whether the user has ever connected or disconnected in this workspace. */
  get hasMemory(): boolean {
    return this.#memory.get(memoryKey) !== undefined;
  }

  /**
   * Uses this connection from now on. One that is listed keeps its place and gets this Region; another one is added.
   * Undefined uses none; the list stays.
   */
  async use(next: Connection | undefined): Promise<void> {
    this.#show(next === undefined ? this.#list : withConnection(this.#list, next), next);
    await this.#remember();
  }

  /** Uses a connection that nobody chose here, such as one that a setting names; it is not remembered. */
  suggest(connection: Connection): void {
    if (!this.hasMemory) {
      this.#show(withConnection(this.#list, connection), connection);
    }
  }

  /** Takes a connection off the list. In place of the one in use the first that is left is used. */
  async remove(connection: Connection): Promise<void> {
    const key = entryKey(connection);
    const rest = this.#list.filter((each) => entryKey(each.connection) !== key);
    this.#show(rest, key === this.#current ? rest[0]?.connection : this.current);
    await this.#remember();
  }

  /** Lets the views read a listed connection in another Region. It need not be the one in use. */
  async setRegion(connection: Connection, region: string): Promise<void> {
    const listed = this.find(connection)?.connection;
    if (listed !== undefined) {
      const moved = inRegion(listed, region);
      const isCurrent = entryKey(moved) === this.#current;
      this.#show(withConnection(this.#list, moved), isCurrent ? moved : this.current);
      await this.#remember();
    }
  }

  /** Changes what is kept beside a listed connection. */
  async change(
    connection: Connection,
    change: Partial<Pick<ListedConnection, 'regions' | 'isPinned'>>,
  ): Promise<void> {
    const key = entryKey(connection);
    const list = this.#list.map((each) =>
      entryKey(each.connection) === key ? { ...each, ...change } : each,
    );
    this.#show(list, this.current);
    await this.#remember();
  }

  /** What the list has for a connection, whatever its Region. */
  find(connection: Connection): ListedConnection | undefined {
    return this.#entry(entryKey(connection));
  }

  /** A listed connection with these credentials, whatever its Region and its endpoint. */
  findSource(source: CredentialSource): Connection | undefined {
    const key = credentialSourceKey(source);
    return this.#list.find(({ connection }) => credentialSourceKey(connection.credentials) === key)
      ?.connection;
  }

  #entry(key: string | undefined): ListedConnection | undefined {
    return this.#list.find((each) => entryKey(each.connection) === key);
  }

  #show(list: readonly ListedConnection[], current: Connection | undefined): void {
    const before = { list: this.#list, current: this.current };
    this.#list = [...list.filter(({ isPinned }) => isPinned), ...list.filter(({ isPinned }) => !isPinned)];
    this.#current = current && entryKey(current);
    if (JSON.stringify(before.list) !== JSON.stringify(this.#list)) {
      this.#listChanged.fire(this.#list);
    }
    if (keyOf(before.current) !== keyOf(current)) {
      this.#changed.fire(current);
    }
  }

  async #remember(): Promise<void> {
    await this.#memory.update(memoryKey, { list: this.#list, current: this.#current ?? null });
  }
}

/** A text that is equal for connections that share their place in the list. */
export function entryKey({ credentials, endpoint }: Connection): string {
  return JSON.stringify([credentialSourceKey(credentials), endpoint ?? '']);
}

function withConnection(
  list: readonly ListedConnection[],
  connection: Connection,
): readonly ListedConnection[] {
  const key = entryKey(connection);
  return list.some((each) => entryKey(each.connection) === key)
    ? list.map((each) => (entryKey(each.connection) === key ? { ...each, connection } : each))
    : [...list, { connection, regions: 'enabled', isPinned: false }];
}

function keyOf(value: Connection | undefined): string | undefined {
  return value === undefined ? undefined : connectionKey(value);
}

/** What was remembered, without what is not understood. */
function parseMemory(value: unknown): {
  readonly list: readonly ListedConnection[];
  readonly current: unknown;
} {
  const remembered: JsonObject = isJsonObject(value) ? value : {};
  const list = Array.isArray(remembered['list']) ? remembered['list'] : [];
  return { list: list.flatMap((entry) => parseEntry(entry) ?? []), current: remembered['current'] };
}

function parseEntry(value: unknown): ListedConnection | undefined {
  const connection = isJsonObject(value) ? parseConnection(value['connection']) : undefined;
  if (!isJsonObject(value) || connection === undefined) {
    return undefined;
  }
  const { regions } = value;
  const names = Array.isArray(regions)
    ? regions.filter((name): name is string => typeof name === 'string' && isRegionName(name))
    : [];
  return {
    connection,
    regions: names.length === 0 ? 'enabled' : names,
    isPinned: value['isPinned'] === true,
  };
}
