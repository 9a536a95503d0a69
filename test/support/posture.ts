/**
 * Posture models made by hand: resources from plain JSON with the texts that intrinsics give, as the readers make
 * them. Every place has a name, such as `Trail.Properties` or `Trail.S3BucketName`, that tests can compare.
 */
import type { Location } from '../../src/core/posture/location.ts';
import type { Deployment, PostureModel, Resource } from '../../src/core/posture/model.ts';
import { postureOf } from '../../src/core/posture/posture-of.ts';
import type { Reading, Scenario, Suppression } from '../../src/core/posture/reading.ts';
import { attributeText, namingProperty, referenceText } from '../../src/core/posture/resource-texts.ts';
import type { Rule, Severity, Verdict } from '../../src/core/posture/rule.ts';
import {
  concatText,
  literalText,
  type SymbolicText,
  type TextPart,
  type TextSymbol,
} from '../../src/core/posture/symbolic-text.ts';
import type { MapValue, Member, Value } from '../../src/core/posture/value.ts';

/** A template's value: JSON, with intrinsics. An undefined member is `AWS::NoValue`. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [name: string]: Plain }
  | Intrinsic;

class Intrinsic {
  readonly evaluate: (model: Draft, at: Location) => Value;
  /** The resources that it refers to. */
  readonly resources: readonly string[];

  constructor(resources: readonly string[], evaluate: (model: Draft, at: Location) => Value) {
    this.resources = resources;
    this.evaluate = evaluate;
  }
}

/** The resources before they are evaluated. */
type Draft = Readonly<Record<string, ResourceDraft>>;

interface ResourceDraft {
  readonly type: string;
  readonly properties: Readonly<Record<string, Plain>>;
  readonly options: ResourceOptions;
}

interface ResourceOptions {
  readonly dependsOn?: readonly string[];
  readonly provenance?: Resource['provenance'];
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  /** False as under `Fn::Transform`. */
  readonly isComplete?: boolean;
}

export const account: TextSymbol = { kind: 'account' };
export const region: TextSymbol = { kind: 'region' };
export const partition: TextSymbol = { kind: 'partition' };
export const urlSuffix: TextSymbol = { kind: 'url-suffix' };

/** A parameter without a known value, for use in texts and, through `sub`, as a value. */
export function parameter(name: string, ...otherThan: readonly string[]): TextSymbol {
  return { kind: 'parameter', name, ...(otherThan.length === 0 ? {} : { otherThan }) };
}

/** Any text at all. */
export function anything(name = 'anything'): TextSymbol {
  return { kind: 'any', name };
}

/** A value that cannot be known, such as `Fn::ImportValue` gives. */
export function unknownValue(canBeAbsent = false): Intrinsic {
  return new Intrinsic([], (_, at) => ({ kind: 'unknown', canBeAbsent, at }));
}

/** A list to which something unknown could be added. */
export function incompleteList(...items: readonly Plain[]): Intrinsic {
  return new Intrinsic(items.flatMap(resourcesIn), (draft, at) => {
    const values = items.map((item, index) => valueOf(draft, item, at, `${placeName(at)}[${index}]`));
    return { kind: 'list', items: values, isComplete: false, at };
  });
}

export function ref(id: string): Intrinsic {
  return textIntrinsic([id], (draft) => refText(draft, id));
}

export function getAtt(id: string, attribute: string): Intrinsic {
  return textIntrinsic([id], (draft) => {
    const resource = draft[id];
    return attributeText(resource?.type ?? '', nameOf(draft, id), id, attribute);
  });
}

const textIntrinsics = new WeakMap<Intrinsic, (draft: Draft) => SymbolicText>();

function textIntrinsic(resources: readonly string[], text: (draft: Draft) => SymbolicText): Intrinsic {
  const intrinsic = new Intrinsic(resources, (draft, at) => ({ kind: 'text', text: text(draft), at }));
  textIntrinsics.set(intrinsic, text);
  return intrinsic;
}

