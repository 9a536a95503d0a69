import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Statement } from '../policy/policy.ts';
import type { LogBucket, Posture } from '../posture.ts';
import { isSet, property } from '../properties.ts';
import { policiesOf } from '../rules/bucket-access.ts';
import { emptierOf } from '../rules/log-retain.ts';
import { printText } from '../symbolic-text.ts';
import type { Fix, FixEdit, NewResource } from './fix.ts';
import {
  attribute,
  list,
  map,
  reference,
  scalar,
  type FixMember,
  type FixText,
  type FixTextPart,
  type FixValue,
} from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { bucketNeeds, policyOf, tlsOnlyNeed } from './needed-statements.ts';
import { isSame } from './needs.ts';
import { sourceCondition, trailArn, withEitherArn } from './trail-texts.ts';

const publicAccess = 'PublicAccessBlockConfiguration';

const allBlocked = map({
  BlockPublicAcls: scalar(true),
  BlockPublicPolicy: scalar(true),
  IgnorePublicAcls: scalar(true),
  RestrictPublicBuckets: scalar(true),
});

function blockAll({ id }: Resource): FixEdit {
  return { kind: 'set', resource: id, path: [publicAccess], value: allBlocked };
}

export const publicAccessBlockFixes: Fixer = function* ({ resource }) {
  yield {
    title: 'Block all public access',
    isPreferred: true,
    // S3 does so by itself where nothing is said; a switch that is off may be off for somebody.
    isSafe: !resource.properties.members.has(publicAccess),
    edits: [blockAll(resource)],
  };
};

/** The ACL goes; a public statement is limited to the account, which keeps what its own principals do with it. */
export const bucketPublicFixes: Fixer = function* ({ posture, resource, failed }) {
  if (resource.type === 'AWS::S3::Bucket') {
    yield {
      title: 'Remove AccessControl, and block all public access',
      isPreferred: true,
      isSafe: false,
      edits: [{ kind: 'remove', resource: resource.id, path: ['AccessControl'] }, blockAll(resource)],
    };
    return;
  }
  const logBucket = logBucketOf(posture, resource);
  const more = logBucket === undefined ? [] : [blockAll(logBucket.bucket)];
  yield* limitStatement(resource, failed.at, logBucket?.trails ?? [], more);
};

export const bucketPolicyBlockedFixes: Fixer = ({ posture, resource, failed }) =>
  limitStatement(resource, failed.at, logBucketOf(posture, resource)?.trails ?? [], []);

function logBucketOf(posture: Posture, policy: Resource): LogBucket | undefined {
  return posture.logBuckets.find(({ bucket }) => policiesOf(posture, bucket).policies.includes(policy));
}

function* limitStatement(
  policy: Resource,
  at: Resource['at'],
  trails: readonly Resource[],
  more: readonly FixEdit[],
): Iterable<Fix> {
  const statement = policyIn(policy).statements.find((one) => isSame(one.at, at));
  if (statement !== undefined && isForCloudTrail(statement)) {
    const path = ['PolicyDocument', 'Statement', statement.at];
    const [first] = trails;
    const limited = (arns: readonly FixText[]): Fix => ({
      title: `Let only CloudTrail use the statement${more.length > 0 ? ', and block public access' : ''}`,
      isPreferred: true,
      isSafe: false,
      edits: [
        {
          kind: 'set',
          resource: policy.id,
          path: [...path, 'Principal'],
          value: map({ Service: scalar('cloudtrail.amazonaws.com') }),
          isWhole: true,
        },
        ...(arns.length === 0
          ? []
          : [
              {
                kind: 'set' as const,
                resource: policy.id,
                path: [...path, 'Condition'],
                value: sourceCondition(arns),
              },
            ]),
        ...more,
      ],
    });
    const others = trails.slice(1).map(trailArn);
    yield* first === undefined ? [limited([])] : withEitherArn(first, (arn) => [limited([arn, ...others])]);
  } else if (statement !== undefined) {
    const path = ['PolicyDocument', 'Statement', statement.at, 'Condition'];
    const value = map({
      StringEquals: map({ 'aws:PrincipalAccount': { kind: 'text', parts: [{ kind: 'account' }] } }),
    });
    yield {
      title: `Limit the statement to principals of this account${more.length > 0 ? ', and block public access' : ''}`,
      isPreferred: false,
      isSafe: false,
      edits: [{ kind: 'set', resource: policy.id, path, value }, ...more],
    };
    yield {
      title: `Remove the statement${more.length > 0 ? ', and block public access' : ''}`,
      isPreferred: false,
      isSafe: false,
      edits: [
        { kind: 'remove', resource: policy.id, path: ['PolicyDocument', 'Statement', statement.at] },
        ...more,
      ],
    };
  }
}

