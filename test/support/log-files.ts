/** Log files for tests: laid out as CloudTrail delivers them, of records made here, with answers that are known. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/core/json.ts';
import { generateHistory } from '../../src/sandbox/history/generate-history.ts';
import { call, record } from './records.ts';

/** A folder for a test, deleted by `remove`. */
export class LogFolder {
  readonly folder: string;

  /** @param folder where it is; a new one by default */
  constructor(folder = mkdtempSync(path.join(tmpdir(), 'trailscope-logs-'))) {
    this.folder = folder;
  }

  /** Writes a file; a JSON value as CloudTrail would, compressed if its name says so. */
  write(name: string, content: unknown): string {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    const bytes = isRaw ? content : JSON.stringify(content);
    writeFileSync(file, !isRaw && name.endsWith('.gz') ? gzipSync(bytes) : bytes);
    return file;
  }

  /** Writes records as a delivered log file of an account, Region and day. */
  deliver(records: readonly JsonObject[], place: DeliveryPlace = {}): string {
    return this.write(deliveredName(place), { Records: records });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface DeliveryPlace {
  readonly account?: string;
  readonly region?: string;
  /** `yyyy/MM/dd`. */
  readonly day?: string;
  /** What the folder of the kind is called: `CloudTrail`, `CloudTrail-Insight` ... */
  readonly kind?: string;
  /** `o-…`, for a trail of an organization. */
  readonly organization?: string;
  /** Tells files of one place apart. */
  readonly unique?: string;
}

function deliveredName({
  account = '111122223333',
  region = 'us-east-1',
  day = '2026/11/19',
  kind = 'CloudTrail',
  organization,
  unique = 'AAAAAAAAAAAAAAAA',
}: DeliveryPlace): string {
  const folder = [
    'AWSLogs',
    ...(organization === undefined ? [] : [organization]),
    account,
    kind,
    region,
    day,
  ];
  const time = `${day.replaceAll('/', '')}T0000Z`;
  return `${folder.join('/')}/${account}_${kind}_${region}_${time}_${unique}.json.gz`;
}

/** So many events with ids of their own, a second apart. */
export function someRecords(count: number, more: JsonObject = {}, first = 0): JsonObject[] {
  return Array.from({ length: count }, (_, index) =>
    record({
      eventID: idOf(first + index),
      eventTime: timeOf(first + index),
      ...more,
    }),
  );
}

/** The id of the n-th event. */
export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** The n-th second of a day. */
export function timeOf(index: number): string {
  return new Date(Date.UTC(2026, 10, 19) + index * 1000).toISOString().replace('.000', '');
}

/** What {@link plantedRecords} hides among other events. */
export const planted = {
  terminations: 3,
  terminated: 'i-0feedfacecafe0001',
  stopped: 2,
  failedSignIns: 4,
  deniedBy: 'arn:aws:iam::111122223333:user/mallory',
  denied: 7,
  address: '203.0.113.199',
  bucket: 'acme-payroll',
  objectReads: 5,
};

/** Events whose answers are known, with an address that nothing else has. */
export function plantedRecords(): JsonObject[] {
  const mallory = { type: 'IAMUser', userName: 'mallory', arn: planted.deniedBy, accountId: '111122223333' };
  const from = { sourceIPAddress: planted.address, userIdentity: mallory };
  const many = (count: number, make: (index: number) => JsonObject) =>
    Array.from({ length: count }, (_, n) => make(n));
  const records = [
    ...many(planted.terminations, (n) =>
      call('ec2', 'TerminateInstances', {
        ...from,
        requestParameters: {
          instancesSet: { items: [{ instanceId: n === 0 ? planted.terminated : `i-0feedfacecafe100${n}` }] },
        },
      }),
    ),
    ...many(planted.stopped, () =>
      call('cloudtrail', 'StopLogging', { ...from, requestParameters: { name: 'audit' } }),
    ),
    ...many(planted.failedSignIns, () =>
      call('signin', 'ConsoleLogin', {
        ...from,
        eventType: 'AwsConsoleSignIn',
        errorMessage: 'Failed authentication',
        responseElements: { ConsoleLogin: 'Failure' },
        additionalEventData: { MFAUsed: 'No' },
      }),
    ),
    ...many(planted.denied, () =>
      call('iam', 'CreateAccessKey', { ...from, errorCode: 'AccessDenied', errorMessage: 'not authorized' }),
    ),
    ...many(planted.objectReads, (n) =>
      call('s3', 'GetObject', {
        ...from,
        readOnly: true,
        managementEvent: false,
        eventCategory: 'Data',
        requestParameters: { bucketName: planted.bucket, key: `2026/salaries-${n}.csv` },
        resources: [
          { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${planted.bucket}/2026/salaries-${n}.csv` },
          { type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${planted.bucket}`, accountId: '111122223333' },
        ],
      }),
    ),
  ];
  return records.map((each, index) => ({
    ...each,
    eventID: `11111111-0000-4000-8000-${String(index).padStart(12, '0')}`,
    eventTime: timeOf(40_000 + index),
  }));
}

/** Days of the sample account, among which the planted events are lost. */
export function* backgroundRecords(count: number): Generator<JsonObject> {
  const endTime = Date.UTC(2026, 10, 20);
  let made = 0;
  for (const each of generateHistory({ seed: 9, endTime, days: 30, eventsPerDay: count / 34 })) {
    if (made === count) {
      return;
    }
    made += 1;
    yield each;
  }
}
