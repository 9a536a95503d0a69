import { choice, type AbstractValue, type UnknownValue } from './abstract-value.ts';
import { and, known, no, not, or, yes, type Atom, type Formula } from './formula.ts';
import type { Machine } from './machine.ts';

/** Whether a value counts as true. */
export function truthOf(machine: Machine, value: AbstractValue): Formula {
  switch (value.kind) {
    case 'text':
      return known(value.value !== '');
    case 'number':
      return known(value.value !== 0);
    case 'truth':
      return value.formula;
    case 'nothing':
      return no;
    case 'joined':
      return value.parts.some((part) => part.kind === 'text' && part.value !== '')
        ? yes
        : atomOf(machine, value);
    case 'choice':
      return or(
        and(value.formula, truthOf(machine, value.whenTrue)),
        and(not(value.formula), truthOf(machine, value.whenFalse)),
      );
    case 'list':
    case 'object':
      return machine.language === 'javascript' ? yes : itemsTruth(machine, value);
    case 'unknown':
      return testOf(value, 'is true', 'is false');
    case 'attribute':
      return atomOf(machine, value);
    default:
      return yes;
  }
}

function itemsTruth(machine: Machine, value: Extract<AbstractValue, { kind: 'list' | 'object' }>): Formula {
  const { length } = value.kind === 'list' ? value.items : value.entries;
  return length > 0 || value.isComplete ? known(length > 0) : atomOf(machine, value);
}

/** Whether an unknown value is anything that counts as true: both ways in some scenario. */
function testOf({ key, text }: UnknownValue, whenTrue: string, whenFalse: string): Atom {
  return {
    kind: 'atom',
    key,
    whenTrue: `${text} ${whenTrue}`,
    whenFalse: `${text} ${whenFalse}`,
    subject: undefined,
  };
}

function atomOf(machine: Machine, { span }: AbstractValue): Atom {
  const text = machine.slice(span).replace(/\s+/g, ' ').slice(0, 40);
  const key = `at ${span.start}-${span.end}`;
  return {
    kind: 'atom',
    key,
    whenTrue: `${text} is true`,
    whenFalse: `${text} is false`,
    subject: undefined,
  };
}

/** Whether a value is there: neither `undefined` nor `null` nor `None`. */
export function isThere(value: AbstractValue): Formula {
  switch (value.kind) {
    case 'nothing':
      return no;
    case 'choice':
      return or(
        and(value.formula, isThere(value.whenTrue)),
        and(not(value.formula), isThere(value.whenFalse)),
      );
    case 'unknown':
      return value.canBeAbsent ? testOf(value, 'is set', 'is not set') : yes;
    default:
      return yes;
  }
}

/** The value where it is known to be there. */
export function there(value: AbstractValue): AbstractValue {
  return value.kind === 'unknown' ? { ...value, canBeAbsent: false } : value;
}

/** Whether two values are equal. */
export function equality(
  machine: Machine,
  left: AbstractValue,
  right: AbstractValue,
  at: AbstractValue,
): Formula {
  if (left.kind === 'choice') {
    return or(
      and(left.formula, equality(machine, left.whenTrue, right, at)),
      and(not(left.formula), equality(machine, left.whenFalse, right, at)),
    );
  }
  if (right.kind === 'choice' || (left.kind !== 'unknown' && right.kind === 'unknown')) {
    return equality(machine, right, left, at);
  }
  if (right.kind === 'nothing' || left.kind === 'nothing') {
    return not(isThere(left.kind === 'nothing' ? right : left));
  }
  const [one, two] = [literalOf(left), literalOf(right)];
  if (one !== undefined && two !== undefined) {
    return known(one === two);
  }
  if (left.kind === 'unknown' && two !== undefined) {
    return {
      kind: 'atom',
      key: `${left.key} == ${two}`,
      whenTrue: `${left.text} is ${two}`,
      whenFalse: `${left.text} is not ${two}`,
      subject: left.key,
    };
  }
  if (right.kind === 'truth' && left.kind === 'unknown') {
    const is = testOf(left, 'is true', 'is false');
    return or(and(is, right.formula), and(not(is), not(right.formula)));
  }
  return atomOf(machine, at);
}

/** A literal in words, by which equal ones are told. */
function literalOf(value: AbstractValue): string | undefined {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.value);
    case 'number':
      return String(value.value);
    case 'truth':
      return value.formula.kind === 'known' ? String(value.formula.holds) : undefined;
    case 'library':
      return value.path;
    default:
      return undefined;
  }
}

/** `left ?? right`. */
export function elseValue(left: AbstractValue, right: AbstractValue): AbstractValue {
  return left.kind === 'choice'
    ? choice(left.formula, elseValue(left.whenTrue, right), elseValue(left.whenFalse, right), left.span)
    : choice(isThere(left), there(left), right, left.span);
}

/** `left || right`: the first that counts as true. */
export function orValue(machine: Machine, left: AbstractValue, right: AbstractValue): AbstractValue {
  return choice(truthOf(machine, left), there(left), right, left.span);
}
