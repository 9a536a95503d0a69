import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { LineIndex } from './line-index.ts';
import type { MapEntry, SyntaxNode, SyntaxTree } from './syntax-node.ts';

/** Reads a JSON text. Never throws: the first fault is returned with its place. */
export function readJson(document: string, text: string): SyntaxTree {
  const lines = new LineIndex(document, text);
  const errors: ParseError[] = [];
  const fault = (start: number, end: number, message: string): SyntaxTree => ({
    root: undefined,
    problem: { at: lines.location(start, end), message },
    aliases: [],
  });
  try {
    const tree = parseTree(text, errors, { disallowComments: true });
    const error = errors[0];
    if (error !== undefined) {
      return fault(error.offset, error.offset + error.length, inWords(printParseErrorCode(error.error)));
    }
    if (tree === undefined) {
      return fault(0, 0, 'The text is empty.');
    }
    const duplicate = duplicateKey(tree);
    if (duplicate !== undefined) {
      return fault(duplicate.offset, duplicate.offset + duplicate.length, 'Map keys must be unique');
    }
    return { root: convert(tree, text, lines), problem: undefined, aliases: [] };
  } catch (thrown) {
    if (thrown instanceof RangeError) {
      // The parser recurses once a level, so a text nested thousands deep exhausts the stack.
      return fault(0, 0, 'The text is nested too deeply to be read.');
    }
    throw thrown;
  }
}

/** `CommaExpected` as `Comma expected`. */
function inWords(code: string): string {
  const words = code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function duplicateKey(node: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = node.type === 'object' ? child.children?.[0] : undefined;
    if (key !== undefined && seen.has(key.value)) {
      return key;
    }
    seen.add(key?.value);
    const inside = duplicateKey(child);
    if (inside !== undefined) {
      return inside;
    }
  }
  return undefined;
}

function convert(node: Node, text: string, lines: LineIndex): SyntaxNode {
  const at = lines.location(node.offset, node.offset + node.length);
  const children = node.children ?? [];
  if (node.type === 'array') {
    return { kind: 'list', items: children.map((child) => convert(child, text, lines)), at };
  }
  if (node.type === 'object') {
    return { kind: 'map', entries: children.flatMap((child) => entries(child, text, lines)), at };
  }
  const value = node.value as string | number | boolean | null;
  const source = typeof value === 'string' ? value : text.slice(node.offset, node.offset + node.length);
  return { kind: 'scalar', value, source, at };
}

function entries(property: Node, text: string, lines: LineIndex): readonly MapEntry[] {
  const [key, value] = property.children ?? [];
  if (key === undefined || value === undefined) {
    return [];
  }
  return [
    {
      key: String(key.value),
      keyAt: lines.location(key.offset, key.offset + key.length),
      at: lines.location(key.offset, value.offset + value.length),
      value: convert(value, text, lines),
    },
  ];
}
