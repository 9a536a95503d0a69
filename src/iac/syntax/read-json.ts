import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Location } from '../../core/posture/location.ts';
import { LineIndex } from './line-index.ts';
import { maximumDepth, type MapEntry, type SyntaxNode, type SyntaxTree } from './syntax-node.ts';

/** Reads a JSON text. Never throws: the first fault is returned with its place. Takes time in proportion to the text. */
export function readJson(document: string, text: string): SyntaxTree {
  const lines = new LineIndex(document, text);
  const fault = ({ start, end, message }: JsonProblem): SyntaxTree => ({
    root: undefined,
    problem: { at: lines.location(start, end), message },
    aliases: [],
    anchored: [],
  });
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) {
    const message = 'This is nested too deeply to be read. Flatten it.';
    return fault({ start: tooDeep, end: tooDeep + 1, message });
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const error = errors[0];
  if (error !== undefined) {
    return fault(jsonProblem(error, text));
  }
  if (tree === undefined) {
    return fault({ start: 0, end: 0, message: 'The text is empty.' });
  }
  const conversion = new JsonConversion(lines, text);
  const root = conversion.convert(tree);
  return conversion.problem === undefined
    ? { root, problem: undefined, aliases: [], anchored: [] }
    : fault(conversion.problem);
}

interface JsonProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The bracket that opens one level more than is read: the parser recurses on each, and would exhaust the stack. */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') {
      depth += 1;
      if (depth > maximumDepth) {
        return index;
      }
    } else if (token === ']' || token === '}') {
      depth -= 1;
    }
  }
  return undefined;
}

/** What the parser found, as somebody who does not know its words would say it. */
function jsonProblem({ error, offset, length }: ParseError, text: string): JsonProblem {
  const isAtEnd = text.slice(offset).trim() === '';
  return { start: offset, end: offset + length, message: isAtEnd ? endMessage(text) : messageOf(error) };
}

function endMessage(text: string): string {
  return text.trim() === ''
    ? 'The text is empty.'
    : 'The text ends too early: a bracket, a quote or a value is missing.';
}

const messages: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'JSON has no comments. Remove this one.',
  PropertyNameExpected: 'A key in double quotes is missing here. Is there a comma too many before it?',
  ValueExpected: 'A value is missing here. Is there a comma too many before it?',
  ColonExpected: 'A colon is missing behind the key.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'A } is missing before this.',
  CloseBracketExpected: 'A ] is missing before this.',
  EndOfFileExpected: 'The JSON text ends before this. Remove what follows, or a bracket too many.',
  UnexpectedEndOfString: 'This text is not closed by a double quote on its line.',
  InvalidNumberFormat: 'This is no number that JSON knows.',
  UnexpectedEndOfNumber: 'This is no number that JSON knows.',
  InvalidEscapeCharacter: 'There is no such escape in JSON. Write \\\\ for a backslash.',
  InvalidUnicode: 'There is no such escape in JSON. Write \\u and four hexadecimal digits.',
};

function messageOf(code: ParseError['error']): string {
  return (
    messages[printParseErrorCode(code)] ?? 'JSON does not know this. Is a text without its double quotes?'
  );
}

class JsonConversion {
  /** The first fault that the parser does not look for. */
  problem: JsonProblem | undefined;
  readonly #lines: LineIndex;
  readonly #text: string;

  constructor(lines: LineIndex, text: string) {
    this.#lines = lines;
    this.#text = text;
  }

  convert(node: Node): SyntaxNode {
    const at = this.#at(node);
    const children = node.children ?? [];
    if (node.type === 'array') {
      return { kind: 'list', items: children.map((child) => this.convert(child)), at };
    }
    if (node.type === 'object') {
      const entries = new Map<string, MapEntry>();
      for (const child of children) {
        this.#addEntry(entries, child);
      }
      return { kind: 'map', entries: [...entries.values()], at };
    }
    const value = node.value as string | number | boolean | null;
    const source =
      typeof value === 'string' ? value : this.#text.slice(node.offset, node.offset + node.length);
    return { kind: 'scalar', value, source, at };
  }

  #addEntry(entries: Map<string, MapEntry>, { children: [keyNode, valueNode] = [] }: Node): void {
    if (keyNode === undefined || valueNode === undefined) {
      return;
    }
    const key = String(keyNode.value);
    if (entries.has(key)) {
      const message = `The key "${key.slice(0, longestKey)}" is here twice. Remove one of them, or rename it.`;
      this.problem ??= { start: keyNode.offset, end: keyNode.offset + keyNode.length, message };
    }
    const value = this.convert(valueNode);
    const keyAt = this.#at(keyNode);
    const at = { document: keyAt.document, range: { start: keyAt.range.start, end: value.at.range.end } };
    entries.set(key, { key, keyAt, at, value });
  }

  #at({ offset, length }: Node): Location {
    return this.#lines.location(offset, offset + length);
  }
}

const longestKey = 60;
