import type { Posture } from '../posture.ts';
import { isSet, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all } from '../truth.ts';
import { relatedTrail } from './access-fault.ts';
import { wantSet } from './wanted-property.ts';

export const bucketEncryption: Rule = {
  id: 'bucket-encryption',
  family: 'posture',
  severity: 'warning',
  title: 'The log bucket declares no encryption',
  what: 'The log bucket has no `BucketEncryption`. Only pointed out where its trails have a key of their own, with which CloudTrail encrypts the log files.',
  why: 'S3 encrypts every object by itself, with keys that it manages (SSE-S3). That is good encryption, but a reviewer cannot see it in the file, and whoever may read an object needs no further permission. A customer managed key adds one, and a record of each use.',
  fix: 'Declare `BucketEncryption`: `AES256` to state what S3 does, or `aws:kms` with a key for control over who decrypts.',
  alsoKnownAs: ['CKV_AWS_19', 'CKV_AWS_145', 'W41'],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html'],
  check,
};

const messages = {
  'no key':
    'The file does not say how this log bucket is encrypted: S3 uses keys that it manages. Declare BucketEncryption to make that visible, with aws:kms and a key of your own to control who can decrypt.',
  'trail key':
    'The file does not say how this log bucket is encrypted: the log files have the key of the trail, for all else S3 uses keys that it manages. Declare BucketEncryption to make that visible.',
} as const;

function* check({ logBuckets }: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of logBuckets) {
    const haveKeys = all(trails.map((trail) => isSet(property(trail, 'KMSKeyId'))));
    const isMild = trails.length > 0 && haveKeys !== 'no';
    yield* wantSet(bucket, 'BucketEncryption', {
      ...(isMild ? { severity: 'info' } : {}),
      message: messages[isMild && haveKeys === 'yes' ? 'trail key' : 'no key'],
      related: trails.flatMap(relatedTrail),
    });
  }
}
