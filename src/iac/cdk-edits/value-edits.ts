import type { Location } from '../../core/posture/location.ts';
import type { FixEdit } from '../../core/posture/fixes/fix.ts';
import type { FixPath, FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Expression, Span } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Splice } from '../edits/text-edit.ts';
import { partsOf } from './call-places.ts';
import type { CdkSource } from './cdk-source.ts';
import type { Code } from './code.ts';
import type { CodeWriter } from './code-writer.ts';
import { withoutSpace, type Pair } from './option-changes.ts';
import { insertParts, removePart } from './part-changes.ts';

/** What is to be done at the end of a path. */
export type ValueEdit =
  | { readonly kind: 'set'; readonly value: FixValue; readonly isWhole?: boolean }
  | { readonly kind: 'append'; readonly items: readonly FixValue[] }
  | { readonly kind: 'remove' }
  | { readonly kind: 'rename'; readonly name: string };

/** An edit of a property, or of something inside it. */
export type PropertyEdit = Extract<FixEdit, { kind: 'set' | 'append' | 'remove' | 'rename' }>;

export function valueEdit(edit: PropertyEdit): ValueEdit {
  switch (edit.kind) {
    case 'set':
      return { kind: 'set', value: edit.value, isWhole: edit.isWhole === true };
    case 'append':
      return { kind: 'append', items: edit.items };
    case 'remove':
      return { kind: 'remove' };
    case 'rename':
      return { kind: 'rename', name: edit.name };
  }
}

/** How the members of a value are named, and what new ones are written with. */
export interface ValueForm {
  /** The name in a template of a member as it is written. */
  readonly nameOf: (written: string) => string;
  /** A member's name as TypeScript has it. */
  readonly written: (name: string) => string;
  /** A value that stands at a path of names. */
  readonly code: (path: readonly string[], value: FixValue) => Code;
  /** Whether the members are JSON of another language. */
  readonly isJson: boolean;
}

/** An object literal, a dictionary, or a structure of Python. */
interface Holder {
  readonly pairs: readonly Pair[];
  readonly inner: Span;
  readonly isDictionary: boolean;
}

/** Properties in which members are JSON of another language. */
const documents = new Set(['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument']);

/** Edits inside of values that are written out. All throw {@link CannotEdit} where they come from elsewhere. */
export class ValueEdits {
  readonly #source: CdkSource;
  readonly #writer: CodeWriter;

  constructor(source: CdkSource, writer: CodeWriter) {
    this.#source = source;
    this.#writer = writer;
  }

  /**
   * @param names that lead to the value
   * @param path from the value on
   */
  apply(
    value: Expression,
    names: readonly string[],
    path: FixPath,
    edit: ValueEdit,
    form: ValueForm,
  ): readonly Splice[] {
    const [step, ...rest] = path;
    if (step === undefined) {
      return this.#onValue(value, names, edit, form);
    }
    if (typeof step === 'string') {
      return this.#inMember(value, names, step, rest, edit, form);
    }
    const target = this.#find(value, step);
    if (rest.length > 0) {
      return this.apply(target, names, rest, edit, form);
    }
    return edit.kind === 'remove'
      ? this.#removeItem(value, target)
      : this.#onValue(target, names, edit, form);
  }

