import { toTrailscopeError } from '../../failures/failure.ts';
import { nonEmptyString } from '../../json.ts';
import { cliCommand } from './cli-command.ts';
import { findOut } from './find-out.ts';
import { decodedPolicy, namedAs, sameValue, withoutStatements } from './policy-document.ts';
import type { Call, Step, Undo, UndoCall } from './plan.ts';
import { readValue } from './read-value.ts';
import { bucketCall, logGroupCall } from './readings.ts';
import { refersToSteps, resolvedCall, resolvedReading } from './references.ts';
import { isPassing, type Remaining, type Run } from './run.ts';
import { checkOnly, KeptError, persist } from './undo-calls.ts';
import { undoBucket, undoLogGroup } from './undo-containers.ts';

/** What was taken back, and what was not. */
export interface Undone {
  readonly undone: readonly string[];
  readonly remaining: readonly Remaining[];
}

/**
 * Takes back all that took effect, in reverse. What somebody else has changed since, what holds anything that this run
 * did not put there, and what a trail that stays needs, is kept and listed. Never throws: what cannot be done is listed,
 * too.
 */
export async function undoAll(run: Run): Promise<Undone> {
  const { plan, did, world, onProgress } = run;
  const undone: string[] = [];
  const remaining: Remaining[] = [];
  await world.journal.write({ kind: 'undoing' }).catch(() => undefined);
  for (const step of plan.steps.toReversed()) {
    if (!did.has(step.id) && run.doubtful !== step) {
      continue;
    }
    onProgress({ step: step.id, phase: 'undoing' });
    try {
      const trail = remaining.find((other) => other.step === 'trail');
      if (trail !== undefined && step.undo.kind !== 'with') {
        const reason = world.t('The trail is still there and uses it.');
        throw new KeptError(reason, callsOf(step.undo, step.call), trail.mayPass);
      }
      if (await undoStep(run, step)) {
        undone.push(step.id);
      }
      onProgress({ step: step.id, phase: 'undone' });
      await world.journal.write({ kind: 'undid', step: step.id }).catch(() => undefined);
    } catch (thrown) {
      remaining.push(remains(run, step, thrown));
      onProgress({ step: step.id, phase: 'kept' });
    }
  }
  return withParents(run, undone, remaining);
}

/** What goes with another thing has gone with it, or is kept with it and needs no line of its own. */
function withParents({ plan }: Run, undone: readonly string[], remaining: readonly Remaining[]): Undone {
  const kept = new Set(remaining.map(({ step }) => step));
  const parentOf = new Map(
    plan.steps.map(({ id, undo }) => [id, undo.kind === 'with' ? undo.step : undefined]),
  );
  return { undone: undone.filter((id) => !kept.has(parentOf.get(id) ?? '')), remaining };
}

function remains({ did, world }: Run, step: Step, thrown: unknown): Remaining {
  const calls = thrown instanceof KeptError ? thrown.commands : callsOf(step.undo, step.call);
  const resolved = calls.map((call) => resolvedCall(call, did));
  const reason = thrown instanceof KeptError ? thrown.message : toTrailscopeError(thrown).message;
  const what = {
    step: step.id,
    what: step.makes ?? step.changes?.of ?? world.t('the change'),
    mayPass: thrown instanceof KeptError ? thrown.mayPass : isPassing(thrown) || isSessionOver(thrown),
  };
  if (step.took?.kind === 'key' && resolved.some(refersToSteps)) {
    // The answer was lost, and with it the id of the key.
    const list: Call = { service: 'kms', operation: 'ListKeys', region: step.call.region, input: {} };
    return {
      ...what,
      reason: world.t(
        'Perhaps there is a key with the description "{0}": {1}',
        step.took.description,
        reason,
      ),
      commands: [cliCommand(list, world.connection)],
    };
  }
  return { ...what, reason, commands: resolved.map((call) => cliCommand(call, world.connection)) };
}

