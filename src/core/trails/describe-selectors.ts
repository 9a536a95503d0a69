import type { Localize } from '../localize.ts';
import type { AdvancedEventSelector, BasicEventSelector, EventSelectors, FieldCondition } from './trail.ts';

/** What one selector makes a trail record. */
export interface SelectorWords {
  /** Which events, in a few words, such as `S3 object writes`. */
  readonly events: string;
  /** What narrows them, each a phrase of its own, such as `in acme-data/`; empty when nothing does. */
  readonly limits: readonly string[];
  /** The name that the selector was given, where it has one. */
  readonly name: string | undefined;
}

/** Reads, writes, or both: the `readOnly` condition of a selector. */
type Direction = 'all' | 'reads' | 'writes';

/** What the selectors of a trail record, in the order of the selectors. Empty when the trail records nothing. */
export function describeSelectors(selectors: EventSelectors, t: Localize): readonly SelectorWords[] {
  return selectors.kind === 'basic'
    ? selectors.selectors.flatMap((selector) => describeBasic(selector, t))
    : selectors.selectors.map((selector) => describeAdvanced(selector, t));
}

/** The words of one selector in one line, such as `S3 object writes, in acme-data/`. */
export function selectorLine(words: SelectorWords): string {
  return [words.events, ...words.limits].join(', ');
}

function describeBasic(selector: BasicEventSelector, t: Localize): SelectorWords[] {
  const direction = basicDirection(selector.readWriteType);
  const management: SelectorWords = {
    events: managementEvents(direction, t),
    limits: selector.excludedSources.map((source) => t('without {0}', source)),
    name: undefined,
  };
  const data = selector.dataResources.map(({ type, values }) => ({
    events: dataEvents([type], direction, t),
    limits: values.filter((value) => !meansAll(value)).map((value) => t('in {0}', place(value))),
    name: undefined,
  }));
  return selector.includesManagementEvents ? [management, ...data] : data;
}

function basicDirection(type: BasicEventSelector['readWriteType']): Direction {
  switch (type) {
    case 'All':
      return 'all';
    case 'ReadOnly':
      return 'reads';
    case 'WriteOnly':
      return 'writes';
  }
}

/** Basic selectors name all buckets, functions or tables by an ARN that ends before the name. */
function meansAll(value: string): boolean {
  return /^arn:[^:]+:(s3(:::)?|lambda|dynamodb)$/.test(value);
}

function describeAdvanced({ name, conditions }: AdvancedEventSelector, t: Localize): SelectorWords {
  const only = (field: string): readonly string[] =>
    conditions.find((condition) => condition.field === field)?.equals ?? [];
  const [category] = only('eventCategory');
  const direction = advancedDirection(only('readOnly'));
  const told = new Set(['eventCategory', 'readOnly', 'resources.type']);
  const limits = conditions
    .filter(({ field }) => !told.has(field))
    .flatMap((condition) => describeCondition(condition, t));
  return { events: eventsOf(category, only('resources.type'), direction, t), limits, name };
}

function advancedDirection(readOnly: readonly string[]): Direction {
  if (readOnly.length !== 1) {
    return 'all';
  }
  return readOnly[0] === 'true' ? 'reads' : 'writes';
}

function eventsOf(
  category: string | undefined,
  types: readonly string[],
  direction: Direction,
  t: Localize,
): string {
  switch (category) {
    case 'Management':
      return managementEvents(direction, t);
    case 'Data':
      return dataEvents(types, direction, t);
    case 'NetworkActivity':
      return t('network activity events');
    case undefined:
      return t('events of any category');
    default:
      return t('{0} events', category);
  }
}

function managementEvents(direction: Direction, t: Localize): string {
  switch (direction) {
    case 'all':
      return t('management events');
    case 'reads':
      return t('management reads');
    case 'writes':
      return t('management writes');
  }
}

function dataEvents(types: readonly string[], direction: Direction, t: Localize): string {
  const what = types.map((type) => resourceTypeName(type, t)).join(', ');
  switch (direction) {
    case 'all':
      return t('{0} reads and writes', what);
    case 'reads':
      return t('{0} reads', what);
    case 'writes':
      return t('{0} writes', what);
  }
}

function resourceTypeName(type: string, t: Localize): string {
  switch (type) {
    case 'AWS::S3::Object':
      return t('S3 object');
    case 'AWS::Lambda::Function':
      return t('Lambda function');
    case 'AWS::DynamoDB::Table':
      return t('DynamoDB table');
    default:
      return type;
  }
}

/** The part of an ARN that a person knows a thing by; of an S3 ARN the bucket and the path. */
function place(arn: string): string {
  return arn.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, '');
}

function describeCondition(condition: FieldCondition, t: Localize): string[] {
  const phrases: [readonly string[] | undefined, (values: string) => string][] =
    condition.field === 'resources.ARN' ? placePhrases(condition, t) : fieldPhrases(condition, t);
  return phrases.flatMap(([values, phrase]) =>
    values === undefined || values.length === 0 ? [] : [phrase(values.map(place).join(', '))],
  );
}

function placePhrases(
  condition: FieldCondition,
  t: Localize,
): [readonly string[] | undefined, (values: string) => string][] {
  return [
    [condition.equals, (values) => t('in {0}', values)],
    [condition.startsWith, (values) => t('in {0}', values)],
    [condition.endsWith, (values) => t('ending in {0}', values)],
    [condition.notEquals, (values) => t('not in {0}', values)],
    [condition.notStartsWith, (values) => t('not in {0}', values)],
    [condition.notEndsWith, (values) => t('not ending in {0}', values)],
  ];
}

function fieldPhrases(
  condition: FieldCondition,
  t: Localize,
): [readonly string[] | undefined, (values: string) => string][] {
  const { field } = condition;
  return [
    [condition.equals, (values) => t('{0} is {1}', field, values)],
    [condition.startsWith, (values) => t('{0} starts with {1}', field, values)],
    [condition.endsWith, (values) => t('{0} ends with {1}', field, values)],
    [condition.notEquals, (values) => t('{0} is not {1}', field, values)],
    [condition.notStartsWith, (values) => t('{0} does not start with {1}', field, values)],
    [condition.notEndsWith, (values) => t('{0} does not end with {1}', field, values)],
  ];
}
