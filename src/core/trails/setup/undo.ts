import { toTrailscopeError } from '../../failures/failure.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import { cliCommand } from './cli-command.ts';
import { findOut } from './find-out.ts';
import { decodedPolicy, isList, sameValue, withoutStatements } from './policy-document.ts';
import type { Call, Guard, Step, Undo, UndoCall } from './plan.ts';
import { codeOf, readValue } from './read-value.ts';
import { bucketCall } from './readings.ts';
import { resolvedCall, resolvedReading } from './references.ts';
import { guardHolds, isPassing, send, waitForAttempt, type Remaining, type Run } from './run.ts';

/** Undoing stopped at something that is kept. */
class KeptError extends Error {
  override readonly name = 'KeptError';
  readonly commands: readonly Call[];

  constructor(reason: string, commands: readonly Call[]) {
    super(reason);
    this.commands = commands;
  }
}

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
      if (remaining.some((other) => other.step === 'trail') && step.undo.kind !== 'with') {
        throw new KeptError(world.t('The trail is still there and uses it.'), callsOf(step.undo, step.call));
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
  const reason = thrown instanceof KeptError ? thrown.message : toTrailscopeError(thrown).message;
  return {
    step: step.id,
    what: step.makes ?? step.changes?.of ?? world.t('the change'),
    reason,
    commands: calls.map((call) => cliCommand(resolvedCall(call, did), world.connection)),
    mayPass: isPassing(thrown) || isSessionOver(thrown),
  };
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

async function checkOnly(run: Run, only: readonly Guard[], commands: readonly Call[]): Promise<void> {
  for (const guard of only) {
    // A thing that is gone needs no undoing, and its own call says so.
    const holds =
      (await guardHolds(run, guard, run.world.calm)) ||
      (await guardHolds(run, { ...guard, oneOf: [null] }, run.world.calm));
    if (!holds) {
      throw new KeptError(guard.otherwise, commands);
    }
  }
}

/** AWS's answers while something else is being done to the same thing. */
const busy = [
  'ConflictException',
  'ConcurrentModification',
  'ConcurrentModificationException',
  'DeleteConflict',
  'DeleteConflictException',
  'OperationAborted',
  'OperationAbortedException',
];

/** Sends a call of an undo until it is answered: lost answers are no harm, for it can be sent again. */
async function persist(run: Run, step: Step, call: Call, gone: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await send(run, call, run.world.calm);
      return;
    } catch (thrown) {
      const code = codeOf(thrown) ?? '';
      if (gone.includes(code)) {
        return;
      }
      const mayPass = busy.includes(code) || isPassing(thrown);
      // A few attempts: longer than that, somebody had better look at it.
      if (!mayPass || attempt > 3 || !(await waitForAttempt(run, step.id, attempt, run.world.calm))) {
        throw thrown;
      }
    }
  }
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
  const isOurs = sameValue(current, undo.wrote);
  const rest = isOurs
    ? undo.before
    : withoutStatements(typeof current === 'string' ? decodedPolicy(current) : '', undo.added);
  if (rest === undefined) {
    // Somebody has taken our statements out, or what is there is no policy any more.
    return;
  }
  const call = restoring(undo, rest);
  if (call === undefined) {
    throw new KeptError(world.t('Nothing else is left in the policy.'), []);
  }
  await persist(run, step, call, []);
}

type BucketUndo = Extract<Undo, { kind: 'bucket' }>;

/** How often the folder objects are looked for, as CloudTrail may be late with one. */
const sweeps = 3;

async function undoBucket(run: Run, step: Step, undo: BucketUndo): Promise<void> {
  const remove = bucketCall(undo, 'DeleteBucket');
  await checkOnly(run, undo.only, [remove]);
  for (let sweep = 1; ; sweep++) {
    for (const { key, version } of await folderObjects(run, undo)) {
      const input = { Key: key, VersionId: version };
      await persist(run, step, bucketCall(undo, 'DeleteObject', input), ['NoSuchBucket', 'NoSuchKey']);
    }
    try {
      // The policy may have been changed while the folders were swept.
      await checkOnly(run, undo.only, [remove]);
      await persist(run, step, remove, ['NoSuchBucket']);
      return;
    } catch (thrown) {
      if (codeOf(thrown) !== 'BucketNotEmpty' || sweep >= sweeps) {
        throw thrown;
      }
    }
  }
}

interface ObjectVersion {
  readonly key: string;
  readonly version: string;
}

/**
 * Every version of CloudTrail's folder objects.
 * @throws KeptError for the first object that is none
 */
async function folderObjects(run: Run, undo: BucketUndo): Promise<readonly ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  let next: JsonObject = {};
  for (;;) {
    const page = await listing(run, bucketCall(undo, 'ListObjectVersions', next));
    for (const item of [...itemsOf(page['Versions']), ...itemsOf(page['DeleteMarkers'])]) {
      const { Key, VersionId, Size } = item;
      if (typeof Key !== 'string' || !isFolder(Key, Size, undo.folder)) {
        const reason = run.world.t('The bucket holds objects. Look at them first.');
        throw new KeptError(reason, [bucketCall(undo, 'DeleteBucket')]);
      }
      found.push({ key: Key, version: typeof VersionId === 'string' ? VersionId : 'null' });
    }
    if (page['IsTruncated'] !== true) {
      return found;
    }
    next = { KeyMarker: page['NextKeyMarker'], VersionIdMarker: page['NextVersionIdMarker'] };
  }
}

async function listing(run: Run, call: Call): Promise<JsonObject> {
  try {
    return await send(run, call, run.world.calm);
  } catch (thrown) {
    if (codeOf(thrown) === 'NoSuchBucket') {
      return {};
    }
    throw thrown;
  }
}

function itemsOf(list: JsonValue | undefined): readonly JsonObject[] {
  return isList(list) ? list.filter(isJsonObject) : [];
}

/**
 * Whether an object is one that CloudTrail makes to show a folder: empty, and its key a part of
 * `[prefix/]AWSLogs/[organization/]account/kind/`. A delete marker has no size.
 */
function isFolder(key: string, size: JsonValue | undefined, folder: string): boolean {
  const isEmpty = size === undefined || size === null || size === 0;
  if (!isEmpty || !key.endsWith('/')) {
    return false;
  }
  const rest = key.startsWith(folder) ? key.slice(folder.length) : undefined;
  return rest === undefined
    ? folder.startsWith(key)
    : /^(o-[a-z0-9]{10,32}\/)?(\d{12}\/)?(CloudTrail(-(Aggregated|Digest|Insight|NetworkActivity))?\/)?$/.test(
        rest,
      );
}
