import { isCancelled, toTrailscopeError, TrailscopeError } from '../../failures/failure.ts';
import { nonEmptyString } from '../../json.ts';
import { cliCommand } from './cli-command.ts';
import { findOut } from './find-out.ts';
import type { Made, UnfinishedRun } from './journal.ts';
import { historyBegins, trailId, type Plan, type Step } from './plan.ts';
import { readValue } from './read-value.ts';
import { loggingReading } from './readings.ts';
import { madeBy, refersToSteps } from './references.ts';
import { isSameCaller } from './same-caller.ts';
import {
  ChangedError,
  guardHolds,
  isDefinite,
  isPassing,
  isSettling,
  mostLost,
  send,
  waitForAttempt,
  type Progress,
  type Remaining,
  type Run,
  type RunWorld,
  type Stop,
} from './run.ts';
import { undoAll } from './undo.ts';

/** How a run ended. */
export interface RunResult {
  /**
   * `done`: all steps took effect. `undone`: the account is as it was before. `partly-undone`: but for what remains.
   * `kept`: logging had started, so nothing was undone.
   */
  readonly outcome: 'done' | 'undone' | 'partly-undone' | 'kept';
  /** Absent where the plan ran to its end. */
  readonly stop?: Stop;
  /** Ids of the steps that took effect and stay. */
  readonly done: readonly string[];
  readonly undone: readonly string[];
  readonly remaining: readonly Remaining[];
  /** Whether the trail logs, as GetTrailStatus told at the end; absent where it could not be asked. */
  readonly isLogging?: boolean;
}

/**
 * Runs a plan that was reviewed. Everything is checked again first; each step is checked once more, written into the
 * journal and called. Whatever fails, and a cancellation, undoes what this run did, until logging has started.
 * @throws TrailscopeError `invalid-input` for a plan that must not run
 */
