import type {
  Call,
  ClassNode,
  Entry,
  Expression,
  FunctionNode,
  Item,
  Member,
  ObjectNode,
  Operation,
  Pattern,
  Span,
} from '../syntax/program.ts';
import {
  choice,
  unknownValue,
  type AbstractValue,
  type Arguments,
  type ClassValue,
  type Closure,
  type Instance,
  type ListValue,
  type ObjectEntry,
  type ObjectValue,
} from './abstract-value.ts';
import { Calls } from './calls.ts';
import { and, not, or } from './formula.ts';
import { libraryMember, libraryPath } from './library-names.ts';
import { escape, type Machine } from './machine.ts';
import { assignMember, memberOf } from './members.ts';
import type { Scope } from './scope.ts';
import { elseValue, equality, isThere, orValue, truthOf } from './truths.ts';

/** Lists and objects that are put together of others are followed to this size: each line can double them. */
const maximumParts = 10_000;

/** Where an expression is evaluated. */
export interface Place {
  readonly scope: Scope;
  /** The object that `this` is. */
  readonly self: Instance | undefined;
  /** The class that the code is in: its base is what `super` means. */
  readonly owner: ClassValue | undefined;
}

/** Runs the body of a function in a scope that has its parameters; the value that it returns. */
export type RunBody = (node: FunctionNode, place: Place) => AbstractValue;

/** Evaluates expressions to what can be known of their values. */
export class Evaluator {
  readonly machine: Machine;
  readonly #calls: Calls;

  constructor(machine: Machine, runBody: RunBody) {
    this.machine = machine;
    this.#calls = new Calls(this, runBody);
  }

  value(expression: Expression, place: Place): AbstractValue {
    const { machine } = this;
    if (!machine.step()) {
      return machine.unknown(expression.span);
    }
    switch (expression.kind) {
      case 'text':
      case 'number':
      case 'nothing':
        return expression;
      case 'boolean':
        return { kind: 'truth', formula: { kind: 'known', holds: expression.value }, span: expression.span };
      case 'joined': {
        const parts = expression.parts.map((part) => this.value(part, place));
        return { kind: 'joined', parts, span: expression.span };
      }
      case 'name':
        return this.#named(expression.name, expression.span, place);
      case 'object':
        return this.object(expression, place);
      case 'list':
        return this.list(expression, place);
      case 'member':
        return this.member(expression, place);
      case 'call':
        return this.#calls.call(expression, place);
      default:
        return this.#composite(expression, place);
    }
  }

