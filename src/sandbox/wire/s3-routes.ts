/** What S3's REST protocol makes of one operation. */
export interface S3Route {
  readonly operation: string;
  /** The HTTP status of an answer; 200 when absent. */
  readonly status?: number;
  /** The root element of an answer in XML; by itself S3 names it after the output. */
  readonly root?: string;
}

/** Which operation it is follows from the method, from what the path names, and from the sub-resource (`?policy`). */
type RouteKey = `${string} ${'service' | 'bucket' | 'object'} ${string}`;

const settings = (subresource: string, name: string, root: string): Record<RouteKey, S3Route> => ({
  [`GET bucket ${subresource}`]: { operation: `Get${name}`, root },
  [`PUT bucket ${subresource}`]: { operation: `Put${name}` },
});

const routes: Readonly<Record<RouteKey, S3Route>> = {
  'GET service ': { operation: 'ListBuckets', root: 'ListAllMyBucketsResult' },
  'PUT bucket ': { operation: 'CreateBucket' },
  'HEAD bucket ': { operation: 'HeadBucket' },
  'DELETE bucket ': { operation: 'DeleteBucket', status: 204 },
  'GET bucket location': { operation: 'GetBucketLocation', root: 'LocationConstraint' },
  ...settings('policy', 'BucketPolicy', ''),
  'PUT bucket policy': { operation: 'PutBucketPolicy', status: 204 },
  'DELETE bucket policy': { operation: 'DeleteBucketPolicy', status: 204 },
  'GET bucket policyStatus': { operation: 'GetBucketPolicyStatus', root: 'PolicyStatus' },
  ...settings('publicAccessBlock', 'PublicAccessBlock', 'PublicAccessBlockConfiguration'),
  'DELETE bucket publicAccessBlock': { operation: 'DeletePublicAccessBlock', status: 204 },
  ...settings('encryption', 'BucketEncryption', 'ServerSideEncryptionConfiguration'),
  'DELETE bucket encryption': { operation: 'DeleteBucketEncryption', status: 204 },
  ...settings('versioning', 'BucketVersioning', 'VersioningConfiguration'),
  ...settings('ownershipControls', 'BucketOwnershipControls', 'OwnershipControls'),
  'DELETE bucket ownershipControls': { operation: 'DeleteBucketOwnershipControls', status: 204 },
  ...settings('logging', 'BucketLogging', 'BucketLoggingStatus'),
  ...settings('tagging', 'BucketTagging', 'Tagging'),
  'PUT bucket tagging': { operation: 'PutBucketTagging', status: 204 },
  'DELETE bucket tagging': { operation: 'DeleteBucketTagging', status: 204 },
  ...settings('lifecycle', 'BucketLifecycleConfiguration', 'LifecycleConfiguration'),
  'DELETE bucket lifecycle': { operation: 'DeleteBucketLifecycle', status: 204 },
  ...settings('requestPayment', 'BucketRequestPayment', 'RequestPaymentConfiguration'),
  ...settings('object-lock', 'ObjectLockConfiguration', 'ObjectLockConfiguration'),
  'GET bucket acl': { operation: 'GetBucketAcl', root: 'AccessControlPolicy' },
  'GET bucket ': { operation: 'ListObjects', root: 'ListBucketResult' },
  'GET bucket list-type': { operation: 'ListObjectsV2', root: 'ListBucketResult' },
  'GET bucket versions': { operation: 'ListObjectVersions', root: 'ListVersionsResult' },
  'POST bucket delete': { operation: 'DeleteObjects', root: 'DeleteResult' },
  'HEAD object ': { operation: 'HeadObject' },
  'GET object ': { operation: 'GetObject' },
  'PUT object ': { operation: 'PutObject' },
  'DELETE object ': { operation: 'DeleteObject', status: 204 },
};

/** The query's parameters that choose an operation, whether the sandbox has it or not. */
const subresources = new Set([
  ...['acl', 'policy', 'policyStatus', 'publicAccessBlock', 'encryption', 'versioning', 'versions'],
  ...['ownershipControls', 'logging', 'tagging', 'lifecycle', 'location', 'list-type', 'delete'],
  ...['accelerate', 'analytics', 'attributes', 'cors', 'intelligent-tiering', 'inventory', 'legal-hold'],
  ...['metadataTable', 'metrics', 'notification', 'object-lock', 'partNumber', 'rename', 'replication'],
  ...['requestPayment', 'restore', 'retention', 'select', 'session', 'torrent', 'uploadId', 'uploads'],
  ...['website'],
]);

const byOperation = new Map(Object.values(routes).map((route) => [route.operation, route]));

/** The route of a request; undefined for one that the sandbox does not have. */
export function routeOf(
  method: string,
  level: 'service' | 'bucket' | 'object',
  parameters: Iterable<string>,
): S3Route | undefined {
  const subresource = [...parameters].filter((name) => subresources.has(name)).join(' ');
  const key: RouteKey = `${method} ${level} ${subresource}`;
  return Object.hasOwn(routes, key) ? routes[key] : undefined;
}

/** The route of an operation by its name. */
export function routeTo(operation: string): S3Route | undefined {
  return byOperation.get(operation);
}
