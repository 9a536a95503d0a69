import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { WireRequest } from './http.ts';
import { xmlText } from './xml.ts';

/** The members of inputs that travel as headers. */
const inputHeaders: Readonly<Record<string, string>> = {
  'x-amz-acl': 'ACL',
  'x-amz-bucket-object-lock-enabled': 'ObjectLockEnabledForBucket',
  'x-amz-object-ownership': 'ObjectOwnership',
  'x-amz-expected-bucket-owner': 'ExpectedBucketOwner',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-bucket-key-enabled': 'BucketKeyEnabled',
  'x-amz-checksum-mode': 'ChecksumMode',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'content-type': 'ContentType',
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  range: 'Range',
};

/** The members of inputs that travel in the query. */
const inputParameters: Readonly<Record<string, string>> = {
  versionId: 'VersionId',
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  marker: 'Marker',
  'max-keys': 'MaxKeys',
  'encoding-type': 'EncodingType',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
  'fetch-owner': 'FetchOwner',
  'key-marker': 'KeyMarker',
  'version-id-marker': 'VersionIdMarker',
  'max-buckets': 'MaxBuckets',
  'bucket-region': 'BucketRegion',
};

/** The members of outputs that travel as headers, beside the checksums and the metadata. */
const outputHeaders: Readonly<Record<string, string>> = {
  BucketRegion: 'x-amz-bucket-region',
  AccessPointAlias: 'x-amz-access-point-alias',
  BucketArn: 'x-amz-bucket-arn',
  Location: 'location',
  AcceptRanges: 'accept-ranges',
  CacheControl: 'cache-control',
  ContentDisposition: 'content-disposition',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ContentType: 'content-type',
  DeleteMarker: 'x-amz-delete-marker',
  ETag: 'etag',
  LastModified: 'last-modified',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
  BucketKeyEnabled: 'x-amz-server-side-encryption-bucket-key-enabled',
  VersionId: 'x-amz-version-id',
};

const metadataPrefix = 'x-amz-meta-';

/** Names of metadata and checksums come from the wire or from what was stored: they are members under these. */
const prefixes: Readonly<Record<string, string>> = {
  Metadata: metadataPrefix,
  Checksums: 'x-amz-checksum-',
};

/** What headers and query say of an operation's input, as members of S3's model. */
export function inputMembers({ headers, query }: WireRequest): JsonObject {
  const members: [string, JsonValue][] = [];
  for (const [name, value] of headers) {
    const member = inputHeaders[name];
    if (member !== undefined && Object.hasOwn(inputHeaders, name)) {
      members.push([member, value]);
    }
  }
  for (const [name, value] of query) {
    const member = inputParameters[name];
    if (member !== undefined && Object.hasOwn(inputParameters, name)) {
      members.push([member, value]);
    }
  }
  const metadata = [...headers].filter(([name]) => name.startsWith(metadataPrefix));
  if (metadata.length > 0) {
    const entries = metadata.map(([name, value]) => [name.slice(metadataPrefix.length), value] as const);
    members.push(['Metadata', Object.fromEntries(entries)]);
  }
  return Object.fromEntries(members);
}

/** The headers that an output's members become, and the members that are left for the body. */
export function splitOutput(output: JsonObject): {
  readonly headers: Readonly<Record<string, string>>;
  readonly members: JsonObject;
} {
  const headers: Record<string, string> = {};
  const members: [string, JsonValue][] = [];
  for (const [member, value] of Object.entries(output)) {
    const header = outputHeaders[member];
    const prefix = prefixes[member];
    if (value === undefined) {
      continue;
    }
    // Listings have a list of the same name as a header: `DeleteMarker`.
    if (header !== undefined && typeof value !== 'object') {
      headers[header] = xmlText(value);
    } else if (prefix !== undefined && typeof value === 'object' && value !== null) {
      for (const [name, text] of Object.entries(value)) {
        headers[prefix + name] = xmlText(text);
      }
    } else {
      members.push([member, value]);
    }
  }
  return { headers, members: Object.fromEntries(members) };
}
