import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Bucket, ObjectVersion } from '../../state/bucket.ts';
import { currentVersion } from '../../state/bucket.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Operation } from '../service.ts';
import { onObjects } from './bucket-call.ts';
import { ownerId } from './buckets.ts';

/** The most keys of a page, and how many it has unless fewer are asked for. */
const pageSize = 1000;

/** Something that a listing shows: a key, a version of one, or what keys have in common up to the delimiter. */
interface Row {
  /** What the listing is ordered by and goes on after. */
  readonly key: string;
  readonly item: ObjectVersion | undefined;
  readonly isLatest: boolean;
}

interface Page {
  readonly rows: readonly Row[];
  readonly isTruncated: boolean;
}

/** Keys in the order of their bytes, those of a common prefix as one; the versions of a key newest first. */
function rowsOf(bucket: Bucket, input: JsonObject, withVersions: boolean): Row[] {
  const prefix = nonEmptyString(input['Prefix']) ?? '';
  const delimiter = nonEmptyString(input['Delimiter']);
  const rows = new Map<string, Row>();
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix));
  keys.sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  for (const key of keys) {
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0 && delimiter !== undefined) {
      const common = key.slice(0, end + delimiter.length);
      if (withVersions || currentVersion(bucket, key) !== undefined) {
        rows.set(`${common} `, { key: common, item: undefined, isLatest: true });
      }
      continue;
    }
    const versions = bucket.objects.get(key) ?? [];
    const shown = withVersions ? versions : versions.slice(0, 1).filter((version) => !version.isDeleteMarker);
    shown.forEach((item, index) => {
      rows.set(`${key} ${item.versionId}`, { key, item, isLatest: index === 0 });
    });
  }
  return [...rows.values()];
}

function pageOf(rows: readonly Row[], input: JsonObject): Page {
  const asked = nonEmptyString(input['MaxKeys']) ?? String(pageSize);
  if (!/^\d+$/.test(asked)) {
    throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  const limit = Math.min(Number(asked), pageSize);
  return { rows: rows.slice(0, limit), isTruncated: limit > 0 && rows.length > limit };
}

/** Names as the request wants them: XML cannot hold every character that a key can. */
function namer(input: JsonObject): (name: string) => string {
  return input['EncodingType'] === 'url'
    ? (name) => encodeURIComponent(name).replace(/%2F/g, '/').replace(/%20/g, '+')
    : (name) => name;
}

/** What all listings repeat of their request, and the common prefixes that they found. */
function frame(bucket: Bucket, input: JsonObject, page: Page): JsonObject {
  const name = namer(input);
  const delimiter = nonEmptyString(input['Delimiter']);
  return {
    Name: bucket.name,
    Prefix: name(nonEmptyString(input['Prefix']) ?? ''),
    MaxKeys: nonEmptyString(input['MaxKeys']) ?? pageSize,
    ...(delimiter !== undefined && { Delimiter: name(delimiter) }),
    ...(input['EncodingType'] === 'url' && { EncodingType: 'url' }),
    IsTruncated: page.isTruncated,
    CommonPrefixes: page.rows
      .filter(({ item }) => item === undefined)
      .map(({ key }) => ({ Prefix: name(key) })),
  };
}

function contents(input: JsonObject, { rows }: Page, withOwner: boolean): JsonObject[] {
  const name = namer(input);
  return rows.flatMap(({ key, item }) =>
    item === undefined
      ? []
      : [{ Key: name(key), ...facts(item), ...(withOwner && { Owner: { ID: ownerId } }) }],
  );
}

function facts(version: ObjectVersion): JsonObject {
  return {
    LastModified: new Date(version.modifiedAt).toISOString(),
    ETag: version.etag,
    Size: version.bytes.length,
    StorageClass: 'STANDARD',
  };
}

function isAfter({ key }: Row, marker: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(marker)) > 0;
}

const listObjects = onObjects({
  action: 'ListBucket',
  readOnly: true,
  run({ input }, bucket) {
    const marker = nonEmptyString(input['Marker']) ?? '';
    const page = pageOf(
      rowsOf(bucket, input, false).filter((row) => isAfter(row, marker)),
      input,
    );
    const name = namer(input);
    const hasNextMarker = page.isTruncated && input['Delimiter'] !== undefined;
    return {
      ...frame(bucket, input, page),
      Marker: name(marker),
      ...(hasNextMarker && { NextMarker: name(page.rows.at(-1)?.key ?? '') }),
      Contents: contents(input, page, true),
    };
  },
});

const listObjectsV2 = onObjects({
  action: 'ListBucket',
  eventName: 'ListObjects',
  readOnly: true,
  run({ input }, bucket) {
    const token = nonEmptyString(input['ContinuationToken']);
    const start = nonEmptyString(input['StartAfter']);
    const marker = token === undefined ? (start ?? '') : markerOf(token);
    const page = pageOf(
      rowsOf(bucket, input, false).filter((row) => isAfter(row, marker)),
      input,
    );
    return {
      ...frame(bucket, input, page),
      KeyCount: page.rows.length,
      ...(token !== undefined && { ContinuationToken: token }),
      ...(start !== undefined && { StartAfter: namer(input)(start) }),
      ...(page.isTruncated && { NextContinuationToken: tokenOf(page.rows.at(-1)?.key ?? '') }),
      Contents: contents(input, page, input['FetchOwner'] === 'true'),
    };
  },
});

function tokenOf(key: string): string {
  return Buffer.from(`after ${key}`).toString('base64');
}

function markerOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('after ')) {
    throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return text.slice('after '.length);
}

const listObjectVersions = onObjects({
  action: 'ListBucketVersions',
  readOnly: true,
  run({ input }, bucket) {
    const rows = rowsOf(bucket, input, true);
    const page = pageOf(rows.slice(firstAfterMarkers(rows, input)), input);
    const name = namer(input);
    const last = page.rows.at(-1);
    const row = ({ key, item, isLatest }: Row): JsonObject => ({
      Key: name(key),
      VersionId: item?.versionId,
      IsLatest: isLatest,
      ...(item !== undefined &&
        (item.isDeleteMarker ? { LastModified: facts(item)['LastModified'] } : facts(item))),
      Owner: { ID: ownerId },
    });
    return {
      ...frame(bucket, input, page),
      KeyMarker: name(nonEmptyString(input['KeyMarker']) ?? ''),
      VersionIdMarker: nonEmptyString(input['VersionIdMarker']) ?? '',
      ...(page.isTruncated && {
        NextKeyMarker: name(last?.key ?? ''),
        NextVersionIdMarker: last?.item?.versionId,
      }),
      Version: page.rows.filter(({ item }) => item?.isDeleteMarker === false).map(row),
      DeleteMarker: page.rows.filter(({ item }) => item?.isDeleteMarker === true).map(row),
    };
  },
});

/** Where a listing of versions goes on: behind a version, or behind all versions of a key. */
function firstAfterMarkers(rows: readonly Row[], input: JsonObject): number {
  const key = nonEmptyString(input['KeyMarker']);
  const versionId = nonEmptyString(input['VersionIdMarker']);
  if (key === undefined) {
    if (versionId !== undefined) {
      const message = 'A version-id marker cannot be specified without a key marker.';
      throw new ServiceError('InvalidArgument', message);
    }
    return 0;
  }
  const position = rows.findIndex((row) => row.key === key && row.item?.versionId === versionId);
  const next = position < 0 ? rows.findIndex((row) => isAfter(row, key)) : position + 1;
  return next < 0 ? rows.length : next;
}

/** The operations that list objects. */
export const listOperations: Readonly<Record<string, Operation>> = {
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
};
