import type { JsonObject } from '../../../core/json.ts';
import { policyFromJson } from '../../../core/posture/policy/parse.ts';
import { publicStatements } from '../../../core/posture/rules/public-access.ts';
import { sampleCaller } from '../../sample/cast.ts';
import type { Bucket } from '../../state/bucket.ts';
import { PayloadOutput } from '../../wire/protocol.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { policyProblem } from '../policy-text.ts';
import type { PolicyProblem } from '../policy-text.ts';
import type { Operation } from '../service.ts';
import { arnOf, onBucket } from './bucket-call.ts';

/** The service's limit for the text of a bucket policy. */
const largestPolicy = 20 * 1024;

const putBucketPolicy = onBucket({
  action: 'PutBucketPolicy',
  readOnly: false,
  run({ state, payload }, bucket) {
    const text = new TextDecoder().decode(payload);
    if (payload.length > largestPolicy) {
      throw new ServiceError('PolicyTooLarge', 'Policy exceeds the maximum allowed document size.');
    }
    const problem = policyProblem(text, {
      principal: true,
      resource: true,
      hasAction: (action) => /^(\*|s3:[A-Za-z0-9*?]+)$/i.test(action),
      hasResource: (resource) => isOfBucket(resource, bucket),
    });
    if (problem !== undefined) {
      throw new ServiceError('MalformedPolicy', messageOf(problem));
    }
    if (isSwitchedOn(bucket, 'BlockPublicPolicy') && isPublic(text)) {
      const resource = arnOf(bucket.name);
      const message =
        `User: ${sampleCaller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${resource}" ` +
        'because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';
      throw new ServiceError('AccessDenied', message, 403);
    }
    bucket.policy.set(text, state.lags.bucketPolicy ?? 0);
    return {};
  },
});

/** A policy can be for its own bucket and the objects in it. */
function isOfBucket(resource: string, { name }: Bucket): boolean {
  const [, path = ''] = /^arn:aws[a-z-]*:s3:::(.+)$/.exec(resource) ?? [];
  const [bucket = ''] = path.split('/');
  const pattern = bucket
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return path !== '' && (bucket === name || new RegExp(`^${pattern}$`).test(name));
}

function messageOf(problem: PolicyProblem): string {
  switch (problem.kind) {
    case 'json':
      return "Policies must be valid JSON and the first byte must be '{'";
    case 'missing':
      return `Missing required field ${problem.field}`;
    case 'effect':
      return 'Invalid effect';
    case 'action':
      return 'Policy has invalid action';
    case 'principal':
      return 'Invalid principal in policy';
    case 'resource':
      return 'Policy has invalid resource';
    case 'version':
      return 'The policy must contain a valid version string';
  }
}

/** Whether S3 calls a policy public. */
function isPublic(text: string): boolean {
  return publicStatements(policyFromJson(text)).some((statement) => statement.isPublic === 'yes');
}

/** Whether one of the four switches of a bucket's public access block is on. */
function isSwitchedOn(bucket: Bucket, name: string): boolean {
  return bucket.settings.get('PublicAccessBlockConfiguration')?.[name] === 'true';
}

function policyOf(bucket: Bucket): string {
  const text = bucket.policy.current;
  if (text === undefined) {
    const details = { BucketName: bucket.name };
    throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { details });
  }
  return text;
}

const getBucketPolicy = onBucket({
  action: 'GetBucketPolicy',
  readOnly: true,
  run: (_call, bucket) =>
    new PayloadOutput({ ContentType: 'application/json' }, Buffer.from(policyOf(bucket))),
});

const getBucketPolicyStatus = onBucket({
  action: 'GetBucketPolicyStatus',
  readOnly: true,
  run: (_call, bucket): JsonObject => ({ IsPublic: isPublic(policyOf(bucket)) }),
});

const deleteBucketPolicy = onBucket({
  action: 'DeleteBucketPolicy',
  readOnly: false,
  run({ state }, bucket) {
    bucket.policy.set(undefined, state.lags.bucketPolicy ?? 0);
    return {};
  },
});

/** The operations on the policy of a bucket. */
export const bucketPolicyOperations: Readonly<Record<string, Operation>> = {
  PutBucketPolicy: putBucketPolicy,
  GetBucketPolicy: getBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
  DeleteBucketPolicy: deleteBucketPolicy,
};
