import { policyIn } from '../cloudtrail-statements.ts';
import type { PostureModel, Resource } from '../model.ts';
import { evaluate, type Evaluation } from '../policy/evaluate.ts';
import { mergePolicies } from '../policy/parse.ts';
import type { PolicyDocument, PolicyRequest } from '../policy/policy.ts';
import type { LogBucket, Posture } from '../posture.ts';
import { isSet, property } from '../properties.ts';
import {
  getBucketAclRequest,
  identityOf,
  isOrganizationTrail,
  keyFolders,
  organizationFolder,
  putLogFileRequest,
  someFolders,
  someTrail,
} from '../requests.ts';
import { accountText, arnText } from '../resource-texts.ts';
import { concatText, type SymbolicText } from '../symbolic-text.ts';
import { textMatches } from '../text-match.ts';
import { faultsOf, isHandedOver, relatedTrail, type AccessFault, type Attempt } from './access-fault.ts';
import type { Refusal } from './refusal.ts';

/** The bucket policies of a bucket of the model. */
export interface BucketPolicies {
  readonly policies: readonly Resource[];
  /** False where a policy of the model may be on this bucket too, or more may exist than are known. */
  readonly areAll: boolean;
}

export function policiesOf({ model, ofType, linked }: Posture, bucket: Resource): BucketPolicies {
  const links = ofType('AWS::S3::BucketPolicy').map((policy) => ({
    policy,
    link: linked(property(policy, 'Bucket'), ['AWS::S3::Bucket']),
  }));
  return {
    policies: links
      .filter(({ link }) => link.kind === 'resource' && link.resource === bucket)
      .map(({ policy }) => policy),
    areAll: model.isComplete && links.every(({ link }) => link.kind !== 'unknown'),
  };
}

/** All statements on a bucket, with those of policies that may be on it missing. */
export function bucketDocument({ policies, areAll }: BucketPolicies, bucket: Resource): PolicyDocument {
  const document = mergePolicies(policies.map(policyIn), policies[0]?.at ?? bucket.at);
  return areAll ? document : { ...document, isComplete: false };
}

/** Judges what CloudTrail does in the log buckets of a model. */
export function* bucketFaults(posture: Posture): Iterable<AccessFault> {
  for (const logBucket of posture.logBuckets) {
    const bucketPolicies = policiesOf(posture, logBucket.bucket);
    const [policy] = bucketPolicies.policies;
    const document = bucketDocument(bucketPolicies, logBucket.bucket);
    if (policy === undefined || !mayAdmitService(document, logBucket.bucket)) {
      yield* missingPolicy(posture.model, logBucket, bucketPolicies);
    } else if (logBucket.trails.length === 0) {
      yield* archiveFaults(logBucket.bucket, policy, document);
    } else {
      for (const trail of logBucket.trails) {
        yield* trailFaults(posture.model, logBucket.bucket, trail, policy, document);
      }
    }
  }
}

/** Whether any statement but a Deny is for the service at all. */
function mayAdmitService(document: PolicyDocument, bucket: Resource): boolean {
  const { statements } = evaluate(document, getBucketAclRequest(arnText(bucket), someTrail));
  return (
    !document.isComplete ||
    statements.some(({ statement, principal }) => statement.effect !== 'deny' && principal !== 'no')
  );
}

function* missingPolicy(
  model: PostureModel,
  { bucket, trails }: LogBucket,
  { policies, areAll }: BucketPolicies,
): Iterable<AccessFault> {
  const rule = 'bucket-policy-missing';
  const resource = policies[0] ?? bucket;
  if (!areAll || isHandedOver(model, bucket)) {
    const reason = 'A policy that is not in the file may let CloudTrail in.';
    yield { rule, verdict: { outcome: 'unknown', resource, reason } };
    return;
  }
  const what = policies.length === 0 ? 'this bucket has no policy' : 'this policy does not name CloudTrail';
  yield {
    rule,
    verdict: {
      outcome: 'fail',
      resource,
      at: resource.at,
      message: `Deployment fails with "Incorrect S3 bucket policy is detected for bucket": ${what}. Allow cloudtrail.amazonaws.com s3:GetBucketAcl on the bucket and s3:PutObject under AWSLogs/.`,
      related: trails.flatMap(relatedTrail),
    },
  };
}

const consequence = 'Deployment fails with "Incorrect S3 bucket policy is detected for bucket"';
const remedy = 'Add the statement that CloudTrail needs.';

