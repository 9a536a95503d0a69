import { evaluate } from '../policy/evaluate.ts';
import type { PolicyRequest } from '../policy/policy.ts';
import type { Posture } from '../posture.ts';
import { arnText } from '../resource-texts.ts';
import type { Rule, Verdict } from '../rule.ts';
import { concatText, literalText, type SymbolicText } from '../symbolic-text.ts';
import { relatedTrail } from './access-fault.ts';
import { bucketDocument, policiesOf } from './bucket-access.ts';

export const bucketTlsOnly: Rule = {
  id: 'bucket-tls-only',
  family: 'posture',
  severity: 'info',
  title: 'The log bucket can be read without TLS',
  what: 'No statement of the policy of the log bucket denies everyone requests for objects that are not over TLS (`aws:SecureTransport` false). A bucket without any policy is for `bucket-policy-missing`.',
  why: 'A client that is set up wrongly sends log files, or the signatures of requests, over the network in the clear.',
  fix: 'Add a Deny for `s3:*` to everyone on the bucket and its objects with `Bool: { aws:SecureTransport: false }`. (A CDK bucket: `enforceSSL: true`.)',
  alsoKnownAs: ['S3.5', 'AwsSolutions-S10'],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const bucketPolicies = policiesOf(posture, bucket);
    const [policy] = bucketPolicies.policies;
    if (policy === undefined) {
      continue;
    }
    const document = bucketDocument(bucketPolicies, bucket);
    const { decision } = evaluate(document, plainRead(arnText(bucket)));
    if (decision === 'denied') {
      continue;
    }
    // An undecided Deny may be it, as may a statement that is not known; an undecided Allow is none.
    const isOpen = document.isComplete && !mayDeny(document, arnText(bucket));
    yield isOpen
      ? {
          outcome: 'fail',
          resource: policy,
          at: policy.at,
          message:
            'Log files can be read without TLS. Add a Deny to everyone for s3:* with Bool aws:SecureTransport false.',
          related: trails.flatMap(relatedTrail),
        }
      : { outcome: 'unknown', resource: policy, reason: 'A statement may deny requests without TLS.' };
  }
}

function mayDeny(document: Parameters<typeof evaluate>[0], bucketArn: SymbolicText): boolean {
  return evaluate(document, plainRead(bucketArn)).statements.some(
    ({ statement, applies }) => statement.effect !== 'allow' && applies !== 'no',
  );
}

/** Anyone reads an object over plain HTTP. */
function plainRead(bucketArn: SymbolicText): PolicyRequest {
  return {
    principal: { kind: 'anonymous' },
    action: 's3:GetObject',
    resource: concatText(bucketArn, ['/', { kind: 'any', name: 'object key' }]),
    context: {
      keys: new Map([['aws:securetransport', { kind: 'present', values: [literalText('false')] }]]),
      others: 'unknown',
    },
  };
}
