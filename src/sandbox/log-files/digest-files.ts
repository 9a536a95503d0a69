import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { isoSeconds } from '../history/dates.ts';
import type { Random } from '../history/random.ts';
import { compactTime, dayFolder } from './log-file-key.ts';

/** A log file as digest files list it. */
export interface DeliveredLog {
  readonly key: string;
  /** When it was delivered, epoch milliseconds, as are the times of its events. */
  readonly time: number;
  readonly oldest: number;
  readonly newest: number;
  /** SHA-256 of its content before compression, in hexadecimal digits. */
  readonly hash: string;
}

/** Whose digest files they are. */
export interface DigestChain {
  readonly accountId: string;
  readonly bucket: string;
  readonly trail: string;
  readonly homeRegion: string;
  /** Whose log files the digest files list. */
  readonly region: string;
}

/** A digest file before compression. */
export interface DigestFile {
  readonly key: string;
  readonly content: string;
}

const hour = 3_600_000;

/**
 * The digest files of the last hours, the earliest first: one per hour, with or without log files in it, each of which
 * names the one before. CloudTrail keeps their signatures in the metadata of S3, which no folder has; those of the
 * files before, which digest files repeat, are made up.
 *
 * @param until epoch milliseconds; the last digest file is of the last whole hour before
 */
export function digestFiles(
  chain: DigestChain,
  logs: readonly DeliveredLog[],
  { until, hours, random }: { readonly until: number; readonly hours: number; readonly random: Random },
): DigestFile[] {
  const files: DigestFile[] = [];
  const fingerprint = random.hex(32);
  const last = until - (until % hour);
  for (let end = last - (hours - 1) * hour; end <= last; end += hour) {
    const listed = logs.filter(({ time }) => time >= end - hour && time < end);
    const key = digestKey(chain, end);
    const content = JSON.stringify({
      awsAccountId: chain.accountId,
      digestStartTime: isoSeconds(end - hour),
      digestEndTime: isoSeconds(end),
      digestS3Bucket: chain.bucket,
      digestS3Object: key,
      digestPublicKeyFingerprint: fingerprint,
      digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: timeOrNull(listed.map(({ newest }) => newest).sort(descending)[0]),
      oldestEventTime: timeOrNull(
        listed
          .map(({ oldest }) => oldest)
          .sort(descending)
          .at(-1),
      ),
      ...previous(chain, files.at(-1), random),
      logFiles: listed.map((log) => listedLog(chain, log)),
    });
    files.push({ key, content });
  }
  return files;
}

/** SHA-256 in hexadecimal digits. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function digestKey({ accountId, trail, homeRegion, region }: DigestChain, end: number): string {
  const name = `${accountId}_CloudTrail-Digest_${region}_${trail}_${homeRegion}_${compactTime(end)}.json.gz`;
  return `AWSLogs/${accountId}/CloudTrail-Digest/${region}/${dayFolder(end)}/${name}`;
}

/** The first one, written when validation is switched on, has none before it. */
function previous({ bucket }: DigestChain, before: DigestFile | undefined, random: Random): JsonObject {
  return {
    previousDigestS3Bucket: before === undefined ? null : bucket,
    previousDigestS3Object: before?.key ?? null,
    previousDigestHashValue: before === undefined ? null : sha256(before.content),
    previousDigestHashAlgorithm: before === undefined ? null : 'SHA-256',
    previousDigestSignature: before === undefined ? null : random.hex(512),
  };
}

function listedLog({ bucket }: DigestChain, { key, hash, newest, oldest }: DeliveredLog): JsonObject {
  return {
    s3Bucket: bucket,
    s3Object: key,
    hashValue: hash,
    hashAlgorithm: 'SHA-256',
    newestEventTime: isoSeconds(newest),
    oldestEventTime: isoSeconds(oldest),
  };
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : isoSeconds(time);
}

function descending(left: number, right: number): number {
  return right - left;
}
