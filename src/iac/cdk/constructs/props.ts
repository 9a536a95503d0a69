import type { Location } from '../../../core/posture/location.ts';
import type { Truth } from '../../../core/posture/truth.ts';
import { truth } from '../../../core/posture/truth.ts';
import type { Arguments, LibraryObject, ObjectValue } from '../evaluation/abstract-value.ts';
import { isNamed } from '../evaluation/library-names.ts';
import type { Span } from '../syntax/program.ts';
import type { Resolved, Resolver } from './resolver.ts';

/** A prop that is given, or that may be. */
export interface Prop {
  readonly value: Resolved;
  readonly span: Span;
  readonly keyAt: Location;
  /** From its name to the end of its value. */
  readonly at: Location;
}

/** The named options of a call: the members of an object in TypeScript, keyword arguments in Python. */
export class Props {
  readonly isComplete: boolean;
  readonly #resolver: Resolver;
  readonly #object: ObjectValue | undefined;
  readonly #span: Span;

  /** @param index which argument has the options, where they are an object */
  constructor(resolver: Resolver, given: Arguments, index: number, span: Span) {
    this.#resolver = resolver;
    const positional = given.positional[index];
    const chosen = positional === undefined ? undefined : resolver.chosen(positional);
    const structure = chosen?.kind === 'made' ? (chosen.arguments.keywords ?? chosen) : chosen;
    const isObject = structure?.kind === 'object';
    const isKnown = isObject || structure === undefined || structure.kind === 'nothing';
    this.#object = given.keywords ?? (isObject ? structure : undefined);
    this.isComplete =
      this.#object?.isComplete !== false &&
      (given.keywords !== undefined || (isKnown && (isObject || given.isComplete)));
    this.#span = this.#object?.span ?? positional?.span ?? span;
  }

  static of(resolver: Resolver, object: LibraryObject, index = 2): Props {
    return new Props(resolver, object.arguments, index, object.nameSpan);
  }

  /** A prop; undefined where it is surely not given. One that may be given is an unknown value. */
  get(name: string): Prop | undefined {
    const entry = this.#object?.entries.findLast((each) => isNamed(each.name, name));
    if (entry === undefined) {
      const at = this.#resolver.at(this.#span);
      return this.isComplete ? undefined : { value: unknownAt(this.#span), span: this.#span, keyAt: at, at };
    }
    const value = this.#resolver.chosen(entry.value);
    const { span } = entry;
    return value.kind === 'nothing'
      ? undefined
      : { value, span, keyAt: this.#resolver.at(entry.nameSpan), at: this.#resolver.at(span) };
  }

  /** Every prop that is given, by its name as written. */
  names(): readonly string[] {
    return [...new Set(this.#object?.entries.map(({ name }) => name))];
  }

  /** A prop as a truth, with the library's default for one that is not given. */
  flag(name: string, whenAbsent: boolean): Truth {
    const prop = this.get(name);
    return prop === undefined ? truth(whenAbsent) : this.truthOf(prop.value);
  }

  truthOf(value: Resolved): Truth {
    if (value.kind !== 'truth') {
      return 'unknown';
    }
    const isTrue = this.#resolver.holds(value.formula);
    return isTrue === undefined ? 'unknown' : truth(isTrue);
  }

  /** The name of the enum member that a prop is; undefined for anything else. */
  enumOf(name: string): string | undefined {
    const value = this.get(name)?.value;
    return value?.kind === 'library' ? value.path : undefined;
  }
}

function unknownAt(span: Span): Resolved {
  return { kind: 'unknown', canBeAbsent: true, key: `at ${span.start}`, text: '', span };
}

/** An argument by its place, or by its name in Python. */
export function argumentOf(
  resolver: Resolver,
  { positional, keywords }: Arguments,
  index: number,
  name: string,
): Resolved | undefined {
  const value = positional[index] ?? keywords?.entries.findLast((entry) => isNamed(entry.name, name))?.value;
  const chosen = value === undefined ? undefined : resolver.chosen(value);
  return chosen?.kind === 'nothing' ? undefined : chosen;
}
