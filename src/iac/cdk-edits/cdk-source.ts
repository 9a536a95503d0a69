import type { Location } from '../../core/posture/location.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import type { LibraryObject } from '../cdk/evaluation/abstract-value.ts';
import type { ParsedSource } from '../cdk/read-source.ts';
import type { Call, Expression, Span } from '../cdk/syntax/program.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import { callPlaces, spanKey, type CallPlace } from './call-places.ts';
import { sourceStyle, type SourceStyle } from './source-style.ts';

/** Source of a CDK app, as its editing looks at it. */
export class CdkSource {
  readonly parsed: ParsedSource;
  readonly text: string;
  readonly style: SourceStyle;
  readonly isPython: boolean;
  readonly #calls: ReadonlyMap<string, CallPlace>;

  constructor(parsed: ParsedSource) {
    this.parsed = parsed;
    this.text = parsed.text;
    this.isPython = parsed.program.language === 'python';
    this.style = sourceStyle(parsed.text, parsed.program.language);
    this.#calls = callPlaces(parsed.program);
  }

  /** A resource of the model. @throws {CannotEdit} for one that is not of this source */
  draft(id: string): Draft {
    const draft = this.parsed.drafts.find((each) => each.id === id);
    if (draft === undefined) {
      throw new CannotEdit('What it is about is not made in this file.');
    }
    return draft;
  }

  /** The call with just this span. */
  callAt(span: Span): Call | undefined {
    return this.#calls.get(spanKey(span))?.call;
  }

  /**
   * The call that makes a construct.
   *
   * @throws {CannotEdit} where it makes several, or is not to be seen
   */
  placeOf(object: LibraryObject): CallPlace {
    const place = this.#calls.get(spanKey(object.span));
    if (place === undefined) {
      throw new CannotEdit('The construct is not made by a call that can be edited.');
    }
    if (place.body.isRepeated) {
      throw new CannotEdit('The construct is made in a loop.');
    }
    const isShared = this.parsed.made.some(
      (other) =>
        other !== object &&
        other.type === object.type &&
        other.span.start === object.span.start &&
        other.span.end === object.span.end,
    );
    if (isShared) {
      throw new CannotEdit('The same code makes several constructs.');
    }
    if (place.call.isBroken) {
      throw new CannotEdit('The call cannot be parsed.');
    }
    return place;
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** A name of the library as the language spells it. */
  spelled(name: string): string {
    return this.isPython ? snakeCase(name) : name;
  }

  span({ range }: Location): Span {
    const { lines } = this.parsed;
    return { start: lines.offset(range.start), end: lines.offset(range.end) };
  }

  /** The white space that the line of an offset begins with. */
  indentAt(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset)))?.[0] ?? '';
  }

  lineStart(offset: number): number {
    return Math.max(this.text.lastIndexOf('\n', offset - 1), this.text.lastIndexOf('\r', offset - 1)) + 1;
  }

  /** Where the line of an offset ends, before its line end. */
  lineEnd(offset: number): number {
    const length = /[\r\n]/.exec(this.text.slice(offset))?.index;
    return length === undefined ? this.text.length : offset + length;
  }

  /** The first offset that is no white space and in no comment. */
  afterTrivia(offset: number): number {
    const trivia = this.isPython ? /^(?:\s+|#[^\r\n]*)*/ : /^(?:\s+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/;
    return offset + (trivia.exec(this.text.slice(offset))?.[0].length ?? 0);
  }

  hasLineEnd(start: number, end: number): boolean {
    return /[\r\n]/.test(this.text.slice(start, end));
  }

  /** Whether a word stands anywhere in the text or in a part of it, and so is no name for something new. */
  hasWord(word: string, within: Span = { start: 0, end: this.text.length }): boolean {
    return new RegExp(`(?<![\\w$])${word}(?![\\w$])`).test(this.slice(within));
  }
}

/** As jsii spells names for Python: `enforceSSL` is `enforce_ssl`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** A chain of names: `this.bucket`, `props.key`; undefined for anything that is computed. */
export function isNameChain(node: Expression): boolean {
  return node.kind === 'name' || (node.kind === 'member' && isNameChain(node.object));
}

/** A name for a variable made of an id of a construct, free in a function. */
export function variableName(source: CdkSource, id: string, within: Span): string {
  const words = id.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const camel = joined.charAt(0).toLowerCase() + joined.slice(1);
  const wanted = source.spelled(/^[a-z]/.test(camel) ? camel : 'resource');
  let name = wanted;
  for (let number = 2; source.hasWord(name, within); number++) {
    name = `${wanted}${number}`;
  }
  return name;
}
