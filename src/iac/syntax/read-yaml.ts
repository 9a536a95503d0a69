import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Location } from '../../core/posture/location.ts';
import { LineIndex } from './line-index.ts';
import { plainScalar } from './plain-scalar.ts';
import type { MapEntry, SyntaxNode, SyntaxTree } from './syntax-node.ts';

/** Reads a YAML text. Never throws: the first fault is returned with its place. */
export function readYaml(document: string, text: string): SyntaxTree {
  const lines = new LineIndex(document, text);
  try {
    // The failsafe schema makes every scalar a text: its value is decided by `plainScalar`, in one place.
    const parsed = parseDocument(text, {
      schema: 'failsafe',
      version: '1.1',
      logLevel: 'silent',
      prettyErrors: false,
    });
    const fault = parsed.errors[0];
    if (fault !== undefined) {
      const [start, end] = fault.pos;
      return {
        root: undefined,
        problem: { at: lines.location(start, end), message: fault.message },
        aliases: [],
      };
    }
    const conversion = new YamlConversion(parsed, lines, text);
    return { root: conversion.convert(parsed.contents), problem: undefined, aliases: conversion.aliases };
  } catch (thrown) {
    if (thrown instanceof RangeError) {
      // The parser recurses once a level, so a text nested thousands deep exhausts the stack.
      const message = 'The text is nested too deeply to be read.';
      return { root: undefined, problem: { at: lines.location(0, 0), message }, aliases: [] };
    }
    throw thrown;
  }
}

class YamlConversion {
  readonly aliases: Location[] = [];
  readonly #document: Document;
  readonly #lines: LineIndex;
  readonly #text: string;
  readonly #converted = new Map<Node, SyntaxNode>();
  readonly #inProgress = new Set<Node>();

  constructor(document: Document, lines: LineIndex, text: string) {
    this.#document = document;
    this.#lines = lines;
    this.#text = text;
  }

  convert(node: unknown): SyntaxNode {
    if (isAlias(node)) {
      return this.#alias(node.resolve(this.#document), this.#at(node));
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
      return { kind: 'scalar', value: null, source: '', at: this.#nowhere() };
    }
    const known = this.#converted.get(node);
    if (known !== undefined) {
      return known;
    }
    this.#inProgress.add(node);
    const converted = this.#tagged(node, this.#untagged(node));
    this.#inProgress.delete(node);
    this.#converted.set(node, converted);
    return converted;
  }

  #alias(target: Node | undefined, at: Location): SyntaxNode {
    this.aliases.push(at);
    if (target === undefined || this.#inProgress.has(target)) {
      return { kind: 'broken', at };
    }
    return this.convert(target);
  }

  #untagged(node: Node): SyntaxNode {
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(item));
      return { kind: 'list', items, at: this.#blockAt(node, node.items.at(-1), items.at(-1)) };
    }
    if (isMap(node)) {
      const entries = node.items.flatMap((pair) => this.#entries(pair));
      const last = node.items.at(-1);
      // The entries of a merge key stand elsewhere.
      const converted = textOf(last?.key) === '<<' ? undefined : entries.at(-1)?.value;
      return { kind: 'map', entries, at: this.#blockAt(node, last?.value, converted) };
    }
    const at = this.#scalarAt(node);
    const source = textOf(node);
    const isPlain = isScalar(node) && (node.type === Scalar.PLAIN || node.type === undefined);
    return {
      kind: 'scalar',
      value: isPlain && node.tag === undefined ? plainScalar(source) : source,
      source,
      at,
    };
  }

  /** A pair as an entry; a merge key (`<<`) as the entries of the maps that it names. */
  #entries(pair: Pair): readonly MapEntry[] {
    const key = textOf(pair.key);
    const keyAt = this.#at(pair.key);
    const value = pair.value === null ? this.#missing(keyAt) : this.convert(pair.value);
    if (key === '<<') {
      const merged = value.kind === 'list' ? value.items : [value];
      return merged.flatMap((map) => (map.kind === 'map' ? map.entries : []));
    }
    const at = { document: keyAt.document, range: { start: keyAt.range.start, end: value.at.range.end } };
    return [{ key, keyAt, at: isAlias(pair.value) ? keyAt : at, value }];
  }

  #missing(after: Location): SyntaxNode {
    const at = { document: after.document, range: { start: after.range.end, end: after.range.end } };
    return { kind: 'scalar', value: null, source: '', at };
  }

  #tagged(node: Node, value: SyntaxNode): SyntaxNode {
    const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : undefined;
    return tag?.startsWith('!') === true && !tag.startsWith('!!')
      ? { kind: 'tagged', tag: tag.slice(1), value, at: value.at }
      : value;
  }

  /** A collection in block style ends with its last item; the parser has it reach over line ends and comments. */
  #blockAt(node: YAMLMap | YAMLSeq, last: unknown, converted: SyntaxNode | undefined): Location {
    const at = this.#at(node);
    if (node.flow === true || converted === undefined) {
      return at;
    }
    const { end } = (isAlias(last) ? this.#at(last) : converted.at).range;
    return { document: at.document, range: { start: at.range.start, end } };
  }

  /** A block scalar ends with its last character that is no line end. */
  #scalarAt(node: Node): Location {
    const isBlock =
      isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
    if (!isBlock || !node.range) {
      return this.#at(node);
    }
    const [start, end] = node.range;
    return this.#lines.location(start, start + this.#text.slice(start, end).trimEnd().length);
  }

  #at(node: unknown): Location {
    const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
    return range ? this.#lines.location(range[0], range[1]) : this.#nowhere();
  }

  #nowhere(): Location {
    return this.#lines.location(this.#text.length, this.#text.length);
  }
}

/** The text of a scalar; every value of the failsafe schema is one. */
function textOf(node: unknown): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}
