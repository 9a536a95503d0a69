import type { LibraryObject } from '../cdk/evaluation/abstract-value.ts';
import type { Statement } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import { compareSplices, type Splice } from '../edits/text-edit.ts';
import type { Body } from './call-places.ts';
import { spanKey } from './call-places.ts';
import type { CdkSource } from './cdk-source.ts';
import {
  constructsIn,
  type Code,
  type CodeMember,
  type ConstructReference,
  type NewConstruct,
} from './code.ts';
import { CodeWriter } from './code-writer.ts';
import { ConstructNames, type CodePlace } from './construct-names.ts';
import { LibraryImports } from './library-imports.ts';
import { Options, withoutSpace } from './option-changes.ts';

/** A method to be called on a construct, in a statement of its own. */
interface NewCall {
  readonly on: ConstructReference;
  readonly path: readonly string[];
  readonly arguments: readonly Code[];
}

interface OptionChange {
  readonly object: LibraryObject;
  readonly index: number;
  readonly set: CodeMember[];
  readonly removed: string[];
  readonly appended: { readonly name: string; readonly items: Code[] }[];
}

/** What is to be changed in a source, gathered from the edits of a fix and then written at once. */
export class CdkChanges {
  readonly source: CdkSource;
  readonly #options = new Map<string, OptionChange>();
  readonly #calls: NewCall[] = [];
  readonly #added: NewConstruct[] = [];
  readonly #splices: Splice[] = [];
  readonly #inner: {
    readonly object: LibraryObject;
    readonly change: (writer: CodeWriter) => readonly Splice[];
  }[] = [];
  /** What the fix is called here, where its edits come to something else than in a template. */
  title: string | undefined;
  /** What properties are called here. */
  readonly renamed = new Map<string, string>();
  /** Whether it takes something away that it does not in a template. */
  isUnsafe = false;

  constructor(source: CdkSource) {
    this.source = source;
  }

  /** @param index which argument has the options, where they are an object */
  setOption(object: LibraryObject, name: string, value: Code, index = 2): void {
    const { set } = this.#changeOf(object, index);
    const known = set.findIndex(([other]) => other === name);
    if (known === -1) {
      set.push([name, value]);
    } else {
      set[known] = [name, value];
    }
  }

  removeOption(object: LibraryObject, name: string, index = 2): void {
    this.#changeOf(object, index).removed.push(name);
  }

  appendToOption(object: LibraryObject, name: string, items: readonly Code[]): void {
    const { appended } = this.#changeOf(object, 2);
    const known = appended.find((each) => each.name === name);
    if (known === undefined) {
      appended.push({ name, items: [...items] });
    } else {
      known.items.push(...items);
    }
  }

  callOn(on: ConstructReference, path: readonly string[], ...given: readonly Code[]): void {
    this.#calls.push({ on, path, arguments: given });
  }

  /** Changes something inside of the call that makes a construct. */
  within(object: LibraryObject, change: (writer: CodeWriter) => readonly Splice[]): void {
    this.#inner.push({ object, change });
  }

  renameOption(object: LibraryObject, name: string, to: string): void {
    const options = new Options(this.source, object);
    const pair = options.pair(name);
    if (pair === undefined || options.pair(to) !== undefined || pair.span.end === pair.nameSpan.end) {
      throw new CannotEdit(`${name} cannot be renamed where it is given.`);
    }
    this.replace({ ...pair.nameSpan, newText: this.source.spelled(to) });
  }

  add(added: NewConstruct): void {
    this.#added.push(added);
  }

  replace(splice: Splice): void {
    this.#splices.push(splice);
  }

  /** The changes of the text. @throws {CannotEdit} */
  splices(): readonly Splice[] {
    const imports = new LibraryImports(this.source);
    const names = new ConstructNames(this.source);
    const writerAt = (place: CodePlace): CodeWriter =>
      new CodeWriter(this.source, imports, (reference) => names.at(reference, place));
    const options = [...this.#options.values()].flatMap((change) => this.#optionSplices(change, writerAt));
    const inner = this.#inner.flatMap(({ object, change }) => {
      const { body, statement, call } = this.source.placeOf(object);
      return change(writerAt({ body, offset: (statement ?? call).span.start - 1 }));
    });
    const statements = this.#statementSplices(names, writerAt);
    return [
      ...this.#splices,
      ...options,
      ...inner,
      ...statements,
      ...names.splices(),
      ...imports.splices(),
    ].sort(compareSplices);
  }

  #changeOf(object: LibraryObject, index: number): OptionChange {
    const key = `${spanKey(object.span)} ${index}`;
    const known = this.#options.get(key) ?? { object, index, set: [], removed: [], appended: [] };
    this.#options.set(key, known);
    return known;
  }

  #optionSplices(
    { object, index, set, removed, appended }: OptionChange,
    writerAt: (place: CodePlace) => CodeWriter,
  ): readonly Splice[] {
    const { body, statement, call } = this.source.placeOf(object);
    const writer = writerAt({ body, offset: (statement ?? call).span.start - 1 });
    const options = new Options(this.source, object, index);
    const fresh = appended.filter(({ name }) => options.pair(name) === undefined);
    const others = appended.filter(({ name }) => options.pair(name) !== undefined);
    const lists = fresh.map(({ name, items }): CodeMember => [name, { kind: 'list', items }]);
    return [
      ...options.change([...set, ...lists], removed, writer),
      ...others.flatMap(({ name, items }) => options.append(name, items, writer)),
    ];
  }

  /** New constructs before the statement that they are for; calls behind all that they name. */
  #statementSplices(names: ConstructNames, writerAt: (place: CodePlace) => CodeWriter): readonly Splice[] {
    const before = new Map<Statement, string[]>();
    const after = new Map<Statement, string[]>();
    for (const added of this.#added) {
      const { body, statement } = this.#statementOf(added.beside);
      const indent = this.source.indentAt(statement.span.start);
      const writer = writerAt({ body, offset: statement.span.start - 1 });
      const variable = `${this.source.isPython ? '' : 'const '}${names.ofNew(added)} = `;
      const made: Code = {
        kind: 'make',
        path: added.path,
        arguments: [this.#scopeOf(added.beside), { kind: 'literal', value: added.id }],
        options: added.options,
      };
      push(before, statement, variable + writer.write(made, indent, indent.length + variable.length));
    }
    for (const call of this.#calls) {
      const { body, statement } = this.#lastOf([call.on, ...call.arguments.flatMap(constructsIn)]);
      const isNew = call.on.kind === 'new';
      const offset = isNew ? statement.span.start - 1 : statement.span.end;
      const writer = writerAt({ body, offset });
      const indent = this.source.indentAt(statement.span.start);
      const path = call.path.map((name) => this.source.spelled(name)).join('.');
      const head = `${names.at(call.on, { body, offset })}.${path}`;
      const line = head + writer.arguments(call.arguments, indent, indent.length + head.length);
      if (!this.#isThere(call.on, line)) {
        push(isNew ? before : after, statement, line);
      }
    }
    return [
      ...[...before].map(([statement, lines]) => this.#insertBefore(statement, lines)),
      ...[...after].map(([statement, lines]) => this.#insertAfter(statement, lines)),
    ];
  }

  /** Whether the same is done with a construct already. */
  #isThere(on: ConstructReference, line: string): boolean {
    const wanted = withoutSpace(line);
    return on.kind === 'made' && on.uses.some(({ span }) => withoutSpace(this.source.slice(span)) === wanted);
  }

  /** The scope of a construct as it is written: `this`, `self`. */
  #scopeOf(object: LibraryObject): Code {
    const scope = this.source.placeOf(object).call.positional[0]?.value;
    if (scope?.kind !== 'name') {
      throw new CannotEdit('The scope of the construct is not a name.');
    }
    return { kind: 'source', span: scope.span };
  }

  #statementOf(object: LibraryObject): { readonly body: Body; readonly statement: Statement } {
    const { body, statement } = this.source.placeOf(object);
    if (statement === undefined || body.function === undefined) {
      throw new CannotEdit('The construct is not made in a function, where statements could be added.');
    }
    return { body, statement };
  }

  /** The statement of the construct that is made last; a new one is made before that which it is for. */
  #lastOf(references: readonly ConstructReference[]) {
    const places = references.map((each) => this.#statementOf(each.kind === 'new' ? each.beside : each));
    const [first, ...others] = places;
    if (first === undefined) {
      throw new CannotEdit('There is no place for it.');
    }
    return others.reduce(
      (last, place) => (place.statement.span.start > last.statement.span.start ? place : last),
      first,
    );
  }

  #insertBefore(statement: Statement, lines: readonly string[]): Splice {
    const { style } = this.source;
    const start = this.source.lineStart(statement.span.start);
    const indent = this.source.indentAt(start);
    const written = lines.map((line) => indent + line + style.statementEnd + style.newline);
    return { start, end: start, newText: written.join('') };
  }

  #insertAfter(statement: Statement, lines: readonly string[]): Splice {
    const { style, isPython, text } = this.source;
    const { span } = statement;
    const semicolon = isPython ? null : /^[ \t]*;/.exec(text.slice(span.end));
    const own = span.end + (semicolon?.[0].length ?? 0);
    const end = this.source.lineEnd(own);
    if (!/^[ \t]*(?:#.*|\/\/.*|\/\*[^*]*\*\/[ \t]*)?$/.test(text.slice(own, end))) {
      throw new CannotEdit('More follows on the line behind which it would have to be added.');
    }
    const indent = this.source.indentAt(span.start);
    const written = lines.map((line) => style.newline + indent + line + style.statementEnd);
    return { start: end, end, newText: written.join('') };
  }
}

function push(lines: Map<Statement, string[]>, statement: Statement, line: string): void {
  const known = lines.get(statement);
  if (known === undefined) {
    lines.set(statement, [line]);
  } else {
    known.push(line);
  }
}
