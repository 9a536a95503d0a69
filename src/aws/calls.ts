import type { DescribeTrailsCommandOutput } from '@aws-sdk/client-cloudtrail';
import type { Connection } from '../core/connection.ts';
import { TrailscopeError, type Failure, type FailureContext } from '../core/failures/failure.ts';
import type { ClientCache } from './clients.ts';
import { mapError } from './map-error.ts';
import { orAbort } from './or-abort.ts';
import type { Credentials } from './sign-in/credentials.ts';
import type { Time } from './time.ts';

/** One call to AWS. */
export interface AwsCall<Client, Output, Result> extends Attempt {
  readonly clients: Pick<ClientCache<Client>, 'of'>;
  readonly send: (client: Client, options: { readonly abortSignal: AbortSignal }) => Promise<Output>;
  /** Makes the result from the answer, which may be no more than what the service's model promises. */
  readonly read: (output: Output) => Result;
  /** Awaited before each attempt: the call's turn under a limit of the service's. */
  readonly turn?: (signal: AbortSignal) => Promise<void>;
  /** Is told when the service refuses an attempt because of the rate of calls. */
  readonly throttled?: () => void;
  /** Of a call that changes something: it is not sent again where it may have taken effect. */
  readonly changes?: boolean;
}

/** What is called, where, and until when. */
interface Attempt {
  /** As IAM writes it, such as `cloudtrail:LookupEvents`. */
  readonly operation: string;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/** What the SDK tells of every answer, whatever the service. */
export type Answer = Pick<DescribeTrailsCommandOutput, '$metadata'>;

export interface AwsCallsOptions {
  readonly time: Time;
  /** Takes one line for each attempt: what, where, how long, with which outcome. No bodies, no messages, no secrets. */
  readonly log: (line: string) => void;
  /** Gets what signs the calls; absent where the clients have it themselves. */
  readonly credentials?: CallCredentials;
}

/** The credentials of calls; see `CredentialStore`. */
export interface CallCredentials {
  get(connection: Connection, signal: AbortSignal): Promise<Credentials>;
  /** Told of credentials that AWS no longer takes. */
  discard(connection: Connection, refused: Credentials): void;
}

/** Sends calls: the one place for cancellation, retries, the log and the mapping of errors. */
export class AwsCalls {
  readonly #options: AwsCallsOptions;

  constructor(options: AwsCallsOptions) {
    this.#options = options;
  }