function* archiveFaults(bucket: Resource, policy: Resource, document: PolicyDocument): Iterable<AccessFault> {
  const evaluation = evaluate(document, getBucketAclRequest(arnText(bucket), someTrail));
  const attempts: readonly Attempt[] = [
    { deed: 'call s3:GetBucketAcl', evaluation, ruleFor: () => 'bucket-policy-incomplete' },
  ];
  const atCreation = 'Trails for this bucket cannot be created';
  yield* faultsOf(attempts, {
    resource: policy,
    at: policy.at,
    consequence: atCreation,
    remedy,
    related: [],
  });
}

function* trailFaults(
  model: PostureModel,
  bucket: Resource,
  trail: Resource,
  policy: Resource,
  document: PolicyDocument,
): Iterable<AccessFault> {
  const look: Attempt = {
    deed: 'call s3:GetBucketAcl',
    evaluation: evaluate(document, getBucketAclRequest(arnText(bucket), identityOf(model, trail))),
    ruleFor: ({ kind }) => (kind === 'source-arn' ? 'source-arn-mismatch' : 'bucket-policy-incomplete'),
  };
  const setting = { resource: policy, at: policy.at, consequence, remedy, related: relatedTrail(trail) };
  yield* faultsOf([look, ...putAttempts(model, bucket, trail, document)], setting);
}

/**
 * A trail puts its files under its account's folder; an organization trail under the organization's. Where the latter
 * is allowed, AWS's own policy allows the former only for the day on which the trail is one of an account again.
 */
function putAttempts(
  model: PostureModel,
  bucket: Resource,
  trail: Resource,
  document: PolicyDocument,
): readonly Attempt[] {
  const identity = identityOf(model, trail);
  const put = (folders: SymbolicText, owner: SymbolicText): PolicyRequest =>
    putLogFileRequest(arnText(bucket), folders, owner, identity);
  const attempt = (owner: SymbolicText, where: string, whenElsewhere: Attempt['ruleFor']): Attempt => {
    const hasPrefix = isSet(property(trail, 'S3KeyPrefix')) === 'yes';
    const request = put(keyFolders(trail), owner);
    const evaluation = hasPrefix
      ? evaluateWithPrefix(document, request, arnText(bucket))
      : evaluate(document, request);
    const isPrefix = hasPrefix && !isRefused(evaluate(document, put(someFolders, owner)));
    const ruleFor = (refusal: Refusal): ReturnType<Attempt['ruleFor']> => {
      switch (refusal.kind) {
        case 'source-arn':
          return 'source-arn-mismatch';
        case 'resource':
          return isPrefix ? 'bucket-policy-prefix' : whenElsewhere(refusal);
        default:
          return 'bucket-policy-incomplete';
      }
    };
    return { deed: `put objects under ${where}`, evaluation, ruleFor };
  };
  const folder = isSet(property(trail, 'S3KeyPrefix')) === 'no' ? '' : 'the prefix and ';
  const ofAccount = attempt(
    accountText(model),
    `${folder}AWSLogs/<account>/`,
    () => 'bucket-policy-incomplete',
  );
  const isOfOrganization = isOrganizationTrail(trail);
  if (isOfOrganization === 'no') {
    return [ofAccount];
  }
  const ofOrganization = attempt(
    organizationFolder(model),
    `${folder}AWSLogs/<organization id>/`,
    () => 'bucket-policy-organization',
  );
  const isBaseRefused = isRefused(ofAccount.evaluation);
  if (isRefused(ofOrganization.evaluation)) {
    return isBaseRefused ? [ofAccount] : isOfOrganization === 'yes' ? [ofOrganization] : [];
  }
  return isBaseRefused ? [] : [ofAccount, ofOrganization];
}

/**
 * A prefix that is not known could begin with `AWSLogs/` itself, and so match a statement without a prefix; nobody has
 * such a prefix.
 */
function evaluateWithPrefix(
  document: PolicyDocument,
  request: PolicyRequest,
  bucketArn: SymbolicText,
): Evaluation {
  const evaluation = evaluate(document, request);
  const bareFolder = concatText(bucketArn, ['/AWSLogs/*']);
  const statements = document.statements.map((statement) =>
    statement.resource === undefined || statement.resource.isNegated
      ? statement
      : {
          ...statement,
          resource: {
            ...statement.resource,
            patterns: statement.resource.patterns.filter(
              ({ text }) => textMatches(bareFolder, text) !== 'yes',
            ),
          },
        },
  );
  const prefixed = evaluate({ ...document, statements }, request);
  return evaluation.decision === 'unknown' && prefixed.decision === 'not-allowed'
    ? {
        ...evaluation,
        decision: 'not-allowed',
        statements: evaluation.statements.map((match, index) => ({
          ...match,
          resource: prefixed.statements[index]?.resource ?? match.resource,
        })),
      }
    : evaluation;
}

function isRefused({ decision }: Evaluation): boolean {
  return decision === 'denied' || decision === 'not-allowed';
}