  #composite(
    expression: Exclude<
      Expression,
      {
        kind:
          | 'text'
          | 'number'
          | 'nothing'
          | 'boolean'
          | 'joined'
          | 'name'
          | 'object'
          | 'list'
          | 'member'
          | 'call';
      }
    >,
    place: Place,
  ): AbstractValue {
    const { machine } = this;
    const { span } = expression;
    switch (expression.kind) {
      case 'element':
        return this.#element(expression.object, expression.key, span, place);
      case 'conditional': {
        const test = truthOf(machine, this.value(expression.test, place));
        const whenTrue = machine.under(test, () => this.value(expression.whenTrue, place));
        const whenFalse = machine.under(not(test), () => this.value(expression.whenFalse, place));
        return choice(test, whenTrue, whenFalse, span);
      }
      case 'operation':
        return this.#operation(expression, place);
      case 'not':
        return { kind: 'truth', formula: not(truthOf(machine, this.value(expression.operand, place))), span };
      case 'function':
        return this.closure(expression, place);
      case 'class':
        return this.class(expression, place);
      case 'assignment': {
        const value = this.value(expression.value, place);
        this.bind(expression.target, value, place, 'assign');
        return value;
      }
      case 'other':
        // Whatever it is, it may hand the constructs in it on.
        expression.parts.forEach((part) => {
          escape(this.value(part, place));
        });
        return machine.unknown(span);
    }
  }

  closure(node: FunctionNode, place: Place): AbstractValue {
    const closure: Closure = { kind: 'closure', node, ...place, span: node.span };
    this.machine.callable.push(closure);
    return closure;
  }

  class(node: ClassNode, place: Place): AbstractValue {
    const value = { kind: 'class', node, scope: place.scope, span: node.span } as const;
    this.machine.callable.push(value);
    return value;
  }

  #named(name: string, span: Span, { scope, self }: Place): AbstractValue {
    if (name === 'this' && self !== undefined) {
      return self;
    }
    const cell = scope.find(name);
    if (cell !== undefined) {
      return cell.value;
    }
    const everything = scope.find('*')?.value;
    return everything?.kind === 'library'
      ? { kind: 'library', path: libraryMember(everything.path, name), span }
      : unknownValue(span, name, `global ${name}`);
  }

  member(node: Member, place: Place): AbstractValue {
    const object =
      node.object.kind === 'name' && node.object.name === 'super' && place.self !== undefined
        ? place.self
        : this.value(node.object, place);
    return memberOf(this.machine, object, node.name, node);
  }

  #element(object: Expression, key: Expression, span: Span, place: Place): AbstractValue {
    const container = this.value(object, place);
    const name = this.value(key, place);
    if (name.kind === 'text') {
      return memberOf(this.machine, container, name.value, { nameSpan: key.span, span });
    }
    if (container.kind === 'list' && name.kind === 'number') {
      const item = container.items.at(name.value);
      return item ?? (container.isComplete ? { kind: 'nothing', span } : this.machine.unknown(span));
    }
    return this.machine.unknown(span);
  }

  object(node: ObjectNode, place: Place): ObjectValue {
    const object: ObjectValue = { kind: 'object', entries: [], isComplete: !node.isBroken, span: node.span };
    for (const entry of node.entries) {
      this.#addEntry(object, entry, place);
    }
    return object;
  }

  #addEntry(object: ObjectValue, entry: Entry, place: Place): void {
    const value = this.value(entry.value, place);
    switch (entry.kind) {
      case 'pair':
        object.entries.push({ name: entry.name, nameSpan: entry.nameSpan, span: entry.span, value });
        break;
      case 'spread':
        spread(this.machine, object, value);
        break;
      case 'computed': {
        const key = this.value(entry.key, place);
        if (key.kind === 'text') {
          object.entries.push({ name: key.value, nameSpan: entry.key.span, span: entry.span, value });
        } else {
          object.isComplete = false;
        }
      }
    }
  }

  list(
    node: { readonly items: readonly Item[]; readonly isBroken: boolean; readonly span: Span },
    place: Place,
  ) {
    const list: ListValue = { kind: 'list', items: [], isComplete: !node.isBroken, span: node.span };
    for (const { value: expression, isSpread } of node.items) {
      const value = this.value(expression, place);
      if (!isSpread) {
        list.items.push(value);
      } else if (value.kind === 'list' && list.items.length + value.items.length <= maximumParts) {
        list.items.push(...value.items);
        list.isComplete &&= value.isComplete;
      } else {
        list.isComplete = false;
      }
    }
    return list;
  }

  arguments(call: Call, place: Place): Arguments {
    const { items, isComplete } = this.list(
      { items: call.positional, isBroken: call.isBroken, span: call.span },
      place,
    );
    const keywords = call.keywords === undefined ? undefined : this.object(call.keywords, place);
    return { positional: items, isComplete, keywords };
  }

  #operation(node: Operation, place: Place): AbstractValue {
    const { machine } = this;
    const { operator, span } = node;
    const left = this.value(node.left, place);
    // The right side happens only where the left one leaves something to ask.
    const guard = {
      and: () => truthOf(machine, left),
      or: () => not(truthOf(machine, left)),
      else: () => not(isThere(left)),
    };
    const right = Object.hasOwn(guard, operator)
      ? machine.under(guard[operator as keyof typeof guard](), () => this.value(node.right, place))
      : this.value(node.right, place);
    const at = { kind: 'nothing', span } as const;
    switch (operator) {
      case '+':
        return this.#sum(left, right, span);
      case '==':
        return { kind: 'truth', formula: equality(machine, left, right, at), span };
      case '!=':
        return { kind: 'truth', formula: not(equality(machine, left, right, at)), span };
      case 'else':
        return elseValue(left, right);
      case 'or':
        return left.kind === 'truth' && right.kind === 'truth'
          ? { kind: 'truth', formula: or(left.formula, right.formula), span }
          : orValue(machine, left, right);
      case 'and':
        return left.kind === 'truth' && right.kind === 'truth'
          ? { kind: 'truth', formula: and(left.formula, right.formula), span }
          : choice(truthOf(machine, left), right, left, span);
    }
  }

  #sum(left: AbstractValue, right: AbstractValue, span: Span): AbstractValue {
    if (left.kind === 'number' && right.kind === 'number') {
      return { kind: 'number', value: left.value + right.value, span };
    }
    if (left.kind === 'list' && right.kind === 'list') {
      const isShort = left.items.length + right.items.length <= maximumParts;
      const items = isShort ? [...left.items, ...right.items] : [];
      return { kind: 'list', items, isComplete: isShort && left.isComplete && right.isComplete, span };
    }
    const isText = [left, right].some(({ kind }) => kind === 'text' || kind === 'joined');
    return isText ? { kind: 'joined', parts: [left, right], span } : this.machine.unknown(span);
  }

  /** Gives names, members of a pattern, or members of an object their values. */
  bind(pattern: Pattern, value: AbstractValue, place: Place, how: 'declare' | 'assign'): void {
    switch (pattern.kind) {
      case 'name':
        this.#bindName(pattern.name, value, place.scope, how);
        break;
      case 'members':
        for (const { name, pattern: inner, defaultValue } of pattern.members) {
          const found = memberOf(this.machine, value, name, { nameSpan: value.span, span: value.span });
          const whole =
            defaultValue === undefined ? found : elseValue(found, this.value(defaultValue, place));
          this.bind(inner, whole, place, how);
        }
        if (pattern.rest !== undefined) {
          this.#bindName(
            pattern.rest,
            withoutMembers(this.machine, value, pattern.members),
            place.scope,
            how,
          );
        }
        break;
      case 'items':
        pattern.items.forEach((inner, index) => {
          if (inner !== undefined) {
            const item = value.kind === 'list' ? value.items[index] : undefined;
            this.bind(inner, item ?? this.machine.unknown(value.span), place, how);
          }
        });
        break;
      case 'target': {
        const { target } = pattern;
        const object = this.value(target.object, place);
        const key = target.kind === 'member' ? undefined : this.value(target.key, place);
        const name = target.kind === 'member' ? target.name : key?.kind === 'text' ? key.value : undefined;
        assignMember(this.machine, object, name, value, {
          nameSpan: target.kind === 'member' ? target.nameSpan : target.key.span,
          span: { start: target.span.start, end: Math.max(target.span.end, value.span.end) },
        });
        break;
      }
      case 'other':
        escape(value);
    }
  }

  #bindName(name: string, value: AbstractValue, scope: Scope, how: 'declare' | 'assign'): void {
    const { machine } = this;
    const isPython = machine.language === 'python';
    const cell =
      how === 'declare' && !isPython ? undefined : isPython ? scope.boundary().own(name) : scope.find(name);
    if (cell === undefined) {
      (isPython ? scope.boundary() : scope).declare(name, value, machine.guardDepth);
    } else {
      machine.assign(cell, value);
    }
  }

  /** What `require` gives, or an import. */
  module(name: string, span: Span): AbstractValue {
    const path = libraryPath(name);
    return path === undefined
      ? unknownValue(span, name, `module ${name}`, false)
      : { kind: 'library', path, span };
  }
}

