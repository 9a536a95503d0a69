import { cloudTrailAccounts } from './cloudtrail-accounts.ts';
import { cloudTrailPrincipal } from './cloudtrail-statements.ts';
import type { PostureModel, Resource } from './model.ts';
import type { ContextValue, PolicyRequest, RequestContext } from './policy/policy.ts';
import { booleanOf, isSet, property, textOf } from './properties.ts';
import { accountText, arnText, organizationText, regionText } from './resource-texts.ts';
import { concatText, literalText, printText, type SymbolicText } from './symbolic-text.ts';
import type { Truth } from './truth.ts';

/**
 * The requests that CloudTrail makes for a trail, to be tested against policies. What a request surely carries or
 * surely lacks is stated; every other condition key is unknown.
 *
 * Sources: the CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail", "Configure AWS KMS key policies for
 * CloudTrail", "Amazon SNS topic policy for CloudTrail", "Role policy document for CloudTrail to use CloudWatch Logs".
 */
export interface TrailIdentity {
  /** Undefined for a trail that is not in the model. */
  readonly arn: SymbolicText | undefined;
  /** The account that the trail belongs to: of an organization trail the management account. */
  readonly account: SymbolicText | undefined;
}

/** A trail that is somewhere else: its ARN and account are unknown. */
export const someTrail: TrailIdentity = { arn: undefined, account: undefined };

export function identityOf(model: PostureModel, trail: Resource): TrailIdentity {
  return { arn: arnText(trail), account: accountText(model) };
}

/** Whether a trail records all accounts of its organization. */
export function isOrganizationTrail(trail: Resource): Truth {
  return booleanOf(property(trail, 'IsOrganizationTrail'), false);
}

function present(value: SymbolicText | string): ContextValue {
  return { kind: 'present', values: [typeof value === 'string' ? literalText(value) : value] };
}

const unknown: ContextValue = { kind: 'unknown' };
const absent: ContextValue = { kind: 'absent' };

/** A request by CloudTrail itself, over TLS; what belongs to a caller with an identity or in a VPC is absent. */
function byCloudTrail(
  { arn, account }: TrailIdentity,
  more: Readonly<Record<string, ContextValue>>,
): RequestContext {
  const keys: Readonly<Record<string, ContextValue>> = {
    'aws:sourcearn': arn === undefined ? unknown : present(arn),
    'aws:sourceaccount': account === undefined ? unknown : present(account),
    'aws:securetransport': present('true'),
    'aws:principalisawsservice': present('true'),
    'aws:principalservicename': present(cloudTrailPrincipal),
    'aws:principalorgid': absent,
    'aws:principalarn': absent,
    'aws:sourcevpc': absent,
    'aws:sourcevpce': absent,
    ...more,
  };
  return { keys: new Map(Object.entries(keys)), others: 'unknown' };
}

const service = { kind: 'service', name: cloudTrailPrincipal, accounts: cloudTrailAccounts } as const;

/** CloudTrail looks at the bucket's owner before it delivers. */
export function getBucketAclRequest(bucketArn: SymbolicText, trail: TrailIdentity): PolicyRequest {
  return {
    principal: service,
    action: 's3:GetBucketAcl',
    resource: bucketArn,
    context: byCloudTrail(trail, { 's3:x-amz-acl': absent }),
  };
}

/**
 * A log file under `[prefix/]AWSLogs/<account>/` or, of an organization, `[prefix/]AWSLogs/<organization>/<account>/`.
 * The request names the folder of the Region too, so that a policy that is exact about it is not taken for a wrong one.
 *
 * @param folders what the key begins with: the prefix with its slash, or nothing
 * @param owner the account, or the organization and one of its accounts
 */
export function putLogFileRequest(
  bucketArn: SymbolicText,
  folders: SymbolicText,
  owner: SymbolicText,
  trail: TrailIdentity,
): PolicyRequest {
  const key = concatText(folders, ['AWSLogs/'], owner, ['/CloudTrail/', { kind: 'region' }, '/'], anyRest);
  return {
    principal: service,
    action: 's3:PutObject',
    resource: concatText(bucketArn, ['/'], key),
    context: byCloudTrail(trail, { 's3:x-amz-acl': present('bucket-owner-full-control') }),
  };
}

