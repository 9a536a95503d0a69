import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalOf } from '../symbolic-text.ts';
import { any, type Truth, truth } from '../truth.ts';
import { relatedTrail } from './access-fault.ts';
import { policiesOf } from './bucket-access.ts';
import { verdictOn } from './wanted-property.ts';

export const bucketAccessLogging: Rule = {
  id: 'bucket-access-logging',
  family: 'posture',
  severity: 'info',
  title: 'Access to the log bucket is not logged',
  what: 'The log bucket has no `LoggingConfiguration`. Never reported on a bucket that itself receives access logs.',
  why: 'Who read or deleted log files leaves a trace only in the access logs of S3, or in data events of the bucket.',
  fix: 'Set `LoggingConfiguration` with another bucket as `DestinationBucketName`.',
  alsoKnownAs: [
    'AVD-AWS-0163',
    'CloudTrail.7',
    'CIS 3.6 (1.4)',
    'CIS 3.4 (3.0, 5.0)',
    'FG_R00031',
    'CKV_AWS_18',
    'AwsSolutions-S1',
    'W35',
  ],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html'],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const isLogged = isSet(property(bucket, 'LoggingConfiguration'));
    yield* verdictOn(bucket, 'LoggingConfiguration', any([isLogged, receivesAccessLogs(posture, bucket)]), {
      message:
        'Who reads or deletes log files in this bucket leaves no trace in S3. Set LoggingConfiguration with another bucket as DestinationBucketName.',
      related: trails.flatMap(relatedTrail),
    });
  }
}

/** By another bucket's configuration, by the canned ACL for it, or by a policy that names the service. */
function receivesAccessLogs(posture: Posture, bucket: Resource): Truth {
  const others = posture.ofType('AWS::S3::Bucket').filter((other) => other !== bucket);
  return any([
    truth(literalOfValue(property(bucket, 'AccessControl')) === 'LogDeliveryWrite'),
    truth(policiesOf(posture, bucket).policies.some(namesLogging)),
    ...others.map((other) => deliversTo(posture, other, bucket)),
  ]);
}

function deliversTo({ linked }: Posture, from: Resource, to: Resource): Truth {
  const link = linked(property(from, 'LoggingConfiguration', 'DestinationBucketName'), ['AWS::S3::Bucket']);
  switch (link.kind) {
    case 'resource':
      return truth(link.resource === to);
    case 'unknown':
      return 'unknown';
    default:
      return 'no';
  }
}

function namesLogging(policy: Resource): boolean {
  return policyIn(policy).statements.some(({ effect, principal }) => {
    const entries = principal?.isNegated === false ? principal.entries : [];
    return effect === 'allow' && entries.some(({ text }) => literalOf(text) === 'logging.s3.amazonaws.com');
  });
}
