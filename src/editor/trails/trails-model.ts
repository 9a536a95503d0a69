import { setMaxListeners } from 'node:events';
import { connectionKey, type CallerIdentity, type Connection } from '../../core/connection.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts, Clock, TrailsElsewhere } from '../../core/ports.ts';
import type { Localize } from '../../core/localize.ts';
import type { Trail } from '../../core/trails/trail.ts';
import { Emitter } from '../emitter.ts';
import { failureMessage, failureNode, remedyNode, wholeFailureNode } from '../failures/failure-nodes.ts';
import { Loadable } from '../loading/loadable.ts';
import type { Times } from '../time/times.ts';
import type { NodeSource, TreeNode } from '../tree/tree-node.ts';
import {
  connectionNode,
  connectionNodeId,
  trailNode,
  trailNodeId,
  unreadTrailNode,
  unreadTrailNodeId,
  type TrailItem,
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
  /** Is told of each failure, for the log. */
  readonly failed: (error: TrailscopeError) => void;
  readonly clock: Clock;
  readonly t: Localize;
  readonly times: () => Times;
}

/** What the Trails view shows as a whole; `empty` and `disconnected` have welcome texts. */
export type TrailsState = 'disconnected' | 'loading' | 'trails' | 'empty' | 'failed';

const failureId = 'trails-failure';
const elsewhereFailureId = 'trails-elsewhere-failure';

/** The rows of the Trails view: the connection, its trails, and what is known of each. */
export class TrailsModel implements NodeSource {
  readonly #needs: TrailsNeeds;
  readonly #changed = new Emitter<TreeNode | undefined>();
  #session: TrailsSession | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(needs: TrailsNeeds) {
    this.#needs = needs;
  }

  get state(): TrailsState {
    return this.#session?.state ?? 'disconnected';
  }

  /** For above the rows: why there are no trails, when they could not be read. */
  get message(): string | undefined {
    const error = this.#session?.error;
    return error && failureMessage(error, this.#needs.t);
  }

  /** Shows the trails of this connection from now on; what was being loaded for the one before is cancelled. */
  show(connection: Connection | undefined): void {
    this.#session?.end();
    this.#session =
      connection === undefined
        ? undefined
        : new TrailsSession(connection, this.#needs, (node) => {
            this.#changed.fire(node);
          });
    this.#changed.fire(undefined);
  }

  children(id: string | undefined): readonly TreeNode[] | Promise<readonly TreeNode[]> {
    return this.#session?.children(id) ?? [];
  }

  /** Asks again for all that was asked for, and tells the rows that changed. */
  async refresh(): Promise<void> {
    await this.#session?.refresh();
  }

  /** Asks again for the status of one trail, if it is one of the connection that is shown. */
  async refreshStatus(item: TrailItem): Promise<void> {
    await this.#session?.refreshStatus(item);
  }

  /** Puts everything into words again, after a change of the time zone. */
  reword(): void {
    this.#changed.fire(undefined);
  }

  /** Cancels what is under way. */
  dispose(): void {
    this.#session?.end();
  }
}

/** What was loaded through one connection. */
class TrailsSession {
  readonly #connection: Connection;
  readonly #needs: TrailsNeeds;
  readonly #changed: (node: TreeNode | undefined) => void;
  readonly #abort = new AbortController();
  readonly #account: Loadable<CallerIdentity>;
  readonly #trails: Loadable<readonly Trail[]>;
  readonly #elsewhere: Loadable<TrailsElsewhere>;
  readonly #parts = new Map<string, TrailParts>();
  #wasEmpty = false;

  constructor(connection: Connection, needs: TrailsNeeds, changed: (node: TreeNode | undefined) => void) {
    // Every call under way listens to the signal, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, this.#abort.signal);
    this.#connection = connection;
    this.#needs = needs;
    this.#changed = (node) => {
      if (!this.#abort.signal.aborted) {
        changed(node);
      }
    };
    this.#account = this.#loadable(
      (ports, signal) => ports.account.identity(connection, signal),
      () => {
        this.#changed(this.#connectionNode());
      },
    );
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

  get state(): TrailsState {
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
  #stateElsewhere(): TrailsState {
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

  children(id: string | undefined): readonly TreeNode[] | Promise<readonly TreeNode[]> {
    switch (id) {
      case undefined:
        return this.state === 'empty' ? [] : [this.#connectionNode()];
      case connectionNodeId:
        return this.#trailNodes();
      default:
        return this.#belowTrail(id);
    }
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#account.reload(), this.#trails.reload(), this.#elsewhere.reload()]);
    const asked = [...this.#parts.values()].flatMap((parts) => Object.values(parts) as Loadable<unknown>[]);
    await Promise.all(asked.filter(({ isAsked }) => isAsked).map((part) => part.reload()));
  }

  async refreshStatus({ connection, trail }: TrailItem): Promise<void> {
    if (connectionKey(connection) === connectionKey(this.#connection)) {
      await this.#partsOf(trail).status.reload();
    }
  }

  async #trailNodes(): Promise<readonly TreeNode[]> {
    void this.#account.ensure();
    void this.#elsewhere.ensure();
    await this.#trails.ensure();
    const trails = this.#trails.current;
    if (trails.state === 'failed') {
      const retry = (): Promise<void> => this.refresh();
      return [wholeFailureNode(failureId, { error: trails.error, retry }, this.#needs.t)];
    }
    const known = this.#knownTrails();
    for (const trail of known) {
      void this.#partsOf(trail).status.ensure();
    }
    return [...known.map((trail) => this.#trailNode(trail)), ...this.#unreadNodes()];
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

  /** What to do about a trail that could not be read. */
  #belowUnread(id: string): readonly TreeNode[] {
    const elsewhere = this.#elsewhere.current;
    const error =
      elsewhere.state === 'failed' && id === elsewhereFailureId
        ? elsewhere.error
        : elsewhere.state === 'ready'
          ? elsewhere.value.unread.find((trail) => unreadTrailNodeId(trail) === id)?.error
          : undefined;
    return error === undefined ? [] : [remedyNode(id, error, this.#needs.t)];
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
    const connection = this.#connection;
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
    // Between some trails and none the row of the connection comes or goes, so the whole tree is read anew.
    const isEmptyNow = this.state === 'empty';
    const node = isEmptyNow || this.#wasEmpty ? undefined : this.#connectionNode();
    this.#wasEmpty = isEmptyNow;
    this.#changed(node);
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

  #connectionNode(): TreeNode {
    return connectionNode(this.#connection, this.#account.current, this.#trails.current, this.#wording());
  }

  #trailNode(trail: Trail): TreeNode {
    const { status } = this.#partsOf(trail);
    return trailNode({ connection: this.#connection, trail }, status.current, this.#wording());
  }

  #wording(): Wording {
    return { t: this.#needs.t, times: this.#needs.times(), now: this.#needs.clock.now() };
  }
}

/** Whether the row with this id is the trail's or lies below it. */
function isAtOrBelow(id: string, trail: Trail): boolean {
  const own = trailNodeId(trail);
  return id === own || id.startsWith(`${own}/`);
}
