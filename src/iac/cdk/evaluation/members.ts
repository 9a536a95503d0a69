import type { Span } from '../syntax/program.ts';
import type { TextSymbol } from '../../../core/posture/symbolic-text.ts';
import {
  choice,
  unknownValue,
  type AbstractValue,
  type ClassValue,
  type Instance,
  type LibraryObject,
} from './abstract-value.ts';
import { camelCase, libraryMember } from './library-names.ts';
import { escape, type Machine } from './machine.ts';

interface MemberPlace {
  readonly nameSpan: Span;
  readonly span: Span;
}

/** The member of a value. */
export function memberOf(
  machine: Machine,
  object: AbstractValue,
  name: string,
  place: MemberPlace,
): AbstractValue {
  const { span } = place;
  switch (object.kind) {
    case 'library':
      return libraryValue(libraryMember(object.path, name), span);
    case 'made':
      return attributeOf(object, [camelCase(name)], span);
    case 'attribute':
      return attributeOf(object.object, [...object.path, camelCase(name)], span);
    case 'object': {
      const found = object.entries.findLast((entry) => entry.name === name);
      return found?.value ?? (object.isComplete ? { kind: 'nothing', span } : machine.unknown(span));
    }
    case 'instance':
      return instanceMember(machine, object, name, place);
    case 'class':
      return staticMember(machine, object, name, span);
    case 'choice':
      return choice(
        object.formula,
        memberOf(machine, object.whenTrue, name, place),
        memberOf(machine, object.whenFalse, name, place),
        span,
      );
    case 'unknown':
      return unknownValue(span, `${object.text}.${name}`, `${object.key}.${name}`);
    case 'nothing':
      return object;
    case 'list':
      return name === 'length' && object.isComplete
        ? { kind: 'number', value: object.items.length, span }
        : { kind: 'method', receiver: object, name, ...place };
    default:
      return { kind: 'method', receiver: object, name, ...place };
  }
}

/** What stands for a part of the deployment's identity in the library: of `Aws`, and of every stack. */
const deploymentNames: Readonly<
  Record<
    string,
    TextSymbol['kind'] & ('account' | 'region' | 'partition' | 'url-suffix' | 'stack-name' | 'stack-id')
  >
> = {
  account: 'account',
  ACCOUNT_ID: 'account',
  region: 'region',
  REGION: 'region',
  partition: 'partition',
  PARTITION: 'partition',
  urlSuffix: 'url-suffix',
  URL_SUFFIX: 'url-suffix',
  stackName: 'stack-name',
  STACK_NAME: 'stack-name',
  stackId: 'stack-id',
  STACK_ID: 'stack-id',
};

function libraryValue(path: string, span: Span): AbstractValue {
  const name = /^(?:Aws|ScopedAws)\.(\w+)$/.exec(path)?.[1];
  if (path === 'Aws.NO_VALUE') {
    return { kind: 'nothing', span };
  }
  const symbol =
    name !== undefined && Object.hasOwn(deploymentNames, name) ? deploymentNames[name] : undefined;
  return symbol === undefined
    ? { kind: 'library', path, span }
    : { kind: 'symbol', symbol: { kind: symbol }, span };
}

/** Objects whose `account`, `region` and so on are those of the deployment. */
const placedTypes = new Set(['Stack', 'NestedStack', 'Stack.of', 'ScopedAws', 'unknown']);

function attributeOf(object: LibraryObject, path: readonly string[], span: Span): AbstractValue {
  const [first = ''] = path;
  const last = path.at(-1) ?? '';
  const isOfStack = path.length === 1 ? placedTypes.has(object.type) : first === 'stack' || first === 'env';
  const symbol = isOfStack && Object.hasOwn(deploymentNames, last) ? deploymentNames[last] : undefined;
  if (symbol !== undefined && path.length <= 2) {
    return { kind: 'symbol', symbol: { kind: symbol }, span };
  }
  return { kind: 'attribute', object, path, span };
}

function instanceMember(machine: Machine, object: Instance, name: string, place: MemberPlace): AbstractValue {
  const field = object.fields.own(name);
  if (field !== undefined) {
    return field.value;
  }
  const method = methodOf(object.class, name);
  if (method !== undefined) {
    return { kind: 'closure', ...method, self: object, span: place.span };
  }
  if (object.base !== undefined) {
    return memberOf(machine, object.base, name, place);
  }
  const key = `object ${object.span.start}.${name}`;
  return unknownValue(place.span, machine.slice(place.span), key);
}

/** A method of a class or of the classes that it extends, as far as they are in the program. */
export function methodOf({ node, scope }: ClassValue, name: string) {
  let current: ClassValue | undefined = { kind: 'class', node, scope, span: node.span };
  for (let depth = 0; current !== undefined && depth < longestChain; depth++) {
    const method = current.node.methods.get(name);
    if (method !== undefined) {
      return { node: method, scope: current.scope, owner: current };
    }
    current = baseClass(current);
  }
  return undefined;
}

const longestChain = 10;

/** The class that a class extends, where it is one of the program. */
export function baseClass({ node: { base }, scope }: ClassValue): ClassValue | undefined {
  const value = base?.kind === 'name' ? scope.find(base.name)?.value : undefined;
  return value?.kind === 'class' ? value : undefined;
}

function staticMember(machine: Machine, object: ClassValue, name: string, span: Span): AbstractValue {
  const method = methodOf(object, name);
  if (method !== undefined) {
    return { kind: 'closure', ...method, self: undefined, span };
  }
  const field = object.node.fields.find((each) => each.isStatic && each.name === name)?.value;
  switch (field?.kind) {
    case 'text':
    case 'number':
      return field;
    case 'boolean':
      return { kind: 'truth', formula: { kind: 'known', holds: field.value }, span: field.span };
    default:
      return machine.unknown(span);
  }
}

/** `object.name = value`; a name that is made at run time could be any. */
export function assignMember(
  machine: Machine,
  object: AbstractValue,
  name: string | undefined,
  value: AbstractValue,
  place: MemberPlace,
): void {
  switch (object.kind) {
    case 'instance':
      assignField(machine, object, name, value);
      break;
    case 'object':
      if (name === undefined) {
        object.isComplete = false;
      } else {
        const before = object.entries.findLast((entry) => entry.name === name)?.value;
        const absent: AbstractValue = before ?? { kind: 'nothing', span: value.span };
        const cell = { value: absent, depth: 0 };
        machine.assign(cell, value);
        object.entries.push({ name, ...place, value: cell.value });
      }
      break;
    case 'made':
    case 'attribute': {
      const path = [...(object.kind === 'attribute' ? object.path : []), camelCase(name ?? '')];
      const given = { positional: [value], isComplete: true, keywords: undefined };
      const target = object.kind === 'attribute' ? object.object : object;
      machine.use(target, { path, kind: 'assignment', arguments: given, ...place });
      break;
    }
    default:
      // Whoever has the object now has the value.
      escape(value);
  }
}

function assignField(
  machine: Machine,
  object: Instance,
  name: string | undefined,
  value: AbstractValue,
): void {
  if (name === undefined) {
    return;
  }
  const cell = object.fields.own(name);
  if (cell === undefined) {
    object.fields.declare(name, value, machine.guardDepth);
  } else {
    machine.assign(cell, value);
  }
}