/** As `Fn::Sub`: sub`arn:${partition}:s3:::${ref('LogBucket')}/*`. */
export function sub(
  strings: TemplateStringsArray,
  ...inserted: readonly (string | TextSymbol | Intrinsic)[]
): Intrinsic {
  const resources = inserted.flatMap((part) => (part instanceof Intrinsic ? part.resources : []));
  return textIntrinsic(resources, (draft) =>
    concatText(
      ...strings.flatMap((literal, index) => {
        const part = inserted[index];
        return [literalText(literal), part === undefined ? [] : partText(draft, part)];
      }),
    ),
  );
}

function partText(draft: Draft, part: string | TextSymbol | Intrinsic): SymbolicText {
  if (part instanceof Intrinsic) {
    return textIntrinsics.get(part)?.(draft) ?? [];
  }
  return typeof part === 'string' ? literalText(part) : [part];
}

function refText(draft: Draft, id: string): SymbolicText {
  return referenceText(draft[id]?.type ?? '', nameOf(draft, id), id);
}

const beingNamed = new Set<string>();

function nameOf(draft: Draft, id: string): SymbolicText {
  const generated: SymbolicText = [{ kind: 'ref', resource: id }];
  const resource = draft[id];
  const naming = namingProperty(resource?.type ?? '');
  const name = naming === undefined ? undefined : resource?.properties[naming];
  if (typeof name === 'string') {
    return literalText(name);
  }
  if (!(name instanceof Intrinsic) || beingNamed.has(id)) {
    return generated;
  }
  // A name that is made from itself in a circle is as good as generated.
  beingNamed.add(id);
  const text = textIntrinsics.get(name)?.(draft) ?? generated;
  beingNamed.delete(id);
  return text;
}

/** A text by its parts. */
export function text(...parts: readonly TextPart[]): SymbolicText {
  return concatText(parts);
}

export function resource(
  type: string,
  properties: Readonly<Record<string, Plain>> = {},
  options: ResourceOptions = {},
): ResourceDraft {
  return { type, properties, options };
}

/** A model of resources by logical id. */
export function modelOf(
  draft: Draft,
  options: { readonly isComplete?: boolean; readonly deployment?: Deployment } = {},
): PostureModel {
  const resources = new Map(
    Object.entries(draft).map(([id, { type, properties, options: own }]): [string, Resource] => [
      id,
      {
        id,
        type,
        properties: {
          ...mapOf(draft, properties, place(`${id}.Properties`), id),
          isComplete: own.isComplete ?? true,
        },
        at: place(id),
        propertiesAt: place(`${id}.Properties`),
        deletionPolicy: valueOf(draft, own.deletionPolicy, place(id), `${id}:DeletionPolicy`),
        updateReplacePolicy: valueOf(draft, own.updateReplacePolicy, place(id), `${id}:UpdateReplacePolicy`),
        waitsFor: new Set([...resourcesIn(properties), ...(own.dependsOn ?? [])]),
        references: new Map(referencesIn(properties, id)),
        dependsOn: new Map((own.dependsOn ?? []).map((other) => [other, place(`${id}:DependsOn.${other}`)])),
        provenance: own.provenance ?? 'written',
      },
    ]),
  );
  return { resources, isComplete: options.isComplete ?? true, deployment: options.deployment ?? {} };
}

/** A value outside any resource. */
export function plainValue(value: Plain): Value {
  return valueOf({}, value, place('value'), 'value');
}

function valueOf(draft: Draft, value: Plain, absentAt: Location, name: string): Value {
  if (value === undefined) {
    return { kind: 'absent', at: absentAt };
  }
  const at = place(`${name} value`);
  if (value instanceof Intrinsic) {
    return value.evaluate(draft, at);
  }
  switch (typeof value) {
    case 'string':
      return { kind: 'text', text: literalText(value), at };
    case 'number':
      return { kind: 'number', value, at };
    case 'boolean':
      return { kind: 'boolean', value, at };
    default:
      break;
  }
  if (value === null) {
    return { kind: 'null', at };
  }
  if (isList(value)) {
    const items = value
      .map((item, index) => valueOf(draft, item, at, `${name}[${index}]`))
      .filter((item) => item.kind !== 'absent');
    return { kind: 'list', items, isComplete: true, at };
  }
  return mapOf(draft, value, at, name);
}

