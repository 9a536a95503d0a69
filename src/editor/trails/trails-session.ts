import { setMaxListeners } from 'node:events';
import type { CallerIdentity, Connection } from '../../core/connection.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts, Clock, TrailsElsewhere } from '../../core/ports.ts';
import type { Localize } from '../../core/localize.ts';
import type { Trail } from '../../core/trails/trail.ts';
import { failureNode, remedyNode, wholeFailureNode } from '../failures/failure-nodes.ts';
import { Loadable } from '../loading/loadable.ts';
import type { Times } from '../time/times.ts';
import type { TreeNode } from '../tree/tree-node.ts';
import {
  connectionNode,
  connectionNodeId,
  trailNode,
  trailNodeId,
  unreadTrailNode,
  unreadTrailNodeId,
  type ConnectionPlace,
  type Wording,
} from './trail-nodes.ts';
import {
  partNodeId,
  partNodes,
  partRows,
  selectorNodes,
  tagNodes,
  type TrailPartName,
  type TrailParts,
} from './trail-part-nodes.ts';

/** What the Trails view works with. */
export interface TrailsNeeds {
  readonly ports: () => Promise<AwsPorts>;
  /** The endpoint in place of AWS's that a connection's calls go to. */
  readonly customEndpoint: (connection: Connection) => Promise<string | undefined>;
  /** Is told of each failure, for the log. */
  readonly failed: (error: TrailscopeError) => void;
  readonly clock: Clock;
  readonly t: Localize;
  readonly times: () => Times;
}

/** What is known of a connection's trails as a whole. */
export type SessionState = 'loading' | 'trails' | 'empty' | 'failed';

const failureId = 'trails-failure';
const elsewhereFailureId = 'trails-elsewhere-failure';
const noTrailsId = 'no-trails';

/**
 * What was loaded through one connection: nothing, before its rows are asked for. The ids of its rows are its own;
 * whoever shows several sessions keeps them apart.
 */
export class TrailsSession {
  readonly connection: Connection;
  readonly #needs: TrailsNeeds;
  readonly #changed: (node: TreeNode | undefined) => void;
  readonly #abort = new AbortController();
  readonly #caller: Loadable<CallerIdentity>;
  readonly #alias: Loadable<string | undefined>;
  readonly #endpoint: Loadable<string | undefined>;
  readonly #trails: Loadable<readonly Trail[]>;
  readonly #elsewhere: Loadable<TrailsElsewhere>;
  readonly #parts = new Map<string, TrailParts>();
  #place: ConnectionPlace;
  #isEmpty = false;