/** Whether a statement for everyone allows just what CloudTrail does. */
function isForCloudTrail({ action, principal }: Statement): boolean {
  const deeds = ['s3:getbucketacl', 's3:putobject'];
  return (
    principal?.isNegated === false &&
    !action.isNegated &&
    action.isComplete &&
    action.patterns.every(({ text }) => deeds.includes(printText(text).toLowerCase()))
  );
}

export const bucketEncryptionFixes: Fixer = function* ({ posture, resource }) {
  yield encryptWith(resource, 'Declare the encryption that S3 does (AES256)', true, [
    ['SSEAlgorithm', scalar('AES256')],
  ]);
  const trails = posture.logBuckets.find(({ bucket }) => bucket === resource)?.trails ?? [];
  for (const trail of trails) {
    const link = posture.linked(property(trail, 'KMSKeyId'), ['AWS::KMS::Key']);
    if (link.kind === 'resource') {
      yield encryptWith(resource, `Encrypt with the key of the trail, ${link.resource.id}`, false, [
        ['SSEAlgorithm', scalar('aws:kms')],
        ['KMSMasterKeyID', attribute(link.resource.id, 'Arn')],
      ]);
      return;
    }
  }
};

function encryptWith({ id }: Resource, title: string, isSafe: boolean, members: readonly FixMember[]): Fix {
  return {
    title,
    isPreferred: isSafe,
    isSafe,
    edits: [{ kind: 'set', resource: id, path: ['BucketEncryption'], value: encryption(members) }],
  };
}

function encryption(members: readonly FixMember[]): FixValue {
  const rule = map({ ServerSideEncryptionByDefault: { kind: 'map', members } });
  return map({ ServerSideEncryptionConfiguration: list(rule) });
}

export const bucketVersioningFixes: Fixer = function* ({ resource }) {
  yield {
    title: 'Enable versioning',
    isPreferred: true,
    isSafe: false,
    edits: [
      {
        kind: 'set',
        resource: resource.id,
        path: ['VersioningConfiguration'],
        value: map({ Status: scalar('Enabled') }),
      },
    ],
  };
};

/** How long laws and benchmarks mostly ask for, in days. */
const retentions = [
  ['a year', 365],
  ['seven years', 2557],
] as const;

export const bucketRetentionFixes: Fixer = function* ({ resource }) {
  for (const [time, days] of retentions) {
    yield {
      title: `Let log files expire after ${time}`,
      isPreferred: false,
      isSafe: false,
      edits: [
        {
          kind: 'append',
          resource: resource.id,
          path: ['LifecycleConfiguration', 'Rules'],
          items: [
            map({ Id: scalar('ExpireLogFiles'), Status: scalar('Enabled'), ExpirationInDays: scalar(days) }),
          ],
        },
      ],
    };
  }
};

export const bucketAclOwnershipFixes: Fixer = function* ({ resource }) {
  yield {
    title: 'Remove AccessControl',
    isPreferred: true,
    isSafe: false,
    edits: [{ kind: 'remove', resource: resource.id, path: ['AccessControl'] }],
  };
  yield {
    title: 'Allow ACLs: set ObjectOwnership to BucketOwnerPreferred',
    isPreferred: false,
    isSafe: false,
    edits: [
      {
        kind: 'set',
        resource: resource.id,
        path: ['OwnershipControls'],
        value: map({ Rules: list(map({ ObjectOwnership: scalar('BucketOwnerPreferred') })) }),
        isWhole: true,
      },
    ],
  };
};

export const logRetainFixes: Fixer = function* ({ posture, resource }) {
  yield {
    title: 'Set DeletionPolicy and UpdateReplacePolicy to Retain',
    isPreferred: true,
    // A bucket with log files outlives its stack in any case, unless it is emptied; a key costs as long as it is there.
    isSafe: resource.type === 'AWS::S3::Bucket' && emptierOf(posture, resource) === undefined,
    edits: [{ kind: 'retain', resource: resource.id, policies: ['DeletionPolicy', 'UpdateReplacePolicy'] }],
  };
};

const service = 'logging.s3.amazonaws.com';

export const bucketAccessLoggingFixes: Fixer = function* ({ resource: bucket, freeId }) {
  const target = freeId(`${bucket.id}AccessLogs`);
  const policy = freeId(`${bucket.id}AccessLogsPolicy`);
  const value = map({ DestinationBucketName: reference(target), LogFilePrefix: scalar('access/') });
  yield {
    title: `Add the bucket ${target}, and log access to it`,
    isPreferred: true,
    isSafe: false,
    edits: [
      { kind: 'set', resource: bucket.id, path: ['LoggingConfiguration'], value },
      { kind: 'add', resource: accessLogBucket(target, bucket) },
      { kind: 'add', resource: accessLogPolicy(policy, target, bucket) },
    ],
  };
};

