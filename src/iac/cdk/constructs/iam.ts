import type { Location } from '../../../core/posture/location.ts';
import { literalText } from '../../../core/posture/symbolic-text.ts';
import type { ListValue, MapValue, Member, Value } from '../../../core/posture/value.ts';
import type { Arguments, LibraryObject } from '../evaluation/abstract-value.ts';
import { argumentOf, Props } from './props.ts';
import type { Resolved, Resolver } from './resolver.ts';

/** A statement of a policy, a policy document, or JSON in their place; undefined for what is none of these. */
export function policyPart(resolver: Resolver, object: LibraryObject): Value | undefined {
  const [first] = object.arguments.positional;
  switch (object.type) {
    case 'aws-iam.PolicyStatement':
      return statementValue(resolver, object);
    case 'aws-iam.PolicyDocument':
      return documentValue(resolver, object);
    case 'aws-iam.PolicyStatement.fromJson':
    case 'aws-iam.PolicyDocument.fromJson':
      return first === undefined ? undefined : resolver.value(first);
    default:
      return undefined;
  }
}

function documentValue(resolver: Resolver, object: LibraryObject): Value {
  const at = resolver.at(object.span);
  const given = Props.of(resolver, object, 0).get('statements');
  const value = given === undefined ? undefined : resolver.value(given.value);
  const items = value?.kind === 'list' ? [...value.items] : [];
  let isComplete = !object.isEscaped && (value === undefined || (value.kind === 'list' && value.isComplete));
  for (const { path, arguments: added, guard, isRepeated } of object.uses) {
    const isAdded = resolver.holds(guard);
    if (path.join('.') !== 'addStatements') {
      continue;
    }
    isComplete &&= isAdded !== undefined;
    if (isAdded === true) {
      items.push(...added.positional.map((statement) => resolver.value(statement)));
      isComplete &&= added.isComplete && !isRepeated;
    }
  }
  return listMap('Statement', items, isComplete, at);
}

/** A policy of these statements. */
export function listMap(name: string, items: readonly Value[], isComplete: boolean, at: Location): MapValue {
  const list: ListValue = { kind: 'list', items, isComplete, at };
  return { kind: 'map', members: new Map([[name, { keyAt: at, at, value: list }]]), isComplete: true, at };
}

/** A statement that the library makes by itself. */
export function generatedStatement(
  at: Location,
  parts: {
    readonly effect?: 'Allow' | 'Deny';
    readonly action: readonly string[];
    readonly resource?: readonly Value[];
    readonly principal: Value;
    readonly condition?: Value;
  },
): MapValue {
  const text = (literal: string): Value => ({ kind: 'text', text: literalText(literal), at });
  const list = (items: readonly Value[]): Value => ({ kind: 'list', items, isComplete: true, at });
  return mapOf(at, {
    Effect: text(parts.effect ?? 'Allow'),
    Action: list(parts.action.map(text)),
    ...(parts.resource === undefined ? {} : { Resource: list(parts.resource) }),
    Principal: parts.principal,
    ...(parts.condition === undefined ? {} : { Condition: parts.condition }),
  });
}

/** A map all of whose members are at one place. */
export function mapOf(at: Location, members: Readonly<Record<string, Value>>): MapValue {
  const entries = Object.entries(members).map(([name, value]) => [name, { keyAt: at, at, value }] as const);
  return { kind: 'map', members: new Map(entries), isComplete: true, at };
}

const listProps = [
  ['actions', 'Action', 'addActions'],
  ['notActions', 'NotAction', 'addNotActions'],
  ['resources', 'Resource', 'addResources'],
  ['notResources', 'NotResource', 'addNotResources'],
] as const;

