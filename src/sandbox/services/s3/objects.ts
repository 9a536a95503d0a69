import { createHash } from 'node:crypto';
import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { currentVersion, removeVersion, writeVersion } from '../../state/bucket.ts';
import type { Bucket, ObjectVersion } from '../../state/bucket.ts';
import { PayloadOutput } from '../../wire/protocol.ts';
import { malformedXml } from '../../wire/s3-rest-xml.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { byCaller, denies } from '../judge.ts';
import type { Call, Operation } from '../service.ts';
import { accessDenied, arnOf, elements, onObjects } from './bucket-call.ts';

/** The members of PutObject that GetObject gives back. */
const keptMembers = [
  'CacheControl',
  'ContentDisposition',
  'ContentLanguage',
  'ContentType',
  'Metadata',
  'Checksums',
];

const putObject = onObjects({
  action: 'PutObject',
  readOnly: false,
  run(call, bucket) {
    const { input, payload } = call;
    const key = keyOf(input);
    const acl = nonEmptyString(input['ACL']);
    if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') {
      throw new ServiceError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
    }
    checkPreconditions(input, currentVersion(bucket, key));
    const version = putVersion(call, bucket, key, payload, headersOf(input, bucket));
    return {
      ETag: version.etag,
      ...versionId(version),
      Checksums: input['Checksums'],
      ...encryptionOf(version.headers),
    };
  },
});

/** Writes an object as S3 does for whoever puts one: {@link writeVersion} with a new version id and ETag. */
export function putVersion(
  { state, time }: Pick<Call, 'state' | 'time'>,
  bucket: Bucket,
  key: string,
  bytes: Uint8Array,
  headers: JsonObject,
): ObjectVersion {
  const version: ObjectVersion = {
    versionId: newVersionId(state, bucket),
    modifiedAt: time,
    isDeleteMarker: false,
    bytes,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    headers,
  };
  writeVersion(bucket, key, version);
  return version;
}

function newVersionId(state: Call['state'], bucket: Bucket): string {
  return bucket.versioning === 'Enabled' ? state.newId().replaceAll('-', '') : 'null';
}

