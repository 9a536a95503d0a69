import type { LibraryObject } from '../cdk/evaluation/abstract-value.ts';
import type { Pattern, Span, Statement } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Splice } from '../edits/text-edit.ts';
import type { Body, CallPlace } from './call-places.ts';
import { isNameChain, variableName, type CdkSource } from './cdk-source.ts';
import type { ConstructReference, NewConstruct } from './code.ts';

/** Where code is to stand: in or behind a statement. */
export interface CodePlace {
  readonly body: Body;
  readonly offset: number;
}

/** What constructs are called: by their variables, which those get that have none. */
export class ConstructNames {
  readonly #source: CdkSource;
  readonly #given = new Map<ConstructReference, string>();
  readonly #splices: Splice[] = [];

  constructor(source: CdkSource) {
    this.#source = source;
  }

  /** The variable of a construct that is to be added. */
  ofNew(added: NewConstruct): string {
    const name =
      this.#given.get(added) ?? variableName(this.#source, added.id, this.#functionOf(added.beside));
    this.#given.set(added, name);
    return name;
  }

  /**
   * What a construct is called at a place.
   *
   * @throws {CannotEdit} where it has no name, or none that is seen there
   */
  at(reference: ConstructReference, place: CodePlace): string {
    if (reference.kind === 'new') {
      return this.ofNew(reference);
    }
    const own = this.#source.placeOf(reference);
    const { statement, body } = own;
    if (statement === undefined || !isSeenFrom(body, place.body) || statement.span.start > place.offset) {
      throw new CannotEdit('A construct that it needs is made in another place of the program.');
    }
    const known = this.#given.get(reference) ?? this.#nameIn(statement, own);
    const name = known ?? this.#newVariable(reference, statement);
    this.#given.set(reference, name);
    return name;
  }

  /** What gives constructs their names. */
  splices(): readonly Splice[] {
    return this.#splices;
  }

  #nameIn(statement: Statement, { call }: CallPlace): string | undefined {
    const isCall = (value: { readonly span: Span } | undefined): boolean =>
      value?.span.start === call.span.start && value.span.end === call.span.end;
    if (statement.kind === 'declare' && isCall(statement.value)) {
      return this.#nameOf(statement.target);
    }
    const value = statement.kind === 'evaluate' ? statement.value : undefined;
    return value?.kind === 'assignment' && isCall(value.value) ? this.#nameOf(value.target) : undefined;
  }

  #nameOf(pattern: Pattern): string | undefined {
    if (pattern.kind === 'name') {
      return pattern.name;
    }
    return pattern.kind === 'target' && isNameChain(pattern.target)
      ? this.#source.slice(pattern.target.span)
      : undefined;
  }

  #functionOf(object: LibraryObject): Span {
    const { text } = this.#source;
    return this.#source.placeOf(object).body.function?.span ?? { start: 0, end: text.length };
  }

  /** A construct that is made and left alone gets a variable. */
  #newVariable(object: LibraryObject, statement: Statement): string {
    const isAlone =
      statement.kind === 'evaluate' &&
      statement.value.span.start === object.span.start &&
      statement.value.span.end === object.span.end;
    if (!isAlone) {
      throw new CannotEdit('A construct that it needs has no name.');
    }
    const { start } = object.span;
    const name = variableName(this.#source, idOf(object), this.#functionOf(object));
    this.#splices.push({ start, end: start, newText: `${this.#source.isPython ? '' : 'const '}${name} = ` });
    return name;
  }
}

/** Whether the names of a body are seen in another one of the same function. */
function isSeenFrom(body: Body, from: Body): boolean {
  for (let current: Body | undefined = from; current !== undefined; current = current.outer) {
    if (current === body) {
      return current.function === from.function;
    }
  }
  return false;
}

/** The id that a construct has in its scope. */
export function idOf({ arguments: given, type }: LibraryObject): string {
  const id = given.positional[1] ?? given.keywords?.entries.find(({ name }) => name === 'id')?.value;
  return id?.kind === 'text' ? id.value : (type.split('.').at(-1) ?? '');
}
