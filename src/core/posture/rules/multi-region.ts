import { all, not } from '../truth.ts';
import { booleanOf, property } from '../properties.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { verdictOn, wantTrue } from './wanted-property.ts';

export const multiRegion: Rule = {
  id: 'multi-region',
  family: 'posture',
  severity: 'warning',
  title: 'The trail records one Region only',
  what: '`IsMultiRegionTrail` of a trail is missing or false. (Created through the API or CloudFormation, a trail records one Region unless told otherwise; the console makes it the other way round.)',
  why: 'Whoever misuses an account likes the Regions that nobody looks at. What happens there is in no log file of this trail, and neither are calls to global services, such as IAM, unless the trail is in us-east-1.',
  fix: 'Set `IsMultiRegionTrail` to true. One multi-Region trail replaces one trail in each Region.',
  alsoKnownAs: [
    'CKV_AWS_67',
    'AVD-AWS-0014',
    'MULTI_REGION_CLOUD_TRAIL_ENABLED',
    'CloudTrail.1',
    'CIS 3.1 (1.4, 3.0, 5.0)',
    '058ac855-989f-4378-ba4d-52d004020da7',
  ],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
  ],
  check: checkMultiRegion,
};

function* checkMultiRegion({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    yield* wantTrue(trail, 'IsMultiRegionTrail', {
      message:
        'This trail records its own Region alone, so what happens in any other leaves no trace in it. Set IsMultiRegionTrail to true.',
    });
  }
}

export const globalServiceEvents: Rule = {
  id: 'global-service-events',
  family: 'posture',
  severity: 'info',
  silentBeside: 'multi-region',
  title: 'The trail leaves out global services',
  what: 'A single-Region trail has `IncludeGlobalServiceEvents: false`. Silent where `multi-region` is reported on the trail, which is the same cause.',
  why: 'Calls to IAM, AWS STS and CloudFront are not in the trail: new users, keys and roles appear without a record of who made them.',
  fix: 'Make the trail multi-Region. For a trail that is to stay in one Region, remove the property: it has an effect in us-east-1, where these services record their events (in other partitions, in a Region of their own).',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events',
  ],
  check: checkGlobalServiceEvents,
};

function* checkGlobalServiceEvents({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const isMultiRegion = booleanOf(property(trail, 'IsMultiRegionTrail'), false);
    const includes = booleanOf(property(trail, 'IncludeGlobalServiceEvents'), true);
    yield* verdictOn(trail, 'IncludeGlobalServiceEvents', not(all([not(isMultiRegion), not(includes)])), {
      message:
        'Calls to IAM, AWS STS and CloudFront are not in this trail. Make it multi-Region, or in us-east-1 remove IncludeGlobalServiceEvents.',
    });
  }
}
