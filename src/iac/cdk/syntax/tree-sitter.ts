/**
 * The part of tree-sitter's interface that the readers use. Its runtime is a WebAssembly module with a script that
 * does not survive bundling, so the editor and the command line load it from a file of its own and hand it in.
 */
export interface TreeSitter {
  readonly Parser: {
    new (): Parser;
    init(options: { readonly wasmBinary: Uint8Array }): Promise<void>;
  };
  readonly Language: { load(grammar: Uint8Array): Promise<Grammar> };
}

/** Opaque. */
export interface Grammar {
  readonly abiVersion: number;
}

export interface Parser {
  setLanguage(grammar: Grammar): unknown;
  /** Null only where it was cancelled. */
  parse(text: string): Tree | null;
}

export interface Tree {
  readonly rootNode: SyntaxNode;
  delete(): void;
}

/** A node of a syntax tree, until the tree is deleted. Offsets are UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly children: readonly (SyntaxNode | null)[];
  readonly namedChildren: readonly (SyntaxNode | null)[];
  childForFieldName(name: string): SyntaxNode | null;
  descendantsOfType(type: string): readonly (SyntaxNode | null)[];
}

/** The grammars, each named as its file is. */
export const grammarNames = ['typescript', 'tsx', 'python'] as const;
export type GrammarName = (typeof grammarNames)[number];

/** What is loaded of tree-sitter, from wherever it is. */
export interface TreeSitterFiles {
  /** The script of the runtime. */
  runtime(): Promise<TreeSitter>;
  /** `tree-sitter.wasm`, `tree-sitter-python.wasm` ... */
  bytes(name: string): Promise<Uint8Array>;
}

/** Parses a text of one language. */
export type ParseText = (text: string) => Tree;

/** The parsers, each of which is loaded when it is first asked for. */
export class Parsers {
  readonly #files: TreeSitterFiles;
  readonly #parsers = new Map<GrammarName, Promise<ParseText>>();
  #runtime: Promise<TreeSitter> | undefined;

  constructor(files: TreeSitterFiles) {
    this.#files = files;
  }

  /** @throws what reading the files throws; asking again tries again */
  async of(name: GrammarName): Promise<ParseText> {
    const known = this.#parsers.get(name);
    if (known !== undefined) {
      return known;
    }
    const loading = this.#load(name);
    this.#parsers.set(name, loading);
    loading.catch(() => this.#parsers.delete(name));
    return loading;
  }

  async #load(name: GrammarName): Promise<ParseText> {
    this.#runtime ??= this.#initialise();
    this.#runtime.catch(() => (this.#runtime = undefined));
    const [{ Parser, Language }, bytes] = await Promise.all([
      this.#runtime,
      this.#files.bytes(`tree-sitter-${name}.wasm`),
    ]);
    const parser = new Parser();
    parser.setLanguage(await Language.load(bytes));
    return (text) => {
      const tree = parser.parse(text);
      if (tree === null) {
        throw new Error('tree-sitter gave up.');
      }
      return tree;
    };
  }

  async #initialise(): Promise<TreeSitter> {
    const [runtime, wasmBinary] = await Promise.all([
      this.#files.runtime(),
      this.#files.bytes('tree-sitter.wasm'),
    ]);
    await runtime.Parser.init({ wasmBinary });
    return runtime;
  }
}
