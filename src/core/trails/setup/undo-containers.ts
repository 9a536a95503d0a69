import { isJsonObject, nonEmptyString, type JsonObject, type JsonValue } from '../../json.ts';
import { isList } from './policy-document.ts';
import type { Call, Step, Undo } from './plan.ts';
import { codeOf } from './read-value.ts';
import { bucketCall, logGroupCall } from './readings.ts';
import { send, type Run } from './run.ts';
import { checkOnly, KeptError, persist } from './undo-calls.ts';

type BucketUndo = Extract<Undo, { kind: 'bucket' }>;

/** How often the folder objects are looked for, as CloudTrail may be late with one. */
const sweeps = 3;

/** Removes a bucket that holds nothing but CloudTrail's own empty folder objects, with all of their versions. */
export async function undoBucket(run: Run, step: Step, undo: BucketUndo): Promise<void> {
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
    const page = await listing(run, bucketCall(undo, 'ListObjectVersions', next), 'NoSuchBucket');
    // A mark of deletion has no size.
    const marks = itemsOf(page['DeleteMarkers']).map((mark): JsonObject => ({ ...mark, Size: 0 }));
    for (const { Key, VersionId, Size } of [...itemsOf(page['Versions']), ...marks]) {
      if (typeof Key !== 'string' || Size !== 0 || !isFolder(Key, undo.folder)) {
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

/** A page of what is in something; an empty one where it is gone. */
async function listing(run: Run, call: Call, gone: string): Promise<JsonObject> {
  try {
    return await send(run, call, run.world.calm);
  } catch (thrown) {
    if (codeOf(thrown) === gone) {
      return {};
    }
    throw thrown;
  }
}

function itemsOf(list: JsonValue | undefined): readonly JsonObject[] {
  return isList(list) ? list.filter(isJsonObject) : [];
}

/**
 * Whether the key of an empty object is one that CloudTrail makes to show a folder: a part of
 * `[prefix/]AWSLogs/[organization/]account/kind/`.
 */
function isFolder(key: string, folder: string): boolean {
  if (!key.endsWith('/')) {
    return false;
  }
  const rest = key.startsWith(folder) ? key.slice(folder.length) : undefined;
  return rest === undefined
    ? folder.startsWith(key)
    : /^(o-[a-z0-9]{10,32}\/)?(\d{12}\/)?(CloudTrail(-(Aggregated|Digest|Insight|NetworkActivity))?\/)?$/.test(
        rest,
      );
}

type LogGroupUndo = Extract<Undo, { kind: 'log-group' }>;

/** Removes a log group in which there are no streams but CloudTrail's own for the trail. */
export async function undoLogGroup(run: Run, step: Step, undo: LogGroupUndo): Promise<void> {
  const gone = 'ResourceNotFoundException';
  const remove = logGroupCall(undo, 'DeleteLogGroup');
  let next: JsonValue | undefined;
  do {
    const more: JsonObject = typeof next === 'string' ? { nextToken: next } : {};
    const page = await listing(run, logGroupCall(undo, 'DescribeLogStreams', more), gone);
    for (const { logStreamName } of itemsOf(page['logStreams'])) {
      const stream = nonEmptyString(logStreamName) ?? '';
      if (!undo.streams.some((beginning) => stream.startsWith(beginning))) {
        throw new KeptError(run.world.t('Somebody else uses the log group: {0}.', stream), [remove]);
      }
    }
    next = page['nextToken'];
  } while (typeof next === 'string');
  await persist(run, step, remove, [gone]);
}
