import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import type { Bucket } from '../../state/bucket.ts';
import { jsonList } from '../../state/json-list.ts';
import type { PayloadOutput } from '../../wire/protocol.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { byCaller, denies } from '../judge.ts';
import type { Call, Operation, RecordedCall } from '../service.ts';

/** An operation on a bucket or on an object in it. */
interface BucketOperation {
  /** What IAM calls it, without `s3:`; absent for one that IAM judges object by object. */
  readonly action?: string;
  readonly readOnly: boolean;
  readonly eventName?: string;
  readonly run: (call: Call, bucket: Bucket) => JsonObject | PayloadOutput;
}

/**
 * An operation on a bucket of the account, in the Region of the bucket.
 * Its errors, beside those of its own: NoSuchBucket, PermanentRedirect with the right Region for a bucket of another
 * one, AccessDenied for a bucket of somebody else or where the bucket's policy denies it.
 */
export function onBucket({ action, readOnly, eventName, run }: BucketOperation): Operation {
  return {
    readOnly,
    ...(eventName !== undefined && { eventName }),
    requestParameters,
    responseElements: () => null,
    resources: (input) => [bucketResource(bucketName(input))],
    run: (call) => run(call, openBucket(call, action)),
  };
}

/** An operation on the objects of a bucket, which CloudTrail records as a data event. */
export function onObjects(operation: BucketOperation): Operation {
  return {
    ...onBucket(operation),
    isData: true,
    resources(input) {
      const name = bucketName(input);
      const key = nonEmptyString(input['Key']);
      const place = key === undefined ? { ARNPrefix: `${arnOf(name)}/` } : { ARN: `${arnOf(name)}/${key}` };
      return [{ type: 'AWS::S3::Object', ...place }, bucketResource(name)];
    },
  };
}

/** The bucket that a call names, as {@link onBucket} says. */
function openBucket(call: Call, action: string | undefined): Bucket {
  const { state, input } = call;
  const bucket = ownBucket(call);
  if (bucket.region !== call.region) {
    const message =
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.';
    throw new ServiceError('PermanentRedirect', message, 301, {
      headers: { 'x-amz-bucket-region': bucket.region },
      details: { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    });
  }
  const owner = nonEmptyString(input['ExpectedBucketOwner']);
  const key = nonEmptyString(input['Key']);
  const resource = arnOf(bucket.name) + (key === undefined ? '' : `/${key}`);
  // The Deny of a bucket's policy meets its owner's people too; what allows them are their own policies.
  const isDenied = action !== undefined && denies(bucket.policy.current, byCaller(`s3:${action}`, resource));
  if (isDenied || (owner !== undefined && owner !== state.accountId)) {
    throw accessDenied();
  }
  return bucket;
}

/**
 * The bucket that a call names, wherever it is.
 * @throws ServiceError NoSuchBucket; AccessDenied for one of another account
 */
export function ownBucket({ state, input }: Call): Bucket {
  const name = bucketName(input);
  const bucket = state.buckets.get(name);
  if (bucket !== undefined) {
    return bucket;
  }
  if (state.foreignBuckets.has(name)) {
    throw accessDenied();
  }
  throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {
    details: { BucketName: name },
  });
}

/** What S3 answers where it does not say why. */
export function accessDenied(): ServiceError {
  return new ServiceError('AccessDenied', 'Access Denied', 403);
}

export function bucketName(input: JsonObject): string {
  return nonEmptyString(input['Bucket']) ?? '';
}

/** The ARN of a bucket. */
export function arnOf(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

/** The elements of a name in an element: XML does not tell one from a list of one. */
export function elements(parent: JsonValue | undefined, name: string): readonly JsonObject[] {
  const found = objectOrEmpty(parent)[name];
  return found === undefined ? [] : (Array.isArray(found) ? jsonList(found) : [found]).map(objectOrEmpty);
}

/**
 * S3 records the query and the body of a request as they are: names of sub-resources with empty values, and the body's
 * root element; of a policy what it says.
 */
export function requestParameters(input: JsonObject, { request, payload }: RecordedCall): JsonObject {
  const roots = Object.entries(input).filter(([, value]) => typeof value === 'object');
  const query = [...request.query].filter(([name]) => name !== 'x-id');
  const headers = ['x-amz-acl', 'x-amz-object-ownership', 'x-amz-server-side-encryption'].flatMap((name) => {
    const value = request.headers.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(input['Bucket'] !== undefined && { bucketName: input['Bucket'] }),
    Host: request.host,
    ...Object.fromEntries([...query, ...headers]),
    ...(input['Key'] !== undefined && { key: input['Key'] }),
    ...Object.fromEntries(roots.filter(([name]) => name !== 'Metadata' && name !== 'Checksums')),
    ...(request.query.has('policy') && payload.length > 0 && { bucketPolicy: policyOf(payload) }),
  };
}

function policyOf(payload: Uint8Array): JsonValue {
  const text = new TextDecoder().decode(payload);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function bucketResource(name: string): JsonObject {
  return { accountId: sampleAccountId, type: 'AWS::S3::Bucket', ARN: arnOf(name) };
}
