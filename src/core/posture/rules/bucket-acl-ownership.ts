import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { any, truth, type Truth } from '../truth.ts';
import { itemsOf, member } from '../value.ts';
import { relatedTrail } from './access-fault.ts';

export const bucketAclOwnership: Rule = {
  id: 'bucket-acl-ownership',
  family: 'deploy',
  severity: 'error',
  title: 'An ACL on a bucket that takes none',
  what: 'The log bucket has an `AccessControl` that grants something, and no `OwnershipControls` that allow ACLs.',
  why: 'Buckets made since April 2023 have their ACLs switched off; S3 then refuses to create one with an ACL, with "Bucket cannot have ACLs set with ObjectOwnership\'s BucketOwnerEnforced setting".',
  fix: 'Remove `AccessControl`: CloudTrail needs only the bucket policy. Where an ACL is needed, set `ObjectOwnership` to `BucketOwnerPreferred`.',
  alsoKnownAs: ['E3045'],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html'],
  check,
};

/** S3 ignores these on a bucket, or they are what a bucket without ACLs has. */
const harmlessAcls = new Set(['Private', 'BucketOwnerFullControl', 'BucketOwnerRead']);

function* check({ logBuckets }: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of logBuckets) {
    const acl = property(bucket, 'AccessControl');
    const literal = literalOfValue(acl);
    if (isSet(acl) === 'no' || (literal !== undefined && harmlessAcls.has(literal))) {
      continue;
    }
    const areAllowed = allowsAcls(property(bucket, 'OwnershipControls', 'Rules'));
    if (literal !== undefined && areAllowed === 'no') {
      yield {
        outcome: 'fail',
        resource: bucket,
        at: propertyAt(bucket, 'AccessControl'),
        message: `Deployment fails: S3 refuses a bucket with the ACL ${literal} whose OwnershipControls do not allow ACLs. Remove AccessControl, or set ObjectOwnership to BucketOwnerPreferred.`,
        related: trails.flatMap(relatedTrail),
      };
    } else if (areAllowed !== 'yes') {
      yield { outcome: 'unknown', resource: bucket, reason: 'ACLs may be allowed, or none be set.' };
    }
  }
}

function allowsAcls(rules: Parameters<typeof itemsOf>[0]): Truth {
  const allowed = any(
    itemsOf(rules).map((rule): Truth => {
      const ownership = literalOfValue(member(rule, 'ObjectOwnership'));
      return ownership === undefined
        ? 'unknown'
        : truth(ownership === 'ObjectWriter' || ownership === 'BucketOwnerPreferred');
    }),
  );
  const isWhole = rules.kind === 'list' ? rules.isComplete : rules.kind !== 'unknown';
  return allowed === 'no' && !isWhole ? 'unknown' : allowed;
}
