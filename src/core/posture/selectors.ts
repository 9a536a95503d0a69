import type { Location } from './location.ts';
import type { Resource } from './model.ts';
import { booleanOf, isSet, literalOfValue, property, propertyAt, textOf } from './properties.ts';
import { concatText, literalOf, literalText, type SymbolicText, type TextPart } from './symbolic-text.ts';
import { textEquals, textMatches } from './text-match.ts';
import { all, any, not, truth, type Truth } from './truth.ts';
import { itemsOf, member, type Value } from './value.ts';

/**
 * What a trail records, as a set of events that can be asked: basic selectors, advanced ones and the default are the
 * same thing here.
 */
export interface Recording {
  /** `unknown` also for a trail with both kinds of selectors, which the service refuses. */
  readonly form: 'default' | 'basic' | 'advanced' | 'unknown';
  readonly recorders: readonly Recorder[];
  /** False where the trail may record more than is known. */
  readonly isComplete: boolean;
}

/**
 * Events that a trail records: those that meet every condition. A basic selector makes one for its management events
 * and one for each value of its data resources, an advanced selector is one.
 */
export interface Recorder {
  /** What asks for these events: `IncludeManagementEvents`, an ARN among the data resources, or the selector. */
  readonly at: Location;
  /** The selector's place in its list, from 0. */
  readonly selector: number;
  readonly conditions: readonly FieldCondition[];
  /** False where it may be missing, or have conditions that are not known. */
  readonly isCertain: boolean;
}

/** A condition on one field of an event. Of the selecting tests one has to hold, of the excluding ones none may. */
export interface FieldCondition {
  readonly field: string;
  /** What sets it: `ReadWriteType`, an ARN among the data resources, or the field selector. */
  readonly at: Location;
  readonly selects: readonly FieldTest[];
  readonly excludes: readonly FieldTest[];
}

export interface FieldTest {
  readonly how: 'equals' | 'starts' | 'ends';
  /** Undefined where it is not known. */
  readonly text: SymbolicText | undefined;
}

/** An event to ask for, by the fields of it that matter. */
export type AskedEvent = ReadonlyMap<string, AskedField>;

export interface AskedField {
  readonly text: SymbolicText;
  /** Other texts by which an excluding test may mean the event: then it is not certain to be recorded. */
  readonly alsoExcludedAs?: readonly SymbolicText[];
}

/**
 * What a condition on a field that was not asked for means: with `some` the question is whether at least one such
 * event is recorded, else it stays unknown whether this one is.
 */
export type OtherFields = 'some' | 'unknown';

/** Any service but those that are named in a selector. */
export const someSource: SymbolicText = [{ kind: 'any', name: 'event source' }];

/** A management event: a read or a write, of one service or of any. */
export function managementEvent(kind: 'read' | 'write', source: SymbolicText = someSource): AskedEvent {
  return askedEvent({ eventCategory: 'Management', readOnly: readOnlyText(kind), eventSource: source });
}

/** A data event on resources of a type, such as `AWS::S3::Object`; with more fields of it, in the words of selectors. */
export function dataEvent(
  type: string,
  fields: Readonly<Record<string, SymbolicText | string | AskedField>> = {},
): AskedEvent {
  return askedEvent({ eventCategory: 'Data', 'resources.type': type, ...fields });
}

/** The value of a selector's `readOnly` field. */
export function readOnlyText(kind: 'read' | 'write'): string {
  return String(kind === 'read');
}

function askedEvent(fields: Readonly<Record<string, SymbolicText | string | AskedField>>): AskedEvent {
  return new Map(
    Object.entries(fields).map(([name, field]): [string, AskedField] => [
      name,
      typeof field === 'string' ? { text: literalText(field) } : 'text' in field ? field : { text: field },
    ]),
  );
}

