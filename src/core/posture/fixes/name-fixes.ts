import { intendedProperty } from '../cloudtrail-schema.ts';
import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { literalOfValue, property } from '../properties.ts';
import { schemaVisits, type VisitedObject } from '../rules/schema-visit.ts';
import type { Value } from '../value.ts';
import { bucketsFor, newLogBucket } from './bucket-fixes.ts';
import { effectAt, effectOfProperty, isHarmless } from './effects.ts';
import type { Fix, FixEdit } from './fix.ts';
import { copyOf, list, scalar, text, type FixPath, type FixValue } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { isSame } from './needs.ts';
import { nearestWord } from './nearest-word.ts';
import { setTo } from './trail-fixes.ts';
import { legalName, withEitherArn } from './trail-texts.ts';

/** The way to a member of an object of CloudTrail's schema. */
function pathTo({ resource, value }: VisitedObject, name: string): FixPath {
  return value === resource.properties ? [name] : [value.at, name];
}

/** Takes the name that is meant; what CloudFormation gives out and does not take goes. */
export const unknownPropertyFixes: Fixer = function* ({ posture, resource, failed }) {
  for (const object of schemaVisits(posture).objects.filter((one) => one.resource === resource)) {
    const [name] = [...object.value.members].find(([, { at }]) => isSame(at, failed.at)) ?? [];
    const intended = name === undefined ? undefined : intendedProperty(object.schema, name);
    if (name !== undefined && intended !== undefined) {
      yield {
        title: `Rename ${name} to ${intended}${effectOfRenaming(object, name, intended)}`,
        isPreferred: true,
        isSafe: isHarmless(intended),
        reveals: true,
        edits: [{ kind: 'rename', resource: resource.id, path: pathTo(object, name), name: intended }],
      };
    } else if (name !== undefined && object.schema.attributes?.includes(name) === true) {
      yield {
        title: `Remove ${name}`,
        isPreferred: true,
        isSafe: true,
        edits: [{ kind: 'remove', resource: resource.id, path: pathTo(object, name) }],
      };
    }
  }
};

function effectOfRenaming({ resource, value }: VisitedObject, name: string, intended: string): string {
  return value === resource.properties
    ? effectOfProperty(intended, property(resource, name))
    : effectAt(resource, value.at);
}

/** A trail that has no bucket gets one of the file or a new one; one that does not say that it logs does. */
export const requiredPropertyFixes: Fixer = function* ({ posture, resource, failed, freeId }) {
  if (resource.type !== 'AWS::CloudTrail::Trail' || !isSame(failed.at, resource.propertiesAt)) {
    return;
  }
  const { members } = resource.properties;
  const logs: readonly FixEdit[] = members.has('IsLogging')
    ? []
    : [{ kind: 'set', resource: resource.id, path: ['IsLogging'], value: scalar(true) }];
  const also = logs.length > 0 ? ', and IsLogging to true' : '';
  if (members.has('S3BucketName')) {
    if (logs.length > 0) {
      yield { title: 'Set IsLogging to true', isPreferred: true, isSafe: false, reveals: true, edits: logs };
    }
    return;
  }
  for (const fix of bucketsFor(resource, posture.ofType('AWS::S3::Bucket'))) {
    yield { ...fix, title: fix.title + also, edits: [...fix.edits, ...logs] };
  }
  const id = freeId(`${resource.id}Bucket`);
  const policy = freeId(`${resource.id}BucketPolicy`);
  yield* withEitherArn(resource, (arn): readonly Fix[] => [
    {
      title: `Add the log bucket ${id} with its policy${also === '' ? '' : ', and set IsLogging to true'}`,
      isPreferred: posture.ofType('AWS::S3::Bucket').length === 0,
      isSafe: false,
      reveals: true,
      edits: [...newLogBucket(id, policy, resource, arn), ...logs],
    },
  ]);
};

/** Words that people take for true and false. */
const booleans = new Map<string, boolean>([
  ...['yes', 'on', '1', 'enabled', 'enable', 'y'].map((word) => [word, true] as const),
  ...['no', 'off', '0', 'disabled', 'disable', 'n'].map((word) => [word, false] as const),
]);

