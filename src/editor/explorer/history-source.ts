import { setMaxListeners } from 'node:events';
import { inRegion } from '../../core/connection.ts';
import { isCancelled, toTrailscopeError } from '../../core/failures/failure.ts';
import type { AccountReader } from '../../core/ports.ts';
import type { RegionCoverage } from '../../core/query/coverage.ts';
import type { LookupPlan } from '../../core/query/lookup-plan.ts';
import type { HistorySearch, SearchPlace } from '../../core/search/history-search.ts';
import type { ListedConnection } from '../connections/connection-store.ts';

/** One connection whose event history is read, and its Regions once they are known. */
export class HistorySource {
  readonly listed: ListedConnection;
  /** For the plan of now; undefined until it is read. */
  search: HistorySearch | undefined;
  #places: readonly SearchPlace[] | undefined;
  #failure: RegionCoverage | undefined;
  /** Of what is read, until the connection is removed from the list. */
  #life = new AbortController();

  constructor(listed: ListedConnection) {
    this.listed = listed;
  }

  /** All Regions of the account that were chosen; undefined until they are known. */
  get places(): readonly SearchPlace[] | undefined {
    return this.#places;
  }

  /** Why the account or its Regions could not be asked for. */
  get failure(): RegionCoverage | undefined {
    return this.#failure;
  }

  /** Whether the user has taken the connection off the list: then nothing more is read. */
  get isRemoved(): boolean {
    return this.#life.signal.aborted;
  }

  /** Stops reading. */
  remove(): void {
    this.#life.abort();
  }

  /** Can be read again. */
  takeBack(): void {
    this.#life = new AbortController();
  }

  /** Aborts with another signal, and when the connection is removed. */
  signalWith(signal: AbortSignal): AbortSignal {
    const either = AbortSignal.any([signal, this.#life.signal]);
    // Every Region's calls listen to the signal, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, either);
    return either;
  }

  /** The places whose events can pass a plan; none while they are not known. */
  placesFor({ regions, accounts }: LookupPlan): readonly SearchPlace[] {
    return (this.#places ?? []).filter(
      ({ account, connection }) =>
        (regions?.includes(connection.region) ?? true) && (accounts?.includes(account) ?? true),
    );
  }

  /** Asks the connection, once, who it is and which Regions it has. Never throws: {@link failure} says what went wrong. */
  async findPlaces(account: AccountReader, signal: AbortSignal): Promise<void> {
    if (this.#places !== undefined) {
      return;
    }
    const { connection, regions } = this.listed;
    try {
      const { account: id } = await account.identity(connection, signal);
      const names = regions === 'enabled' ? (await account.regionChoices(connection, signal)).names : regions;
      this.#places = names.map((region) => ({ account: id, connection: inRegion(connection, region) }));
      this.#failure = undefined;
    } catch (thrown) {
      const { failure } = toTrailscopeError(thrown);
      const state = { kind: 'failed', reached: undefined, failure } as const;
      this.#failure = isCancelled(thrown) ? undefined : { account: '', region: connection.region, state };
    }
  }
}