  /** @param changed takes the row that changed; undefined when the session's own row may have come or gone */
  constructor(
    connection: Connection,
    place: ConnectionPlace,
    needs: TrailsNeeds,
    changed: (node: TreeNode | undefined) => void,
  ) {
    // Every call under way listens to the signal, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, this.#abort.signal);
    this.connection = connection;
    this.#needs = needs;
    this.#place = place;
    this.#changed = (node) => {
      if (!this.#abort.signal.aborted) {
        changed(node);
      }
    };
    const tellConnection = (): void => {
      this.#changed(this.rootNode());
    };
    this.#caller = this.#loadable(
      (ports, signal) => ports.account.identity(connection, signal),
      tellConnection,
    );
    this.#alias = this.#loadable((ports, signal) => ports.account.alias(connection, signal), tellConnection);
    this.#endpoint = this.#loadable(() => needs.customEndpoint(connection), tellConnection);
    this.#trails = this.#loadable(
      (ports, signal) => ports.trails.list(connection, signal),
      () => {
        this.#tellTrails();
      },
    );
    this.#elsewhere = this.#loadable(
      (ports, signal) => ports.trails.elsewhere(connection, signal),
      () => {
        this.#tellTrails();
      },
    );
  }

  get state(): SessionState {
    const trails = this.#trails.current;
    switch (trails.state) {
      case 'loading':
        return 'loading';
      case 'failed':
        return 'failed';
      case 'ready':
        return trails.value.length > 0 ? 'trails' : this.#stateElsewhere();
    }
  }

  /** The state where no trail records the connection's Region: others of the account are worth showing all the same. */
  #stateElsewhere(): SessionState {
    const elsewhere = this.#elsewhere.current;
    switch (elsewhere.state) {
      case 'loading':
        return 'loading';
      case 'failed':
        return 'trails';
      case 'ready':
        return elsewhere.value.trails.length + elsewhere.value.unread.length === 0 ? 'empty' : 'trails';
    }
  }

  /** Why the trails could not be read, if that failed. */
  get error(): TrailscopeError | undefined {
    const trails = this.#trails.current;
    return trails.state === 'failed' ? trails.error : undefined;
  }

  end(): void {
    this.#abort.abort();
  }

  /** Puts the session somewhere else among the others. */
  move(place: ConnectionPlace): void {
    this.#place = place;
  }

  /** The row of the connection. */
  rootNode(): TreeNode {
    const account = {
      caller: this.#caller.current,
      alias: this.#alias.current,
      endpoint: this.#endpoint.current,
    };
    return connectionNode(this.connection, account, this.#trails.current, this.#place, this.#wording());
  }

  children(id: string): readonly TreeNode[] | Promise<readonly TreeNode[]> {
    return id === connectionNodeId ? this.#trailNodes() : this.#belowTrail(id);
  }

  async refresh(): Promise<void> {
    const account = [this.#caller, this.#alias, this.#endpoint];
    await Promise.all([...account, this.#trails, this.#elsewhere].map((each) => each.reload()));
    const asked = [...this.#parts.values()].flatMap((parts) => Object.values(parts) as Loadable<unknown>[]);
    await Promise.all(asked.filter(({ isAsked }) => isAsked).map((part) => part.reload()));
  }

  async #trailNodes(): Promise<readonly TreeNode[]> {
    void Promise.all(
      [this.#caller, this.#alias, this.#endpoint, this.#elsewhere].map((each) => each.ensure()),
    );
    await this.#trails.ensure();
    const trails = this.#trails.current;
    if (trails.state === 'failed') {
      const item = { error: trails.error, retry: (): Promise<void> => this.refresh() };
      // Of the only connection the view's message says why; several tell it in their rows.
      const node = this.#place.isAlone ? wholeFailureNode : failureNode;
      return [node(failureId, item, this.#needs.t)];
    }
    const known = this.#knownTrails();
    for (const trail of known) {
      void this.#partsOf(trail).status.ensure();
    }
    const nodes = [...known.map((trail) => this.#trailNode(trail)), ...this.#unreadNodes()];
    return this.state === 'empty' ? [noTrailsNode(this.#needs.t)] : nodes;
  }

  /** The trails that record the connection's Region, then those of other Regions as far as they are there. */
  #knownTrails(): readonly Trail[] {
    const [here, elsewhere] = [this.#trails.current, this.#elsewhere.current];
    return [
      ...(here.state === 'ready' ? here.value : []),
      ...(elsewhere.state === 'ready' ? elsewhere.value.trails : []),
    ];
  }

  /** Rows for what could not be read of other Regions: single trails, or even which there are. */
  #unreadNodes(): readonly TreeNode[] {
    const elsewhere = this.#elsewhere.current;
    const { t } = this.#needs;
    const retry = (): Promise<void> => this.#elsewhere.reload();
    if (elsewhere.state === 'failed') {
      const node = failureNode(elsewhereFailureId, { error: elsewhere.error, retry }, t);
      return [{ ...node, label: t('Trails of other Regions'), description: node.label }];
    }
    const unread = elsewhere.state === 'ready' ? elsewhere.value.unread : [];
    return unread.map((trail) => unreadTrailNode(trail, retry, t));
  }

  #belowTrail(id: string): readonly TreeNode[] {
    const trail = this.#knownTrails().find((each) => isAtOrBelow(id, each));
    if (trail === undefined) {
      return this.#belowUnread(id);
    }
    const parts = this.#partsOf(trail);
    switch (id) {
      case trailNodeId(trail):
        void Promise.all([parts.selectors.ensure(), parts.insights.ensure(), parts.tags.ensure()]);
        return partNodes(trail, parts, this.#wording());
      case partNodeId(trail, 'records'):
        return selectorNodes(trail, parts.selectors.current, this.#needs.t);
      case partNodeId(trail, 'tags'):
        return tagNodes(trail, parts.tags.current);
      default:
        return [];
    }
  }

  /** What to do about what could not be read. */
  #belowUnread(id: string): readonly TreeNode[] {
    const error = this.#errorOf(id);
    return error === undefined ? [] : [remedyNode(id, error, this.#needs.t)];
  }

  #errorOf(id: string): TrailscopeError | undefined {
    const elsewhere = this.#elsewhere.current;
    if (id === failureId) {
      return this.error;
    }
    if (elsewhere.state === 'failed') {
      return id === elsewhereFailureId ? elsewhere.error : undefined;
    }
    return elsewhere.state === 'ready'
      ? elsewhere.value.unread.find((trail) => unreadTrailNodeId(trail) === id)?.error
      : undefined;
  }

  #partsOf(trail: Trail): TrailParts {
    const known = this.#parts.get(trail.arn);
    if (known !== undefined) {
      return known;
    }
    const part = <T>(
      name: TrailPartName,
      fetch: (ports: AwsPorts, signal: AbortSignal) => Promise<T>,
    ): Loadable<T> =>
      this.#loadable(fetch, () => {
        this.#tellPart(trail, name);
      });
    const connection = this.connection;
    const parts: TrailParts = {
      status: part('status', (ports, signal) => ports.trails.status(connection, trail, signal)),
      selectors: part('selectors', (ports, signal) => ports.trails.selectors(connection, trail, signal)),
      insights: part('insights', (ports, signal) => ports.trails.insights(connection, trail, signal)),
      tags: part('tags', (ports, signal) => ports.trails.tags(connection, trail, signal)),
    };
    this.#parts.set(trail.arn, parts);
    return parts;
  }

  #tellTrails(): void {
    // Between some trails and none the row of the connection can come or go, so the whole tree is read anew.
    const wasEmpty = this.#isEmpty;
    this.#isEmpty = this.state === 'empty';
    this.#changed(wasEmpty || this.#isEmpty ? undefined : this.rootNode());
  }

  #tellPart(trail: Trail, name: TrailPartName): void {
    if (name === 'status') {
      // The trail's own row is of the status; VS Code reads the rows below it with it.
      this.#changed(this.#trailNode(trail));
      return;
    }
    const ids = partRows[name].map((row) => partNodeId(trail, row));
    const nodes = partNodes(trail, this.#partsOf(trail), this.#wording()).filter(({ id }) =>
      ids.some((each) => each === id),
    );
    nodes.forEach(this.#changed);
  }

  #loadable<T>(
    fetch: (ports: AwsPorts, signal: AbortSignal) => Promise<T>,
    onChange: () => void,
  ): Loadable<T> {
    const { signal } = this.#abort;
    const loadable = new Loadable(
      async () => fetch(await this.#needs.ports(), signal),
      () => {
        if (loadable.current.state === 'failed') {
          this.#needs.failed(loadable.current.error);
        }
        onChange();
      },
    );
    return loadable;
  }

  #trailNode(trail: Trail): TreeNode {
    const { status } = this.#partsOf(trail);
    return trailNode({ connection: this.connection, trail }, status.current, this.#wording());
  }

  #wording(): Wording {
    return { t: this.#needs.t, times: this.#needs.times(), now: this.#needs.clock.now() };
  }
}

/** The row where a connection has no trails, and where nothing better says so. */
function noTrailsNode(t: Localize): TreeNode {
  return { id: noTrailsId, label: t('No trails'), icon: { id: 'info' } };
}

/** Whether the row with this id is the trail's or lies below it. */
function isAtOrBelow(id: string, trail: Trail): boolean {
  const own = trailNodeId(trail);
  return id === own || id.startsWith(`${own}/`);
}
