import type { CallerIdentity, Connection } from '../../src/core/connection.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { TrailscopeError, type Failure } from '../../src/core/failures/failure.ts';
import type {
  AccountReader,
  AwsCaller,
  AwsPorts,
  EventHistory,
  EventLookup,
  EventPage,
  LookupAttribute,
  LookupPace,
  TrailReader,
  UnreadTrail,
} from '../../src/core/ports.ts';
import type { SignIn, SsoDirectory } from '../../src/core/sign-in.ts';
import type { EventSelectors, InsightSelector, Trail, TrailStatus } from '../../src/core/trails/trail.ts';
import { InMemoryObjects } from './in-memory-objects.ts';

/** The ports' methods. A lookup counts once for each page. */
export type CallName =
  | 'trails.list'
  | 'trails.elsewhere'
  | 'trails.status'
  | 'trails.selectors'
  | 'trails.insights'
  | 'trails.tags'
  | 'events.lookup'
  | 'account.identity'
  | 'account.regions'
  | 'account.alias'
  | 'signIn.signIn';

/** A call that was made, whether or not it was answered. */
export interface RecordedCall {
  readonly name: CallName;
  readonly connection: Connection;
  readonly trail?: Trail;
  readonly query?: EventLookup;
}

/** A trail and what the service tells of it; what is absent has a plain default. */
export interface TrailData {
  readonly trail: Trail;
  readonly status?: TrailStatus;
  readonly selectors?: EventSelectors;
  readonly insights?: readonly InsightSelector[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** An account as plain data. */
export interface AccountData {
  readonly identity?: CallerIdentity;
  readonly alias?: string;
  readonly regions?: readonly string[];
  /** Each is listed in its home Region, and a multi-Region trail in every other one too. */
  readonly trails?: readonly TrailData[];
  /** Trails of other Regions of which only the name can be had. */
  readonly unread?: readonly UnreadTrail[];
  /** Each is found in its own Region. */
  readonly events?: readonly CloudTrailEvent[];
  readonly pageSize?: number;
  /** Texts of objects by key, by bucket. */
  readonly objects?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const noCaller: AwsCaller = {
  call: (_, { service, operation }) => Promise.reject(new Error(`Nobody answers ${service}:${operation}`)),
};

/** Nobody has an account or a role from IAM Identity Center. */
async function* noPages(): AsyncGenerator<never> {
  // Nothing to give.
}

/**
 * All the ports over plain data. Records every call; can fail, or keep callers waiting until they are released or give
 * up. One account answers every connection.
 */
export class InMemoryAws implements AwsPorts {
  readonly calls: RecordedCall[] = [];
  /** The paces that were set, in order. */
  readonly paces: LookupPace[] = [];
  readonly trails: TrailReader;
  readonly events: EventHistory;
  readonly account: AccountReader;
  readonly caller: AwsCaller;
  readonly objects: InMemoryObjects;
  readonly signIn: SignIn;
  readonly sso: SsoDirectory = { accounts: () => noPages(), roles: () => noPages() };

  readonly #failures = new Map<CallName, Failure>();
  readonly #failuresOnce = new Map<CallName, Failure[]>();
  readonly #gates = new Map<CallName, Promise<void>>();
  readonly #statuses = new Map<string, TrailStatus>();
  #data: AccountData;

  /** @param caller makes the calls of plans; without one there are none */
  constructor(data: AccountData = {}, caller: AwsCaller = noCaller) {
    this.#data = data;
    this.caller = caller;
    this.objects = new InMemoryObjects(data.objects ?? {});
    this.trails = this.#trailReader();
    this.events = {
      lookup: (connection, query, signal) => this.#lookup(connection, query, signal),
      usePace: (pace) => this.paces.push(pace),
    };
    this.account = {
      identity: async (connection, signal) => {
        await this.#call({ name: 'account.identity', connection }, signal);
        return this.#data.identity ?? someone;
      },
      regions: async (connection, signal) => {
        await this.#call({ name: 'account.regions', connection }, signal);
        return [...(this.#data.regions ?? ['us-east-1'])].sort();
      },
      regionChoices: async (connection, signal) => ({
        names: await this.account.regions(connection, signal),
      }),
      alias: async (connection, signal) => {
        await this.#call({ name: 'account.alias', connection }, signal);
        return this.#data.alias;
      },
    };
    this.signIn = {
      signIn: (connection, signal) => this.#call({ name: 'signIn.signIn', connection }, signal),
      signOut: () => undefined,
      configurationChanged: () => undefined,
    };
  }

  /** Changes the account from here on; members that are absent stay. */
  change(data: AccountData): void {
    this.#data = { ...this.#data, ...data };
  }

  /** Lets the trail log from here on, or not. */
  setLogging(trail: Trail, isLogging: boolean): void {
    this.#statuses.set(trail.arn, { ...this.#status(trail), isLogging });
  }

  /** Lets every call of that name fail, until {@link recover}. */
  fail(name: CallName, failure: Failure): void {
    this.#failures.set(name, failure);
  }

  /** Lets the next call of that name fail; several of these fail in turn. */
  failOnce(name: CallName, failure: Failure): void {
    this.#failuresOnce.set(name, [...(this.#failuresOnce.get(name) ?? []), failure]);
  }

  /** Lets calls of that name succeed again. */
  recover(name: CallName): void {
    this.#failures.delete(name);
    this.#failuresOnce.delete(name);
  }

  /** Keeps calls of that name waiting until the returned function is called, or their signals abort. */
  hold(name: CallName): () => void {
    const { promise, resolve } = withResolver();
    this.#gates.set(name, promise);
    return () => {
      if (this.#gates.get(name) === promise) {
        this.#gates.delete(name);
      }
      resolve();
    };
  }

  /** The names of the calls so far, in order. */
  callNames(): readonly CallName[] {
    return this.calls.map(({ name }) => name);
  }

  async #call(call: RecordedCall, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.calls.push(call);
    await unlessAborted(this.#gates.get(call.name) ?? Promise.resolve(), signal);
    const failure = this.#failuresOnce.get(call.name)?.shift() ?? this.#failures.get(call.name);
    if (failure !== undefined) {
      throw new TrailscopeError(failure, `${call.name} fails with ${failure.kind}`, {
        operation: call.name,
        region: call.connection.region,
        requestId: 'request-1',
      });
    }
  }

  #trailReader(): TrailReader {
    return {
      list: async (connection, signal) => {
        await this.#call({ name: 'trails.list', connection }, signal);
        return (this.#data.trails ?? [])
          .map(({ trail }) => trail)
          .filter((trail) => trail.isMultiRegion || trail.homeRegion === connection.region);
      },
      elsewhere: async (connection, signal) => {
        await this.#call({ name: 'trails.elsewhere', connection }, signal);
        const trails = (this.#data.trails ?? [])
          .map(({ trail }) => trail)
          .filter((trail) => !trail.isMultiRegion && trail.homeRegion !== connection.region);
        return { trails, unread: this.#data.unread ?? [] };
      },
      status: async (connection, trail, signal) => {
        await this.#call({ name: 'trails.status', connection, trail }, signal);
        return this.#status(trail);
      },
      selectors: async (connection, trail, signal) => {
        await this.#call({ name: 'trails.selectors', connection, trail }, signal);
        return this.#find(trail).selectors ?? defaultSelectors;
      },
      insights: async (connection, trail, signal) => {
        await this.#call({ name: 'trails.insights', connection, trail }, signal);
        return this.#find(trail).insights ?? [];
      },
      tags: async (connection, trail, signal) => {
        await this.#call({ name: 'trails.tags', connection, trail }, signal);
        return new Map(Object.entries(this.#find(trail).tags ?? {}));
      },
    };
  }

  #status(trail: Trail): TrailStatus {
    return this.#statuses.get(trail.arn) ?? this.#find(trail).status ?? loggingStatus;
  }

  #find(trail: Trail): TrailData {
    const found = this.#data.trails?.find((data) => data.trail.arn === trail.arn);
    if (found === undefined) {
      throw new TrailscopeError(
        { kind: 'not-found', code: 'TrailNotFoundException' },
        `No trail ${trail.arn}`,
      );
    }
    return found;
  }

  async *#lookup(connection: Connection, query: EventLookup, signal: AbortSignal): AsyncGenerator<EventPage> {
    const size = this.#data.pageSize ?? 50;
    for (let start = 0, isLast = false; !isLast; start += size) {
      await this.#call({ name: 'events.lookup', connection, query }, signal);
      const found = (this.#data.events ?? [])
        .filter((event) => event.region === connection.region && matches(event, query))
        .sort((a, b) => (b.time ?? 0) - (a.time ?? 0));
      isLast = start + size >= found.length;
      yield { events: found.slice(start, start + size), isLast };
    }
  }
}

const someone: CallerIdentity = {
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/maria',
  userId: 'AIDAEXAMPLEMARIA',
};

const loggingStatus: TrailStatus = {
  isLogging: true,
  logFiles: {},
  digests: {},
  cloudWatchLogs: {},
  notifications: {},
};

/** What a trail records when nothing else was said: all management events. */
const defaultSelectors: EventSelectors = {
  kind: 'basic',
  selectors: [
    { readWriteType: 'All', includesManagementEvents: true, excludedSources: [], dataResources: [] },
  ],
};

function matches(event: CloudTrailEvent, { from, to, attribute, category }: EventLookup): boolean {
  const time = event.time ?? 0;
  return (
    time >= (from ?? -Infinity) &&
    time <= (to ?? Infinity) &&
    (event.kind === 'insight') === (category === 'insight') &&
    (attribute === undefined || valuesOf(event, attribute).includes(attribute.value))
  );
}

function valuesOf(event: CloudTrailEvent, { key }: LookupAttribute): readonly (string | undefined)[] {
  switch (key) {
    case 'EventId':
      return [event.id];
    case 'EventName':
      return [event.name];
    case 'ReadOnly':
      return [event.access === 'read' ? 'true' : 'false'];
    case 'Username':
      return [event.actor.session?.sessionName ?? event.actor.name];
    case 'ResourceType':
      return event.resources.map(({ type }) => type);
    case 'ResourceName':
      return event.resources.map(({ name }) => name);
    case 'EventSource':
      return [event.source];
    case 'AccessKeyId':
      return [event.actor.accessKeyId];
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new TrailscopeError({ kind: 'cancelled' }, 'Cancelled');
  }
}

/** Resolves with the promise; rejects as soon as the signal aborts. */
function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new TrailscopeError({ kind: 'cancelled' }, 'Cancelled'));
      },
      { once: true },
    );
  });
  return Promise.race([promise, aborted]);
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
