import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nonEmptyString } from '../../core/json.ts';
import type { JsonObject } from '../../core/json.ts';
import { generateHistory, sampleHistory } from '../history/generate-history.ts';
import { exposedBucket } from '../history/stories/exposures.ts';
import { leakedKey, strangerAddress } from './object-records.ts';
import { sampleLogFiles } from './sample-log-files.ts';

const endTime = Date.UTC(2026, 10, 20, 16, 40);
const files = [...sampleLogFiles(endTime)];
const paths = files.map(({ path }) => path);
const keyForm =
  /^AWSLogs\/111122223333\/(CloudTrail|CloudTrail-Insight)\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/111122223333_\1_\2_\3\4\5T\d{4}Z_[A-Z0-9]{16}\.json\.gz$/;
const digestForm =
  /^AWSLogs\/111122223333\/CloudTrail-Digest\/us-east-1\/(\d{4})\/(\d\d)\/(\d\d)\/111122223333_CloudTrail-Digest_us-east-1_all-events_us-east-1_\1\2\3T\d{6}Z\.json\.gz$/;

/** The JSON of a file; undefined for what is no whole gzip file. */
function contentOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    return JSON.parse(gunzipSync(bytes).toString()) as JsonObject;
  } catch {
    return undefined;
  }
}

const logs = files
  .filter(({ path }) => keyForm.test(path))
  .map((file) => ({ ...file, content: contentOf(file.bytes) }));
const recordsIn = (content: JsonObject | undefined): readonly JsonObject[] =>
  (content?.['Records'] ?? []) as JsonObject[];
const text = (value: unknown): string => nonEmptyString(value) ?? '';
const digests = files.filter(({ path }) => digestForm.test(path)).map(({ bytes }) => contentOf(bytes)!);
const records = logs.flatMap(({ content }) => recordsIn(content));

