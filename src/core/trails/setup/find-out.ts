import { toTrailscopeError, type TrailscopeError } from '../../failures/failure.ts';
import { objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import type { Made } from './journal.ts';
import { isList } from './policy-document.ts';
import type { Step } from './plan.ts';
import { madeBy } from './references.ts';
import { guardHolds, send, type Run } from './run.ts';

/** Whether a step took effect, with what later steps refer to; `unsure` where the plan has no way to tell. */
export type Outcome = { readonly kind: 'yes'; readonly made: Made } | { readonly kind: 'no' | 'unsure' };

/**
 * Finds out about a step whose answer was lost.
 * @throws TrailscopeError where the account cannot be read
 */
export async function findOut(run: Run, step: Step): Promise<Outcome> {
  const { took } = step;
  if (took === undefined) {
    return { kind: 'unsure' };
  }
  if (took.kind === 'value') {
    const isSo = await guardHolds(run, took.guard, run.world.calm);
    return isSo ? { kind: 'yes', made: {} } : { kind: 'no' };
  }
  const key = await keyDescribed(run, step, took.description);
  return key === undefined
    ? { kind: 'no' }
    : { kind: 'yes', made: madeBy(run.plan, step.id, { KeyMetadata: key }) };
}

/**
 * The key with a description, which is in no list: every key has to be looked at.
 * @throws TrailscopeError where it is not among the keys that may be looked at, and there are others
 */
async function keyDescribed(run: Run, step: Step, description: string): Promise<JsonObject | undefined> {
  const { region } = step.call;
  const kms = (operation: string, input: JsonObject): Promise<JsonObject> =>
    send(run, { service: 'kms', operation, region, input }, run.world.calm);
  let hidden: TrailscopeError | undefined;
  let marker: JsonValue | undefined;
  do {
    const page = await kms('ListKeys', { Limit: 1000, ...(marker === undefined ? {} : { Marker: marker }) });
    for (const key of isList(page['Keys']) ? page['Keys'] : []) {
      try {
        const { KeyMetadata } = await kms('DescribeKey', { KeyId: objectOrEmpty(key)['KeyId'] });
        const metadata = objectOrEmpty(KeyMetadata);
        if (metadata['Description'] === description && metadata['KeyState'] !== 'PendingDeletion') {
          return metadata;
        }
      } catch (thrown) {
        const error = toTrailscopeError(thrown);
        if (error.failure.kind !== 'denied') {
          throw thrown;
        }
        hidden ??= error;
      }
    }
    marker = page['Truncated'] === true ? page['NextMarker'] : undefined;
  } while (typeof marker === 'string');
  if (hidden !== undefined) {
    throw hidden;
  }
  return undefined;
}
