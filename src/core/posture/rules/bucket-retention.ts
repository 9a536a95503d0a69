import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all, any, truth, type Truth } from '../truth.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { relatedTrail } from './access-fault.ts';
import { verdictOn } from './wanted-property.ts';

export const bucketRetention: Rule = {
  id: 'bucket-retention',
  family: 'posture',
  severity: 'hint',
  onlyIn: [],
  title: 'No stated time for keeping the logs',
  what: 'The log bucket has neither a default retention of Object Lock nor a lifecycle rule that expires objects.',
  why: 'Nothing says how long logs are kept: they pile up and are charged for ever, or somebody deletes too many.',
  fix: 'Add a lifecycle rule with `ExpirationInDays`, or Object Lock with a default retention where nobody may delete logs before their time.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
  ],
  check,
};

function* check({ logBuckets }: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of logBuckets) {
    yield* verdictOn(bucket, 'LifecycleConfiguration', any([isRetained(bucket), expires(bucket)]), {
      message:
        'Nothing says how long these log files are kept. Add a lifecycle rule that expires them, or Object Lock with a default retention.',
      related: trails.flatMap(relatedTrail),
    });
  }
}

function isRetained(bucket: Resource): Truth {
  return isSet(property(bucket, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention'));
}

function expires(bucket: Resource): Truth {
  const rules = property(bucket, 'LifecycleConfiguration', 'Rules');
  const isKnown = rules.kind === 'list' ? rules.isComplete : rules.kind !== 'unknown';
  return any([...itemsOf(rules).map(ruleExpires), isKnown ? 'no' : 'unknown']);
}

function ruleExpires(rule: Value): Truth {
  const status = member(rule, 'Status');
  const literal = literalOfValue(status);
  const isOn = literal === undefined && status.kind !== 'absent' ? 'unknown' : truth(literal === 'Enabled');
  const stated = ['ExpirationInDays', 'ExpirationDate'].map((name) => isSet(member(rule, name)));
  return all([isOn, any(stated)]);
}
