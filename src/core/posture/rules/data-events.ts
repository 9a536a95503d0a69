import type { Posture } from '../posture.ts';
import { dataEvent, recordingOf, records, selectorsAt } from '../selectors.ts';
import type { Rule, Verdict } from '../rule.ts';

const sources = [
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
];

export const s3DataEvents: Rule = {
  id: 's3-data-events',
  family: 'posture',
  severity: 'hint',
  onlyIn: ['cis'],
  title: 'Access to objects in S3 is not recorded',
  what: 'No selector of a trail, basic or advanced, records data events of S3 objects.',
  why: 'Who read, wrote or deleted an object cannot be found out: management events stop at the bucket.',
  fix: 'Add a selector with the resource type `AWS::S3::Object` for the buckets that matter, without the bucket of the log files. Data events are charged by their number.',
  alsoKnownAs: [
    'CLOUDTRAIL_S3_DATAEVENTS_ENABLED',
    'CIS 3.10 (1.4)',
    'CIS 3.11 (1.4)',
    'CIS 3.8 (3.0, 5.0)',
    'CIS 3.9 (3.0, 5.0)',
  ],
  sources,
  check: (posture) =>
    check(
      posture,
      'AWS::S3::Object',
      'Who reads, writes or deletes objects in S3 is not recorded. Add a selector for data events of AWS::S3::Object.',
    ),
};

export const lambdaDataEvents: Rule = {
  id: 'lambda-data-events',
  family: 'posture',
  severity: 'hint',
  onlyIn: [],
  title: 'Invocations of Lambda functions are not recorded',
  what: 'No selector of a trail, basic or advanced, records data events of Lambda functions.',
  why: 'Who invoked a function, and when, cannot be found out from the trail.',
  fix: 'Add a selector with the resource type `AWS::Lambda::Function`. Data events are charged by their number.',
  alsoKnownAs: [],
  sources,
  check: (posture) =>
    check(
      posture,
      'AWS::Lambda::Function',
      'Who invokes Lambda functions is not recorded. Add a selector for data events of AWS::Lambda::Function.',
    ),
};

function* check({ trails }: Posture, type: string, message: string): Iterable<Verdict> {
  for (const trail of trails) {
    const recorded = records(recordingOf(trail), dataEvent(type), 'some');
    if (recorded === 'no') {
      yield { outcome: 'fail', resource: trail, at: selectorsAt(trail), message };
    } else if (recorded === 'unknown') {
      yield { outcome: 'unknown', resource: trail, reason: 'A selector is not known.' };
    }
  }
}
