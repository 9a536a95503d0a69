import type { LogBucket, Posture } from '../posture.ts';
import { booleanOf, isSet, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { relatedTrail } from './access-fault.ts';

export const bucketPublicAccessBlock: Rule = {
  id: 'bucket-public-access-block',
  family: 'posture',
  severity: 'warning',
  title: 'Public access to the log bucket is not blocked',
  what: 'One of the four switches in `PublicAccessBlockConfiguration` of the log bucket is off, or left out beside others, which S3 takes as off. A bucket without the configuration is only pointed out: since April 2023 S3 blocks public access to new buckets by itself.',
  why: 'One careless ACL or policy is then enough to show everybody who did what in the account.',
  fix: 'Set `BlockPublicAcls`, `BlockPublicPolicy`, `IgnorePublicAcls` and `RestrictPublicBuckets` to true. No reader of CloudTrail logs needs one of them off.',
  alsoKnownAs: ['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'CKV2_AWS_6'],
  sources: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html',
  ],
  check,
};

const switches = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
] as const;
const configuration = 'PublicAccessBlockConfiguration';

function* check({ logBuckets }: Posture): Iterable<Verdict> {
  for (const logBucket of logBuckets) {
    const isThere = isSet(property(logBucket.bucket, configuration));
    if (isThere === 'yes') {
      yield* switchedOff(logBucket);
    } else if (isThere === 'no') {
      yield {
        outcome: 'fail',
        resource: logBucket.bucket,
        at: propertyAt(logBucket.bucket, configuration),
        severity: 'info',
        message:
          'Nothing in the file keeps public access to the log files blocked; S3 does so by itself only for buckets made since April 2023. Add PublicAccessBlockConfiguration with all four switches on.',
        related: logBucket.trails.flatMap(relatedTrail),
      };
    } else {
      yield { outcome: 'unknown', resource: logBucket.bucket, reason: `${configuration} is not known.` };
    }
  }
}

/** One finding where a switch is off; switches that are left out are told only where none is. */
function* switchedOff({ bucket, trails }: LogBucket): Iterable<Verdict> {
  const states = switches.map((name) => ({
    name,
    isOn: booleanOf(property(bucket, configuration, name), false),
    isSaid: isSet(property(bucket, configuration, name)) === 'yes',
  }));
  const off = states.filter(({ isOn }) => isOn === 'no');
  const [first] = [...off.filter(({ isSaid }) => isSaid), ...off];
  if (first !== undefined) {
    const names = off.map(({ name }) => name).join(', ');
    yield {
      outcome: 'fail',
      resource: bucket,
      at: propertyAt(bucket, configuration, first.name),
      ...(first.isSaid ? {} : { severity: 'info' as const }),
      message: first.isSaid
        ? `One careless ACL or policy can make the log files public, because not all public access is blocked. Set to true: ${names}.`
        : `S3 takes a switch that is left out as off, so public access to the log files is not all blocked. Add: ${names}.`,
      related: trails.flatMap(relatedTrail),
    };
  } else if (states.some(({ isOn }) => isOn === 'unknown')) {
    yield { outcome: 'unknown', resource: bucket, reason: `A switch of ${configuration} is not known.` };
  }
}
