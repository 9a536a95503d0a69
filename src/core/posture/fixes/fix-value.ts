import type { JsonValue } from '../../json.ts';
import type { Location } from '../location.ts';
import type { TextSymbol } from '../symbolic-text.ts';

/** A value to be written, in no syntax. */
export type FixValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean }
  /** A text with parts that are only known by name, or that are copied from the source. */
  | { readonly kind: 'text'; readonly parts: FixText }
  | { readonly kind: 'list'; readonly items: readonly FixValue[] }
  | { readonly kind: 'map'; readonly members: readonly FixMember[] }
  /** What stands at a place of the source, as it is written there. */
  | { readonly kind: 'source'; readonly at: Location };

export type FixMember = readonly [name: string, value: FixValue];

export type FixText = readonly FixTextPart[];

export type FixTextPart = string | TextSymbol | CopiedText;

/**
 * The text that a property has, whatever it is written with: a name from a parameter stays one, though the model may
 * know what the parameter's default is.
 */
export interface CopiedText {
  readonly kind: 'copy';
  readonly resource: string;
  readonly path: FixPath;
  /** Slashes at its ends are left out. */
  readonly isTrimmed?: boolean;
  /** Why it must not be written anywhere else, as a sentence for users. */
  readonly refusal?: string;
}

/**
 * The way from a resource's properties to a value: names of members, and of a list's items the places where they stand,
 * because a list in the model lacks what is not there in its scenario.
 */
export type FixPath = readonly (string | Location)[];

export function scalar(value: string | number | boolean): FixValue {
  return { kind: 'scalar', value };
}

/** A text; of literals alone a scalar. */
export function text(...parts: FixText): FixValue {
  return parts.every((part) => typeof part === 'string') ? scalar(parts.join('')) : { kind: 'text', parts };
}

export function list(...items: readonly FixValue[]): FixValue {
  return { kind: 'list', items };
}

export function map(members: Readonly<Record<string, FixValue>>): FixValue {
  return { kind: 'map', members: Object.entries(members) };
}

/** What `Ref` gives. */
export function reference(resource: string): FixValue {
  return { kind: 'text', parts: [{ kind: 'ref', resource }] };
}

export function attribute(resource: string, name: string): FixValue {
  return { kind: 'text', parts: [{ kind: 'attribute', resource, attribute: name }] };
}

/** The text of a property of the same file. */
export function copyOf(resource: string, ...path: readonly string[]): CopiedText {
  return { kind: 'copy', resource, path };
}

/**
 * Texts as tokens: where values are made by functions that know only strings, such as the policies of a trail, a token
 * stands for what is no string.
 */
export class Tokens {
  readonly #texts: FixText[] = [];

  /** A string that stands for a text. No template has these characters. */
  token(...parts: FixText): string {
    return `\uE000${this.#texts.push(parts) - 1}\uE001`;
  }

  /** A value with the texts in the place of their tokens. */
  valueOf(json: JsonValue): FixValue {
    if (typeof json === 'string') {
      return text(...this.#parts(json));
    }
    if (typeof json === 'number' || typeof json === 'boolean') {
      return scalar(json);
    }
    if (json === null) {
      return scalar('');
    }
    return isArray(json)
      ? list(...json.map((item) => this.valueOf(item)))
      : {
          kind: 'map',
          members: Object.entries(json).flatMap(([name, value]): FixMember[] =>
            value === undefined ? [] : [[name, this.valueOf(value)]],
          ),
        };
  }

  #parts(string: string): FixText {
    return string
      .split(/\uE000(\d+)\uE001/)
      .flatMap((piece, index): FixText =>
        index % 2 === 1 ? (this.#texts[Number(piece)] ?? []) : piece === '' ? [] : [piece],
      );
  }
}

/** `Array.isArray` does not narrow a readonly list out of a JSON value. */
function isArray(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}