function accessLogBucket(id: string, bucket: Resource): NewResource {
  return {
    id,
    type: 'AWS::S3::Bucket',
    beside: bucket.id,
    isRetained: true,
    properties: map({
      BucketEncryption: encryption([['SSEAlgorithm', scalar('AES256')]]),
      PublicAccessBlockConfiguration: allBlocked,
    }),
  };
}

/** Source: Amazon S3 User Guide, "Enabling Amazon S3 server access logging". */
function accessLogPolicy(id: string, target: string, bucket: Resource): NewResource {
  const own = (name: string, ...rest: readonly FixTextPart[]): FixValue => ({
    kind: 'text',
    parts: [{ kind: 'attribute', resource: name, attribute: 'Arn' }, ...rest],
  });
  const statement = map({
    Sid: scalar('S3ServerAccessLogs'),
    Effect: scalar('Allow'),
    Principal: map({ Service: scalar(service) }),
    Action: scalar('s3:PutObject'),
    Resource: own(target, '/access/*'),
    Condition: map({
      ArnLike: map({ 'aws:SourceArn': own(bucket.id) }),
      StringEquals: map({ 'aws:SourceAccount': { kind: 'text', parts: [{ kind: 'account' }] } }),
    }),
  });
  return {
    id,
    type: 'AWS::S3::BucketPolicy',
    beside: bucket.id,
    properties: map({
      Bucket: reference(target),
      PolicyDocument: map({ Version: scalar('2012-10-17'), Statement: list(statement) }),
    }),
  };
}

/** The name of the trail's bucket is an ARN. */
export const bucketNameFixes: Fixer = function* ({ posture, resource }) {
  if (resource.type !== 'AWS::CloudTrail::Trail') {
    return;
  }
  const value = property(resource, 'S3BucketName');
  const link = posture.linked(value, ['AWS::S3::Bucket']);
  const literal = value.kind === 'text' && value.text.length === 1 ? value.text[0] : undefined;
  const name = typeof literal === 'string' ? /^arn:[^:]+:s3:::([^/]+)/.exec(literal)?.[1] : undefined;
  if (link.kind === 'resource') {
    yield nameBucket(
      resource,
      `Set S3BucketName to the name of ${link.resource.id}`,
      reference(link.resource.id),
    );
  } else if (name !== undefined) {
    yield nameBucket(resource, `Set S3BucketName to ${name}`, scalar(name));
  }
};

export function nameBucket({ id }: Resource, title: string, value: FixValue): Fix {
  return {
    title,
    isPreferred: true,
    isSafe: false,
    reveals: true,
    edits: [{ kind: 'set', resource: id, path: ['S3BucketName'], value }],
  };
}

/** The buckets of the file whose logs could be meant, for a trail without one. */
export function bucketsFor(trail: Resource, buckets: readonly Resource[]): readonly Fix[] {
  const most = 3;
  return isSet(property(trail, 'S3BucketName')) !== 'no'
    ? []
    : buckets.slice(0, most).map((bucket, _, all) => ({
        ...nameBucket(trail, `Set S3BucketName to the name of ${bucket.id}`, reference(bucket.id)),
        isPreferred: all.length === 1,
      }));
}

/** A log bucket and its policy for a trail that has none. */
export function newLogBucket(id: string, policy: string, trail: Resource, arn: FixText): readonly FixEdit[] {
  const { look, write, writeForAll } = bucketNeeds(id, trail, arn);
  const statements = [look, write, ...(writeForAll === undefined ? [] : [writeForAll]), tlsOnlyNeed(id)];
  const bucket: NewResource = {
    id,
    type: 'AWS::S3::Bucket',
    beside: trail.id,
    isRetained: true,
    properties: map({
      BucketEncryption: encryption([['SSEAlgorithm', scalar('AES256')]]),
      PublicAccessBlockConfiguration: allBlocked,
      VersioningConfiguration: map({ Status: scalar('Enabled') }),
    }),
  };
  const properties = map({ Bucket: reference(id), PolicyDocument: policyOf(statements) });
  return [
    { kind: 'set', resource: trail.id, path: ['S3BucketName'], value: reference(id) },
    { kind: 'depend', resource: trail.id, on: [policy] },
    { kind: 'add', resource: bucket },
    { kind: 'add', resource: { id: policy, type: 'AWS::S3::BucketPolicy', properties, beside: trail.id } },
  ];
}
