import type { Posture } from '../posture.ts';
import { isSet } from '../properties.ts';
import { isOrganizationTrail } from '../requests.ts';
import type { Rule, Verdict } from '../rule.ts';
import { accessVerdicts } from './access-faults.ts';
import { cdkTrails, type CdkTrail } from './cdk-trail.ts';

export const cdkOrganizationPolicy: Rule = {
  id: 'cdk-organization-policy',
  family: 'cdk',
  severity: 'error',
  title: 'The bucket of a CDK organization trail does not admit it',
  what: 'A `Trail` with `isOrganizationTrail` lacks `orgId` or `trailName`, so that it does not let the trail write under the folder of the organization; or it has an `s3KeyPrefix`, which the statement that it adds then leaves out. Statements that are added to the bucket by hand count.',
  why: '`cdk synth` gives a warning at most, and the deployment stops with "Incorrect S3 bucket policy is detected for bucket".',
  fix: 'Give `orgId` and `trailName`, and no `s3KeyPrefix`. With a prefix, add the statement for `<prefix>/AWSLogs/<organization id>/*` to the bucket with `addToResourcePolicy`.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudtrail.TrailProps.html',
  ],
  check,
};

const organizationRules = ['bucket-policy-organization', 'bucket-policy-prefix'] as const;

function* check(posture: Posture): Iterable<Verdict> {
  for (const cdkTrail of cdkTrails(posture)) {
    const { trail } = cdkTrail;
    const cause = isOrganizationTrail(trail) === 'yes' ? causeOf(cdkTrail) : undefined;
    if (cause === undefined) {
      continue;
    }
    const refusal = organizationRules
      .flatMap((rule) => accessVerdicts(rule, posture))
      .find(
        (verdict) =>
          verdict.outcome === 'fail' && verdict.related?.some(({ at }) => at === trail.at) === true,
      );
    if (refusal?.outcome === 'fail') {
      yield {
        outcome: 'fail',
        resource: refusal.resource,
        at: cause.at,
        message: `Deployment fails with "Incorrect S3 bucket policy is detected for bucket": ${cause.reason}`,
        remedy: { kind: 'cdk', text: cause.remedy },
        related: [{ at: trail.at, message: 'The trail.' }],
      };
    }
  }
}

/** Why `Trail` does not add the statement, and where that is to be seen. */
function causeOf({ trail, prop, propMember }: CdkTrail) {
  const at = propMember('isOrganizationTrail')?.at ?? trail.propertiesAt;
  const missing = ['orgId', 'trailName'].filter((name) => isSet(prop(name)) === 'no');
  if (missing.length > 0) {
    return {
      at,
      reason:
        'Trail lets the organization into the bucket only where it is told which one, and the name of the trail.',
      remedy: `Add ${missing.join(' and ')}.`,
    };
  }
  const prefix = propMember('s3KeyPrefix');
  return prefix === undefined
    ? undefined
    : {
        at: prefix.at,
        reason: 'Trail leaves the prefix out where it lets the organization into the bucket.',
        remedy: 'Remove s3KeyPrefix, or add the statement with the prefix to the bucket.',
      };
}