/** Whether a trail records an event. */
export function records(
  recording: Recording,
  event: AskedEvent,
  otherFields: OtherFields = 'unknown',
): Truth {
  return any([
    ...recording.recorders.map((recorder) => recordedBy(recorder, event, otherFields)),
    recording.isComplete ? 'no' : 'unknown',
  ]);
}

/** The conditions of a recorder that surely keep an event out. */
export function conditionsAgainst(recorder: Recorder, event: AskedEvent): readonly FieldCondition[] {
  return recorder.conditions.filter((condition) => {
    const asked = event.get(condition.field);
    return asked !== undefined && meets(condition, asked) === 'no';
  });
}

/** Whether one of a trail's recorders records an event. */
export function recordedBy(
  recorder: Recorder,
  event: AskedEvent,
  otherFields: OtherFields = 'unknown',
): Truth {
  return all([
    recorder.isCertain ? 'yes' : 'unknown',
    ...recorder.conditions.map((condition) => {
      const asked = event.get(condition.field);
      return asked === undefined ? (otherFields === 'some' ? 'yes' : 'unknown') : meets(condition, asked);
    }),
  ]);
}

/** CloudTrail joins the selecting operators of a field with OR, the excluding ones with AND, and both with AND. */
function meets({ selects, excludes }: FieldCondition, { text, alsoExcludedAs = [] }: AskedField): Truth {
  const excluded = any([
    ...excludes.map((test) => passes(test, text)),
    ...alsoExcludedAs.flatMap((other) =>
      excludes.map((test): Truth => (passes(test, other) === 'no' ? 'no' : 'unknown')),
    ),
  ]);
  return all([selects.length === 0 ? 'yes' : any(selects.map((test) => passes(test, text))), not(excluded)]);
}

function passes({ how, text: wanted }: FieldTest, text: SymbolicText): Truth {
  if (wanted === undefined) {
    return 'unknown';
  }
  const [wantedLiteral, literal] = [literalOf(wanted), literalOf(text)];
  if (wantedLiteral !== undefined && literal !== undefined) {
    return truth(literalPasses(how, wantedLiteral, literal));
  }
  switch (how) {
    case 'equals':
      return textEquals(wanted, text);
    case 'starts':
      return textMatches(concatText(withoutWildcards(wanted), ['*']), text);
    case 'ends':
      return textMatches(concatText(['*'], withoutWildcards(wanted)), text);
  }
}

/** Nearly all texts of selectors are literals, for which matching by symbols would be slow. */
function literalPasses(how: FieldTest['how'], wanted: string, text: string): boolean {
  switch (how) {
    case 'equals':
      return text === wanted;
    case 'starts':
      return text.startsWith(wanted);
    case 'ends':
      return text.endsWith(wanted);
  }
}

/** Selectors have no wildcards: in the pattern that is made of one, these characters mean themselves. */
function withoutWildcards(text: SymbolicText): SymbolicText {
  return text.map((part): TextPart =>
    typeof part === 'string' ? part.replace(/[*?$]/g, (char) => `\${${char}}`) : part,
  );
}

/** The services that selectors name in conditions on the source of management events. */
export function namedSources({ recorders }: Recording): readonly string[] {
  const tests = recorders
    .flatMap(({ conditions }) => conditions)
    .filter(({ field }) => field === 'eventSource')
    .flatMap(({ selects, excludes }) => [...selects, ...excludes]);
  const names = tests.map(({ text }) => (text === undefined ? undefined : literalOf(text)));
  return [...new Set(names.filter((name) => name !== undefined))];
}

const unknownRecording: Recording = { form: 'unknown', recorders: [], isComplete: false };

/**
 * What a trail records. Without selectors, or with an empty list of them, these are all management events.
 *
 * Source: CloudTrail API reference, EventSelector and AdvancedEventSelector.
 */
export function recordingOf(trail: Resource): Recording {
  const known = recordings.get(trail) ?? readRecording(trail);
  recordings.set(trail, known);
  return known;
}

/** Several rules ask the same of the same trail. */
const recordings = new WeakMap<Resource, Recording>();

