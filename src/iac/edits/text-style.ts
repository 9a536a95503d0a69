import type { SyntaxNode } from '../syntax/syntax-node.ts';

/** How somebody writes a template. What a text does not show is as most templates have it. */
export interface TextStyle {
  readonly newline: string;
  /** One level of indentation. */
  readonly indent: string;
  /** How far the dashes of a list in block style stand behind the key that it belongs to. */
  readonly listIndent: string;
  readonly quote: "'" | '"';
  /** Whether functions are written as `Fn::Sub:` rather than as `!Sub`. */
  readonly isLongForm: boolean;
  /** Whether the texts of `!Sub` stand in quotes even where they need none. */
  readonly quotesSub: boolean;
  /** Whether lists of texts stand in brackets on one line. */
  readonly hasFlowLists: boolean;
  /** Whether functions in braces, such as `{ "Ref": "Logs" }`, stand on one line. */
  readonly hasInlineFunctions: boolean;
  /** What stands behind an opening brace and before a closing one on the same line. */
  readonly padding: string;
  /** What stands between a key and its value, and between items, in JSON on one line. */
  readonly space: string;
}

export function styleOf(text: string, root: SyntaxNode, isJson: boolean): TextStyle {
  const indent = isJson ? jsonIndent(text) : yamlIndent(root);
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return {
    newline: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    indent,
    listIndent: ' '.repeat(listIndentOf(root) ?? indent.length),
    quote: count(/"[^"\n]*"/g) > count(/'[^'\n]*'/g) ? '"' : "'",
    isLongForm: isJson || count(/^[^#\n]*\b(?:Fn::\w+|Ref):/gm) > count(/!(?:Ref|Sub|GetAtt|Join)\b/g),
    quotesSub: count(/!Sub ['"]/g) > count(/!Sub [^'"|>\s]/g),
    hasFlowLists:
      count(/[:-]\s*\[[ "'\w][^\]\n]*\]/g) > count(isJson ? /\[[ \t]*\r?\n\s*"/g : /^\s*- [^:{[\n]+$/gm),
    hasInlineFunctions:
      count(/\{[ \t]*["']?(?:Ref|Fn::\w+)\b/g) > count(/\{[ \t]*\r?\n\s*["']?(?:Ref|Fn::\w+)\b/g),
    padding: count(/(?<![${])\{["'\w]/g) > count(/(?<![${])\{[ \t]+["'\w]/g) ? '' : ' ',
    space: isJson && /"\s*:/.test(text) && !/":\s/.test(text) ? '' : ' ',
  };
}

function jsonIndent(text: string): string {
  return /^[^\S\n]*[{[]\s*?\r?\n([ \t]+)["{[]/.exec(text)?.[1] ?? '  ';
}

/** How far the logical ids stand behind `Resources`. */
function yamlIndent(root: SyntaxNode): string {
  const entries = root.kind === 'map' ? root.entries : [];
  const resources = entries.find(({ key }) => key === 'Resources');
  const first = resources?.value.kind === 'map' ? resources.value.entries[0] : undefined;
  const width = (first?.keyAt.range.start.character ?? 0) - (resources?.keyAt.range.start.character ?? 0);
  const isOwnLine = first?.keyAt.range.start.line !== resources?.keyAt.range.start.line;
  return ' '.repeat(isOwnLine && width > 0 ? width : 2);
}

/** Of the first list in block style; undefined where there is none. */
function listIndentOf(root: SyntaxNode): number | undefined {
  const pending: SyntaxNode[] = [root];
  const seen = new Set<SyntaxNode>();
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    if (seen.has(node)) {
      continue;
    }
    seen.add(node);
    if (node.kind === 'map') {
      for (const { keyAt, value } of node.entries) {
        const [first] = value.kind === 'list' ? value.items : [];
        const isBlock =
          first !== undefined &&
          value.at.range.start.line > keyAt.range.start.line &&
          value.at.range.start.character < first.at.range.start.character;
        if (isBlock) {
          return Math.max(0, value.at.range.start.character - keyAt.range.start.character);
        }
        pending.push(value);
      }
    } else if (node.kind === 'list') {
      pending.push(...node.items);
    }
  }
  return undefined;
}
