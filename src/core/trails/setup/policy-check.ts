import { evaluate } from '../../posture/policy/evaluate.ts';
import { policyFromJson } from '../../posture/policy/parse.ts';
import type { PolicyRequest } from '../../posture/policy/policy.ts';
import {
  assumeRoleRequest,
  getBucketAclRequest,
  keyRequest,
  publishRequest,
  putLogFileRequest,
  topicKeyRequest,
  type TrailIdentity,
} from '../../posture/requests.ts';
import { concatText, literalText } from '../../posture/symbolic-text.ts';
import { streamNames, type PolicySubject } from './policies.ts';
import { policyOf } from './policy-document.ts';

/** What a policy says to all of some requests: the worst of its answers. */
export type Answer = 'allowed' | 'not-allowed' | 'denied' | 'unknown';

/** Judges a policy by its text; no policy allows nothing. */
export function judge(policy: string | null, requests: readonly PolicyRequest[]): Answer {
  const document = policyFromJson(policy ?? policyOf([]));
  const answers = requests.map((request) => evaluate(document, request).decision);
  const worst = (['denied', 'not-allowed', 'unknown'] as const).find((answer) => answers.includes(answer));
  return worst ?? 'allowed';
}

function identity({ trailArn, account }: PolicySubject): TrailIdentity {
  return { arn: literalText(trailArn), account: literalText(account) };
}

/** What CloudTrail asks of the bucket of a trail. */
export function bucketRequests(
  subject: PolicySubject,
  bucket: string,
  keyPrefix: string | undefined,
): readonly PolicyRequest[] {
  const bucketArn = literalText(`arn:${subject.partition}:s3:::${bucket}`);
  const folders = literalText(keyPrefix === undefined ? '' : `${keyPrefix}/`);
  const trail = identity(subject);
  const member = concatText([`${subject.organization ?? ''}/`], [{ kind: 'any', name: 'member account' }]);
  return [
    getBucketAclRequest(bucketArn, trail),
    putLogFileRequest(bucketArn, folders, literalText(subject.account), trail),
    ...(subject.organization === undefined ? [] : [putLogFileRequest(bucketArn, folders, member, trail)]),
  ];
}

/** What CloudTrail asks of the key of a trail. */
export function keyRequests(
  subject: PolicySubject,
  keyArn: string,
  decrypts: boolean,
): readonly PolicyRequest[] {
  const actions = ['kms:GenerateDataKey', 'kms:DescribeKey', ...(decrypts ? ['kms:Decrypt'] : [])] as const;
  return actions.map((action) =>
    keyRequest(literalText(keyArn), action as Parameters<typeof keyRequest>[1], identity(subject)),
  );
}

export function topicKeyRequests(subject: PolicySubject, keyArn: string): readonly PolicyRequest[] {
  return (['kms:GenerateDataKey', 'kms:Decrypt'] as const).map((action) =>
    topicKeyRequest(literalText(keyArn), action, identity(subject)),
  );
}

export function topicRequests(subject: PolicySubject, topicArn: string): readonly PolicyRequest[] {
  return [publishRequest(literalText(topicArn), identity(subject))];
}

/** CloudTrail takes the role, without saying for which trail. */
export function trustRequests(roleArn: string): readonly PolicyRequest[] {
  return [assumeRoleRequest(literalText(roleArn), { arn: undefined, account: undefined })];
}

/** What the role does in the log group. */
export function streamRequests(subject: PolicySubject, logGroupArn: string): readonly PolicyRequest[] {
  const streams = `${logGroupArn.replace(/:\*$/, '')}:log-stream:`;
  return streamNames(subject).flatMap((name) =>
    ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action): PolicyRequest => ({
      principal: { kind: 'holder' },
      action,
      resource: concatText([`${streams}${name}`], [{ kind: 'any', name: 'the rest' }]),
      context: { keys: new Map(), others: 'unknown' },
    })),
  );
}
