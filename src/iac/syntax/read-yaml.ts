import { isAlias, isMap, isScalar, isSeq, parseDocument, Scalar, type Node, type Pair } from 'yaml';
import type { Location } from '../../core/posture/location.ts';
import { LineIndex } from './line-index.ts';
import { plainScalar } from './plain-scalar.ts';
import { maximumDepth, type MapEntry, type SyntaxNode, type SyntaxTree } from './syntax-node.ts';
import { tooDeep, unresolvedAlias, yamlProblem, type YamlProblem } from './yaml-problem.ts';

/** Reads a YAML text. Never throws: the first fault is returned with its place. Takes time in proportion to the text. */
export function readYaml(document: string, text: string): SyntaxTree {
  const lines = new LineIndex(document, text);
  const broken = ({ start, end, message }: YamlProblem): SyntaxTree => ({
    root: undefined,
    problem: { at: lines.location(start, end), message },
    aliases: [],
    anchored: [],
  });
  // The failsafe schema makes every scalar a text: its value is decided by `plainScalar`, in one place. The parser
  // looks for double keys by comparing each with each, and for an anchor through the whole text at each alias.
  const parsed = parseDocument(text, {
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    uniqueKeys: false,
    logLevel: 'error',
    prettyErrors: false,
  });
  const error = parsed.errors[0];
  if (error !== undefined) {
    return broken(yamlProblem(error, parsed, text));
  }
  const conversion = new YamlConversion(lines, text);
  const root = conversion.convert(parsed.contents, 0);
  const { problem, aliases, anchored } = conversion;
  return problem === undefined ? { root, problem: undefined, aliases, anchored } : broken(problem);
}

class YamlConversion {
  readonly aliases: Location[] = [];
  readonly anchored: Location[] = [];
  /** The first fault that the parser does not look for. */
  problem: YamlProblem | undefined;
  readonly #lines: LineIndex;
  readonly #text: string;
  /** The nodes that anchors stand at, the last one of each name; undefined while the node itself is converted. */
  readonly #anchored = new Map<string, SyntaxNode | undefined>();

  constructor(lines: LineIndex, text: string) {
    this.#lines = lines;
    this.#text = text;
  }

  convert(node: unknown, depth: number): SyntaxNode {
    if (isAlias(node)) {
      return this.#alias(node.source, this.#rangeOf(node));
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
      return { kind: 'scalar', value: null, source: '', at: this.#location(this.#text.length) };
    }
    if (depth > maximumDepth) {
      const [start] = this.#rangeOf(node);
      this.problem ??= { start, end: start + 1, message: tooDeep };
      return { kind: 'broken', at: this.#location(start) };
    }
    const { anchor } = node;
    if (anchor !== undefined) {
      this.#anchored.set(anchor, undefined);
    }
    const converted = this.#tagged(node, this.#untagged(node, depth));
    if (anchor !== undefined) {
      this.#anchored.set(anchor, converted);
      this.anchored.push(converted.at);
    }
    return converted;
  }

  #alias(name: string, [start, end]: readonly [number, number]): SyntaxNode {
    const at = this.#location(start, end);
    this.aliases.push(at);
    if (!this.#anchored.has(name)) {
      this.problem ??= { start, end, message: unresolvedAlias(name) };
    }
    return this.#anchored.get(name) ?? { kind: 'broken', at };
  }

  #untagged(node: Node, depth: number): SyntaxNode {
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(item, depth + 1));
      return { kind: 'list', items, at: this.#blockAt(node, node.items.at(-1), items.at(-1)) };
    }
    if (isMap(node)) {
      return this.#map(node.items, depth, (last, converted) => this.#blockAt(node, last, converted));
    }
    const source = textOf(node);
    const isPlain = isScalar(node) && (node.type === Scalar.PLAIN || node.type === undefined);
    const value = isPlain && node.tag === undefined ? plainScalar(source) : source;
    return { kind: 'scalar', value, source, at: this.#scalarAt(node) };
  }