function isSessionOver(thrown: unknown): boolean {
  const { kind } = toTrailscopeError(thrown).failure;
  return kind === 'expired' || kind === 'no-credentials';
}

/** What a person would have to call. */
function callsOf(undo: Undo, made: Call): readonly Call[] {
  switch (undo.kind) {
    case 'calls':
      return undo.calls.map(({ call }) => call);
    case 'bucket':
      return [bucketCall(undo, 'DeleteBucket')];
    case 'log-group':
      return [logGroupCall(undo, 'DeleteLogGroup')];
    case 'policy':
      return [restoring(undo, undo.before)].filter((call) => call !== undefined);
    case 'with':
    case 'none':
      return made.operation === 'StartLogging' ? [{ ...made, operation: 'StopLogging' }] : [];
  }
}

/** Undoes a step; false for one that never took effect. */
async function undoStep(run: Run, step: Step): Promise<boolean> {
  if (run.doubtful === step) {
    const outcome = await findOut(run, step);
    if (outcome.kind === 'no') {
      return false;
    }
    if (outcome.kind === 'yes') {
      run.did.set(step.id, outcome.made);
    }
  }
  switch (step.undo.kind) {
    case 'calls':
      for (const call of step.undo.calls) {
        await undoCall(run, step, call);
      }
      break;
    case 'policy':
      await undoPolicy(run, step, step.undo);
      break;
    case 'bucket':
      await undoBucket(run, step, step.undo);
      break;
    case 'log-group':
      await undoLogGroup(run, step, step.undo);
      break;
    case 'with':
      break;
    case 'none':
      throw new KeptError(step.undo.text, callsOf(step.undo, step.call));
  }
  return true;
}

async function undoCall(run: Run, step: Step, { call, only, gone }: UndoCall): Promise<void> {
  await checkOnly(run, only, [call]);
  await persist(run, step, call, gone);
}

type PolicyUndo = Extract<Undo, { kind: 'policy' }>;

/** The call that makes a policy this one; undefined where it cannot be nothing. */
function restoring({ put, member, remove }: PolicyUndo, policy: string | null): Call | undefined {
  return policy === null ? remove : { ...put, input: { ...put.input, [member]: policy } };
}

async function undoPolicy(run: Run, step: Step, undo: PolicyUndo): Promise<void> {
  const { world, did } = run;
  const current = await readValue(
    world.caller,
    world.connection,
    resolvedReading(undo.read, did),
    world.calm,
  );
  if (current === null || sameValue(current, undo.before)) {
    return;
  }
  if (sameValue(current, undo.wrote)) {
    await putBack(run, step, undo, undo.before);
    return;
  }
  const text = typeof current === 'string' ? decodedPolicy(current) : '';
  const rest = withoutStatements(text, undo.added);
  if (rest !== undefined) {
    await putBack(run, step, undo, rest);
  }
  checkChanged(run, undo, rest === undefined ? text : (rest ?? ''));
}

async function putBack(run: Run, step: Step, undo: PolicyUndo, policy: string | null): Promise<void> {
  const call = restoring(undo, policy);
  if (call === undefined) {
    throw new KeptError(run.world.t('Nothing else is left in the policy.'), []);
  }
  await persist(run, step, call, []);
}

/**
 * What somebody else has made of our statements is theirs to judge.
 * @throws KeptError where any are left under the names that we gave them
 */
function checkChanged({ world }: Run, undo: PolicyUndo, policy: string): void {
  const changed = namedAs(policy, undo.added);
  if (changed.length > 0) {
    const names = changed.map(({ Sid }) => nonEmptyString(Sid) ?? '').join(', ');
    const call = restoring(undo, withoutStatements(policy, changed) ?? null);
    throw new KeptError(
      world.t('Somebody has changed what this run added to the policy: {0}.', names),
      call === undefined ? [] : [call],
    );
  }
}
