import type { Connection } from '../../connection.ts';
import { toTrailscopeError, type TrailscopeError } from '../../failures/failure.ts';
import type { JsonObject } from '../../json.ts';
import type { Localize } from '../../localize.ts';
import type { AwsCaller } from '../../ports.ts';
import type { Journal, Made } from './journal.ts';
import type { Call, Plan, Step } from './plan.ts';
import { codeOf, holds } from './read-value.ts';
import { resolvedCall, resolvedGuard } from './references.ts';

/** The outside world, as a run needs it. */
export interface RunWorld {
  readonly caller: AwsCaller;
  readonly connection: Connection;
  readonly journal: Journal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects as soon as the signal aborts. */
  readonly delay: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Never aborts: what was begun is found out about and undone even after the user has cancelled. */
  readonly calm: AbortSignal;
  readonly t: Localize;
}

/** What a run is at. */
export interface Progress {
  /** Absent while the whole plan is checked, or the result. */
  readonly step?: string;
  readonly phase: 'checking' | 'running' | 'waiting' | 'done' | 'undoing' | 'undone' | 'kept' | 'verifying';
}

/** Something that a run made or changed and could not, or must not, take back. */
export interface Remaining {
  readonly step: string;
  /** An ARN or a name. */
  readonly what: string;
  readonly reason: string;
  /** Commands of the AWS CLI that take it back. */
  readonly commands: readonly string[];
  /** Whether another attempt could do it: the network or the session was gone. */
  readonly mayPass: boolean;
}

/** Why a run stopped before its end. */
export interface Stop {
  readonly step?: string;
  readonly kind: 'changed' | 'failed' | 'cancelled';
  /** What somebody else has changed, for `changed`. */
  readonly message?: string;
  readonly error?: TrailscopeError;
}

/** The account is not as it was when the plan was reviewed. */
export class ChangedError extends Error {
  override readonly name = 'ChangedError';
}

/** A run under way. */
export interface Run {
  readonly plan: Plan;
  readonly world: RunWorld;
  readonly onProgress: (progress: Progress) => void;
  /** What took effect, in order. */
  readonly did: Map<string, Made>;
  /** What may have taken effect. */
  doubtful: Step | undefined;
}

/** Sends a call of a step, with what earlier steps made in place of the references. */
export function send({ world, did }: Run, call: Call, signal: AbortSignal): Promise<JsonObject> {
  return world.caller.call(world.connection, resolvedCall(call, did), signal);
}

/** Whether a guard holds now. */
export function guardHolds(
  { world, did }: Run,
  guard: Step['before'][number],
  signal: AbortSignal,
): Promise<boolean> {
  return holds(world.caller, world.connection, resolvedGuard(guard, did), signal);
}

/** How often a call is tried again, and the wait before the second attempt; each further one doubles it. */
const mostAttempts = 9;
const firstDelay = 1_000;
const longestDelay = 8_000;

/** How often a call is sent in all that was throttled, or whose answer was lost and that surely did not take effect. */
export const mostLost = 3;

/** Waits before another attempt; false where there have been enough (after about 45 seconds). */
export async function waitForAttempt(
  { world, onProgress }: Run,
  step: string,
  attempt: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (attempt >= mostAttempts) {
    return false;
  }
  onProgress({ step, phase: 'waiting' });
  await world.delay(Math.min(firstDelay * 2 ** (attempt - 1), longestDelay), signal);
  return true;
}

/** Whether the service surely did not do what was asked: everything but a lost answer. */
export function isDefinite(thrown: unknown): boolean {
  switch (toTrailscopeError(thrown).failure.kind) {
    case 'offline':
    case 'unavailable':
    case 'cancelled':
    case 'bug':
      return false;
    default:
      return true;
  }
}

/** Whether the same call may work a little later: no network, a fault of the service, too many calls. */
export function isPassing(thrown: unknown): boolean {
  const { kind } = toTrailscopeError(thrown).failure;
  return kind === 'offline' || kind === 'unavailable' || kind === 'throttled';
}

/** Whether an error only means that an earlier step is not visible everywhere yet. */
export function isSettling(thrown: unknown, codes: readonly string[]): boolean {
  return codes.includes(codeOf(thrown) ?? '');
}