describe('the sample log files', () => {
  it('are laid out as CloudTrail delivers them, with a README beside', () => {
    expect(paths.filter((path) => !keyForm.test(path) && !digestForm.test(path))).toEqual(['README.txt']);
    expect(new Set(paths).size).toBe(paths.length);
    expect(logs.length).toBeGreaterThan(200);
    expect(paths.length).toBeLessThan(500);
  });

  it('have every event of the history once, and others', () => {
    const history = [...generateHistory({ ...sampleHistory, endTime })].map(({ eventID }) => eventID);
    const ids = records.map(({ eventID }) => eventID);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    expect(history.filter((id) => !known.has(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(history.length);
  });

  it('hold a day of a Region at most, none delivered before its events or after the end', () => {
    for (const { path, content } of logs) {
      const times = recordsIn(content).map(({ eventTime }) => Date.parse(text(eventTime)));
      const [, year, month, date, hour, minute] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/
        .exec(path)!
        .map(Number);
      const delivered = Date.UTC(year!, month! - 1, date, hour, minute);
      expect(delivered).toBeLessThanOrEqual(endTime);
      expect(delivered + 60_000).toBeGreaterThan(Math.max(0, ...times));
      expect(Math.max(0, ...times) - Math.min(Infinity, ...times)).toBeLessThan(86_400_000);
      const regions = new Set(recordsIn(content).map(({ awsRegion }) => awsRegion));
      expect([...regions].every((region) => path.includes(`/${text(region)}/`))).toBe(true);
    }
  });

  it('tell what happened to objects, which history does not', () => {
    const data = records.filter(({ eventCategory }) => eventCategory === 'Data');
    const count = (name: string): number => data.filter(({ eventName }) => eventName === name).length;
    expect(count('PutObject')).toBeGreaterThanOrEqual(89);
    expect(count('DeleteObject')).toBeGreaterThanOrEqual(89);
    expect(count('GetObject')).toBeGreaterThan(80);
    for (const record of data) {
      expect(record).toMatchObject({
        eventSource: 's3.amazonaws.com',
        managementEvent: false,
        requestParameters: { bucketName: exposedBucket },
        resources: [
          { type: 'AWS::S3::Object' },
          { type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${exposedBucket}` },
        ],
      });
    }
  });

  it('tell that a stranger read the public bucket between its opening and its closing, and was refused then', () => {
    const timeOf = (name: string): string[] =>
      records
        .filter(
          ({ eventName, requestParameters }) =>
            eventName === name && (requestParameters as JsonObject | null)?.['bucketName'] === exposedBucket,
        )
        .map(({ eventTime }) => text(eventTime))
        .sort();
    const reads = records.filter(({ sourceIPAddress }) => sourceIPAddress === strangerAddress);
    const allowed = reads.filter(({ errorCode }) => errorCode === undefined);
    expect(allowed).toHaveLength(4);
    expect(reads).toHaveLength(5);
    expect(reads.at(-1)).toMatchObject({ errorCode: 'AccessDenied', requestParameters: { key: leakedKey } });
    const closedAt = timeOf('DeleteBucketPolicy').at(-1)!;
    const openedAt = timeOf('PutBucketPolicy')
      .filter((time) => time < closedAt)
      .at(-1)!;
    for (const { eventTime } of allowed) {
      expect(text(eventTime) > openedAt && text(eventTime) < closedAt).toBe(true);
    }
    expect(text(reads.at(-1)!['eventTime']) > closedAt).toBe(true);
  });

  it('have the Insights events in a folder of their own', () => {
    const insights = logs.filter(({ path }) => path.includes('/CloudTrail-Insight/'));
    const states = insights.flatMap(({ content }) =>
      recordsIn(content).map(({ insightDetails }) => (insightDetails as JsonObject)['state']),
    );
    expect(states).toEqual(['Start', 'End']);
    expect(records.filter(({ eventCategory }) => eventCategory === 'Insight')).toHaveLength(2);
  });

  it('have digest files that list them with their hashes, each naming the one before', () => {
    const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
    const hash = (key: unknown): string =>
      createHash('sha256')
        .update(gunzipSync(byPath.get(text(key))!))
        .digest('hex');
    const listed = digests.flatMap(({ logFiles }) => logFiles as JsonObject[]);
    expect(digests).toHaveLength(24);
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.map(({ s3Object }) => hash(s3Object))).toEqual(listed.map(({ hashValue }) => hashValue));
    expect(digests[0]).toMatchObject({ previousDigestS3Object: null, previousDigestSignature: null });
    digests.slice(1).forEach((digest, index) => {
      const before = digests[index]!['digestS3Object'];
      expect(digest).toMatchObject({ previousDigestS3Object: before, previousDigestHashValue: hash(before) });
      expect(digest['digestStartTime']).toBe(digests[index]!['digestEndTime']);
    });
  });

  it('have two that are damaged, without which nothing is missing, and the README names them', () => {
    const damaged = logs.filter(({ content }) => content === undefined);
    expect(damaged.map(({ bytes }) => bytes.length > 0)).toEqual([true, false]);
    expect(() => gunzipSync(damaged[0]!.bytes)).toThrow('unexpected end of file');
    const readMe = Buffer.from(files.at(-1)!.bytes).toString().replaceAll(/\s+/g, ' ');
    expect(damaged.filter(({ path }) => !readMe.includes(path))).toEqual([]);
    expect(readMe).toContain(`${records.length} events in ${logs.length - 2} log files`);
    expect(readMe).toContain('until 2026-11-20');
  });

  it('are the same for the same time', () => {
    const hash = (list: Iterable<(typeof files)[number]>): string => {
      const sum = createHash('sha256');
      for (const { path, bytes } of list) {
        sum.update(path).update(bytes);
      }
      return sum.digest('hex');
    };
    expect(hash(sampleLogFiles(endTime))).toBe(hash(files));
    expect(hash(sampleLogFiles(endTime + 60_000))).not.toBe(hash(files));
  });
});
