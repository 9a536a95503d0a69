import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const s3 = serviceCalls({ source: 's3.amazonaws.com', version: '1.11' });

/**
 * What a call on a bucket is asked and answers. S3 writes the host of the request among the parameters, the user
 * agent in brackets, and request ids of its own kind; the sub-resource that the call is about (`policy`, `tagging`) is
 * an empty parameter.
 */
export function bucketCall(
  site: CallSite,
  bucket: string,
  parameters: JsonObject = {},
  bytesIn = 0,
): CallDetails {
  const host = `${bucket}.s3.${site.region}.amazonaws.com`;
  return {
    ...s3Call(site, bytesIn),
    requestParameters: { bucketName: bucket, Host: host, ...parameters },
    resources: [{ accountId: sampleAccountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    host,
  };
}

function s3Call({ random, caller, region }: CallSite, bytesIn: number): CallDetails {
  return {
    requestId: random.keyCharacters(16),
    userAgent: caller.overTls ? `[${caller.userAgent}]` : caller.userAgent,
    host: `s3.${region}.amazonaws.com`,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: bytesIn,
      AuthenticationMethod: 'AuthHeader',
      'x-amz-id-2': `${random.base64(75)}=`,
      bytesTransferredOut: random.below(2000),
    },
  };
}

/** The policy of a bucket as a parameter of PutBucketPolicy. */
export function policyParameters(statements: readonly JsonObject[]): JsonObject {
  return { bucketPolicy: { Version: '2012-10-17', Statement: statements }, policy: '' };
}

export const putBucketPolicy = s3.write('PutBucketPolicy', 1, (site) => {
  const bucket = bucketOf(site);
  const statement = {
    Sid: 'DenyInsecureTransport',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return bucketCall(site, bucket, policyParameters([statement]), 312);
});

export const deleteBucketPolicy = s3.write('DeleteBucketPolicy', 0);
export const putPublicAccessBlock = s3.write('PutBucketPublicAccessBlock', 1, (site) =>
  bucketCall(site, bucketOf(site), publicAccessBlock(true), 318),
);
export const getBucketAcl = s3.read('GetBucketAcl', 3, (site) =>
  bucketCall(site, bucketOf(site), { acl: '' }),
);

export const listBuckets = s3.read('ListBuckets', 4, (site) => ({
  ...s3Call(site, 0),
  requestParameters: { Host: `s3.${site.region}.amazonaws.com` },
}));

/** The parameters of PutBucketPublicAccessBlock that block all public access, or none. */
export function publicAccessBlock(blocked: boolean): JsonObject {
  return {
    publicAccessBlock: '',
    PublicAccessBlockConfiguration: {
      xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
      BlockPublicAcls: blocked,
      IgnorePublicAcls: blocked,
      BlockPublicPolicy: blocked,
      RestrictPublicBuckets: blocked,
    },
  };
}

function bucketOf({ random, world, region }: CallSite): string {
  return random.pick(world.place(region).buckets);
}

function reading(
  name: string,
  weight: number,
  subresource: string,
  refusal?: readonly [string, string],
): ApiCall {
  const refusals = refusal && [{ code: refusal[0], message: refusal[1] }];
  return s3.read(name, weight, (site) => bucketCall(site, bucketOf(site), { [subresource]: '' }), refusals);
}

function writing(name: string, weight: number, parameters: Readonly<Record<string, JsonValue>>): ApiCall {
  return s3.write(name, weight, (site) =>
    bucketCall(site, bucketOf(site), parameters, site.random.between(150, 900)),
  );
}

export const s3Calls: readonly ApiCall[] = [
  getBucketAcl,
  putBucketPolicy,
  putPublicAccessBlock,
  listBuckets,
  reading('GetBucketLocation', 3, 'location'),
  reading('GetBucketVersioning', 2, 'versioning'),
  reading('GetBucketEncryption', 2, 'encryption'),
  reading('GetBucketPolicy', 3, 'policy', ['NoSuchBucketPolicy', 'The bucket policy does not exist']),
  reading('GetBucketTagging', 2, 'tagging', ['NoSuchTagSet', 'The TagSet does not exist']),
  s3.write(
    'CreateBucket',
    1,
    (site) =>
      bucketCall(site, `acme-scratch-${site.random.hex(8)}`, {
        CreateBucketConfiguration: {
          LocationConstraint: site.region,
          xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
        },
      }),
    [
      {
        code: 'BucketAlreadyOwnedByYou',
        message: 'Your previous request to create the named bucket succeeded and you already own it.',
      },
    ],
  ),
  writing('PutBucketTagging', 2, {
    tagging: '',
    Tagging: {
      TagSet: {
        Tag: [
          { Key: 'team', Value: 'shop' },
          { Key: 'Eigentümer', Value: 'Zoë' },
        ],
      },
    },
  }),
  writing('PutBucketLifecycle', 1, {
    lifecycle: '',
    LifecycleConfiguration: {
      Rule: {
        ID: 'expire-old-builds',
        Status: 'Enabled',
        Filter: { Prefix: 'builds/' },
        Expiration: { Days: 90 },
      },
    },
  }),
  writing('PutBucketEncryption', 1, {
    encryption: '',
    ServerSideEncryptionConfiguration: {
      Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
    },
  }),
];
