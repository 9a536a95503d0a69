import { credentialSourceKey, type Connection, type CredentialSource } from '../../core/connection.ts';
import { isCancelled, TrailscopeError } from '../../core/failures/failure.ts';
import type { Clock } from '../../core/ports.ts';
import { mapError } from '../map-error.ts';
import { orAbort } from '../or-abort.ts';
import type { CredentialResolver, Resolved, SignInAttempt } from './credential-resolver.ts';
import type { Credentials } from './credentials.ts';

/** Credentials this close to their end are fetched anew, as the SDK's own providers do. */
const renewBefore = 5 * 60_000;

/** What the SDK's clients call for each request. The mark keeps them from copies that could not be forgotten. */
export type CredentialProvider = (() => Promise<Credentials>) & { readonly memoized: true };

/**
 * The credentials of each source, fetched once however many calls wait for them, kept until shortly before they end,
 * and shared by all Regions and endpoints. Nobody is asked for anything but by {@link signIn}.
 */
export class CredentialStore {
  readonly #clock: Clock;
  readonly #resolver: Pick<CredentialResolver, 'resolve' | 'origin'>;
  readonly #kept = new Map<string, Kept>();
  readonly #flights = new Map<string, Flight>();
  /** Under way after a change of the user's files: which of the kept credentials still count. */
  #check: Promise<void> | undefined;

  constructor(clock: Clock, resolver: Pick<CredentialResolver, 'resolve' | 'origin'>) {
    this.#clock = clock;
    this.#resolver = resolver;
  }

  /** Gives the SDK's clients the credentials of a source. */
  provider(source: CredentialSource): CredentialProvider {
    return Object.assign(() => this.#get(source, false), { memoized: true } as const);
  }

  /** The credentials of a call that is about to be sent; see {@link SignIn} for what it may fail with. */
  get({ credentials }: Connection, signal: AbortSignal): Promise<Credentials> {
    return this.#get(credentials, false, signal);
  }

  /** Gets the credentials, and asks the user if it must. */
  async signIn({ credentials }: Connection, signal: AbortSignal): Promise<void> {
    try {
      await this.#get(credentials, true, signal);
    } catch (thrown) {
      const error = mapError(thrown, {});
      const { failure } = error;
      // Who was asked and gave no answer does not want to be told so. Calls that waited are told what they need.
      throw failure.kind === 'sign-in-needed' && failure.how.kind === 'mfa-code'
        ? new TrailscopeError({ kind: 'cancelled' }, error.message, {}, error)
        : error;
    }
  }

  /** Forgets the credentials, so that the next call fetches what the user has by then signed in with. */
  forget({ credentials }: Connection): void {
    const key = credentialSourceKey(credentials);
    this.#kept.delete(key);
    this.#flights.delete(key);
  }

  /** Forgets credentials that AWS no longer takes, unless there are others by now. */
  discard({ credentials }: Connection, refused: Credentials): void {
    const key = credentialSourceKey(credentials);
    if (this.#kept.get(key)?.credentials === refused) {
      this.#kept.delete(key);
    }
  }

  /** Forgets those credentials to which the user's files no longer lead. Calls from here on wait until that is known. */
  configurationChanged(): void {
    this.#flights.clear();
    const check = Promise.all([...this.#kept].map(([key, kept]) => this.#recheck(key, kept))).then(() => {
      if (this.#check === check) {
        this.#check = undefined;
      }
    });
    this.#check = check;
  }

  async #recheck(key: string, kept: Kept): Promise<void> {
    const origin = await this.#resolver.origin(kept.source).catch(() => undefined);
    if (origin !== kept.origin && this.#kept.get(key) === kept) {
      this.#kept.delete(key);
    }
  }

  async #get(source: CredentialSource, mayAsk: boolean, signal?: AbortSignal): Promise<Credentials> {
    if (this.#check !== undefined) {
      await this.#check;
    }
    const key = credentialSourceKey(source);
    const kept = this.#kept.get(key);
    if (kept !== undefined && this.#remaining(kept) >= renewBefore) {
      return kept.credentials;
    }
    try {
      return await this.#join(key, source, mayAsk, signal);
    } catch (thrown) {
      // What is near its end still serves until then: to renew it may need the user, or a network that comes back.
      if (
        kept === undefined ||
        kept !== this.#kept.get(key) ||
        this.#remaining(kept) <= 0 ||
        isCancelled(thrown)
      ) {
        throw thrown;
      }
      return kept.credentials;
    }
  }

  async #join(
    key: string,
    source: CredentialSource,
    mayAsk: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Credentials> {
    let flight = this.#flights.get(key);
    while (flight !== undefined && mayAsk && !flight.mayAsk) {
      try {
        return await flight.wait(signal);
      } catch (thrown) {
        if (!isSignInNeeded(thrown)) {
          throw thrown;
        }
      }
      flight = this.#flights.get(key);
    }
    return (flight ?? this.#start(key, source, mayAsk)).wait(signal);
  }

  #start(key: string, source: CredentialSource, mayAsk: boolean): Flight {
    const flight = new Flight(
      mayAsk,
      (attempt) => this.#resolve(source, attempt),
      () => {
        if (this.#flights.get(key) === flight) {
          this.#flights.delete(key);
        }
      },
    );
    this.#flights.set(key, flight);
    void flight.result.then(
      (resolved) => {
        // A flight that was forgotten on its way serves only those who wait for it.
        if (this.#flights.get(key) === flight) {
          this.#kept.set(key, { ...resolved, source });
          this.#flights.delete(key);
        }
      },
      () => {
        flight.end();
      },
    );
    return flight;
  }

  /** @throws what the resolver throws; its own errors also say whose credentials these are */
  async #resolve(source: CredentialSource, attempt: SignInAttempt): Promise<Resolved> {
    try {
      return await this.#resolver.resolve(source, attempt);
    } catch (thrown) {
      if (thrown instanceof TrailscopeError) {
        const { failure, message, context, cause } = thrown;
        throw new TrailscopeError(failure, message, { ...context, source }, cause);
      }
      throw thrown;
    }
  }

  #remaining({ credentials: { expiration } }: Kept): number {
    return expiration === undefined ? Infinity : expiration.getTime() - this.#clock.now();
  }
}

interface Kept extends Resolved {
  readonly source: CredentialSource;
}

/** One attempt that several may wait for. It ends when nobody does any more. */
class Flight {
  readonly mayAsk: boolean;
  readonly result: Promise<Resolved>;
  /** Takes the flight off the list, so that nobody else joins it. */
  readonly end: () => void;
  readonly #abort = new AbortController();
  #waiting = 0;

  constructor(mayAsk: boolean, start: (attempt: SignInAttempt) => Promise<Resolved>, end: () => void) {
    this.mayAsk = mayAsk;
    this.end = end;
    this.result = start({ mayAsk, signal: this.#abort.signal });
  }

  async wait(signal: AbortSignal | undefined): Promise<Credentials> {
    this.#waiting++;
    try {
      const { credentials } = await (signal === undefined ? this.result : orAbort(signal, () => this.result));
      return credentials;
    } finally {
      this.#waiting--;
      if (this.#waiting === 0) {
        this.end();
        this.#abort.abort();
      }
    }
  }
}

function isSignInNeeded(thrown: unknown): boolean {
  return thrown instanceof TrailscopeError && thrown.failure.kind === 'sign-in-needed';
}