/** The folder of one of an organization's accounts. */
export function organizationFolder(model: PostureModel): SymbolicText {
  return concatText(organizationText(model), ['/', { kind: 'any', name: 'member account' }]);
}

const anyRest: SymbolicText = [{ kind: 'any', name: 'the rest' }];

/** What a trail's object keys begin with: its prefix and a slash. An unknown prefix is a symbol, as it may be missing. */
export function keyFolders(trail: Resource): SymbolicText {
  const prefix = property(trail, 'S3KeyPrefix');
  if (isSet(prefix) === 'no') {
    return [];
  }
  const text = textOf(prefix);
  // What the service makes of a prefix with a slash at its end is for another rule to say.
  const isPlain = text !== undefined && !/^\/|\/$/.test(printText(text));
  return isPlain && isSet(prefix) === 'yes' ? concatText(text, ['/']) : someFolders;
}

/** Whatever an object key may begin with. */
export const someFolders: SymbolicText = [{ kind: 'parameter', name: 'key prefix' }];

/** CloudTrail encrypts log files, decrypts its digests where the bucket has a bucket key, and looks at the key. */
export function keyRequest(
  keyArn: SymbolicText,
  action: 'kms:GenerateDataKey' | 'kms:Decrypt' | 'kms:DescribeKey',
  trail: TrailIdentity,
): PolicyRequest {
  const contexts = {
    'kms:GenerateDataKey': trail.arn === undefined ? unknown : present(trail.arn),
    'kms:Decrypt': unknown,
    'kms:DescribeKey': absent,
  };
  const encryptionContext = { 'kms:encryptioncontext:aws:cloudtrail:arn': contexts[action] };
  return {
    principal: service,
    action,
    resource: keyArn,
    context: byCloudTrail(trail, encryptionContext),
  };
}

/** CloudTrail uses the key of an encrypted topic when it publishes. */
export function topicKeyRequest(
  keyArn: SymbolicText,
  action: 'kms:GenerateDataKey' | 'kms:Decrypt',
  trail: TrailIdentity,
): PolicyRequest {
  return { principal: service, action, resource: keyArn, context: byCloudTrail(trail, {}) };
}

/** CloudTrail tells of each log file that it delivered. */
export function publishRequest(topicArn: SymbolicText, trail: TrailIdentity): PolicyRequest {
  return { principal: service, action: 'sns:Publish', resource: topicArn, context: byCloudTrail(trail, {}) };
}

/** CloudTrail takes the role that delivers to CloudWatch Logs; a trust policy has no resources. */
export function assumeRoleRequest(roleArn: SymbolicText, trail: TrailIdentity): PolicyRequest {
  return {
    principal: service,
    action: 'sts:AssumeRole',
    resource: roleArn,
    context: byCloudTrail(trail, {}),
  };
}

/**
 * What the role does in the log group: its stream is named `<account or organization id>_CloudTrail_<Region>`, with a
 * number behind it for the second and later ones.
 *
 * @param groupArn without `:*` at its end
 */
export function logStreamRequest(
  model: PostureModel,
  groupArn: SymbolicText,
  action: 'logs:CreateLogStream' | 'logs:PutLogEvents',
  owner: 'account' | 'organization',
): PolicyRequest {
  const name = owner === 'account' ? accountText(model) : organizationText(model);
  const tail = owner === 'account' ? [] : anyRest;
  return {
    principal: { kind: 'holder' },
    action,
    resource: concatText(
      groupArn,
      [':log-stream:'],
      name,
      owner === 'account' ? ['_CloudTrail_'] : ['_'],
      owner === 'account' ? regionText(model) : [],
      tail,
    ),
    context: { keys: new Map([['aws:securetransport', present('true')]]), others: 'unknown' },
  };
}
