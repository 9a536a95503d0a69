import type { ClassNode, FunctionNode, Program, Span } from '../syntax/program.ts';
import {
  choice,
  unknownValue,
  type AbstractValue,
  type Arguments,
  type ClassValue,
  type Closure,
  type LibraryObject,
  type Use,
} from './abstract-value.ts';
import { and, yes, type Formula } from './formula.ts';
import { Scope, type Cell } from './scope.ts';

/** A program is given up beyond this many steps: generated code, or one that is written to take for ever. */
const maximumSteps = 400_000;

/** The same for what the library makes: functions that call each other make it over and over again. */
const maximumMade = 2_000;

/** Functions that call functions are followed this far. */
const maximumDepth = 12;

const stackTypes = new Set(['Stack', 'NestedStack']);
const appTypes = new Set(['App', 'Stage']);

/** The state of a program that is followed: what it has made so far, and under which conditions it is now. */
export class Machine {
  readonly language: Program['language'];
  readonly text: string;
  readonly globals = new Scope(undefined, true);
  /** All that the library made, in order. */
  readonly made: LibraryObject[] = [];
  /** Functions and classes that were called, so that only the others are entered from outside. */
  readonly entered = new Set<FunctionNode | ClassNode>();
  /** Functions and classes in the order in which they were met. */
  readonly callable: (Closure | ClassValue)[] = [];
  /** What a construct belongs to whose scope is not known. */
  root: LibraryObject | undefined;
  /** Names in code that could not be parsed. */
  readonly brokenNames = new Set<string>();
  readonly #guards: (Formula | 'repeat')[] = [];
  #depth = 0;
  #steps = 0;

  constructor(program: Program, text: string) {
    this.language = program.language;
    this.text = text;
  }

  /** False when the program is too large to be followed further. */
  step(): boolean {
    this.#steps += 1;
    return !this.isExhausted;
  }

  get isExhausted(): boolean {
    return this.#steps > maximumSteps || this.made.length > maximumMade;
  }

  get guardDepth(): number {
    return this.#guards.length;
  }

  /** Does something that happens only where a formula holds, or (`repeat`) any number of times. */
  under<Result>(guard: Formula | 'repeat', act: () => Result): Result {
    this.#guards.push(guard);
    try {
      return act();
    } finally {
      this.#guards.pop();
    }
  }

  /** Enters a function; undefined when functions are nested too deeply. */
  deeper<Result>(act: () => Result): Result | undefined {
    if (this.#depth >= maximumDepth) {
      return undefined;
    }
    this.#depth += 1;
    try {
      return act();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Where it holds that what is now executed happens, from some depth on. */
  guardSince(depth: number): Formula {
    return this.#guards
      .slice(depth)
      .reduce<Formula>((sum, guard) => (guard === 'repeat' ? sum : and(sum, guard)), yes);
  }

  isRepeatedSince(depth: number): boolean {
    return this.#guards.slice(depth).includes('repeat');
  }

  assign(cell: Cell, value: AbstractValue): void {
    cell.value = this.isRepeatedSince(cell.depth)
      ? unknownValue(value.span, this.slice(value.span), `assigned ${value.span.start}`)
      : choice(this.guardSince(cell.depth), value, cell.value);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** A value of which only its expression is known. */
  unknown(span: Span, canBeAbsent = true): AbstractValue {
    return unknownValue(span, this.slice(span), `at ${span.start}-${span.end}`, canBeAbsent);
  }

  /** Notes what the library made. */
  make(
    type: string,
    given: Arguments,
    place: { readonly nameSpan: Span; readonly span: Span; readonly receiver?: AbstractValue },
  ): LibraryObject {
    const scope = ownerOf(given.positional[0] ?? keyword(given, 'scope'));
    const made: LibraryObject = {
      kind: 'made',
      type,
      scope,
      receiver: place.receiver,
      arguments: given,
      guard: this.guardSince(0),
      uses: [],
      isEscaped: false,
      unit: this.#unitOf(type, scope),
      nameSpan: place.nameSpan,
      span: place.span,
    };
    this.made.push(made);
    return made;
  }

  #unitOf(type: string, scope: LibraryObject | undefined): LibraryObject | undefined {
    if (stackTypes.has(type) || appTypes.has(type)) {
      return undefined;
    }
    if (scope === undefined) {
      return this.root;
    }
    return appTypes.has(scope.type) ? undefined : unitOf(scope);
  }

  use(object: LibraryObject, use: Omit<Use, 'guard' | 'isRepeated'>): void {
    object.uses.push({ ...use, guard: this.guardSince(0), isRepeated: this.isRepeatedSince(0) });
  }
}

/** The template that an object belongs to. */
export function unitOf(object: LibraryObject): LibraryObject {
  return object.unit ?? object;
}

/** The construct that a value is, or that an object of a class of the program is. */
export function ownerOf(value: AbstractValue | undefined): LibraryObject | undefined {
  switch (value?.kind) {
    case 'made':
      return value.type === 'Stack.of' ? ownerOf(value.arguments.positional[0]) : value;
    case 'instance':
      return value.base;
    case 'choice':
      return ownerOf(value.whenTrue) ?? ownerOf(value.whenFalse);
    default:
      return undefined;
  }
}

function keyword({ keywords }: Arguments, name: string): AbstractValue | undefined {
  return keywords?.entries.findLast((entry) => entry.name === name)?.value;
}

/**
 * Code that is not visible has got hold of a value: it may do anything with the constructs in it, so that nothing is
 * provably missing from them.
 */
export function escape(value: AbstractValue, seen = new Set<AbstractValue>()): void {
  if (seen.has(value)) {
    return;
  }
  seen.add(value);
  switch (value.kind) {
    case 'made':
      value.isEscaped = true;
      break;
    case 'attribute':
      value.object.isEscaped = true;
      break;
    case 'instance':
      if (value.base !== undefined) {
        value.base.isEscaped = true;
      }
      break;
    case 'object':
      value.entries.forEach((entry) => {
        escape(entry.value, seen);
      });
      break;
    case 'list':
      value.items.forEach((item) => {
        escape(item, seen);
      });
      break;
    case 'joined':
      value.parts.forEach((part) => {
        escape(part, seen);
      });
      break;
    case 'choice':
      escape(value.whenTrue, seen);
      escape(value.whenFalse, seen);
      break;
    default:
      break;
  }
}
