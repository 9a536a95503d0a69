import type { PolicyRequest } from '../../../core/posture/policy/policy.ts';
import {
  assumeRoleRequest,
  getBucketAclRequest,
  keyRequest,
  logStreamRequest,
  publishRequest,
  putLogFileRequest,
  topicKeyRequest,
} from '../../../core/posture/requests.ts';
import type { TrailIdentity } from '../../../core/posture/requests.ts';
import { literalText } from '../../../core/posture/symbolic-text.ts';
import type { Key, LogGroup, Role, Topic } from '../../state/resources.ts';
import type { SampleState } from '../../state/sample-state.ts';
import type { TrailDescription } from '../../state/sample-trail.ts';
import { allows, decided, denies } from '../judge.ts';

/** What of a trail matters for what CloudTrail may do for it. */
type TrailPlace = Pick<
  TrailDescription,
  'TrailARN' | 'HomeRegion' | 'S3BucketName' | 'S3KeyPrefix' | 'KmsKeyId' | 'IsOrganizationTrail'
>;

/** The folders at the top of a trail's bucket. */
export type LogFolder = 'CloudTrail' | 'CloudTrail-Digest' | 'CloudTrail-Insight';

/** The account that a trail belongs to: of an organization's trail the management account, whoever made it. */
function trailAccount({ TrailARN: arn }: TrailPlace): string {
  return arn.split(':')[4] ?? '';
}

function identityOf(trail: TrailPlace): TrailIdentity {
  return { arn: literalText(trail.TrailARN), account: literalText(trailAccount(trail)) };
}

/** Where a trail's files of this account are: `[prefix/]AWSLogs/[organization/]account/CloudTrail/`. */
export function logFolder(state: SampleState, trail: TrailPlace, folder: LogFolder): string {
  return `${keyFolders(trail)}AWSLogs/${ownerOf(state, trail)}/${folder}/`;
}

function keyFolders({ S3KeyPrefix: prefix }: TrailPlace): string {
  return prefix === undefined ? '' : `${prefix}/`;
}

function ownerOf({ accountId, organization }: SampleState, { IsOrganizationTrail }: TrailPlace): string {
  return IsOrganizationTrail && organization !== undefined ? `${organization.id}/${accountId}` : accountId;
}

/**
 * Whether the bucket lets CloudTrail look at its owner and put the trail's files: those of the account and, of an
 * organization trail, those of the organization.
 */
export function canUseBucket(state: SampleState, trail: TrailPlace): boolean {
  const policy = state.buckets.get(trail.S3BucketName)?.policy.look();
  const identity = identityOf(trail);
  const look = decided(getBucketAclRequest(bucketArn(trail), identity));
  const folders = [`${keyFolders(trail)}AWSLogs/${trailAccount(trail)}/CloudTrail/`];
  if (trail.IsOrganizationTrail) {
    folders.push(logFolder(state, trail, 'CloudTrail'));
  }
  return allows(policy, look) && folders.every((key) => allows(policy, putRequest(state, trail, key)));
}

/** Why a log file cannot be put into the bucket: the code that S3 answers with; undefined where it can be. */
export function deliveryProblem(state: SampleState, trail: TrailPlace, key: string): string | undefined {
  const bucket = state.buckets.get(trail.S3BucketName);
  if (bucket === undefined) {
    return state.foreignBuckets.has(trail.S3BucketName) ? 'AccessDenied' : 'NoSuchBucket';
  }
  if (!allows(bucket.policy.look(), putRequest(state, trail, key))) {
    return 'AccessDenied';
  }
  const encryption = trail.KmsKeyId === undefined ? undefined : state.keys.get(trail.KmsKeyId);
  if (trail.KmsKeyId !== undefined && encryption === undefined) {
    return 'KMS.NotFoundException';
  }
  if (encryption !== undefined && (!encryption.isEnabled || encryption.deletedAt !== undefined)) {
    return encryption.deletedAt === undefined ? 'KMS.DisabledException' : 'KMS.KMSInvalidStateException';
  }
  return encryption === undefined || canEncrypt(trail, encryption) ? undefined : 'AccessDenied';
}

