import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { literalOfValue, property, textOf } from '../properties.ts';
import { fieldOperators, isBucketArn, memberAt } from '../selector-values.ts';
import type { SymbolicText } from '../symbolic-text.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { effectAt } from './effects.ts';
import type { Fix } from './fix.ts';
import { scalar, text, type FixPath } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { correctWord } from './name-fixes.ts';
import { isSame } from './needs.ts';
import { fieldSelector } from './selector-fixes.ts';

const callRate = 'ApiCallRateInsight';
const errorRate = 'ApiErrorRateInsight';

export const insightTypeFixes: Fixer = function* ({ resource, failed }) {
  const selector = itemsOf(property(resource, 'InsightSelectors')).find((one) =>
    isSame(memberAt(one, 'InsightType'), failed.at),
  );
  if (selector === undefined) {
    return;
  }
  const value = member(selector, 'InsightType');
  const fix = correctWord(resource, value.at, value, [callRate, errorRate]);
  if (fix !== undefined) {
    yield fix;
    return;
  }
  for (const type of [callRate, errorRate]) {
    yield {
      title: `Set InsightType to ${type}${effectAt(resource, value.at)}`,
      isPreferred: false,
      isSafe: false,
      reveals: true,
      edits: [{ kind: 'set', resource: resource.id, path: [value.at], value: scalar(type) }],
    };
  }
};

/** What CloudTrail does not take in a selector, where it is clear what is meant. */
export const selectorInvalidFixes: Fixer = function* ({ resource, failed }) {
  for (const selector of itemsOf(property(resource, 'EventSelectors'))) {
    yield* words(resource, selector, 'ReadWriteType', ['All', 'ReadOnly', 'WriteOnly'], failed.at);
    yield* words(
      resource,
      selector,
      'ExcludeManagementEventSources',
      ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
      failed.at,
    );
    for (const data of itemsOf(member(selector, 'DataResources'))) {
      for (const value of itemsOf(member(data, 'Values')).filter(({ at }) => isSame(at, failed.at))) {
        yield* arnFix(resource, value);
      }
    }
  }
  for (const selector of itemsOf(property(resource, 'AdvancedEventSelectors'))) {
    yield* advancedFixes(resource, selector, failed.at);
  }
  for (const selector of itemsOf(property(resource, 'InsightSelectors'))) {
    yield* words(resource, selector, 'EventCategories', ['Management', 'Data'], failed.at);
  }
};

/** Corrects the misspelt values of a member, which is what failed. */
function* words(
  resource: Resource,
  container: Value,
  name: string,
  known: readonly string[],
  at: Location,
): Iterable<Fix> {
  if (!isSame(memberAt(container, name), at)) {
    return;
  }
  const wrong = itemsOf(member(container, name)).filter((value) => {
    const literal = literalOfValue(value);
    return literal !== undefined && !known.includes(literal);
  });
  const fixes = wrong.map((value) => correctWord(resource, value.at, value, known));
  const found = fixes.filter((fix) => fix !== undefined);
  const [first] = found;
  if (first !== undefined && found.length === wrong.length) {
    yield { ...first, edits: found.flatMap(({ edits }) => edits) };
  }
}

function* arnFix(resource: Resource, value: Value): Iterable<Fix> {
  const symbolic = textOf(value) ?? [];
  if (isBucketArn(symbolic) !== 'yes') {
    return;
  }
  const whole = withoutStar(symbolic);
  const path: FixPath = [value.at];
  yield {
    title:
      whole === undefined
        ? 'Add the slash at its end: data events of the bucket are then recorded, and charged for'
        : 'Write the ARN for all buckets: data events of every bucket are then recorded, and charged for',
    isPreferred: true,
    isSafe: false,
    reveals: true,
    edits: [
      {
        kind: 'set',
        resource: resource.id,
        path,
        value:
          whole === undefined
            ? text({ kind: 'copy', resource: resource.id, path: [value.at] }, '/')
            : text(...whole),
      },
    ],
  };
}

/** `arn:aws:s3:::*` is meant for `arn:aws:s3`. */
function withoutStar(symbolic: SymbolicText): SymbolicText | undefined {
  const last = symbolic.at(-1);
  return typeof last === 'string' && last.endsWith(':::*')
    ? [...symbolic.slice(0, -1), last.replace(/:::\*$/, '')]
    : undefined;
}

function* advancedFixes(resource: Resource, selector: Value, at: Location): Iterable<Fix> {
  const fields = itemsOf(member(selector, 'FieldSelectors'));
  for (const field of fields) {
    for (const operator of fieldOperators) {
      const name = literalOfValue(member(field, 'Field'));
      yield* words(resource, field, operator, wordsOf(name), at);
    }
  }
  const names = fields.map((field) => literalOfValue(member(field, 'Field')));
  if (isSame(memberAt(selector, 'FieldSelectors'), at) && !names.includes('eventCategory')) {
    const category = names.includes('resources.type') ? 'Data' : 'Management';
    yield {
      title: `Add eventCategory ${category}${effectAt(resource, selector.at, category === 'Management')}`,
      isPreferred: true,
      isSafe: false,
      reveals: true,
      edits: [
        {
          kind: 'append',
          resource: resource.id,
          path: ['AdvancedEventSelectors', selector.at, 'FieldSelectors'],
          items: [fieldSelector('eventCategory', 'Equals', scalar(category))],
        },
      ],
    };
  }
}

function wordsOf(field: string | undefined): readonly string[] {
  switch (field) {
    case 'eventCategory':
      return ['Management', 'Data', 'NetworkActivity'];
    case 'readOnly':
      return ['true', 'false'];
    default:
      return [];
  }
}
