import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, isSet, literalOfValue, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { any, truth, type Truth } from '../truth.ts';
import { relatedTrail } from './access-fault.ts';

export const bucketVersioning: Rule = {
  id: 'bucket-versioning',
  family: 'posture',
  severity: 'info',
  title: 'The log bucket keeps no versions',
  what: 'Versioning of the log bucket is not enabled. Object Lock, which needs versioning and switches it on, passes.',
  why: 'A log file that is deleted or overwritten, by mistake or to hide something, is gone.',
  fix: 'Set `VersioningConfiguration` with `Status: Enabled`, and a lifecycle rule that lets old versions expire.',
  alsoKnownAs: ['CKV_AWS_21'],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
  check,
};

function* check({ logBuckets }: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of logBuckets) {
    const keeps = any([isVersioned(bucket), isLocked(bucket)]);
    if (keeps === 'no') {
      yield {
        outcome: 'fail',
        resource: bucket,
        at: propertyAt(bucket, 'VersioningConfiguration', 'Status'),
        message:
          'A log file that is deleted or overwritten in this bucket is gone. Set VersioningConfiguration with Status Enabled.',
        related: trails.flatMap(relatedTrail),
      };
    } else if (keeps === 'unknown') {
      yield { outcome: 'unknown', resource: bucket, reason: 'Versioning is not known.' };
    }
  }
}

function isVersioned(bucket: Resource): Truth {
  const status = property(bucket, 'VersioningConfiguration', 'Status');
  if (status.kind === 'absent' || status.kind === 'null') {
    return 'no';
  }
  const literal = literalOfValue(status);
  return literal === undefined ? 'unknown' : truth(literal === 'Enabled');
}

function isLocked(bucket: Resource): Truth {
  return any([
    booleanOf(property(bucket, 'ObjectLockEnabled'), false),
    isSet(property(bucket, 'ObjectLockConfiguration')),
  ]);
}