function bucketArn({ S3BucketName: name }: TrailPlace) {
  return literalText(`arn:aws:s3:::${name}`);
}

/** The request as the core makes it, for one key and with the headers that CloudTrail sends. */
function putRequest(state: SampleState, trail: TrailPlace, key: string): PolicyRequest {
  const request = putLogFileRequest(
    bucketArn(trail),
    literalText(keyFolders(trail)),
    literalText(ownerOf(state, trail)),
    identityOf(trail),
  );
  const encryption: Readonly<Record<string, string>> =
    trail.KmsKeyId === undefined
      ? { 's3:x-amz-server-side-encryption': 'AES256' }
      : {
          's3:x-amz-server-side-encryption': 'aws:kms',
          's3:x-amz-server-side-encryption-aws-kms-key-id': trail.KmsKeyId,
        };
  return decided(request, encryption, `arn:aws:s3:::${trail.S3BucketName}/${key}`);
}

/** Whether the key lets CloudTrail encrypt the trail's files and look at it. */
export function canEncrypt(trail: TrailPlace, key: Key): boolean {
  const policy = key.policy.look();
  const identity = identityOf(trail);
  const arn = literalText(key.arn);
  return (['kms:GenerateDataKey', 'kms:DescribeKey'] as const).every((action) =>
    allows(policy, decided(keyRequest(arn, action, identity))),
  );
}

/** Whether the topic lets CloudTrail publish. */
export function canPublish(trail: TrailPlace, topic: Topic): boolean {
  const request = publishRequest(literalText(topic.arn), identityOf(trail));
  return allows(topic.policy.look(), decided(request));
}

/** Whether the key of an encrypted topic lets CloudTrail publish. */
export function canUseTopicKey(trail: TrailPlace, key: Key): boolean {
  const policy = key.policy.look();
  const identity = identityOf(trail);
  return (['kms:GenerateDataKey', 'kms:Decrypt'] as const).every((action) =>
    allows(policy, decided(topicKeyRequest(literalText(key.arn), action, identity))),
  );
}

/** Whether CloudTrail can take the role. */
export function canAssume(trail: TrailPlace, role: Role): boolean {
  const request = assumeRoleRequest(literalText(role.arn), identityOf(trail));
  return allows(role.trust.look(), decided(request));
}

/** Whether the role can write the trail's streams in the log group; a boundary must allow it too. */
export function canWriteStreams(state: SampleState, trail: TrailPlace, role: Role, group: LogGroup): boolean {
  const { organization } = state;
  const model = {
    resources: new Map(),
    isComplete: true,
    deployment: {
      account: trailAccount(trail),
      region: trail.HomeRegion,
      ...(organization !== undefined && { organization: organization.id }),
    },
  };
  const owners = trail.IsOrganizationTrail ? (['account', 'organization'] as const) : (['account'] as const);
  const requests = owners.flatMap((owner) =>
    (['logs:CreateLogStream', 'logs:PutLogEvents'] as const).map((action) =>
      decided(logStreamRequest(model, literalText(group.arn), action, owner)),
    ),
  );
  const policies = [...role.policies.look().values()];
  const boundary = role.boundaryArn === undefined ? undefined : state.managedPolicies.get(role.boundaryArn);
  return requests.every(
    (request) => allowedByAny(policies, request) && (boundary === undefined || allows(boundary, request)),
  );
}

/** The policies of a role count as one: any of them can allow, and any can deny. */
function allowedByAny(policies: readonly string[], request: PolicyRequest): boolean {
  return (
    policies.some((policy) => allows(policy, request)) && !policies.some((policy) => denies(policy, request))
  );
}