export const wrongTypeFixes: Fixer = function* ({ posture, resource, failed, freeId }) {
  const visit = schemaVisits(posture).values.find(
    (one) => one.resource === resource && isSame(one.at, failed.at),
  );
  if (visit === undefined) {
    return;
  }
  const { value, type, isItem, path, at } = visit;
  if (value.kind === 'null' && !isItem) {
    if (isHarmless(path)) {
      yield* setTo(path, true, true)({ posture, resource, failed, freeId });
    }
    yield* removeEmpty(posture, resource, value);
    return;
  }
  const right = converted(value, type);
  if (right !== undefined) {
    yield {
      title: right.title + (effectOfProperty(path, value) || effectAt(resource, at)),
      isPreferred: true,
      isSafe: isHarmless(path),
      reveals: true,
      edits: [{ kind: 'set', resource: resource.id, path: [value.at], value: right.value }],
    };
  }
};

function* removeEmpty(posture: Posture, resource: Resource, value: Value): Iterable<Fix> {
  for (const object of schemaVisits(posture).objects.filter((one) => one.resource === resource)) {
    const [name] = [...object.value.members].find(([, member]) => member.value === value) ?? [];
    if (name !== undefined) {
      yield {
        title: `Remove ${name}, which has no value`,
        isPreferred: !isHarmless(name),
        // What is so by default may not be what was meant.
        isSafe: false,
        reveals: true,
        edits: [{ kind: 'remove', resource: resource.id, path: pathTo(object, name) }],
      };
    }
  }
}

function converted(
  value: Value,
  type: Parameters<typeof intendedProperty>[0]['properties'][string],
): { readonly title: string; readonly value: FixValue } | undefined {
  const literal = literalOfValue(value)?.trim();
  if (type === 'boolean' && literal !== undefined) {
    const boolean = booleans.get(literal.toLowerCase());
    return boolean === undefined ? undefined : { title: `Write ${String(boolean)}`, value: scalar(boolean) };
  }
  const isOneOfList =
    typeof type === 'object' && 'list' in type && (value.kind === 'text' || value.kind === 'map');
  if (isOneOfList) {
    return { title: 'Put it into a list', value: list({ kind: 'source', at: value.at }) };
  }
  const only =
    type === 'string' && value.kind === 'list' && value.items.length === 1 ? value.items[0] : undefined;
  return only?.kind === 'text'
    ? { title: 'Take it out of the list', value: { kind: 'source', at: only.at } }
    : undefined;
}

/** The name without what the service does not take. A trail of another name is another trail. */
export const trailNameFixes: Fixer = function* ({ resource }) {
  const literal = literalOfValue(property(resource, 'TrailName'));
  const legal = literal === undefined ? undefined : legalName(literal);
  if (legal !== undefined && legal !== literal) {
    yield {
      title: `Name the trail ${legal}, which replaces it if it is there already`,
      isPreferred: true,
      isSafe: false,
      reveals: true,
      edits: [{ kind: 'set', resource: resource.id, path: ['TrailName'], value: scalar(legal) }],
    };
  }
};

export const keyPrefixFixes: Fixer = function* ({ resource }) {
  yield {
    title: 'Remove the slashes at the ends of S3KeyPrefix',
    isPreferred: true,
    isSafe: false,
    edits: [
      {
        kind: 'set',
        resource: resource.id,
        path: ['S3KeyPrefix'],
        value: text({ ...copyOf(resource.id, 'S3KeyPrefix'), isTrimmed: true }),
      },
    ],
  };
};

/** A name that may be that of an alias. */
export const kmsKeyIdFixes: Fixer = function* ({ posture, resource }) {
  const name = resource.type === 'AWS::CloudTrail::Trail' ? 'KMSKeyId' : 'KmsKeyId';
  const literal = literalOfValue(property(resource, name));
  if (literal !== undefined && /^[A-Za-z][A-Za-z0-9/_-]*$/.test(literal) && !literal.startsWith('alias')) {
    const isKnown = posture
      .ofType('AWS::KMS::Alias')
      .some((alias) => literalOfValue(property(alias, 'AliasName')) === `alias/${literal}`);
    yield {
      title: `Write alias/${literal}, if that is an alias`,
      isPreferred: isKnown,
      isSafe: false,
      reveals: true,
      edits: [{ kind: 'set', resource: resource.id, path: [name], value: scalar(`alias/${literal}`) }],
    };
  }
};

/** A word of the service that is misspelt, at the value or at the member that has it. */
export function correctWord(
  resource: Resource,
  at: Location,
  value: Value,
  words: readonly string[],
): Fix | undefined {
  const literal = literalOfValue(value);
  const word = literal === undefined ? undefined : nearestWord(literal, words);
  return word === undefined
    ? undefined
    : {
        title: `Write ${word}${effectAt(resource, at, word === 'Management')}`,
        isPreferred: true,
        isSafe: false,
        reveals: true,
        edits: [{ kind: 'set', resource: resource.id, path: [at], value: scalar(word) }],
      };
}