function statementValue(resolver: Resolver, object: LibraryObject): MapValue {
  const at = resolver.at(object.span);
  const props = Props.of(resolver, object, 0);
  const members = new Map<string, Member>();
  const sid = props.get('sid');
  if (sid !== undefined) {
    members.set('Sid', { keyAt: sid.keyAt, at: sid.at, value: resolver.value(sid.value) });
  }
  const effect = props.get('effect');
  const allow: Value = { kind: 'text', text: literalText('Allow'), at };
  members.set('Effect', {
    keyAt: effect?.keyAt ?? at,
    at: effect?.at ?? at,
    value: effect === undefined ? allow : resolver.value(effect.value),
  });
  for (const [name, key, adder] of listProps) {
    const list = new Gathered(resolver, props, name, object, adder);
    if (list.isThere) {
      members.set(key, list.member(at));
    }
  }
  const conditions = new Map<string, Member>();
  let areConditionsComplete = addConditions(resolver, props, object, conditions);
  for (const [name, key] of [
    ['principals', 'Principal'],
    ['notPrincipals', 'NotPrincipal'],
  ] as const) {
    const principal = principalMember(resolver, props, name, object, conditions);
    if (principal !== undefined) {
      members.set(key, principal.member);
      areConditionsComplete &&= principal.areConditionsComplete;
    }
  }
  if (conditions.size > 0 || !areConditionsComplete) {
    const value: Value = { kind: 'map', members: conditions, isComplete: areConditionsComplete, at };
    members.set('Condition', { keyAt: at, at, value });
  }
  return { kind: 'map', members, isComplete: props.isComplete && !object.isEscaped, at };
}

/** A list that the props begin and methods add to. */
class Gathered {
  readonly items: Value[] = [];
  isComplete: boolean;
  isThere = false;
  readonly #place: { readonly keyAt: Location; readonly at: Location } | undefined;

  constructor(resolver: Resolver, props: Props, name: string, object: LibraryObject, adder: string) {
    const prop = props.get(name);
    this.#place = prop;
    this.isComplete = !object.isEscaped;
    if (prop !== undefined) {
      const value = resolver.value(prop.value);
      this.items.push(...(value.kind === 'list' ? value.items : []));
      this.isComplete &&= value.kind === 'list' && value.isComplete;
      this.isThere = true;
    }
    for (const { path, arguments: added, guard, isRepeated, span } of object.uses) {
      const isAdded = resolver.holds(guard);
      const isAll = path[0] === 'addAllResources' && adder === 'addResources';
      if (path.length !== 1 || (path[0] !== adder && !isAll)) {
        continue;
      }
      this.isComplete &&= isAdded !== undefined;
      if (isAdded === true) {
        const everything: Value = { kind: 'text', text: ['*'], at: resolver.at(span) };
        this.items.push(...(isAll ? [everything] : added.positional.map((value) => resolver.value(value))));
        this.isComplete &&= added.isComplete && !isRepeated;
        this.isThere = true;
      }
    }
  }

  member(at: Location): Member {
    const value: Value = {
      kind: 'list',
      items: this.items,
      isComplete: this.isComplete,
      at: this.#place?.at ?? at,
    };
    return { keyAt: this.#place?.keyAt ?? at, at: this.#place?.at ?? at, value };
  }
}

/** Adds the conditions of a statement; false where there may be more. */
function addConditions(
  resolver: Resolver,
  props: Props,
  object: LibraryObject,
  conditions: Map<string, Member>,
): boolean {
  const prop = props.get('conditions');
  let isComplete = prop === undefined || merge(conditions, resolver.value(prop.value));
  for (const { path, arguments: added, guard } of object.uses) {
    const [name, value] = added.positional;
    const isAdded = resolver.holds(guard);
    if (isAdded === false || path.length !== 1) {
      continue;
    }
    if (path[0] === 'addCondition' && name?.kind === 'text' && value !== undefined) {
      const at = resolver.at(value.span);
      const member: Member = { keyAt: resolver.at(name.span), at, value: resolver.value(value) };
      const map: Value = {
        kind: 'map',
        members: new Map([[name.value, member]]),
        isComplete: isAdded === true,
        at,
      };
      isComplete = merge(conditions, map) && isComplete;
    } else if (path[0] === 'addConditions' && name !== undefined) {
      isComplete = merge(conditions, resolver.value(name)) && isAdded === true && isComplete;
    } else if (path[0]?.startsWith('addCondition') === true || path[0]?.startsWith('addSource') === true) {
      isComplete = false;
    }
  }
  return isComplete;
}

/** Adds conditions to others, operator by operator; false where some are not known. */
function merge(conditions: Map<string, Member>, added: Value): boolean {
  if (added.kind !== 'map') {
    return added.kind === 'absent';
  }
  for (const [operator, member] of added.members) {
    const before = conditions.get(operator)?.value;
    const both =
      before?.kind === 'map' && member.value.kind === 'map'
        ? { ...before, members: new Map([...before.members, ...member.value.members]) }
        : member.value;
    conditions.set(operator, { ...member, value: both });
  }
  return added.isComplete;
}

/** Principals by type, as a policy has them, with the conditions that they bring along. */
class Principals {
  readonly byType = new Map<string, Value[]>();
  isComplete = true;
  areConditionsComplete = true;
  /** `*` alone, which is not the same as every principal of AWS. */
  star: Location | undefined;
  readonly #resolver: Resolver;
  readonly #conditions: Map<string, Member>;

