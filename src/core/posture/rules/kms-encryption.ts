import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { wantSet } from './wanted-property.ts';

export const kmsEncryption: Rule = {
  id: 'kms-encryption',
  family: 'posture',
  severity: 'info',
  title: 'The trail has no key of its own',
  what: '`KMSKeyId` of a trail is missing, null or empty.',
  why: 'S3 encrypts the log files all the same, by default with keys that it manages: whoever may read the objects reads them in the clear. With a KMS key, reading takes a second permission that the key policy controls, and each use of the key is recorded.',
  fix: 'Set `KMSKeyId` to a key in the Region of the bucket whose policy lets CloudTrail use it and the readers of the logs decrypt.',
  alsoKnownAs: [
    'CKV_AWS_35',
    'AVD-AWS-0015',
    'CLOUD_TRAIL_ENCRYPTION_ENABLED',
    'CT.CLOUDTRAIL.PR.1',
    'CloudTrail.2',
    'CIS 3.7 (1.4)',
    'CIS 3.5 (3.0, 5.0)',
    'CloudTrailEncryptionEnabled',
  ],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    yield* wantSet(trail, 'KMSKeyId', {
      message:
        'S3 encrypts the log files all the same, by default with keys that it manages, so whoever may read the bucket may read the logs. Set KMSKeyId to a key whose policy names the readers.',
    });
  }
}
