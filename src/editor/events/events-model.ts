import { globalEventsRegion } from '../../core/partitions.ts';
import { connectionKey, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import type { FailureKind, TrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { Clock, EventHistory } from '../../core/ports.ts';
import type { Direction } from '../../protocol/messages.ts';
import { Emitter } from '../emitter.ts';
import { failureNode, remedyNode } from '../failures/failure-nodes.ts';
import type { Times } from '../time/times.ts';
import type { NodeSource, TreeNode } from '../tree/tree-node.ts';
import { EventFeed } from './event-feed.ts';
import {
  eventNode,
  globalNode,
  groupByDay,
  groupNode,
  moreNode,
  moreNodeId,
  type EventGroup,
  type EventWording,
} from './event-nodes.ts';
import type { EventItem } from './event-selection.ts';
import { planLookup, type EventQuery } from './event-query.ts';
import { attributeWords, viewDescription, viewMessage } from './events-words.ts';

/** What the Events view works with. */
export interface EventsNeeds {
  readonly history: () => Promise<EventHistory>;
  /** Is told of each failure, for the log. */
  readonly failed: (error: TrailscopeError) => void;
  readonly clock: Clock;
  readonly t: Localize;
  readonly times: () => Times;
}

/**
 * What the Events view shows as a whole: rows, or nothing for a reason that has a welcome text: no connection, no
 * events, no writes, none that match the filter, stopped before the first page, or the kind of a failure.
 */
export type EventsState =
  | 'disconnected'
  | 'loading'
  | 'events'
  | 'empty'
  | 'no-writes'
  | 'no-match'
  | 'stopped'
  | Exclude<FailureKind, 'cancelled'>;

/** Rows of failures: of reading on, and of a refresh. There can be one of each. */
const failureId = 'events-failure';
const refreshFailureId = 'events-refresh-failure';

/** The rows of the Events view: the events of one connection and query, by day. */
export class EventsModel implements NodeSource {
  readonly #needs: EventsNeeds;
  readonly #changed = new Emitter<TreeNode | undefined>();
  readonly #stateChanged = new Emitter<undefined>();
  #query: EventQuery;
  #feed: EventFeed | undefined;
  /** What replaces `#feed` once its first page is there. */
  #next: EventFeed | undefined;
  #shownRoots = '';
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(needs: EventsNeeds, query: EventQuery) {
    this.#needs = needs;
    this.#query = query;
  }

  get query(): EventQuery {
    return this.#query;
  }

  get connection(): Connection | undefined {
    return this.#feed?.connection;
  }

  get state(): EventsState {
    const feed = this.#feed;
    if (feed === undefined) {
      return 'disconnected';
    }
    if (this.isLoading || feed.status === 'idle') {
      return 'loading';
    }
    if (this.#roots().length > 0) {
      return 'events';
    }
    if (feed.status === 'complete') {
      return nothingFound(this.#query);
    }
    const kind = feed.error?.failure.kind ?? 'cancelled';
    return kind === 'cancelled' ? 'stopped' : kind;
  }

  /** Why the last load failed, if it did. */
  get error(): TrailscopeError | undefined {
    return this.#next?.error ?? this.#feed?.error;
  }

  /** Whether requests are under way. */
  get isLoading(): boolean {
    return this.#feed?.status === 'loading' || this.#next?.status === 'loading';
  }

  /** The Region that has the global services' events, when that is another one than the one shown. */
  get globalRegion(): string | undefined {
    const region = this.#feed?.connection.region;
    const global = region === undefined ? undefined : globalEventsRegion(region);
    return global === region ? undefined : global;
  }

  /** For beside the view's title; undefined while there is no connection. Without rows, the filter has no other place. */
  get description(): string | undefined {
    const feed = this.#feed;
    const { t, times } = this.#needs;
    const { attribute } = this.#query;
    const filter = this.message === undefined && attribute ? `${attributeWords(attribute, t)} · ` : '';
    return feed && filter + viewDescription(feed.connection, this.#query, t, times());
  }

  /** For above the rows; undefined while there are none, because VS Code hides welcome texts below a message. */
  get message(): string | undefined {
    const hasRows = this.#feed !== undefined && this.#roots().length > 0;
    return hasRows ? viewMessage(this.#query, this.#needs.t) : undefined;
  }

  /** Shows the events of this connection from now on; they are loaded when the view asks for rows. */
  show(connection: Connection | undefined): void {
    this.#restart(connection, this.#query);
  }

  /** Shows what this query asks for from now on. */
  ask(query: EventQuery): void {
    this.#restart(this.connection, query);
  }

  async children(id: string | undefined): Promise<readonly TreeNode[]> {
    const feed = this.#feed;
    if (feed === undefined) {
      return [];
    }
    if (id === undefined) {
      await this.#loadFirst(feed);
      return this.#feed === feed ? this.#rootsToShow() : this.children(undefined);
    }
    if (id === failureId || id === refreshFailureId) {
      const error = id === failureId ? feed.error : this.#next?.error;
      return error === undefined ? [] : [remedyNode(id, error, this.#needs.t)];
    }
    const group = this.#groups().find((each) => each.id === id);
    return group?.events.map((entry) => eventNode(entry, feed.connection, this.#wording())) ?? [];
  }

  /** Reads on below the rows that are there. */
  async loadMore(): Promise<void> {
    await this.#feed?.loadMore();
  }

  /** Reads from the start again. The rows stay until the first page is there, and when it does not come. */
  async refresh(): Promise<void> {
    const feed = this.#feed;
    if (feed === undefined || feed.events.length === 0) {
      this.#restart(feed?.connection, this.#query);
      return;
    }
    this.#next?.stop();
    const next = this.#newFeed(feed.connection);
    this.#next = next;
    await next.loadMore();
    if (this.#next !== next) {
      return;
    }
    if (next.status !== 'failed') {
      this.#feed = next.status === 'stopped' ? feed : next;
      this.#next = undefined;
    }
    this.#tellAll();
  }

  /** Reads again what could not be read, as after a sign-in. */
  async retryFailed(): Promise<void> {
    if (this.error !== undefined) {
      await this.refresh();
    }
  }

  /** Stops what is being loaded. */
  stop(): void {
    this.#next?.stop();
    this.#feed?.stop();
  }

  /** The event that is listed before or after this one; undefined at the ends and for an event not in the list. */
  neighbour({ connection, event }: EventItem, direction: Direction): EventItem | undefined {
    const feed = this.#feed;
    if (feed === undefined || connectionKey(connection) !== connectionKey(feed.connection)) {
      return undefined;
    }
    const isSame = (other: CloudTrailEvent): boolean =>
      event.id === undefined ? other === event : other.id === event.id;
    const index = feed.events.findIndex(isSame);
    const found = index === -1 ? undefined : feed.events[index + (direction === 'next' ? 1 : -1)];
    return found && { connection: feed.connection, event: found };
  }

  /** Puts everything into words again, after a change of the time zone. */
  reword(): void {
    this.#tellAll();
  }

  dispose(): void {
    this.stop();
  }

  #restart(connection: Connection | undefined, query: EventQuery): void {
    this.stop();
    this.#query = query;
    this.#next = undefined;
    this.#feed = connection === undefined ? undefined : this.#newFeed(connection);
    this.#tellAll();
  }

  #newFeed(connection: Connection): EventFeed {
    const plan = planLookup(this.#query, this.#needs.clock.now());
    const feed = new EventFeed(this.#needs.history, connection, plan);
    feed.onDidChange(() => {
      this.#feedChanged(feed);
    });
    return feed;
  }

  /** Starts a feed that VS Code asks for the first time; resolves when there is something to show or to say. */
  async #loadFirst(feed: EventFeed): Promise<void> {
    if (feed.status === 'idle') {
      void feed.loadMore();
    }
    while (feed.status === 'loading' && feed.reached === undefined) {
      await new Promise<void>((resolve) => {
        const subscription = feed.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
  }

  #feedChanged(feed: EventFeed): void {
    if (feed === this.#feed || feed === this.#next) {
      this.#stateChanged.fire(undefined);
    }
    if (feed.error !== undefined) {
      this.#needs.failed(feed.error);
    }
    if (feed !== this.#feed) {
      return;
    }
    const roots = this.#roots();
    if (this.#shownRoots !== idsOf(roots)) {
      this.#changed.fire(undefined);
      return;
    }
    // The last day grew, or the row at the end tells something new; all other rows are as they were.
    const group = this.#groups().at(-1);
    roots
      .filter(({ id }) => id === group?.id || id === moreNodeId)
      .forEach((node) => {
        this.#changed.fire(node);
      });
  }

  #tellAll(): void {
    this.#stateChanged.fire(undefined);
    this.#changed.fire(undefined);
  }

  #rootsToShow(): readonly TreeNode[] {
    const roots = this.#roots();
    this.#shownRoots = idsOf(roots);
    return roots;
  }

  #roots(): readonly TreeNode[] {
    const feed = this.#feed;
    if (feed === undefined) {
      return [];
    }
    const groups = this.#groups().map((group) => groupNode(group));
    const tail = this.#tail(feed);
    const global = this.globalRegion;
    const error = this.#next?.error;
    const head =
      error === undefined ? [] : [this.#failureNode(refreshFailureId, error, () => this.refresh())];
    const rows = [...head, ...groups, ...tail];
    return rows.length === 0 || global === undefined ? rows : [globalNode(global, this.#needs.t), ...rows];
  }

  #tail(feed: EventFeed): readonly TreeNode[] {
    const hasEvents = feed.events.length > 0;
    switch (feed.status) {
      case 'failed':
        return hasEvents && feed.error
          ? [this.#failureNode(failureId, feed.error, () => feed.loadMore())]
          : [];
      case 'more':
      case 'stopped':
      case 'loading':
        return feed.reached === undefined ? [] : [moreNode(feed, this.#wording())];
      case 'idle':
      case 'complete':
        return [];
    }
  }

  #failureNode(id: string, error: TrailscopeError, retry: () => Promise<void>): TreeNode {
    return failureNode(id, { error, retry }, this.#needs.t);
  }

  #groups(): readonly EventGroup[] {
    return groupByDay(this.#feed?.events ?? [], this.#wording());
  }

  #wording(): EventWording {
    return { t: this.#needs.t, times: this.#needs.times(), now: this.#needs.clock.now() };
  }
}

function nothingFound({ access, attribute }: EventQuery): EventsState {
  if (attribute !== undefined) {
    return 'no-match';
  }
  return access === 'writes' ? 'no-writes' : 'empty';
}

function idsOf(nodes: readonly TreeNode[]): string {
  return nodes.map(({ id }) => id).join('\n');
}
