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
    const conversion = new YamlConversion(parsed, lines, text.length);
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
  readonly #end: number;
  readonly #converted = new Map<Node, SyntaxNode>();
  readonly #inProgress = new Set<Node>();

  constructor(document: Document, lines: LineIndex, end: number) {
    this.#document = document;
    this.#lines = lines;
    this.#end = end;
  }

  convert(node: unknown): SyntaxNode {
    if (isAlias(node)) {
      return this.#alias(node.resolve(this.#document), this.#at(node));
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
      const at = this.#lines.location(this.#end, this.#end);
      return { kind: 'scalar', value: null, source: '', at };
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
    const at = this.#at(node);
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => this.convert(item)), at };
    }
    if (isMap(node)) {
      return { kind: 'map', entries: node.items.flatMap((pair) => this.#entries(pair)), at };
    }
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

  #at(node: unknown): Location {
    const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
    return range ? this.#lines.location(range[0], range[1]) : this.#lines.location(this.#end, this.#end);
  }
}

/** The text of a scalar; every value of the failsafe schema is one. */
function textOf(node: unknown): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}
