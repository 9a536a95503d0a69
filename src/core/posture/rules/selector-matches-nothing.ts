import type { Posture } from '../posture.ts';
import { literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { fieldSelectors, isBucketArn, memberAt, textsOf } from '../selector-values.ts';
import { printText, type SymbolicText } from '../symbolic-text.ts';
import { all, truth, type Truth } from '../truth.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { excerpt } from './refusal.ts';

export const selectorMatchesNothing: Rule = {
  id: 'selector-matches-nothing',
  family: 'deploy',
  severity: 'warning',
  title: 'A bucket where objects are meant',
  what: 'An advanced event selector for S3 objects compares `resources.ARN` with the ARN of a bucket: under `Equals` no object has it, and under `StartsWith` without a slash at its end the objects of every bucket whose name begins so have it too.',
  why: 'The events that the selector is there for are not recorded, or those of other buckets are, and charged.',
  fix: 'Use `StartsWith` with the ARN of the bucket and a slash: `arn:aws:s3:::bucket/`.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html',
  ],
  check,
};

const objectType = 'AWS::S3::Object';

function* check({ trails, ofType }: Posture): Iterable<Verdict> {
  for (const resource of [...trails, ...ofType('AWS::CloudTrail::EventDataStore')]) {
    for (const selector of itemsOf(property(resource, 'AdvancedEventSelectors'))) {
      if (!isForObjects(selector)) {
        continue;
      }
      for (const field of fieldSelectors(selector, 'resources.ARN')) {
        for (const { operator, isFault, consequence } of faults) {
          const arns = textsOf(member(field, operator));
          const verdicts = arns.map(({ text }) => isFault(text));
          const faulty = arns[verdicts.indexOf('yes')];
          if (faulty !== undefined) {
            const message = `${excerpt(printText(faulty.text))} is a bucket: ${consequence} Use StartsWith with a slash at the end.`;
            yield { outcome: 'fail', resource, at: memberAt(field, operator), message };
          } else if (verdicts.includes('unknown')) {
            yield { outcome: 'unknown', resource, reason: 'Whether the ARN is one of objects is not known.' };
          }
        }
      }
    }
  }
}

const faults = [
  {
    operator: 'Equals',
    isFault: isBucketArn,
    consequence: 'no object has this ARN, so nothing is recorded.',
  },
  {
    operator: 'StartsWith',
    isFault: isWholeBucketName,
    consequence: 'events of every bucket whose name begins so are recorded too.',
  },
] as const;

/** A name cannot end with a dash or a dot: who writes one there means several buckets. */
function isWholeBucketName(text: SymbolicText): Truth {
  const last = text.at(-1);
  return all([truth(typeof last !== 'string' || /[a-z0-9]$/.test(last)), isBucketArn(text)]);
}

function isForObjects(selector: Value): boolean {
  const types = fieldSelectors(selector, 'resources.type').flatMap((field) =>
    itemsOf(member(field, 'Equals')),
  );
  return types.length > 0 && types.every((type) => literalOfValue(type) === objectType);
}