function readRecording(trail: Resource): Recording {
  const basic = property(trail, 'EventSelectors');
  const advanced = property(trail, 'AdvancedEventSelectors');
  const [hasBasic, hasAdvanced] = [isSet(basic), isSet(advanced)];
  if (hasBasic === 'no' && hasAdvanced === 'no') {
    const everything: Recorder = {
      at: trail.propertiesAt,
      selector: 0,
      conditions: [equals('eventCategory', 'Management', trail.propertiesAt)],
      isCertain: true,
    };
    return { form: 'default', recorders: [everything], isComplete: true };
  }
  if (hasBasic === 'yes' && hasAdvanced === 'no' && basic.kind === 'list') {
    return { form: 'basic', recorders: basic.items.flatMap(basicRecorders), isComplete: basic.isComplete };
  }
  if (hasAdvanced === 'yes' && hasBasic === 'no' && advanced.kind === 'list') {
    const recorders = advanced.items.map(advancedRecorder);
    return { form: 'advanced', recorders, isComplete: advanced.isComplete };
  }
  return unknownRecording;
}

/** Where what a trail records is reported: its selectors, or the `Properties` key without them. */
export function selectorsAt(trail: Resource): Location {
  const property = trail.properties.members.has('AdvancedEventSelectors')
    ? 'AdvancedEventSelectors'
    : 'EventSelectors';
  return propertyAt(trail, property);
}

function equals(field: string, text: string | SymbolicText | undefined, at: Location): FieldCondition {
  const wanted = typeof text === 'string' ? literalText(text) : text;
  return { field, at, selects: [{ how: 'equals', text: wanted }], excludes: [] };
}

function basicRecorders(selector: Value, index: number): readonly Recorder[] {
  const direction = directionOf(selector);
  const includes = booleanOf(member(selector, 'IncludeManagementEvents'), true);
  const isCertain = selector.kind === 'map' && selector.isComplete;
  const managementAt = memberAt(selector, 'IncludeManagementEvents');
  const category = equals('eventCategory', 'Management', managementAt);
  const management: Recorder = {
    at: managementAt,
    selector: index,
    conditions: [category, ...direction, ...exclusionsOf(selector)],
    isCertain: isCertain && includes === 'yes',
  };
  const resources = member(selector, 'DataResources');
  const data = itemsOf(resources).flatMap((resource) => dataRecorders(resource, index, direction));
  return [
    ...(includes === 'no' ? [] : [management]),
    ...data,
    ...(hasAllItems(resources) ? [] : [unseen(resources, index)]),
  ];
}

/** What a list of data resources that is not all known may still hold. */
function unseen({ at }: Value, selector: number): Recorder {
  return { at, selector, conditions: [equals('eventCategory', 'Data', at)], isCertain: false };
}

function hasAllItems(value: Value): boolean {
  return value.kind === 'list' ? value.isComplete : value.kind !== 'unknown';
}

function memberAt(container: Value, name: string): Location {
  return (container.kind === 'map' ? container.members.get(name)?.at : undefined) ?? container.at;
}

function directionOf(selector: Value): readonly FieldCondition[] {
  const readWriteType = member(selector, 'ReadWriteType');
  const at = memberAt(selector, 'ReadWriteType');
  if (readWriteType.kind === 'absent' || readWriteType.kind === 'null') {
    return [];
  }
  switch (literalOfValue(readWriteType)) {
    case 'All':
      return [];
    case 'ReadOnly':
      return [equals('readOnly', readOnlyText('read'), at)];
    case 'WriteOnly':
      return [equals('readOnly', readOnlyText('write'), at)];
    default:
      return [equals('readOnly', undefined, at)];
  }
}

function exclusionsOf(selector: Value): readonly FieldCondition[] {
  const excluding = 'ExcludeManagementEventSources';
  const excludes = testsOf(member(selector, excluding), 'equals');
  return excludes.length === 0
    ? []
    : [{ field: 'eventSource', at: memberAt(selector, excluding), selects: [], excludes }];
}

