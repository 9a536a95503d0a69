import type { LibraryObject, ObjectEntry } from '../cdk/evaluation/abstract-value.ts';
import { isNamed } from '../cdk/evaluation/library-names.ts';
import type { Call, Entry, Expression, ObjectNode } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Splice } from '../edits/text-edit.ts';
import type { CdkSource } from './cdk-source.ts';
import type { CodeMember } from './code.ts';
import type { CodeWriter } from './code-writer.ts';
import { insertParts, removePart } from './part-changes.ts';

export type Pair = Extract<Entry, { kind: 'pair' }>;

/** The options that a construct is given: an object in TypeScript, the keyword arguments in Python. */
export class Options {
  readonly #source: CdkSource;
  readonly #object: LibraryObject;
  readonly #index: number;
  readonly call: Call;

  /** @param index which argument has the options, where they are an object */
  constructor(source: CdkSource, object: LibraryObject, index = 2) {
    this.#source = source;
    this.#object = object;
    this.#index = index;
    this.call = source.placeOf(object).call;
  }

  /** An option as it is written; undefined for one that is not. */
  pair(name: string): Pair | undefined {
    return this.#node()?.entries.findLast(
      (entry): entry is Pair => entry.kind === 'pair' && isNamed(entry.name, name),
    );
  }

  /** What an option is worth. */
  entry(name: string): ObjectEntry | undefined {
    const { positional, keywords } = this.#object.arguments;
    const given = positional[this.#index];
    const object = keywords ?? (given?.kind === 'object' ? given : undefined);
    return object?.entries.findLast((each) => isNamed(each.name, name));
  }

  /**
   * The value of an option that can be replaced, because it is written there and means what it says.
   *
   * @throws {CannotEdit}
   */
  replaceable(name: string): Pair | undefined {
    const pair = this.pair(name);
    const value = this.entry(name)?.value;
    if (pair === undefined) {
      return undefined;
    }
    const isOwn = value?.span.start === pair.value.span.start && value.span.end === pair.value.span.end;
    const isPlain = value !== undefined && isOwn && plainKinds.has(pair.value.kind);
    if (
      !isPlain ||
      (pair.value.kind === 'member' && value.kind !== 'library' && value.kind !== 'attribute')
    ) {
      throw new CannotEdit(`What ${pair.name} is comes from elsewhere.`);
    }
    this.#refuseLaterSpread(pair);
    return pair;
  }

  /**
   * Sets some options and removes others.
   *
   * @throws {CannotEdit} where the options come from elsewhere
   */
  change(set: readonly CodeMember[], removed: readonly string[], writer: CodeWriter): readonly Splice[] {
    const splices: Splice[] = [];
    const added: CodeMember[] = [];
    for (const member of set) {
      const pair = this.replaceable(member[0]);
      if (pair === undefined) {
        added.push(member);
      } else {
        const indent = this.#source.indentAt(pair.span.start);
        const column = pair.value.span.start - this.#source.lineStart(pair.value.span.start);
        splices.push({ ...pair.value.span, newText: writer.write(member[1], indent, column) });
      }
    }
    const gone = removed.flatMap((name) => this.pair(name) ?? []);
    gone.forEach((pair) => {
      this.#refuseLaterSpread(pair);
    });
    // What goes makes room for what comes, so that both are one change of a line.
    const replaced = gone.slice(0, added.length);
    for (const [index, pair] of replaced.entries()) {
      const member = added[index];
      if (member !== undefined) {
        const indent = this.#source.indentAt(pair.span.start);
        splices.push({ ...pair.span, newText: writer.option(member, indent) });
      }
    }
    splices.push(...gone.slice(replaced.length).flatMap((pair) => this.#removal(pair)));
    const rest = added.slice(replaced.length);
    return rest.length === 0 ? splices : [...splices, ...this.#insertion(rest, writer)];
  }

  /** What adds an item to a list that is an option. @throws {CannotEdit} */
  append(name: string, items: CodeMember[1][], writer: CodeWriter): readonly Splice[] {
    const pair = this.pair(name);
    if (pair === undefined) {
      return this.change([[name, { kind: 'list', items }]], [], writer);
    }
    const { value } = pair;
    if (value.kind !== 'list' || value.isBroken) {
      throw new CannotEdit(`What ${pair.name} is comes from elsewhere.`);
    }
    this.#refuseLaterSpread(pair);
    const parts = value.items.map((item) => item.value.span);
    const known = new Set(parts.map((part) => withoutSpace(this.#source.slice(part))));
    const missing = items.filter((item) => !known.has(withoutSpace(writer.write(item, '', 0))));
    const inner = { start: value.span.start + 1, end: value.span.end - 1 };
    return missing.length === 0
      ? []
      : insertParts(
          this.#source,
          inner,
          parts,
          (indent) => missing.map((item) => writer.write(item, indent, indent.length)),
          { breaks: true },
        );
  }

  /** Where the options are written; undefined where there are none. @throws {CannotEdit} */
  #node(): ObjectNode | undefined {
    const { positional, keywords } = this.call;
    if (positional.some(({ isSpread }) => isSpread)) {
      throw new CannotEdit('The arguments come from elsewhere.');
    }
    if (this.#source.isPython) {
      return keywords;
    }
    const given: Expression | undefined = positional[this.#index]?.value;
    if (given === undefined || given.kind === 'nothing') {
      return undefined;
    }
    if (given.kind !== 'object' || given.isBroken) {
      throw new CannotEdit('The props are put together elsewhere.');
    }
    return given;
  }

  #refuseLaterSpread({ span }: Pair): void {
    if (this.#node()?.entries.some((entry) => entry.kind !== 'pair' && entry.span.start > span.start)) {
      throw new CannotEdit('Props from elsewhere come after it.');
    }
  }

  #insertion(members: readonly CodeMember[], writer: CodeWriter): readonly Splice[] {
    const node = this.#node();
    if (node?.entries.some(({ kind }) => kind !== 'pair')) {
      throw new CannotEdit('Some of the props come from elsewhere.');
    }
    const { argumentsSpan, positional } = this.call;
    if (!this.#source.isPython && node !== undefined) {
      const inner = { start: node.span.start + 1, end: node.span.end - 1 };
      const parts = node.entries.map(({ span }) => span);
      return insertParts(
        this.#source,
        inner,
        parts,
        (indent) => members.map((member) => writer.option(member, indent)),
        { padding: ' ', breaks: true },
      );
    }
    const inner = { start: argumentsSpan.start + 1, end: argumentsSpan.end - 1 };
    const parts = [
      ...positional.map(({ value }) => value.span),
      ...(node?.entries ?? []).map(({ span }) => span),
    ].sort((a, b) => a.start - b.start);
    if (this.#source.isPython) {
      return insertParts(
        this.#source,
        inner,
        parts,
        (indent) => members.map((member) => writer.option(member, indent)),
        { breaks: true },
      );
    }
    const before = positional[this.#index - 1]?.value.span;
    if (before === undefined && this.#index > 0) {
      throw new CannotEdit('The arguments before the props are not all written there.');
    }
    const options = { kind: 'structure', path: '', members } as const;
    const nothing = positional[this.#index]?.value.span;
    if (nothing !== undefined) {
      const indent = this.#source.indentAt(nothing.start);
      const column = nothing.start - this.#source.lineStart(nothing.start);
      return [{ ...nothing, newText: writer.write(options, indent, column) }];
    }
    return insertParts(this.#source, inner, parts, (indent, column) => [
      writer.write(options, indent, column),
    ]);
  }

  /** In TypeScript, the last option takes its object with it. */
  #removal(pair: Pair): readonly Splice[] {
    const node = this.#node();
    const { positional, argumentsSpan } = this.call;
    if (!this.#source.isPython && node?.entries.length === 1 && positional.length === this.#index + 1) {
      const parts = positional.map(({ value }) => value.span);
      const inner = { start: argumentsSpan.start + 1, end: argumentsSpan.end - 1 };
      return [removePart(this.#source, inner, parts, this.#index)];
    }
    const isKeyword = this.#source.isPython;
    const parts = [
      ...(isKeyword ? positional.map(({ value }) => value.span) : []),
      ...(node?.entries ?? []).map(({ span }) => span),
    ].sort((a, b) => a.start - b.start);
    const outer = isKeyword || node === undefined ? argumentsSpan : node.span;
    const inner = { start: outer.start + 1, end: outer.end - 1 };
    return [removePart(this.#source, inner, parts, parts.indexOf(pair.span))];
  }
}

/** Code as it can be compared, whatever lines it is on. */
export function withoutSpace(code: string): string {
  return code.replace(/,?\s+|,(?=[)\]}])/g, '');
}

/** Kinds of expressions that are a value, and no way to one. */
const plainKinds: ReadonlySet<Expression['kind']> = new Set([
  'text',
  'number',
  'boolean',
  'nothing',
  'joined',
  'member',
  'call',
  'object',
  'list',
]);
