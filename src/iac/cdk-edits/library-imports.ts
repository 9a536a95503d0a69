import { libraryMember, libraryPath } from '../cdk/evaluation/library-names.ts';
import type { Import } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { Splice } from '../edits/text-edit.ts';
import type { CdkSource } from './cdk-source.ts';

/** How the names of the library are written in a source, by the imports that it has; what is missing is imported. */
export class LibraryImports {
  readonly #source: CdkSource;
  readonly #imports: readonly Import[];
  /** What each name of the library is called here. */
  readonly #locals = new Map<string, string>();
  /** Names to be imported from each statement that has some already, and lines to be added. */
  readonly #added = new Map<Import, string[]>();
  readonly #lines: string[] = [];

  constructor(source: CdkSource) {
    this.#source = source;
    this.#imports = source.parsed.program.statements.filter(
      (statement): statement is Import =>
        statement.kind === 'import' && libraryPath(statement.module) !== undefined,
    );
    this.#imports.forEach((statement) => {
      this.#note(statement);
    });
    this.#noteCalls();
  }

  /** A name of the library as it is to be written: `s3.BucketEncryption.KMS`. @throws {CannotEdit} */
  nameOf(path: string): string {
    const { module, className, members } = partsOf(path);
    const inner = [className, ...members].join('.');
    const whole = module === '' ? className : `${module}.${className}`;
    const known = this.#locals.get(whole);
    if (known !== undefined) {
      return [known, ...members].join('.');
    }
    const ofModule = this.#locals.get(module);
    if (ofModule !== undefined) {
      return `${ofModule}.${inner}`;
    }
    const root = this.#locals.get('');
    if (root !== undefined) {
      return `${root}.${module.replaceAll('-', '_')}.${inner}`;
    }
    return this.#import(module, className, members);
  }

  /** What adds the imports that names needed. */
  splices(): readonly Splice[] {
    const last = this.#imports.at(-1);
    const { newline } = this.#source.style;
    const extended = [...this.#added].map(([statement, names]) => this.#extended(statement, names));
    if (last === undefined || this.#lines.length === 0) {
      return extended;
    }
    const offset = this.#source.lineEnd(last.span.end);
    return [
      ...extended,
      { start: offset, end: offset, newText: this.#lines.map((line) => newline + line).join('') },
    ];
  }

  #note(statement: Import): void {
    const text = this.#source.slice(statement.span);
    const path = libraryPath(statement.module) ?? '';
    if (!this.#source.isPython && /^import\s+type\b/.test(text)) {
      return;
    }
    for (const { imported, local } of statement.bindings) {
      const isType =
        /^[\w$]+$/.test(imported) &&
        !this.#source.isPython &&
        new RegExp(`\\btype\\s+${imported.replaceAll('$', '\\$')}\\b`).test(text);
      const name = imported === '*' ? path : libraryMember(path, imported);
      if (!isType && local !== '*' && !this.#locals.has(name)) {
        this.#locals.set(name, local);
      }
    }
  }

  /** A call tells what its module is called here, however that came in: by `require`, say. */
  #noteCalls(): void {
    for (const { type, nameSpan } of this.#source.parsed.made) {
      const module = /^(aws-[\w-]+)\.\w+$/.exec(type)?.[1];
      const prefix = /^([\w$]+)\.\w+$/.exec(this.#source.slice(nameSpan))?.[1];
      if (module !== undefined && prefix !== undefined && !this.#locals.has(module)) {
        this.#locals.set(module, prefix);
      }
    }
  }

  #import(module: string, className: string, members: readonly string[]): string {
    if (this.#imports.length === 0) {
      throw new CannotEdit('How this file imports from aws-cdk-lib is not to be seen.');
    }
    const inner = [className, ...members].join('.');
    if (module === '') {
      this.#importFrom('', className);
      this.#locals.set(className, className);
      return inner;
    }
    const named = this.#imports.find(
      ({ module: from, bindings }) =>
        libraryPath(from) === module && bindings.every(({ imported }) => imported !== '*'),
    );
    const usesClasses = this.#imports.some(({ module: from, bindings }) => {
      const path = libraryPath(from) ?? '';
      return path.startsWith('aws-') && bindings.every(({ imported }) => imported !== '*');
    });
    if (named !== undefined || (usesClasses && !this.#source.hasWord(className))) {
      this.#importFrom(module, className);
      this.#locals.set(`${module}.${className}`, className);
      return inner;
    }
    const alias = this.#aliasFor(module);
    this.#importModule(module, alias);
    this.#locals.set(module, alias);
    return `${alias}.${inner}`;
  }

  /** Imports a class: with others of its module, or on a line of its own. */
  #importFrom(module: string, className: string): void {
    const statement = this.#imports.findLast(
      ({ module: from, bindings, span }) =>
        libraryPath(from) === module &&
        bindings.length > 0 &&
        bindings.every(({ imported }) => imported !== '*') &&
        !/^import\s+type\b/.test(this.#source.slice(span)) &&
        (!this.#source.isPython || module !== '' || bindings.some(({ imported }) => /^[A-Z]/.test(imported))),
    );
    if (statement !== undefined) {
      this.#added.set(statement, [...(this.#added.get(statement) ?? []), className]);
      return;
    }
    const { quote, statementEnd } = this.#source.style;
    const from = this.#source.isPython
      ? module === ''
        ? 'aws_cdk'
        : `aws_cdk.${module.replaceAll('-', '_')}`
      : module === ''
        ? 'aws-cdk-lib'
        : `aws-cdk-lib/${module}`;
    this.#lines.push(
      this.#source.isPython
        ? `from ${from} import ${className}`
        : `import { ${className} } from ${quote}${from}${quote}${statementEnd}`,
    );
  }

  #importModule(module: string, alias: string): void {
    const { quote, statementEnd } = this.#source.style;
    const pythonName = module.replaceAll('-', '_');
    if (!this.#source.isPython) {
      this.#lines.push(`import * as ${alias} from ${quote}aws-cdk-lib/${module}${quote}${statementEnd}`);
      return;
    }
    const together = this.#imports.findLast(
      ({ module: from, bindings }) =>
        libraryPath(from) === '' &&
        bindings.length > 1 &&
        bindings.every(({ imported }) => imported.startsWith('aws_')),
    );
    if (together === undefined) {
      this.#lines.push(`from aws_cdk import ${pythonName} as ${alias}`);
    } else {
      this.#added.set(together, [...(this.#added.get(together) ?? []), `${pythonName} as ${alias}`]);
    }
  }

  /** `iam`; another name where that is taken. */
  #aliasFor(module: string): string {
    const short = module.replace(/^aws-/, '').replaceAll('-', '_');
    return [short, `aws_${short}`, `cdk_${short}`].find((name) => !this.#source.hasWord(name)) ?? short;
  }

  /** Adds names to an import that has some: on its line, or each on its own where the others are. */
  #extended(statement: Import, names: readonly string[]): Splice {
    const { span } = statement;
    const text = this.#source.slice(span);
    const close = text.lastIndexOf(this.#source.isPython ? ')' : '}');
    if (close === -1) {
      return { start: span.end, end: span.end, newText: names.map((name) => `, ${name}`).join('') };
    }
    const body = text.slice(0, close).replace(/\s+$/, '');
    const end = span.start + body.length;
    const isBroken = /[\r\n]/.test(text.slice(body.length, close));
    const hasComma = body.endsWith(',');
    const first = this.#source.indentAt(end);
    const separator = isBroken ? this.#source.style.newline + first : ' ';
    const added = names.map((name) => separator + name).join(',');
    return { start: end, end, newText: `${hasComma ? '' : ','}${added}${hasComma ? ',' : ''}` };
  }
}

/** Module, class, and what is in the class. */
function partsOf(path: string): {
  readonly module: string;
  readonly className: string;
  readonly members: readonly string[];
} {
  const [first = '', ...rest] = path.split('.');
  const [second = '', ...others] = rest;
  return first.startsWith('aws-')
    ? { module: first, className: second, members: others }
    : { module: '', className: first, members: rest };
}
