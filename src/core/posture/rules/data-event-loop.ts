import type { PostureModel, Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import { isOrganizationTrail, keyFolders, organizationFolder } from '../requests.ts';
import { accountText, arnText } from '../resource-texts.ts';
import { dataEvent, recordedBy, recordingOf, records, readOnlyText, type AskedEvent } from '../selectors.ts';
import type { Rule, Verdict } from '../rule.ts';
import { concatText, type SymbolicText } from '../symbolic-text.ts';
import { all, any } from '../truth.ts';

export const dataEventLoop: Rule = {
  id: 'data-event-loop',
  family: 'cost',
  severity: 'warning',
  silentBeside: 'selector-invalid',
  title: 'The trail records its own log files',
  what: 'The selectors of a trail record writes of S3 objects in the bucket that the trail delivers to; selectors for all buckets do too. Passes with `RecursiveLogging: false`, and where a selector leaves the bucket out. Silent where `selector-invalid` is reported on the trail.',
  why: 'Each log file that is delivered is an event, which is delivered in the next log file: the trail never rests, and data events are charged.',
  fix: 'Set `RecursiveLogging` to false. Or leave the bucket out: name the other buckets in basic selectors, or add to an advanced selector a field `resources.ARN` with `NotStartsWith` and the ARN of the bucket with a slash at its end.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-recursive-logging.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html',
  ],
  check,
};

function* check({ model, logBuckets }: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of logBuckets) {
    for (const trail of trails) {
      yield* judge(model, trail, bucket);
    }
  }
}

function* judge(model: PostureModel, trail: Resource, bucket: Resource): Iterable<Verdict> {
  const recording = recordingOf(trail);
  const isRecursive = booleanOf(property(trail, 'RecursiveLogging'), true);
  const events = deliveries(model, trail, bucket);
  const loops = all([isRecursive, any(events.map((event) => records(recording, event)))]);
  if (loops === 'unknown') {
    yield { outcome: 'unknown', resource: trail, reason: 'The trail may record its own log files.' };
  }
  if (loops !== 'yes') {
    return;
  }
  const cause = recording.recorders.find((recorder) =>
    events.some((event) => recordedBy(recorder, event) === 'yes'),
  );
  yield {
    outcome: 'fail',
    resource: trail,
    at: cause?.at ?? trail.propertiesAt,
    message:
      'The trail records the delivery of its own log files, each in the next one, and data events are charged. Set RecursiveLogging to false, or leave the log bucket out of the selectors.',
    related: [{ at: bucket.at, message: 'The log bucket.' }],
  };
}

/** What CloudTrail does when it delivers: it puts objects below the folder of the account or of the organization. */
function deliveries(model: PostureModel, trail: Resource, bucket: Resource): readonly AskedEvent[] {
  const owners = isOrganizationTrail(trail) === 'yes' ? [organizationFolder(model)] : [accountText(model)];
  return owners.map((owner) => delivery(arnText(bucket), keyFolders(trail), owner));
}

function delivery(bucketArn: SymbolicText, folders: SymbolicText, owner: SymbolicText): AskedEvent {
  const rest: SymbolicText = ['/CloudTrail/', { kind: 'any', name: 'the rest' }];
  return dataEvent('AWS::S3::Object', {
    readOnly: readOnlyText('write'),
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    'resources.ARN': {
      text: concatText(bucketArn, ['/'], folders, ['AWSLogs/'], owner, rest),
      // An exclusion of the bucket's own ARN is meant for its objects.
      alsoExcludedAs: [bucketArn, concatText(bucketArn, ['/'])],
    },
  });
}
