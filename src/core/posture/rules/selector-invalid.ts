import type { Location } from '../location.ts';
import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { fieldOperators, fieldSelectors, isBucketArn, memberAt, textsOf } from '../selector-values.ts';
import { printText, type SymbolicText } from '../symbolic-text.ts';
import { textMatches } from '../text-match.ts';
import { any, type Truth } from '../truth.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { fieldFaults } from './field-faults.ts';
import { excerpt } from './refusal.ts';

export const selectorInvalid: Rule = {
  id: 'selector-invalid',
  family: 'deploy',
  severity: 'error',
  title: 'An event selector that CloudTrail does not take',
  what: 'A basic selector has a data resource of another type than S3 object, Lambda function or DynamoDB table, an S3 ARN of the wrong form (`arn:aws:s3:::*`, or a bucket without the slash at its end), or an unknown `ReadWriteType` or excluded source; an advanced selector lacks `eventCategory` (one for data events `resources.type`, one for network activity `eventSource`), or has a category, a field or an operator that it cannot have, or a field without an operator.',
  why: 'CloudTrail refuses all selectors of the trail with InvalidEventSelectorsException.',
  fix: 'For all objects of a bucket write `arn:aws:s3:::bucket/`, for all buckets `arn:aws:s3`. Other resource types and filters need `AdvancedEventSelectors`.',
  alsoKnownAs: ['E3030', 'E3031'],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html',
  ],
  check,
};

/** What is surely wrong with a part of a selector. */
export interface SelectorFault {
  readonly at: Location;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

function* check({ trails, ofType }: Posture): Iterable<Verdict> {
  for (const resource of [...trails, ...ofType('AWS::CloudTrail::EventDataStore')]) {
    const isTrail = resource.type === 'AWS::CloudTrail::Trail';
    const faults = [
      ...itemsOf(property(resource, 'EventSelectors')).flatMap(basicFaults),
      ...itemsOf(property(resource, 'AdvancedEventSelectors')).flatMap((selector) =>
        advancedFaults(selector, isTrail),
      ),
      ...itemsOf(property(resource, 'InsightSelectors')).flatMap(insightFaults),
    ];
    for (const { at, message } of faults) {
      yield { outcome: 'fail', resource, at, message: `CloudTrail refuses this selector: ${message}` };
    }
  }
}

const basicTypes = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'];
const excludableSources = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

function basicFaults(selector: Value): readonly SelectorFault[] {
  return [
    ...outside(selector, 'ReadWriteType', ['All', 'ReadOnly', 'WriteOnly']),
    ...outside(selector, 'ExcludeManagementEventSources', excludableSources),
    ...itemsOf(member(selector, 'DataResources')).flatMap(dataResourceFaults),
  ];
}

/** The literals of a member that are none of the values that the service takes. */
function outside(container: Value, name: string, taken: readonly string[]): readonly SelectorFault[] {
  const wrong = itemsOf(member(container, name))
    .map(literalOfValue)
    .find((literal) => literal !== undefined && !taken.includes(literal));
  return wrong === undefined
    ? []
    : [{ at: memberAt(container, name), message: `${name} takes ${inWords(taken)}, not ${excerpt(wrong)}.` }];
}

function inWords(names: readonly string[]): string {
  return names.length === 1
    ? String(names[0])
    : `${names.slice(0, -1).join(', ')} and ${String(names.at(-1))}`;
}

function dataResourceFaults(resource: Value): readonly SelectorFault[] {
  const type = literalOfValue(member(resource, 'Type'));
  if (type !== undefined && !basicTypes.includes(type)) {
    const message = `basic selectors know the data resources ${inWords(basicTypes)}, not ${excerpt(type)}. Use AdvancedEventSelectors.`;
    return [{ at: memberAt(resource, 'Type'), message }];
  }
  return type === 'AWS::S3::Object'
    ? textsOf(member(resource, 'Values')).flatMap(({ value, text }) => s3ValueFaults(value, text))
    : [];
}

function s3ValueFaults(value: Value, text: SymbolicText): readonly SelectorFault[] {
  const shown = excerpt(printText(text));
  if (isS3Arn(text) === 'no') {
    const message = `${shown} is no ARN of S3. Write arn:aws:s3:::bucket/prefix, or arn:aws:s3 for all buckets.`;
    return [{ at: value.at, message }];
  }
  if (isBucketArn(text) !== 'yes') {
    return [];
  }
  const last = text.at(-1);
  const isStar = typeof last === 'string' && last.endsWith(':*');
  return [
    {
      at: value.at,
      message: isStar
        ? `${shown} is no ARN that it takes. Write arn:aws:s3 for the objects of all buckets.`
        : `${shown} lacks the slash at its end. Add it for all objects of the bucket.`,
    },
  ];
}

function isS3Arn(text: SymbolicText): Truth {
  return any([':s3', ':s3:::*'].map((rest) => textMatches(['arn:', { kind: 'partition' }, rest], text)));
}

function insightFaults(selector: Value): readonly SelectorFault[] {
  return outside(selector, 'EventCategories', ['Management', 'Data']);
}

function advancedFaults(selector: Value, isTrail: boolean): readonly SelectorFault[] {
  const fields = member(selector, 'FieldSelectors');
  if (selector.kind !== 'map' || fields.kind !== 'list') {
    return [];
  }
  const category = singleLiteral(fieldSelectors(selector, 'eventCategory'));
  const faults = fields.items.flatMap((field) => [
    ...fieldFaults(field, category, isTrail),
    ...operatorFaults(field),
  ]);
  const missing = missingField(selector, fields, category);
  return missing === undefined ? faults : [...faults, missing];
}

/** The one literal under `Equals`, if that is all there is. */
function singleLiteral([field, ...others]: readonly Value[]): string | undefined {
  const values = field === undefined ? [] : itemsOf(member(field, 'Equals'));
  return others.length === 0 && values.length === 1 && values[0] !== undefined
    ? literalOfValue(values[0])
    : undefined;
}

function operatorFaults(field: Value): readonly SelectorFault[] {
  const hasOperator = any(fieldOperators.map((operator) => isSet(member(field, operator))));
  const name = literalOfValue(member(field, 'Field'));
  return field.kind === 'map' && hasOperator === 'no' && name !== undefined
    ? [{ at: field.at, message: `${excerpt(name)} has no operator with a value. Add Equals or another one.` }]
    : [];
}

const requiredFields: Readonly<Record<string, string>> = {
  Data: 'resources.type',
  NetworkActivity: 'eventSource',
};

function missingField(
  selector: Value,
  fields: Value & { kind: 'list' },
  category: string | undefined,
): SelectorFault | undefined {
  const names = fields.items.map((field) => literalOfValue(member(field, 'Field')));
  if (!fields.isComplete || names.includes(undefined)) {
    return undefined;
  }
  const needed = [
    'eventCategory',
    ...(category !== undefined && Object.hasOwn(requiredFields, category) ? [requiredFields[category]] : []),
  ];
  const missing = needed.find((name) => !names.includes(name));
  return missing === undefined
    ? undefined
    : {
        at: memberAt(selector, 'FieldSelectors'),
        message: `it needs a field selector on ${missing}. Add it.`,
      };
}
