import { isJsonObject, type JsonValue } from '../../json.ts';
import type { Location } from '../location.ts';
import { concatText, literalText, type SymbolicText, type TextPart } from '../symbolic-text.ts';
import type { Member, Value } from '../value.ts';

/** No policy nests deeper than a few levels; what does is hostile. */
const maximumDepth = 32;

/**
 * A JSON value as a value, all of it at one place; what nests too deep is unknown.
 *
 * @param symbols what U+E000, a number and U+E001 inside a string stand for
 */
export function valueFromJson(
  json: JsonValue,
  at: Location,
  symbols: readonly TextPart[] = [],
  depth = 0,
): Value {
  if (depth > maximumDepth) {
    return { kind: 'unknown', canBeAbsent: false, at };
  }
  switch (typeof json) {
    case 'string':
      return { kind: 'text', text: textFromJson(json, symbols), at };
    case 'number':
      return { kind: 'number', value: json, at };
    case 'boolean':
      return { kind: 'boolean', value: json, at };
    default:
      break;
  }
  if (Array.isArray(json)) {
    const items = json.map((item: JsonValue) => valueFromJson(item, at, symbols, depth + 1));
    return { kind: 'list', items, isComplete: true, at };
  }
  if (!isJsonObject(json)) {
    return { kind: 'null', at };
  }
  const members = new Map<string, Member>();
  for (const [name, value] of Object.entries(json)) {
    if (value !== undefined) {
      members.set(name, { keyAt: at, at, value: valueFromJson(value, at, symbols, depth + 1) });
    }
  }
  return { kind: 'map', members, isComplete: true, at };
}

function textFromJson(text: string, symbols: readonly TextPart[]): SymbolicText {
  if (symbols.length === 0) {
    return literalText(text);
  }
  // Every other piece is the number of a symbol.
  return concatText(
    text
      .split(/\uE000(\d+)\uE001/)
      .flatMap((piece, index) => (index % 2 === 0 ? piece : (symbols[Number(piece)] ?? ''))),
  );
}
