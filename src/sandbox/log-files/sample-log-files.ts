import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../core/json.ts';
import { nonEmptyString } from '../../core/json.ts';
import { generateHistory, sampleHistory } from '../history/generate-history.ts';
import { Random } from '../history/random.ts';
import { World } from '../history/world.ts';
import { sampleAccountId } from '../sample/cast.ts';
import { sharedLogBucket } from '../sample/sample-resources.ts';
import { isInsight, recordTime } from '../state/event-attributes.ts';
import { digestFiles, sha256 } from './digest-files.ts';
import type { DeliveredLog, DigestChain } from './digest-files.ts';
import { logFileKey } from './log-file-key.ts';
import type { LogFilePlace } from './log-file-key.ts';
import { objectRecords } from './object-records.ts';
import { readMe } from './read-me.ts';

/** A file of a folder. */
export interface SampleFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Records that are delivered as one file. */
interface Batch {
  readonly kind: LogFilePlace['kind'];
  readonly region: string;
  /** Epoch milliseconds. */
  readonly oldest: number;
  newest: number;
  readonly records: JsonObject[];
}

const minute = 60_000;
const day = 1440 * minute;
/** How long a file takes up records. CloudTrail takes some five minutes, which would make many thousands of files. */
const longestBatch = day;
const deliveryDelay = 5 * minute;
const digestHours = 24;

/** The trail that could have delivered the files. */
const chain: DigestChain = {
  accountId: sampleAccountId,
  bucket: sharedLogBucket,
  trail: 'all-events',
  homeRegion: 'us-east-1',
  region: 'us-east-1',
};

/**
 * The log files of the sample account, as a trail that recorded everything would have delivered them in 90 days: the
 * account's history and what happened to objects, some digest files, two files that are damaged, and a README.
 * They are made one by one as they are asked for.
 *
 * @param endTime the end of the history, epoch milliseconds; the same gives the same files
 */
export function* sampleLogFiles(endTime: number): Generator<SampleFile> {
  const random = new Random(sampleHistory.seed).fork('log-files');
  const logs: DeliveredLog[] = [];
  let [events, last] = [0, Buffer.alloc(0)];
  for (const batch of batchesOf(allRecords(endTime))) {
    const content = JSON.stringify({ Records: batch.records });
    const { oldest, newest } = batch;
    const time = Math.min(newest + deliveryDelay, endTime);
    const log = { key: keyOf(batch, time, random), time, oldest, newest, hash: sha256(content) };
    last = gzipSync(content);
    events += batch.records.length;
    logs.push(log);
    yield { path: log.key, bytes: last };
  }
  const damaged = damagedFiles(last, endTime, random);
  yield* damaged;
  const listed = logs.filter(({ key }) => key.includes(`/CloudTrail/${chain.region}/`));
  for (const { key, content } of digestFiles(chain, listed, { until: endTime, hours: digestHours, random })) {
    yield { path: key, bytes: gzipSync(content) };
  }
  const text = readMe({ endTime, events, logFiles: logs.length, damaged: damaged.map(({ path }) => path) });
  yield { path: 'README.txt', bytes: Buffer.from(text) };
}

/** Of the history and of objects, oldest first. */
function* allRecords(endTime: number): Generator<JsonObject> {
  const random = new Random(sampleHistory.seed);
  const from = endTime - sampleHistory.days * day;
  const ofObjects = objectRecords(new World(random), random, { from, endTime });
  let next = 0;
  for (const record of generateHistory({ ...sampleHistory, endTime })) {
    for (let other = ofObjects[next]; other !== undefined && other.time <= recordTime(record);) {
      yield other.record;
      next += 1;
      other = ofObjects[next];
    }
    yield record;
  }
  for (const { record } of ofObjects.slice(next)) {
    yield record;
  }
}

/** Each is given when the first record comes that is too late for it, the others at the end. */
function* batchesOf(records: Iterable<JsonObject>): Generator<Batch> {
  const open = new Map<string, Batch>();
  for (const record of records) {
    const kind = isInsight(record) ? 'CloudTrail-Insight' : 'CloudTrail';
    const region = nonEmptyString(record['awsRegion']) ?? '';
    const time = recordTime(record);
    const key = `${kind} ${region}`;
    const known = open.get(key);
    if (known !== undefined && time < known.oldest + longestBatch) {
      known.records.push(record);
      known.newest = time;
    } else {
      if (known !== undefined) {
        yield known;
      }
      open.set(key, { kind, region, oldest: time, newest: time, records: [record] });
    }
  }
  yield* open.values();
}

function keyOf({ kind, region }: Pick<Batch, 'kind' | 'region'>, time: number, random: Random): string {
  const unique = random.keyCharacters(16);
  const place = { accountId: sampleAccountId, kind, region, time, unique };
  return logFileKey(`AWSLogs/${sampleAccountId}/${kind}/`, place);
}

/**
 * A download that broke off, and one that had not begun. Nothing is missing for it: the first is of a file that is there
 * a second time, as CloudTrail delivers one now and then.
 */
function damagedFiles(whole: Buffer, endTime: number, random: Random): readonly SampleFile[] {
  const place = { kind: 'CloudTrail', region: chain.region } as const;
  return [
    { path: keyOf(place, endTime, random), bytes: whole.subarray(0, Math.floor(whole.length / 2)) },
    { path: keyOf(place, endTime, random), bytes: Buffer.alloc(0) },
  ];
}
