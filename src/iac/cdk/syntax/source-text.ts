import type { Broken, Comment, Expression, Span } from './program.ts';
import type { SyntaxNode, Tree } from './tree-sitter.ts';

/** Programs nest some twenty levels; one of thousands would exhaust the stack. */
const maximumDepth = 250;

/** A parsed text, as the front ends of the languages look at it. */
export class SourceText {
  /** Whether some part could not be parsed. */
  hasFaults: boolean;
  readonly root: SyntaxNode;
  readonly #text: string;
  #depth = 0;

  constructor(text: string, tree: Tree) {
    this.#text = text;
    this.root = tree.rootNode;
    this.hasFaults = tree.rootNode.hasError;
  }

  /** Reads something that may have the same in it; nothing where that is nested too deeply for the stack. */
  nested<Result>(read: () => Result): Result | undefined {
    if (this.#depth >= maximumDepth) {
      this.hasFaults = true;
      return undefined;
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Whether there is a line end between two offsets. */
  hasLineEnd(start: number, end: number): boolean {
    return /[\r\n]/.test(this.#text.slice(start, end));
  }

  slice({ startIndex, endIndex }: SyntaxNode): string {
    return this.#text.slice(startIndex, endIndex);
  }

  /** The named children without comments. */
  children(node: SyntaxNode): readonly SyntaxNode[] {
    return node.namedChildren.filter((child) => child !== null && child.type !== 'comment') as SyntaxNode[];
  }

  /** Whether something directly in a node could not be parsed, or was put in to make it parse. */
  isBroken(node: SyntaxNode): boolean {
    return (
      this.hasFaults && node.children.some((child) => child !== null && (child.isError || child.isMissing))
    );
  }

  /** What is left of a piece that could not be parsed: the names in it. */
  broken(node: SyntaxNode): Broken {
    const names = new Set(this.slice(node).match(/[A-Za-z_$][\w$]*/g));
    return { kind: 'broken', names: [...names], span: spanOf(node) };
  }

  /** @param marks what makes a comment one */
  comments(marks: RegExp): readonly Comment[] {
    return this.root.descendantsOfType('comment').flatMap((node) => {
      const text = node === null ? '' : this.slice(node).replace(marks, '').trim();
      return node === null ? [] : [{ span: spanOf(node), text }];
    });
  }
}

export function spanOf({ startIndex, endIndex }: SyntaxNode): Span {
  return { start: startIndex, end: endIndex };
}

/** From the beginning of one node to the end of another. */
export function spanFrom(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** An expression of which nothing is known but what it is made from. */
export function other(span: Span, parts: readonly Expression[] = []): Expression {
  return { kind: 'other', parts, span };
}
