import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all, truth, type Truth } from '../truth.ts';
import type { Value } from '../value.ts';
import { relatedTrail } from './access-fault.ts';
import { trailKeys } from './trail-keys.ts';

export const logRetain: Rule = {
  id: 'log-retain',
  family: 'posture',
  severity: 'warning',
  title: 'The logs or their key go with the stack',
  what: 'The `DeletionPolicy` or the `UpdateReplacePolicy` of the log bucket, or of the key of a trail, is not `Retain` (both are `Delete` where they are missing), or a custom resource of CDK empties the bucket (`autoDeleteObjects`).',
  why: 'When the stack is deleted, or a change replaces the resource, CloudFormation deletes it. A bucket that holds log files makes the deletion fail until somebody empties it; a key is scheduled for deletion, and after that no log file can be decrypted.',
  fix: 'Set `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on the resource. (CDK: `removalPolicy: RemovalPolicy.RETAIN`, without `autoDeleteObjects`.)',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const emptier = emptierOf(posture, bucket);
    if (emptier === undefined) {
      yield* judge(bucket, trails, {
        deletion:
          'Deleting the stack deletes this log bucket, or fails on it while it holds log files. Set DeletionPolicy and UpdateReplacePolicy to Retain.',
        replacement:
          'A change that replaces this log bucket deletes the old one, or fails to while it holds log files. Set UpdateReplacePolicy to Retain.',
      });
    } else {
      yield {
        outcome: 'fail',
        resource: bucket,
        at: isRetained(bucket.deletionPolicy) === 'no' ? bucket.deletionPolicy.at : bucket.at,
        message:
          'Deleting the stack deletes every log file in this bucket. Set DeletionPolicy and UpdateReplacePolicy to Retain, and remove what empties the bucket.',
        related: [{ at: emptier.at, message: 'This empties the bucket.' }, ...trails.flatMap(relatedTrail)],
      };
    }
  }
  for (const { key, trails } of trailKeys(posture)) {
    yield* judge(key, trails, {
      deletion:
        'Deleting the stack schedules the key of the trail for deletion, after which no log file can be read. Set DeletionPolicy and UpdateReplacePolicy to Retain.',
      replacement:
        'A change that replaces the key of the trail schedules the old one for deletion, after which older log files cannot be read. Set UpdateReplacePolicy to Retain.',
    });
  }
}

/** The custom resource that CDK adds for `autoDeleteObjects`. */
export function emptierOf({ ofType, linked }: Posture, bucket: Resource): Resource | undefined {
  return ofType('Custom::S3AutoDeleteObjects').find((emptier) => {
    const link = linked(property(emptier, 'BucketName'), ['AWS::S3::Bucket']);
    return link.kind === 'resource' && link.resource === bucket;
  });
}

function* judge(
  resource: Resource,
  trails: readonly Resource[],
  messages: { readonly deletion: string; readonly replacement: string },
): Iterable<Verdict> {
  const [onDeletion, onReplacement] = [
    isRetained(resource.deletionPolicy),
    isRetained(resource.updateReplacePolicy),
  ];
  const fail = (at: Location, message: string): Verdict => ({
    outcome: 'fail',
    resource,
    at,
    message,
    related: trails.flatMap(relatedTrail),
  });
  if (onDeletion === 'no') {
    yield fail(resource.deletionPolicy.at, messages.deletion);
  } else if (onReplacement === 'no') {
    yield fail(resource.updateReplacePolicy.at, messages.replacement);
  } else if (all([onDeletion, onReplacement]) === 'unknown') {
    yield { outcome: 'unknown', resource, reason: 'What happens to it with the stack is not known.' };
  }
}

/** `RetainExceptOnCreate` deletes only what a failed creation leaves behind, which is empty. */
function isRetained(policy: Value): Truth {
  const literal = literalOfValue(policy);
  if (literal === undefined) {
    return policy.kind === 'absent' || policy.kind === 'null' ? 'no' : 'unknown';
  }
  return truth(literal === 'Retain' || literal === 'RetainExceptOnCreate');
}