/** A test for each value; one that is not known where there may be more of them. */
function testsOf(values: Value, how: FieldTest['how']): readonly FieldTest[] {
  const tests = values.kind === 'null' ? [] : itemsOf(values).map((value) => ({ how, text: textOf(value) }));
  return hasAllItems(values) || values.kind === 'unknown' ? tests : [...tests, { how, text: undefined }];
}

function dataRecorders(
  resource: Value,
  selector: number,
  direction: readonly FieldCondition[],
): readonly Recorder[] {
  const type = textOf(member(resource, 'Type'));
  const common = [
    equals('eventCategory', 'Data', resource.at),
    equals('resources.type', type, resource.at),
    ...direction,
  ];
  const values = member(resource, 'Values');
  const known = itemsOf(values).map((value) => ({
    at: value.at,
    selector,
    conditions: [...common, ...placeConditions(type, value)],
    isCertain: true,
  }));
  // What the service makes of a data resource without values is not documented.
  const isDoubtful = isSet(values) !== 'yes' || !hasAllItems(values);
  return isDoubtful ? [...known, { at: resource.at, selector, conditions: common, isCertain: false }] : known;
}

const wholeServices: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Object': [':s3', ':s3:::'],
  'AWS::Lambda::Function': [':lambda'],
  'AWS::DynamoDB::Table': [':dynamodb'],
};

/** Basic selectors name all buckets, functions or tables by an ARN that ends early; buckets by the beginning of one. */
function placeConditions(type: SymbolicText | undefined, value: Value): readonly FieldCondition[] {
  const arn = textOf(value);
  const typeName = type === undefined ? '' : (literalOf(type) ?? '');
  const isWhole = any(
    (wholeServices[typeName] ?? []).map((service) =>
      arn === undefined ? 'unknown' : textEquals(arn, ['arn:', { kind: 'partition' }, service]),
    ),
  );
  if (isWhole === 'yes') {
    return [];
  }
  const isObject = typeName === 'AWS::S3::Object';
  // A bucket's ARN without a slash is no valid value for objects: what it would record is not known.
  const isClear =
    isWhole === 'no' &&
    arn !== undefined &&
    (!isObject || arn.some((part) => typeof part === 'string' && part.includes('/')));
  const text = isClear ? arn : undefined;
  const how = isObject ? 'starts' : 'equals';
  return [{ field: 'resources.ARN', at: value.at, selects: [{ how, text }], excludes: [] }];
}

const operators = [
  ['Equals', 'selects', 'equals'],
  ['StartsWith', 'selects', 'starts'],
  ['EndsWith', 'selects', 'ends'],
  ['NotEquals', 'excludes', 'equals'],
  ['NotStartsWith', 'excludes', 'starts'],
  ['NotEndsWith', 'excludes', 'ends'],
] as const;

function advancedRecorder(selector: Value, index: number): Recorder {
  const fields = member(selector, 'FieldSelectors');
  const read = itemsOf(fields).map(fieldCondition);
  const conditions = read.filter((condition) => condition !== undefined);
  const isCertain =
    selector.kind === 'map' &&
    fields.kind === 'list' &&
    fields.isComplete &&
    conditions.length === read.length &&
    conditions.some(({ field }) => field === 'eventCategory');
  return { at: selector.at, selector: index, conditions, isCertain };
}

/** Undefined for what is not known well enough. */
function fieldCondition(value: Value): FieldCondition | undefined {
  const field = literalOfValue(member(value, 'Field'));
  if (field === undefined || value.kind !== 'map' || !value.isComplete) {
    return undefined;
  }
  const tests = (side: 'selects' | 'excludes'): readonly FieldTest[] =>
    operators
      .filter(([, itsSide]) => itsSide === side)
      .flatMap(([name, , how]) => testsOf(member(value, name), how));
  return { field, at: value.at, selects: tests('selects'), excludes: tests('excludes') };
}