  constructor(resolver: Resolver, conditions: Map<string, Member>) {
    this.#resolver = resolver;
    this.#conditions = conditions;
  }

  addText(type: string, value: Value): void {
    this.byType.set(type, [...(this.byType.get(type) ?? []), value]);
    this.isComplete &&= value.kind === 'text';
  }

  add(value: Resolved): void {
    const at = this.#resolver.at(value.span);
    const isPrincipal = value.kind === 'made' && this.#addMade(value, at);
    this.isComplete &&= isPrincipal;
    this.areConditionsComplete &&= isPrincipal;
  }

  #addMade(object: LibraryObject, at: Location): boolean {
    const { positional } = object.arguments;
    const text = (index: number, name: string): Value => {
      const value = argumentOf(this.#resolver, object.arguments, index, name);
      return value === undefined ? { kind: 'unknown', canBeAbsent: false, at } : this.#resolver.value(value);
    };
    const options = new Props(this.#resolver, object.arguments, 1, object.span);
    switch (object.type) {
      case 'aws-iam.ServicePrincipal':
        this.addText('Service', text(0, 'service'));
        return this.#addOptions(options);
      case 'aws-iam.AnyPrincipal':
        this.addText('AWS', { kind: 'text', text: ['*'], at });
        return true;
      case 'aws-iam.StarPrincipal':
        this.star = at;
        return true;
      case 'aws-iam.ArnPrincipal':
        this.addText('AWS', text(0, 'arn'));
        return true;
      case 'aws-iam.AccountPrincipal':
      case 'aws-iam.AccountRootPrincipal':
        this.addText('AWS', accountRoot(this.#resolver, object, at));
        return true;
      case 'aws-iam.CompositePrincipal':
        positional.forEach((value) => {
          this.add(this.#resolver.chosen(value));
        });
        return object.arguments.isComplete;
      case 'aws-iam.PrincipalWithConditions':
        return this.#addWrapped(positional[0], positional[1]);
      default:
        return this.#addOther(object, at);
    }
  }

  /** `principal.withConditions(...)`, a role, or what is not known. */
  #addOther(object: LibraryObject, at: Location): boolean {
    if (object.type.endsWith('#withConditions')) {
      return this.#addWrapped(object.receiver, object.arguments.positional[0]);
    }
    if (object.type === 'aws-iam.Role' || object.type === 'aws-iam.User') {
      const path = [object.type === 'aws-iam.Role' ? 'roleArn' : 'userArn'];
      const arn = this.#resolver.value({ kind: 'attribute', object, path, span: object.span });
      this.addText('AWS', { ...arn, at });
      return true;
    }
    return false;
  }

  #addWrapped(principal: LibraryObject['receiver'], conditions: LibraryObject['receiver']): boolean {
    if (principal === undefined || conditions === undefined) {
      return false;
    }
    this.add(this.#resolver.chosen(principal));
    this.areConditionsComplete =
      merge(this.#conditions, this.#resolver.value(conditions)) && this.areConditionsComplete;
    return true;
  }

  #addOptions(options: Props): boolean {
    const conditions = options.get('conditions');
    if (conditions !== undefined) {
      this.areConditionsComplete =
        merge(this.#conditions, this.#resolver.value(conditions.value)) && this.areConditionsComplete;
    }
    return true;
  }

  value(at: Location): Value {
    if (this.star !== undefined && this.byType.size === 0) {
      return { kind: 'text', text: ['*'], at: this.star };
    }
    if (this.star !== undefined) {
      this.addText('AWS', { kind: 'text', text: ['*'], at: this.star });
    }
    const members = [...this.byType].map(
      ([type, items]) =>
        [type, { keyAt: at, at, value: { kind: 'list', items, isComplete: this.isComplete, at } }] as const,
    );
    return { kind: 'map', members: new Map<string, Member>(members), isComplete: this.isComplete, at };
  }
}

function accountRoot(resolver: Resolver, object: LibraryObject, at: Location): Value {
  const given = argumentOf(resolver, object.arguments, 0, 'accountId');
  const account = given === undefined ? [{ kind: 'account' } as const] : resolver.text(given);
  return account === undefined
    ? { kind: 'unknown', canBeAbsent: false, at }
    : { kind: 'text', text: ['arn:', { kind: 'partition' }, ':iam::', ...account, ':root'], at };
}

/** The principals of a value that is one, or a list of them. */
export function principalsOf(
  resolver: Resolver,
  values: readonly Resolved[],
  conditions: Map<string, Member>,
  at: Location,
): { readonly value: Value; readonly areConditionsComplete: boolean } {
  const principals = new Principals(resolver, conditions);
  values.forEach((value) => {
    principals.add(value);
  });
  return { value: principals.value(at), areConditionsComplete: principals.areConditionsComplete };
}

const adders: Readonly<Record<string, (given: Arguments) => readonly [string, number] | undefined>> = {
  addServicePrincipal: () => ['Service', 0],
  addArnPrincipal: () => ['AWS', 0],
  addFederatedPrincipal: () => ['Federated', 0],
};

function principalMember(
  resolver: Resolver,
  props: Props,
  name: 'principals' | 'notPrincipals',
  object: LibraryObject,
  conditions: Map<string, Member>,
): { readonly member: Member; readonly areConditionsComplete: boolean } | undefined {
  const prop = props.get(name);
  const at = prop?.at ?? resolver.at(object.span);
  const principals = new Principals(resolver, conditions);
  let isThere = prop !== undefined;
  if (prop?.value.kind === 'list') {
    prop.value.items.forEach((item) => {
      principals.add(resolver.chosen(item));
    });
    principals.isComplete &&= prop.value.isComplete;
  } else if (prop !== undefined) {
    principals.isComplete = false;
  }
  for (const { path, arguments: added, guard, span } of name === 'principals' ? object.uses : []) {
    const [method = ''] = path;
    if (path.length !== 1 || !/^add.*Principals?$/.test(method) || resolver.holds(guard) === false) {
      continue;
    }
    isThere = true;
    const kind = Object.hasOwn(adders, method) ? adders[method]?.(added) : undefined;
    const [text] = added.positional;
    if (method === 'addPrincipals') {
      added.positional.forEach((value) => {
        principals.add(resolver.chosen(value));
      });
    } else if (kind !== undefined && text !== undefined) {
      principals.addText(kind[0], resolver.value(text));
    } else if (method === 'addAnyPrincipal') {
      principals.addText('AWS', { kind: 'text', text: ['*'], at: resolver.at(span) });
    } else if (method === 'addAccountRootPrincipal') {
      const root: Value = {
        kind: 'text',
        text: ['arn:', { kind: 'partition' }, ':iam::', { kind: 'account' }, ':root'],
        at: resolver.at(span),
      };
      principals.addText('AWS', root);
    } else {
      principals.isComplete = false;
    }
  }
  return isThere
    ? {
        member: { keyAt: prop?.keyAt ?? at, at, value: principals.value(at) },
        areConditionsComplete: principals.areConditionsComplete && !object.isEscaped,
      }
    : undefined;
}
