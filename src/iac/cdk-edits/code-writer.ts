import type { CdkSource } from './cdk-source.ts';
import type { Code, CodeMember, ConstructReference } from './code.ts';
import type { LibraryImports } from './library-imports.ts';
import { widestLine } from './source-style.ts';

/** Writes expressions in the language and the style of a source. */
export class CodeWriter {
  readonly #source: CdkSource;
  readonly #imports: LibraryImports;
  readonly #nameOf: (reference: ConstructReference) => string;

  /** @param nameOf what a construct is called where the code will stand */
  constructor(source: CdkSource, imports: LibraryImports, nameOf: (reference: ConstructReference) => string) {
    this.#source = source;
    this.#imports = imports;
    this.#nameOf = nameOf;
  }

  /**
   * @param indent of the line that it begins on
   * @param column where it begins there
   */
  write(code: Code, indent: string, column: number): string {
    const short = this.#short(code);
    return column + short.length <= widestLine ? short : this.#long(code, indent);
  }

  /** An option with its value: `versioned: true`, `versioned=True`. */
  option([name, value]: CodeMember, indent: string): string {
    const written = this.#source.spelled(name) + (this.#source.isPython ? '=' : ': ');
    return written + this.write(value, indent, indent.length + written.length);
  }

  /** A member of an object whose names stay as they are. */
  member(name: string, value: Code, indent: string): string {
    const key = `${this.#key(name)}: `;
    return key + this.write(value, indent, indent.length + key.length);
  }

  /** The arguments of a call, on one line where they fit. */
  arguments(given: readonly Code[], indent: string, column: number): string {
    const short = `(${given.map((each) => this.#short(each)).join(', ')})`;
    return column + short.length <= widestLine
      ? short
      : this.#lines(
          '(',
          given.map((each) => (inner) => this.write(each, inner, inner.length)),
          ')',
          indent,
        );
  }

  text(value: string): string {
    const { quote } = this.#source.style;
    const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
    return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
  }

  /** The same of any length on one line. */
  #short(code: Code): string {
    const all = (codes: readonly Code[]): string => codes.map((each) => this.#short(each)).join(', ');
    switch (code.kind) {
      case 'literal':
        return this.#literal(code.value);
      case 'library':
        return this.#imports.nameOf(code.path);
      case 'call':
        return this.#method(code.path) + `(${all(code.arguments)})`;
      case 'make':
        return this.#made(code.path) + this.#shortCall(code.arguments, code.options);
      case 'list':
        return `[${all(code.items)}]`;
      case 'structure':
        return this.#source.isPython
          ? this.#imports.nameOf(code.path) + this.#shortCall([], code.members)
          : this.#shortOptions(code.members);
      case 'json':
        return this.#shortJson(code.members);
      case 'construct': {
        const name = this.#nameOf(code.construct);
        return code.member === undefined ? name : `${name}.${this.#source.spelled(code.member)}`;
      }
      case 'text':
        return this.#joined(code.parts);
      case 'copy':
      case 'source':
        return this.#source.slice(code.span);
    }
  }

  #literal(value: string | number | boolean): string {
    if (typeof value === 'string') {
      return this.text(value);
    }
    const plain = String(value);
    return this.#source.isPython && typeof value === 'boolean'
      ? plain.charAt(0).toUpperCase() + plain.slice(1)
      : plain;
  }

  #made(path: string): string {
    return (this.#source.isPython ? '' : 'new ') + this.#imports.nameOf(path);
  }

  /** Methods are spelled as the language does, classes and enums are not. */
  #method(path: string): string {
    const written = this.#imports.nameOf(path);
    const dot = written.lastIndexOf('.') + 1;
    return written.slice(0, dot) + this.#source.spelled(written.slice(dot));
  }

  #shortCall(given: readonly Code[], options: readonly CodeMember[] | undefined): string {
    const positional = given.map((each) => this.#short(each));
    const named =
      options === undefined || options.length === 0
        ? []
        : this.#source.isPython
          ? options.map(([name, value]) => `${this.#source.spelled(name)}=${this.#short(value)}`)
          : [this.#shortOptions(options)];
    return `(${[...positional, ...named].join(', ')})`;
  }

  #shortOptions(members: readonly CodeMember[]): string {
    return members.length === 0
      ? '{}'
      : `{ ${members.map(([name, value]) => `${name}: ${this.#short(value)}`).join(', ')} }`;
  }

  #shortJson(members: readonly CodeMember[]): string {
    const inner = members.map(([name, value]) => `${this.#key(name)}: ${this.#short(value)}`).join(', ');
    return this.#source.isPython ? `{${inner}}` : `{ ${inner} }`;
  }

  #key(name: string): string {
    return !this.#source.isPython && /^[A-Za-z_$][\w$]*$/.test(name) ? name : this.text(name);
  }

  #long(code: Code, indent: string): string {
    switch (code.kind) {
      case 'list':
        return this.#lines(
          '[',
          code.items.map((item) => (inner) => this.write(item, inner, inner.length)),
          ']',
          indent,
        );
      case 'json':
        return this.#lines(
          '{',
          code.members.map(
            ([name, value]) =>
              (inner) =>
                this.member(name, value, inner),
          ),
          '}',
          indent,
        );
      case 'structure':
        return this.#longOptions(
          this.#source.isPython ? this.#imports.nameOf(code.path) : '',
          [],
          code.members,
          indent,
        );
      case 'make':
        return this.#longOptions(this.#made(code.path), code.arguments, code.options ?? [], indent);
      default:
        return this.#short(code);
    }
  }

  /** TypeScript has the options in an object that begins on the line of the call, Python all on lines of their own. */
  #longOptions(head: string, given: readonly Code[], options: readonly CodeMember[], indent: string): string {
    const named = options.map((option) => (inner: string) => this.option(option, inner));
    if (this.#source.isPython) {
      const positional = given.map((each) => (inner: string) => this.write(each, inner, inner.length));
      return this.#lines(`${head}(`, [...positional, ...named], ')', indent);
    }
    const before = given.map((each) => `${this.#short(each)}, `).join('');
    return head === ''
      ? this.#lines('{', named, '}', indent)
      : this.#lines(`${head}(${before}{`, named, '})', indent);
  }

  #lines(
    open: string,
    parts: readonly ((indent: string) => string)[],
    close: string,
    indent: string,
  ): string {
    const { newline, indent: level, hasTrailingCommas } = this.#source.style;
    const inner = indent + level;
    const written = parts.map((part) => newline + inner + part(inner)).join(',');
    return `${open}${written}${hasTrailingCommas ? ',' : ''}${newline}${indent}${close}`;
  }

  /** A template string, or Python's with an `f` before it. */
  #joined(parts: readonly (string | Code)[]): string {
    if (!this.#source.isPython) {
      const inner = parts.map((part) =>
        typeof part === 'string' ? part.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${this.#short(part)}}`,
      );
      return `\`${inner.join('')}\``;
    }
    const inner = parts.map((part) =>
      typeof part === 'string'
        ? this.text(part).slice(1, -1).replaceAll('{', '{{').replaceAll('}', '}}')
        : `{${this.#short(part)}}`,
    );
    const { quote } = this.#source.style;
    return `f${quote}${inner.join('')}${quote}`;
  }
}