function isList(value: readonly Plain[] | Readonly<Record<string, Plain>>): value is readonly Plain[] {
  return Array.isArray(value);
}

function mapOf(draft: Draft, map: Readonly<Record<string, Plain>>, at: Location, name: string): MapValue {
  const members = new Map<string, Member>();
  for (const [key, plain] of Object.entries(map)) {
    const path = `${name}.${key}`;
    const value = valueOf(draft, plain, at, path);
    if (value.kind !== 'absent') {
      members.set(key, { keyAt: place(`${path} key`), at: place(path), value });
    }
  }
  return { kind: 'map', members, isComplete: true, at };
}

function resourcesIn(value: Plain): readonly string[] {
  if (value instanceof Intrinsic) {
    return value.resources;
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(resourcesIn) : [];
}

/** References with their places, the first of each resource last, so that a map keeps that one. */
function referencesIn(value: Plain, name: string): readonly (readonly [string, Location])[] {
  if (value instanceof Intrinsic) {
    return value.resources.map((id) => [id, place(`${name} value`)]);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const members = Object.entries(value).map(([key, member]) =>
    referencesIn(member, isList(value) ? `${name}[${key}]` : `${name}.${key}`),
  );
  return members.reverse().flat();
}

const names = new Map<string, number>();

/** A place by its name: each has a line of its own, in the order in which tests first name them. */
export function place(name: string): Location {
  const line = names.get(name) ?? names.size;
  names.set(name, line);
  const end = { line, character: 10 };
  return { document: 'template.yaml', range: { start: { line, character: 0 }, end } };
}

/** The name of a place made here. */
export function placeName(at: Location): string {
  return [...names].find(([, line]) => line === at.range.start.line)?.[0] ?? 'nowhere';
}

/** A verdict as tests compare it: what failed where, or what could not be decided. */
export interface Outcome {
  readonly outcome: Verdict['outcome'];
  readonly resource: string;
  readonly at?: string;
  readonly severity?: Severity;
}

/** What a rule answers, in its own order; the messages are for {@link messagesOf}. */
export function outcomesOf(rule: Rule, model: PostureModel): readonly Outcome[] {
  return [...rule.check(postureOf(model))].map((verdict) => ({
    outcome: verdict.outcome,
    resource: verdict.resource.id,
    ...(verdict.outcome === 'fail' ? { at: placeName(verdict.at) } : {}),
    ...(verdict.outcome === 'fail' && verdict.severity !== undefined ? { severity: verdict.severity } : {}),
  }));
}

/** The places at which a rule fails. */
export function failuresOf(rule: Rule, model: PostureModel): readonly string[] {
  return outcomesOf(rule, model).flatMap(({ at }) => (at === undefined ? [] : [at]));
}

export function messagesOf(rule: Rule, model: PostureModel): readonly string[] {
  return [...rule.check(postureOf(model))].flatMap((verdict) =>
    verdict.outcome === 'fail' ? [[verdict.message, verdict.remedy?.text ?? ''].join(' ').trimEnd()] : [],
  );
}

/** A reading of one scenario, or of those given. */
export function readingOf(
  model: PostureModel | ((scenario: Scenario, takenDefaults: ReadonlySet<string>) => PostureModel),
  options: {
    readonly scenarios?: readonly (readonly string[])[];
    readonly defaultedParameters?: readonly string[];
    readonly suppressions?: readonly Suppression[];
    readonly problems?: Reading['problems'];
  } = {},
): Reading {
  const scenarios = (options.scenarios ?? [[]]).map((choices) => ({
    choices,
    conditions: new Map<string, boolean>(),
    parameters: new Map<string, never>(),
  }));
  return {
    document: 'template.yaml',
    problems: options.problems ?? [],
    scenarios,
    hasTooManyScenarios: false,
    defaultedParameters: options.defaultedParameters ?? [],
    model: typeof model === 'function' ? model : () => model,
    suppressions: options.suppressions ?? [],
  };
}