  #inMember(
    value: Expression,
    names: readonly string[],
    name: string,
    rest: FixPath,
    edit: ValueEdit,
    form: ValueForm,
  ): readonly Splice[] {
    const holder = this.#holderOf(value);
    const inner = documents.has(name) ? jsonForm(form) : form;
    const path = [...names, name];
    const pair = holder.pairs.findLast((each) => form.nameOf(each.name) === name);
    if (pair !== undefined && rest.length === 0 && (edit.kind === 'remove' || edit.kind === 'rename')) {
      return [
        edit.kind === 'remove'
          ? this.#removeMember(holder, pair)
          : this.#rename(pair, this.#spelled(edit.name, holder, form)),
      ];
    }
    if (pair !== undefined) {
      return this.apply(pair.value, path, rest, edit, inner);
    }
    const added = valueToAdd(rest, edit);
    return added === undefined ? [] : this.#addMember(holder, name, inner.code(path, added), form);
  }

  #onValue(value: Expression, names: readonly string[], edit: ValueEdit, form: ValueForm): readonly Splice[] {
    switch (edit.kind) {
      case 'set':
        if (edit.value.kind === 'map' && edit.isWhole !== true && isHolder(value)) {
          return edit.value.members.flatMap(([name, member]) =>
            this.#inMember(value, names, name, [], { kind: 'set', value: member }, form),
          );
        }
        return [this.#replace(value, form.code(names, edit.value))];
      case 'append':
        return this.#append(
          value,
          edit.items.map((item) => form.code(names, item)),
        );
      default:
        throw new CannotEdit('What it would change has no name of its own.');
    }
  }

  #replace(value: Expression, code: Code): Splice {
    refuseElsewhere(value);
    const { start } = value.span;
    const newText = this.#writer.write(
      code,
      this.#source.indentAt(start),
      start - this.#source.lineStart(start),
    );
    return { ...value.span, newText };
  }

  /** A single value becomes the first item. */
  #append(value: Expression, items: readonly Code[]): readonly Splice[] {
    if (value.kind !== 'list') {
      refuseElsewhere(value);
      return [
        this.#replace(value, { kind: 'list', items: [{ kind: 'source', span: value.span }, ...items] }),
      ];
    }
    const parts = value.items.map((item) => item.value.span);
    const known = new Set(parts.map((part) => withoutSpace(this.#source.slice(part))));
    const missing = items.filter((item) => !known.has(withoutSpace(this.#writer.write(item, '', 0))));
    return missing.length === 0
      ? []
      : insertParts(
          this.#source,
          innerOf(value.span),
          parts,
          (indent) => missing.map((item) => this.#writer.write(item, indent, indent.length)),
          { breaks: true },
        );
  }

  #removeItem(list: Expression, item: Expression): readonly Splice[] {
    const around = listAround(list, item);
    const parts = around.items.map(({ value }) => value.span);
    const index = around.items.findIndex(({ value }) => value === item);
    return [removePart(this.#source, innerOf(around.span), parts, index)];
  }

  #removeMember({ pairs, inner }: Holder, pair: Pair): Splice {
    const parts = pairs.map(({ span }) => span);
    return removePart(this.#source, inner, parts, pairs.indexOf(pair));
  }

  /** Dictionaries have the names of TypeScript or those of Python; what is added goes with the others. */
  #spelled(name: string, { pairs, isDictionary }: Holder, form: ValueForm): string {
    const written = form.written(name);
    const isCamel = isDictionary && pairs.some((pair) => /[a-z][A-Z]/.test(pair.name));
    return form.isJson || isCamel ? written : this.#source.spelled(written);
  }

  #rename(pair: Pair, name: string): Splice {
    const before = this.#source.slice(pair.nameSpan);
    const quote = /^["']/.exec(before)?.[0] ?? '';
    return { ...pair.nameSpan, newText: quote + name + quote };
  }

  #addMember(holder: Holder, name: string, code: Code, form: ValueForm): readonly Splice[] {
    const { pairs, inner, isDictionary } = holder;
    const spelled = this.#spelled(name, holder, form);
    const write = (indent: string): readonly string[] => [
      form.isJson || isDictionary
        ? this.#writer.member(spelled, code, indent)
        : this.#writer.option([spelled, code], indent),
    ];
    const padding = this.#source.isPython ? '' : ' ';
    const parts = pairs.map(({ span }) => span);
    return insertParts(this.#source, inner, parts, write, { padding, breaks: true });
  }

  #holderOf(value: Expression): Holder {
    const { isPython } = this.#source;
    if (isPython && value.kind === 'call' && value.positional.length === 0 && !value.isBroken) {
      return {
        pairs: pairsOf(value.keywords?.entries ?? []),
        inner: innerOf(value.argumentsSpan),
        isDictionary: false,
      };
    }
    if (value.kind !== 'object' || value.isBroken) {
      throw new CannotEdit('What it is about is put together elsewhere.');
    }
    return { pairs: pairsOf(value.entries), inner: innerOf(value.span), isDictionary: isPython };
  }

  /** What is written at a place inside of a value. */
  #find(value: Expression, at: Location): Expression {
    const span = this.#source.span(at);
    const found = findIn(value, span);
    if (found === undefined) {
      throw new CannotEdit('What it is about is written in another place.');
    }
    return found;
  }
}

function jsonForm(form: ValueForm): ValueForm {
  const same = (name: string): string => name;
  return { nameOf: same, written: same, code: form.code, isJson: true };
}

function isHolder(value: Expression): boolean {
  return value.kind === 'object' || value.kind === 'call';
}

function pairsOf(entries: Extract<Expression, { kind: 'object' }>['entries']): readonly Pair[] {
  return entries.map((entry) => {
    if (entry.kind !== 'pair') {
      throw new CannotEdit('Some of it comes from elsewhere.');
    }
    return entry;
  });
}

function innerOf({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}

/** The value of a member that is to be made; undefined where there is nothing to be made. */
function valueToAdd(rest: FixPath, edit: ValueEdit): FixValue | undefined {
  const leaf: FixValue | undefined =
    edit.kind === 'set'
      ? edit.value
      : edit.kind === 'append'
        ? { kind: 'list', items: edit.items }
        : undefined;
  return rest.reduceRight<FixValue | undefined>((value, step) => {
    if (typeof step !== 'string') {
      throw new CannotEdit('What it is about is written in another place.');
    }
    return value && { kind: 'map', members: [[step, value]] };
  }, leaf);
}

/** What has just this span, in an expression or in what it is made of. */
export function findIn(value: Expression, span: Span): Expression | undefined {
  if (value.span.start === span.start && value.span.end === span.end) {
    return value;
  }
  for (const part of partsOf(value)) {
    const found = findIn(part, span);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function listAround(value: Expression, item: Expression): Extract<Expression, { kind: 'list' }> {
  if (value.kind === 'list' && value.items.some((each) => each.value === item)) {
    return value;
  }
  for (const part of partsOf(value)) {
    if (part.span.start <= item.span.start && item.span.end <= part.span.end) {
      return listAround(part, item);
    }
  }
  throw new CannotEdit('What it would remove is in no list.');
}

function refuseElsewhere({ kind }: Expression): void {
  if (kind === 'name' || kind === 'conditional' || kind === 'operation' || kind === 'other') {
    throw new CannotEdit('What it would replace comes from elsewhere.');
  }
}