export async function runPlan(
  plan: Plan,
  world: RunWorld,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<RunResult> {
  const [refusal] = plan.refusals;
  if (refusal !== undefined) {
    throw new TrailscopeError({ kind: 'invalid-input' }, refusal.message);
  }
  const run: Run = { plan, world, onProgress, did: new Map(), doubtful: undefined };
  onProgress({ phase: 'checking' });
  try {
    await checkAll(run, signal);
  } catch (thrown) {
    return {
      outcome: 'undone',
      stop: stopOf(undefined, thrown, signal),
      done: [],
      undone: [],
      remaining: [],
    };
  }
  const { connection, journal, now } = world;
  await journal.write({ kind: 'begin', plan, connection, time: now() });
  return finish(run, plan.steps, signal);
}

/**
 * Goes on with a run that a crash or a closed window broke off.
 * @throws TrailscopeError `invalid-input` for another caller than the one of the review, or once undoing has begun;
 * whatever is thrown where the caller cannot be told. Then nothing was done, and the journal is as it was.
 */
export async function resumeRun(
  unfinished: UnfinishedRun,
  world: RunWorld,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<RunResult> {
  const run = taken(unfinished, world, onProgress);
  if (!unfinished.canResume) {
    throw new TrailscopeError({ kind: 'invalid-input' }, world.t('The run can only be undone.'));
  }
  await asInvalidInput(checkCaller(run, signal));
  const left = unfinished.plan.steps.filter(({ id }) => !run.did.has(id));
  return finish(run, left, signal);
}

/**
 * Undoes a run that a crash or a closed window broke off; one that has started logging is kept. Anybody of the account
 * may do so: perhaps the one who ran it lacks the permission.
 * @throws TrailscopeError `invalid-input` where the credentials are of another account by now, in which other things may
 * have the same names; whatever is thrown where that cannot be told. Then nothing was done.
 */
export async function undoRun(
  unfinished: UnfinishedRun,
  world: RunWorld,
  onProgress: (progress: Progress) => void,
): Promise<RunResult> {
  const run = taken(unfinished, world, onProgress);
  const { account } = await callerOf(run, world.calm);
  if (account !== run.plan.account) {
    const message = world.t(
      'The run was in the account {0}, and these credentials are of {1}.',
      run.plan.account,
      account,
    );
    throw new TrailscopeError({ kind: 'invalid-input' }, message);
  }
  return stopped(run, { kind: 'cancelled' });
}

function taken(
  { plan, did, doubtful }: UnfinishedRun,
  world: RunWorld,
  onProgress: (progress: Progress) => void,
): Run {
  const step = plan.steps.find(({ id }) => id === doubtful);
  return { plan, world, onProgress, did: new Map(did), doubtful: step };
}

async function finish(run: Run, steps: readonly Step[], signal: AbortSignal): Promise<RunResult> {
  for (const step of steps) {
    try {
      await runStep(run, step, signal);
    } catch (thrown) {
      return stopped(run, stopOf(step.id, thrown, signal));
    }
  }
  const isLogging = await verify(run);
  // All is done: a journal that stays open only offers to go on with nothing.
  await run.world.journal.write({ kind: 'end' }).catch(() => undefined);
  return {
    outcome: 'done',
    done: [...run.did.keys()],
    undone: [],
    remaining: [],
    ...(isLogging === undefined ? {} : { isLogging }),
  };
}

/** The run goes no further: all is undone, unless the trail has begun to record. */
async function stopped(run: Run, stop: Stop): Promise<RunResult> {
  const { did, doubtful, world } = run;
  const hasBegun =
    did.has(historyBegins) || (doubtful?.id === historyBegins && (await mayLog(run, doubtful)));
  if (hasBegun || run.plan.kind !== 'create-trail') {
    const remaining = doubtful === undefined ? [] : [doubt(run, doubtful)];
    await world.journal.write({ kind: 'end' }).catch(() => undefined);
    const outcome = did.size === 0 && doubtful === undefined ? 'undone' : 'kept';
    return { outcome, stop, done: [...did.keys()], undone: [], remaining };
  }
  const { undone, remaining } = await undoAll(run);
  // With the network or the session back, the rest can be undone: then the journal stays open.
  if (!remaining.some(({ mayPass }) => mayPass)) {
    await world.journal.write({ kind: 'end' }).catch(() => undefined);
  }
  const outcome = remaining.length === 0 ? 'undone' : 'partly-undone';
  return { outcome, stop, done: [], undone, remaining };
}

/** Whether the trail logs, or that cannot be found out: then nothing is undone, for it may be recording. */
async function mayLog(run: Run, step: Step): Promise<boolean> {
  try {
    return (await findOut(run, step)).kind !== 'no';
  } catch {
    return true;
  }
}

function doubt({ plan, world }: Run, step: Step): Remaining {
  const { arn, region } = plan.trail;
  const { call } = loggingReading(trailId(arn, plan.account), region);
  return {
    step: step.id,
    what: arn,
    reason: world.t('The answer was lost: look whether the trail logs.'),
    commands: [cliCommand(call, world.connection)],
    mayPass: false,
  };
}

function stopOf(step: string | undefined, thrown: unknown, signal: AbortSignal): Stop {
  const at = step === undefined ? {} : { step };
  if (thrown instanceof ChangedError) {
    return { ...at, kind: 'changed', message: thrown.message };
  }
  const error = toTrailscopeError(thrown);
  return { ...at, kind: signal.aborted || isCancelled(error) ? 'cancelled' : 'failed', error };
}

/** The caller is the one of the review, and every guard holds that does not wait for a step of the plan itself. */
async function checkAll(run: Run, signal: AbortSignal): Promise<void> {
  const { plan } = run;
  await checkCaller(run, signal);
  const seen = new Set<string>();
  for (const guard of plan.steps.flatMap(({ before }) => before)) {
    // A second change of the same thing is checked when the first has been made.
    const key = JSON.stringify(guard.read);
    if (!seen.has(key) && !refersToSteps(guard)) {
      seen.add(key);
      await check(run, guard, signal);
    }
  }
}

async function checkCaller(run: Run, signal: AbortSignal): Promise<void> {
  const { plan, world } = run;
  const { account, arn } = await callerOf(run, signal);
  if (account !== plan.account || !isSameCaller(arn, plan.caller)) {
    throw new ChangedError(world.t('The credentials are those of another caller than at the review.'));
  }
}

async function callerOf(run: Run, signal: AbortSignal): Promise<{ account: string; arn: string }> {
  const { region } = run.plan.trail;
  const call = { service: 'sts', operation: 'GetCallerIdentity', region, input: {} } as const;
  const { Account, Arn } = await send(run, call, signal);
  return { account: nonEmptyString(Account) ?? '', arn: nonEmptyString(Arn) ?? '' };
}

/** There is no run yet that could be stopped. */
async function asInvalidInput(checked: Promise<void>): Promise<void> {
  try {
    await checked;
  } catch (thrown) {
    throw thrown instanceof ChangedError
      ? new TrailscopeError({ kind: 'invalid-input' }, thrown.message, {}, thrown)
      : thrown;
  }
}

async function check(run: Run, guard: Step['before'][number], signal: AbortSignal): Promise<void> {
  if (!(await guardHolds(run, guard, signal))) {
    throw new ChangedError(guard.otherwise);
  }
}

async function runStep(run: Run, step: Step, signal: AbortSignal): Promise<void> {
  const { plan, world, onProgress } = run;
  onProgress({ step: step.id, phase: 'running' });
  const made = await knownOutcome(run, step);
  if (made === undefined) {
    signal.throwIfAborted();
    for (const guard of step.before) {
      await check(run, guard, signal);
    }
    await world.journal.write({ kind: 'trying', step: step.id });
  }
  const result = made ?? (await callUntilKnown(run, step, signal));
  run.doubtful = undefined;
  run.did.set(step.id, result);
  await world.journal.write({ kind: 'did', step: step.id, made: result });
  onProgress({ step: step.id, phase: 'done' });
  // Undone like the rest if the user cancelled while the last call was on its way.
  if (step !== plan.steps.at(-1)) {
    signal.throwIfAborted();
  }
}

/** Of a step that a crash cut off: what it made, if it took effect. */
async function knownOutcome(run: Run, step: Step): Promise<Made | undefined> {
  if (run.doubtful !== step) {
    return undefined;
  }
  const outcome = await findOut(run, step);
  return outcome.kind === 'yes' ? outcome.made : undefined;
}

/**
 * Calls a step until it is known that it took effect.
 * @throws TrailscopeError where it did not; the step is then no longer doubtful, unless nobody can tell
 */
async function callUntilKnown(run: Run, step: Step, signal: AbortSignal): Promise<Made> {
  let wasLost = false;
  for (let attempt = 1; ; attempt++) {
    run.doubtful = step;
    try {
      // Never called off while it is on its way: it may still arrive after anybody has looked whether it did.
      return madeBy(run.plan, step.id, await send(run, step.call, run.world.calm));
    } catch (thrown) {
      // That it exists already may be the doing of an earlier attempt.
      wasLost ||= !isDefinite(thrown);
      const made = wasLost ? await afterLostAnswer(run, step, thrown) : undefined;
      if (made !== undefined) {
        return made;
      }
      run.doubtful = undefined;
      await run.world.journal.write({ kind: 'failed', step: step.id });
      const mayPass = isSettling(thrown, step.retryOn) || (isPassing(thrown) && attempt < mostLost);
      if (!mayPass || !(await waitForAttempt(run, step.id, attempt, signal))) {
        throw thrown;
      }
      await run.world.journal.write({ kind: 'trying', step: step.id });
    }
  }
}

/** What a step made whose answer was lost; undefined where it did not take effect. A doubt that stays is thrown. */
async function afterLostAnswer(run: Run, step: Step, thrown: unknown): Promise<Made | undefined> {
  try {
    const outcome = await findOut(run, step);
    // What nobody can tell may be called again: it sets something to the same value.
    return outcome.kind === 'yes' ? outcome.made : undefined;
  } catch {
    throw thrown;
  }
}

/** How often GetTrailStatus is asked whether the trail logs. */
const looks = 4;

async function verify(run: Run): Promise<boolean | undefined> {
  const { plan, world, onProgress } = run;
  onProgress({ phase: 'verifying' });
  const wanted = plan.kind !== 'stop-logging';
  const { arn, region } = plan.trail;
  const read = loggingReading(trailId(arn, plan.account), region);
  for (let look = 1; ; look++) {
    try {
      const isLogging = (await readValue(world.caller, world.connection, read, world.calm)) === true;
      if (isLogging === wanted || look >= looks) {
        return isLogging;
      }
    } catch {
      if (look >= looks) {
        return undefined;
      }
    }
    await waitForAttempt(run, plan.steps.at(-1)?.id ?? '', look, world.calm);
  }
}