function headersOf(input: JsonObject, bucket: Bucket): JsonObject {
  const kept = Object.entries(input).filter(([name]) => keptMembers.includes(name));
  const encoding = (nonEmptyString(input['ContentEncoding']) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  return {
    ContentType: 'binary/octet-stream',
    ...Object.fromEntries(kept),
    ...(encoding.length > 0 && { ContentEncoding: encoding.join(',') }),
    ...encryptionFor(input, bucket),
  };
}

/** How an object is encrypted: as its request says, or as its bucket does by default. */
function encryptionFor(input: JsonObject, bucket: Bucket): JsonObject {
  const [rule] = elements(bucket.settings.get('ServerSideEncryptionConfiguration'), 'Rule');
  const byDefault = objectOrEmpty(rule?.['ApplyServerSideEncryptionByDefault']);
  const asked = input['ServerSideEncryption'];
  const keyId = asked === undefined ? byDefault['KMSMasterKeyID'] : input['SSEKMSKeyId'];
  return {
    ServerSideEncryption: asked ?? byDefault['SSEAlgorithm'] ?? 'AES256',
    ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
  };
}

function encryptionOf(headers: JsonObject): JsonObject {
  const { ServerSideEncryption, SSEKMSKeyId } = headers;
  return { ServerSideEncryption, SSEKMSKeyId };
}

/** `If-Match` and `If-None-Match: *`, with which a writer makes sure that nobody else has written. */
function checkPreconditions(input: JsonObject, current: ObjectVersion | undefined): void {
  const match = nonEmptyString(input['IfMatch']);
  const isRefused =
    (input['IfNoneMatch'] === '*' && current !== undefined) ||
    (match !== undefined && match !== '*' && match !== current?.etag);
  if (isRefused) {
    const message = 'At least one of the pre-conditions you specified did not hold';
    throw new ServiceError('PreconditionFailed', message, 412);
  }
}

const getObject = onObjects({ action: 'GetObject', readOnly: true, run: readObject });
const headObject = onObjects({ action: 'GetObject', readOnly: true, run: readObject });

function readObject({ input }: Call, bucket: Bucket): PayloadOutput {
  const version = versionOf(input, bucket);
  const { bytes, headers } = version;
  const range = rangeOf(input['Range'], bytes.length);
  const part = range === undefined ? bytes : bytes.subarray(range.first, range.last + 1);
  const { Checksums, ...others } = headers;
  const members: JsonObject = {
    ...others,
    ...(input['ChecksumMode'] === 'ENABLED' && range === undefined && { Checksums }),
    ...versionId(version),
    AcceptRanges: 'bytes',
    ETag: version.etag,
    LastModified: new Date(version.modifiedAt).toUTCString(),
    ContentLength: part.length,
    ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${bytes.length}` }),
  };
  return new PayloadOutput(members, part);
}

/** @throws ServiceError NoSuchKey, NoSuchVersion, MethodNotAllowed for the mark of a deletion */
function versionOf(input: JsonObject, bucket: Bucket): ObjectVersion {
  const key = keyOf(input);
  const id = nonEmptyString(input['VersionId']);
  const versions = bucket.objects.get(key) ?? [];
  if (id === undefined) {
    const [latest] = versions;
    if (latest === undefined || latest.isDeleteMarker) {
      const headers = latest && { 'x-amz-delete-marker': 'true', 'x-amz-version-id': latest.versionId };
      const details = { Key: key };
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, {
        details,
        ...(headers && { headers }),
      });
    }
    return latest;
  }
  const version = versions.find(({ versionId: each }) => each === id);
  if (version === undefined) {
    const details = { Key: key, VersionId: id };
    throw new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404, { details });
  }
  if (version.isDeleteMarker) {
    const message = 'The specified method is not allowed against this resource.';
    const headers = { 'x-amz-delete-marker': 'true', allow: 'DELETE' };
    throw new ServiceError('MethodNotAllowed', message, 405, { headers });
  }
  return version;
}

/** One range of bytes; what is not one is as good as none. */
function rangeOf(value: JsonValue | undefined, size: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(nonEmptyString(value) ?? '') ?? [];
  if (from === '' && to === '') {
    return undefined;
  }
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size || first > last) {
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416);
  }
  return { first, last };
}

const deleteObject = onObjects({
  action: 'DeleteObject',
  readOnly: false,
  run: (call, bucket) => deleteOne(call, bucket, keyOf(call.input), nonEmptyString(call.input['VersionId'])),
});

/** Deletes a version for good; without a version id the object, of which a versioned bucket keeps the versions. */
function deleteOne(call: Call, bucket: Bucket, key: string, id: string | undefined): JsonObject {
  const versions = bucket.objects.get(key) ?? [];
  if (id !== undefined) {
    const version = versions.find(({ versionId: each }) => each === id);
    removeVersion(bucket, key, id);
    return { VersionId: id, ...(version?.isDeleteMarker === true && { DeleteMarker: true }) };
  }
  if (bucket.versioning === 'Off') {
    bucket.objects.delete(key);
    return {};
  }
  const marker: ObjectVersion = {
    versionId: newVersionId(call.state, bucket),
    modifiedAt: call.time,
    isDeleteMarker: true,
    bytes: new Uint8Array(),
    etag: '',
    headers: {},
  };
  writeVersion(bucket, key, marker);
  return { VersionId: marker.versionId, DeleteMarker: true };
}

/** Each key is deleted, and denied, by itself; an error of one is no error of the call. */
const deleteObjects = onObjects({
  readOnly: false,
  run(call, bucket) {
    const request = objectOrEmpty(call.input['Delete']);
    const objects = elements(request, 'Object');
    if (objects.length === 0 || objects.length > 1000) {
      throw malformedXml();
    }
    const results = objects.map((object) => deleteListed(call, bucket, object));
    const deleted = results.filter((result) => !('Code' in result));
    return {
      ...(request['Quiet'] !== 'true' && { Deleted: deleted }),
      Error: results.filter((result) => 'Code' in result),
    };
  },
});

function deleteListed(call: Call, bucket: Bucket, object: JsonObject): JsonObject {
  const key = nonEmptyString(object['Key']) ?? '';
  const id = nonEmptyString(object['VersionId']);
  const action = id === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  if (denies(bucket.policy.current, byCaller(action, `${arnOf(bucket.name)}/${key}`))) {
    const { code, message } = accessDenied();
    return { Key: key, VersionId: id, Code: code, Message: message };
  }
  const { VersionId, DeleteMarker } = deleteOne(call, bucket, key, id);
  const marker = id === undefined ? { DeleteMarker, DeleteMarkerVersionId: VersionId } : { DeleteMarker };
  return { Key: key, VersionId: id, ...(DeleteMarker === true && marker) };
}

function keyOf(input: JsonObject): string {
  const key = nonEmptyString(input['Key']) ?? '';
  if (Buffer.byteLength(key) > 1024) {
    throw new ServiceError('KeyTooLongError', 'Your key is too long');
  }
  return key;
}

function versionId(version: ObjectVersion): JsonObject {
  return version.versionId === 'null' ? {} : { VersionId: version.versionId };
}

/** The operations on objects. */
export const objectOperations: Readonly<Record<string, Operation>> = {
  PutObject: putObject,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
};