/** Adds the members of a value to an object; those of an unknown one could be any, and win over what is before. */
export function spread(machine: Machine, object: ObjectValue, value: AbstractValue): void {
  switch (value.kind) {
    case 'object':
      if (object.entries.length + value.entries.length > maximumParts) {
        spread(machine, object, machine.unknown(value.span));
        break;
      }
      object.entries.push(...value.entries);
      object.isComplete &&= value.isComplete;
      if (!value.isComplete) {
        hideEntries(machine, object, value);
      }
      break;
    case 'nothing':
      break;
    case 'choice':
      spreadChoice(machine, object, value);
      break;
    default:
      hideEntries(machine, object, undefined);
      object.isComplete = false;
  }
}

/** `...(isProd ? { a } : {})`: each member is there in some scenarios. */
function spreadChoice(
  machine: Machine,
  object: ObjectValue,
  { formula, whenTrue, whenFalse }: Extract<AbstractValue, { kind: 'choice' }>,
): void {
  const sides = [whenTrue, whenFalse].map((side): ObjectValue => {
    const inner: ObjectValue = { kind: 'object', entries: [], isComplete: true, span: side.span };
    spread(machine, inner, side);
    return inner;
  });
  const [one, two] = sides;
  const names = new Set(sides.flatMap(({ entries }) => entries.map(({ name }) => name)));
  for (const name of names) {
    const entries = sides.map((side) => side.entries.findLast((entry) => entry.name === name));
    const before = object.entries.findLast((entry) => entry.name === name)?.value;
    const found = entries[0] ?? entries[1];
    if (found !== undefined) {
      const absent: AbstractValue = before ?? { kind: 'nothing', span: found.span };
      const value = choice(formula, entries[0]?.value ?? absent, entries[1]?.value ?? absent);
      object.entries.push({ ...found, value });
    }
  }
  object.isComplete &&= one?.isComplete !== false && two?.isComplete !== false;
}

/** Members that an unknown spread behind them may replace are unknown. */
function hideEntries(machine: Machine, object: ObjectValue, except: ObjectValue | undefined): void {
  object.entries.forEach((entry: ObjectEntry, index) => {
    if (except?.entries.includes(entry) !== true) {
      object.entries[index] = { ...entry, value: machine.unknown(entry.value.span) };
    }
  });
}

function withoutMembers(
  machine: Machine,
  value: AbstractValue,
  members: readonly { readonly name: string }[],
): AbstractValue {
  if (value.kind !== 'object') {
    return machine.unknown(value.span);
  }
  const names = new Set(members.map(({ name }) => name));
  return { ...value, entries: value.entries.filter(({ name }) => !names.has(name)) };
}
