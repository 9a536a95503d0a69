import { literalText, type SymbolicText } from '../../../core/posture/symbolic-text.ts';
import type { Location } from '../../../core/posture/location.ts';
import type { ListValue, Member, Value } from '../../../core/posture/value.ts';
import type { AbstractValue, Arguments, LibraryObject, Use } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { mapOf } from './iam.ts';
import { argumentOf, Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** Methods of a trail that add a selector, and the argument that has its options. */
export const selectorMethods: Readonly<Record<string, number>> = {
  addEventSelector: 2,
  addS3EventSelector: 1,
  addLambdaEventSelector: 1,
  logAllS3DataEvents: 0,
  logAllLambdaDataEvents: 0,
};

/**
 * The selectors of `cloudtrail.Trail`: one for `managementEvents`, if that is given, and one for each method that adds
 * one. Those record management events too unless told otherwise.
 */
export function setSelectors(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const { resolver } = synthesis;
  const prop = props.get('managementEvents');
  const kind = prop?.value.kind === 'library' ? prop.value.path.split('.').at(-1) : undefined;
  const items: Value[] = [];
  let isComplete = draft.isComplete && (prop === undefined || kind !== undefined);
  const { noneAddsNoSelector } = synthesis.facts;
  if (prop !== undefined && kind === 'NONE' && noneAddsNoSelector !== 'yes') {
    items.push(mapOf(prop.at, { IncludeManagementEvents: { kind: 'boolean', value: false, at: prop.at } }));
    isComplete &&= noneAddsNoSelector === 'no';
  }
  if (prop !== undefined && kind !== undefined && kind !== 'NONE') {
    const selector = mapOf(prop.at, {
      IncludeManagementEvents: { kind: 'boolean', value: true, at: prop.at },
      ReadWriteType: resolver.value(prop.value),
    });
    items.push(selector);
  }
  for (const use of object.uses) {
    const [method = ''] = use.path;
    const isAdded = resolver.holds(use.guard);
    if (
      use.path.length !== 1 ||
      !Object.hasOwn(selectorMethods, method) ||
      isAdded === false ||
      addsNothing(synthesis, method, use)
    ) {
      continue;
    }
    isComplete &&= isAdded === true && !use.isRepeated;
    if (isAdded === undefined) {
      continue;
    }
    items.push(
      synthesis.within(draft, () =>
        selectorOf(synthesis, method, use, kind === 'NONE' && noneAddsNoSelector === 'yes'),
      ),
    );
  }
  const at = prop?.at ?? draft.at;
  const list: ListValue = { kind: 'list', items, isComplete, at };
  if (items.length > 0 || !isComplete) {
    draft.set('EventSelectors', list, prop ?? placeOf(items, at));
  }
}

/** The selectors are where they are added. */
function placeOf(items: readonly Value[], at: Location): { readonly keyAt: Location; readonly at: Location } {
  const [first] = items;
  return { keyAt: at, at: first?.at ?? at };
}

/** An empty list of buckets or functions adds no selector. */
function addsNothing({ resolver }: Synthesis, method: string, { arguments: given }: Use): boolean {
  const list = argumentOf(resolver, given, 0, method === 'addS3EventSelector' ? 's3Selector' : 'handlers');
  const isLists = method === 'addS3EventSelector' || method === 'addLambdaEventSelector';
  return isLists && list?.kind === 'list' && list.isComplete && list.items.length === 0;
}

function selectorOf(synthesis: Synthesis, method: string, use: Use, isNone: boolean): Value {
  const { resolver } = synthesis;
  const at = resolver.at(use.span);
  const options = new Props(resolver, use.arguments, selectorMethods[method] ?? 0, use.span);
  const members = new Map<string, Member>();
  const dataResource = mapOf(at, dataOf(synthesis, method, use.arguments, at));
  const list: Value = { kind: 'list', items: [dataResource], isComplete: true, at };
  members.set('DataResources', { keyAt: at, at, value: list });
  for (const [from, to] of optionNames) {
    const prop = options.get(from);
    if (prop !== undefined) {
      members.set(to, { keyAt: prop.keyAt, at: prop.at, value: resolver.value(prop.value) });
    } else if (from === 'includeManagementEvents' && isNone) {
      members.set(to, { keyAt: at, at, value: { kind: 'boolean', value: false, at } });
    }
  }
  return { kind: 'map', members, isComplete: options.isComplete, at };
}

const optionNames = [
  ['includeManagementEvents', 'IncludeManagementEvents'],
  ['readWriteType', 'ReadWriteType'],
  ['excludeManagementEventSources', 'ExcludeManagementEventSources'],
] as const;

function dataOf(
  synthesis: Synthesis,
  method: string,
  given: Arguments,
  at: Location,
): Readonly<Record<string, Value>> {
  const { resolver } = synthesis;
  const text = (value: SymbolicText): Value => ({ kind: 'text', text: value, at });
  const everything = (service: string): Value => ({
    kind: 'list',
    items: [text(['arn:', { kind: 'partition' }, `:${service}`])],
    isComplete: true,
    at,
  });
  const unknown: Value = { kind: 'unknown', canBeAbsent: false, at };
  const valueOf = (index: number, name: string): Value => {
    const value = argumentOf(resolver, given, index, name);
    return value === undefined ? unknown : resolver.value(value);
  };
  const s3 = text(literalText('AWS::S3::Object'));
  const lambda = text(literalText('AWS::Lambda::Function'));
  switch (method) {
    case 'logAllS3DataEvents':
      return { Type: s3, Values: everything('s3:::') };
    case 'logAllLambdaDataEvents':
      return { Type: lambda, Values: everything('lambda') };
    case 'addS3EventSelector':
      return { Type: s3, Values: listOf(synthesis, given, 's3Selector', at, objectsIn) };
    case 'addLambdaEventSelector':
      return { Type: lambda, Values: listOf(synthesis, given, 'handlers', at, functionArn) };
    default:
      return { Type: valueOf(0, 'dataResourceType'), Values: valueOf(1, 'dataResourceValues') };
  }
}

function listOf(
  synthesis: Synthesis,
  given: Arguments,
  name: string,
  at: Location,
  valueOf: (synthesis: Synthesis, item: AbstractValue) => Value,
): Value {
  const list = argumentOf(synthesis.resolver, given, 0, name);
  return list?.kind === 'list'
    ? {
        kind: 'list',
        items: list.items.map((item) => valueOf(synthesis, item)),
        isComplete: list.isComplete,
        at,
      }
    : { kind: 'unknown', canBeAbsent: false, at };
}

/** `{ bucket, objectPrefix }`: the objects of the bucket, or those with the prefix. */
function objectsIn({ resolver }: Synthesis, item: AbstractValue): Value {
  const props = new Props(
    resolver,
    { positional: [item], isComplete: true, keywords: undefined },
    0,
    item.span,
  );
  const at = resolver.at(item.span);
  const bucket = props.get('bucket')?.value;
  const prefix = props.get('objectPrefix')?.value;
  if (bucket?.kind !== 'made') {
    return { kind: 'unknown', canBeAbsent: false, at };
  }
  const { span } = item;
  const parts: AbstractValue[] = [
    { kind: 'attribute', object: bucket, path: ['bucketArn'], span },
    { kind: 'text', value: '/', span },
    ...(prefix === undefined ? [] : [prefix]),
  ];
  return resolver.value({ kind: 'joined', parts, span });
}

function functionArn({ resolver }: Synthesis, item: AbstractValue): Value {
  const chosen = resolver.chosen(item);
  return chosen.kind === 'made'
    ? resolver.value({ kind: 'attribute', object: chosen, path: ['functionArn'], span: item.span })
    : { kind: 'unknown', canBeAbsent: false, at: resolver.at(item.span) };
}
