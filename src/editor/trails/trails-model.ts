import { connectionKey, type Connection } from '../../core/connection.ts';
import { Emitter } from '../emitter.ts';
import { failureMessage } from '../failures/failure-nodes.ts';
import { entryKey } from '../connections/connection-store.ts';
import type { NodeSource, TreeNode } from '../tree/tree-node.ts';
import { connectionNodeId, trailNodeId } from './trail-nodes.ts';
import { TrailsSession, type SessionState, type TrailsNeeds } from './trails-session.ts';

/** What the Trails view shows as a whole; `empty` and `disconnected` have welcome texts. */
export type TrailsState = 'disconnected' | SessionState;

/** A connection to show, and how. */
export interface ShownConnection {
  readonly connection: Connection;
  readonly isPinned: boolean;
}

/** The rows of the Trails view: the connections, the trails of each, and what is known of each trail. */
export class TrailsModel implements NodeSource {
  readonly #needs: TrailsNeeds;
  readonly #changed = new Emitter<TreeNode | undefined>();
  #sessions: ReadonlyMap<string, TrailsSession> = new Map();
  readonly onDidChange = this.#changed.event;

  constructor(needs: TrailsNeeds) {
    this.#needs = needs;
  }

  /** Several connections tell of themselves in rows of their own. */
  get state(): TrailsState {
    const [first, second] = this.#sessions.values();
    return first === undefined ? 'disconnected' : second === undefined ? first.state : 'trails';
  }

  /** For above the rows: why there are no trails, when those of the only connection could not be read. */
  get message(): string | undefined {
    const [first, second] = this.#sessions.values();
    const error = second === undefined ? first?.error : undefined;
    return error && failureMessage(error, this.#needs.t);
  }

  /**
   * Shows these connections from now on, in this order. What was loaded through one that stays is kept; what is being
   * loaded for one that goes, or that changes its Region, is cancelled.
   */
  show(list: readonly ShownConnection[], current: Connection | undefined): void {
    const before = new Map(this.#sessions);
    const inUse = current && entryKey(current);
    this.#sessions = new Map(
      list.map(({ connection, isPinned }) => {
        const key = entryKey(connection);
        const place = { isPinned, isInUse: key === inUse, isAlone: list.length === 1 };
        return [key, this.#sessionFor(key, before.get(key), connection, place)];
      }),
    );
    for (const session of before.values()) {
      if (![...this.#sessions.values()].includes(session)) {
        session.end();
      }
    }
    this.#changed.fire(undefined);
  }

  children(id: string | undefined): readonly TreeNode[] | Promise<readonly TreeNode[]> {
    if (id === undefined) {
      return this.state === 'empty'
        ? []
        : [...this.#sessions].map(([key, session]) => scoped(key, session, session.rootNode()));
    }
    const { key, own } = parseId(id);
    const session = this.#sessions.get(key);
    return session === undefined ? [] : this.#below(key, session, own);
  }

  /** Of the rows that can be revealed, which are those of connections and trails: the row above. */
  parent(id: string): string | undefined {
    const { key, own } = parseId(id);
    return own === connectionNodeId ? undefined : `${key}\n${connectionNodeId}`;
  }

  /** Asks again for all that was asked for, and tells the rows that changed. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.refresh()));
  }

  /** Asks again through the connections whose trails could not be read, as after a sign-in. */
  async retryFailed(): Promise<void> {
    const failed = [...this.#sessions.values()].filter(({ state }) => state === 'failed');
    await Promise.all(failed.map((session) => session.refresh()));
  }

  /** Puts everything into words again, after a change of the time zone. */
  reword(): void {
    this.#changed.fire(undefined);
  }

  /** Cancels what is under way. */
  dispose(): void {
    for (const session of this.#sessions.values()) {
      session.end();
    }
  }

  #sessionFor(
    key: string,
    before: TrailsSession | undefined,
    connection: Connection,
    place: Parameters<TrailsSession['move']>[0],
  ): TrailsSession {
    if (before !== undefined && connectionKey(before.connection) === connectionKey(connection)) {
      before.move(place);
      return before;
    }
    const session: TrailsSession = new TrailsSession(connection, place, this.#needs, (node) => {
      this.#changed.fire(node === undefined ? undefined : scoped(key, session, node));
    });
    return session;
  }

  async #below(key: string, session: TrailsSession, id: string): Promise<readonly TreeNode[]> {
    return (await session.children(id)).map((node) => scoped(key, session, node));
  }
}

/** The id of the row of a connection. */
export function connectionRowId(connection: Connection): string {
  return `${entryKey(connection)}\n${connectionNodeId}`;
}

/** The id of the row of a trail that was read through a connection. */
export function trailRowId(connection: Connection, arn: string): string {
  return `${entryKey(connection)}\n${trailNodeId({ arn })}`;
}

/** A session's row among those of others: with an id of its own, and for its commands the connection. */
function scoped(key: string, { connection }: TrailsSession, node: TreeNode): TreeNode {
  return { ...node, id: `${key}\n${node.id}`, subject: { connection, ...node.subject } };
}

function parseId(id: string): { readonly key: string; readonly own: string } {
  const end = id.indexOf('\n');
  return { key: id.slice(0, end), own: id.slice(end + 1) };
}