  #map(
    pairs: readonly Pair[],
    depth: number,
    locate: (last: unknown, converted: SyntaxNode | undefined) => Location,
  ): SyntaxNode {
    const entries = new Map<string, MapEntry>();
    const merged: SyntaxNode[] = [];
    let last: SyntaxNode | undefined;
    for (const pair of pairs) {
      const keyRange = this.#rangeOf(pair.key);
      const key = textOf(pair.key);
      const keyAt = this.#location(...keyRange);
      const value = pair.value === null ? emptyAfter(keyAt) : this.convert(pair.value, depth + 1);
      last = key === mergeKey ? undefined : value;
      if (key === mergeKey) {
        merged.push(...(value.kind === 'list' ? value.items : [value]));
      } else if (entries.has(key)) {
        const message = `The key "${key.slice(0, longestKey)}" is here twice. Remove one of them, or rename it.`;
        this.problem ??= { start: keyRange[0], end: keyRange[1], message };
      } else {
        entries.set(key, { key, keyAt, at: this.#entryAt(keyAt, pair.value, value), value });
      }
    }
    const at = locate(pairs.at(-1)?.value, last);
    if (merged.length === 0) {
      return { kind: 'map', entries: [...entries.values()], at };
    }
    const own = new Set(entries.keys());
    addMerged(entries, merged);
    const brought = new Set(
      merged.flatMap((map) => (map.kind === 'map' ? map.entries.map(({ key }) => key) : [])),
    );
    const overridden = new Set([...own].filter((key) => brought.has(key)));
    return { kind: 'map', entries: [...entries.values()], overridden, at };
  }

  /** An alias ends the entry where it is written, whatever it stands for. */
  #entryAt(keyAt: Location, node: unknown, { at }: SyntaxNode): Location {
    const { end } = (isAlias(node) ? this.#location(...this.#rangeOf(node)) : at).range;
    return { document: keyAt.document, range: { start: keyAt.range.start, end } };
  }

  /** A value with its tag: `!Sub text` begins at the exclamation mark. */
  #tagged(node: Node, value: SyntaxNode): SyntaxNode {
    const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : '';
    if (!/^![^!]/.test(tag)) {
      return value;
    }
    const [start] = this.#rangeOf(node);
    const tagStart = this.#text.lastIndexOf(tag, start);
    const from = tagStart < 0 ? value.at.range.start : this.#lines.position(tagStart);
    const at = { document: value.at.document, range: { start: from, end: value.at.range.end } };
    return { kind: 'tagged', tag: tag.slice(1), value, at };
  }

  /** A collection in block style ends with its last item; the parser has it reach over line ends and comments. */
  #blockAt(node: Node, last: unknown, converted: SyntaxNode | undefined): Location {
    const at = this.#location(...this.#rangeOf(node));
    if ((isMap(node) || isSeq(node)) && node.flow !== true && (converted !== undefined || isAlias(last))) {
      const { end } = (isAlias(last) ? this.#location(...this.#rangeOf(last)) : (converted ?? { at }).at)
        .range;
      return { document: at.document, range: { start: at.range.start, end } };
    }
    return at;
  }

  /** A block scalar ends with its last character that is no line end. */
  #scalarAt(node: Node): Location {
    const [start, end] = this.#rangeOf(node);
    const isBlock =
      isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
    return isBlock
      ? this.#location(start, start + this.#text.slice(start, end).trimEnd().length)
      : this.#location(start, end);
  }

  /** The offsets of a node; those of a key that is not written are the text's end. */
  #rangeOf(node: unknown): readonly [number, number] {
    const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
    return range ? [range[0], range[1]] : [this.#text.length, this.#text.length];
  }

  #location(start: number, end = start): Location {
    return this.#lines.location(start, end);
  }
}

const mergeKey = '<<';
const longestKey = 60;

/** A map's own keys win over merged ones, and earlier merged maps over later ones. */
function addMerged(entries: Map<string, MapEntry>, merged: readonly SyntaxNode[]): void {
  for (const map of merged) {
    for (const entry of map.kind === 'map' ? map.entries : []) {
      if (!entries.has(entry.key)) {
        entries.set(entry.key, entry);
      }
    }
  }
}

function emptyAfter({ document, range: { end } }: Location): SyntaxNode {
  return { kind: 'scalar', value: null, source: '', at: { document, range: { start: end, end } } };
}

/** The text of a scalar; every value of the failsafe schema is one. */
function textOf(node: unknown): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}