  /**
   * The result of the call.
   * @throws TrailscopeError for every failure; `cancelled` as soon as the signal aborts, whatever the call is doing
   */
  async send<Client, Output extends Answer, Result>(call: AwsCall<Client, Output, Result>): Promise<Result> {
    const renewal = new Renewal(this.#options.credentials, call);
    for (let attempt = 1; ; attempt++) {
      await orCancelled(call, (signal) => call.turn?.(signal));
      const start = this.#options.time.monotonic();
      try {
        const output = await orAbort(call.signal, async () => {
          await renewal.credentials();
          return answerTo(call);
        });
        const result = resultOf(call, output);
        const { httpStatusCode, requestId } = output.$metadata;
        this.#log(call, start, `${httpStatusCode ?? 'answered'}`, requestId);
        return result;
      } catch (thrown) {
        const { error, isRenewed } = await renewal.after(errorOf(thrown, call));
        if (error.failure.kind === 'throttled') {
          call.throttled?.();
        }
        const wait = isRenewed ? 0 : retryDelay(error, attempt, call.changes === true);
        this.#log(call, start, outcomeOf(error, wait), error.context.requestId);
        if (wait === undefined) {
          throw error;
        }
        await orCancelled(call, (signal) => this.#options.time.delay(wait, signal));
      }
    }
  }

  #log({ operation, connection }: Attempt, start: number, outcome: string, requestId?: string): void {
    const took = Math.round(this.#options.time.monotonic() - start);
    const request = requestId === undefined ? '' : ` (request ${requestId})`;
    this.#options.log(`${operation} ${connection.region}: ${outcome}, ${took} ms${request}`);
  }
}

/**
 * The credentials of one call through its attempts. A session can end between two pages of a list: then the call is
 * signed with new credentials and sent once more, and the list goes on where it was.
 */
class Renewal {
  readonly #source: CallCredentials | undefined;
  readonly #call: Attempt;
  #used: Credentials | undefined;
  #isRenewed = false;

  constructor(source: CallCredentials | undefined, call: Attempt) {
    this.#source = source;
    this.#call = call;
  }

  /** Sees to it that there are credentials, and remembers them. */
  async credentials(): Promise<void> {
    this.#used = await this.#source?.get(this.#call.connection, this.#call.signal);
  }

  /** Gets others where AWS no longer takes them. Where that fails, the error says what the user can do. */
  async after(error: TrailscopeError): Promise<{ readonly error: TrailscopeError; isRenewed: boolean }> {
    try {
      return { error, isRenewed: error.failure.kind === 'expired' && (await this.#renew()) };
    } catch (thrown) {
      return { error: errorOf(thrown, this.#call), isRenewed: false };
    }
  }

  async #renew(): Promise<boolean> {
    const { connection, signal } = this.#call;
    const [source, used] = [this.#source, this.#used];
    if (source === undefined || used === undefined) {
      return false;
    }
    source.discard(connection, used);
    const next = this.#isRenewed ? used : await source.get(connection, signal);
    this.#isRenewed = true;
    this.#used = next;
    const isNew = next.accessKeyId !== used.accessKeyId || next.sessionToken !== used.sessionToken;
    if (!isNew) {
      source.discard(connection, next);
    }
    return isNew;
  }
}

async function answerTo<Client, Output>(call: AwsCall<Client, Output, unknown>): Promise<Output> {
  const client = await call.clients.of(call.connection);
  return call.send(client, { abortSignal: call.signal });
}

/** The SDK does not check an answer against the model: what an emulator or a proxy sends can have any shape. */
function resultOf<Client, Output extends Answer, Result>(
  call: AwsCall<Client, Output, Result>,
  output: Output,
): Result {
  try {
    return call.read(output);
  } catch (thrown) {
    const { httpStatusCode: status, requestId } = output.$metadata;
    throw new TrailscopeError(
      { kind: 'unavailable', ...(status !== undefined && { status }) },
      `The answer to ${call.operation} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      { ...contextOf(call), ...(requestId !== undefined && { requestId }) },
      thrown,
    );
  }
}

function contextOf({ operation, connection }: Attempt): FailureContext {
  const { region, credentials: source, endpoint } = connection;
  return { operation, region, source, ...(endpoint !== undefined && { endpoint }) };
}

/** Why the call failed. Once its signal has aborted, that is the reason, whatever was thrown because of it. */
function errorOf(thrown: unknown, attempt: Attempt): TrailscopeError {
  const context = contextOf(attempt);
  return attempt.signal.aborted
    ? new TrailscopeError({ kind: 'cancelled' }, 'Cancelled', context, thrown)
    : mapError(thrown, context);
}

/** Waits before a call; a wait that the signal ends is a cancellation. */
async function orCancelled(
  call: Attempt,
  wait: (signal: AbortSignal) => Promise<void> | undefined,
): Promise<void> {
  try {
    call.signal.throwIfAborted();
    await wait(call.signal);
  } catch (thrown) {
    throw errorOf(thrown, call);
  }
}

/** What the log says of a failed attempt: our word for it, the service's or the system's code, and what follows. */
function outcomeOf({ failure, cause }: TrailscopeError, wait: number | undefined): string {
  const name = cause instanceof Error && cause.name !== 'Error' ? ` ${cause.name}` : '';
  const reason = failure.kind === 'offline' && failure.reason !== undefined ? ` ${failure.reason}` : '';
  const next = wait === undefined ? '' : `, again in ${Math.round(wait)} ms`;
  return `${failure.kind}${name}${reason}${next}`;
}

/** How often a call is tried, and the wait before the second attempt; each further one doubles it. */
const throttledCalls = { attempts: 5, firstDelay: 1_000 };
const brokenCalls = { attempts: 3, firstDelay: 200 };

/** Failures to connect that another attempt often mends; a host that is not there is not one of them. */
const passing: ReadonlySet<string> = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Milliseconds until the next attempt, or undefined if there is none. A call that reads may always be repeated. */
function retryDelay(error: TrailscopeError, attempt: number, changes: boolean): number | undefined {
  const { failure } = error;
  if (isClockCorrected(error)) {
    return attempt === 1 ? 0 : undefined;
  }
  const retries =
    failure.kind === 'throttled' ? throttledCalls : isPassing(failure) && !changes ? brokenCalls : undefined;
  if (retries === undefined || attempt >= retries.attempts) {
    return undefined;
  }
  // Half of the wait is left to chance, so that several windows on one account do not come back together.
  return retries.firstDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

function isPassing(failure: Failure): boolean {
  return (
    (failure.kind === 'unavailable' && failure.status !== undefined && failure.status >= 500) ||
    (failure.kind === 'offline' && failure.reason !== undefined && passing.has(failure.reason))
  );
}

/** The SDK has found this machine's clock wrong and will sign the next attempt with the right time. */
function isClockCorrected({ cause }: TrailscopeError): boolean {
  return (
    (cause as { $metadata?: { clockSkewCorrected?: boolean } } | undefined)?.$metadata?.clockSkewCorrected ===
    true
  );
}
