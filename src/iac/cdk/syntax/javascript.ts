import { JavaScriptExpressions } from './javascript-expressions.ts';
import type {
  Binding,
  ClassNode,
  Field,
  FunctionNode,
  If,
  Parameter,
  Program,
  Repeat,
  Statement,
} from './program.ts';
import { SourceText, spanOf } from './source-text.ts';
import type { SyntaxNode, Tree } from './tree-sitter.ts';

/** The program of a TypeScript or JavaScript text. */
export function javaScriptProgram(text: string, tree: Tree): Program {
  const source = new SourceText(text, tree);
  return {
    language: 'javascript',
    statements: new JavaScriptStatements(source).all(source.root),
    comments: text.includes('-ignore') || text.includes(':skip') ? source.comments(/^\/[/*]+|\**\/$/g) : [],
    hasFaults: source.hasFaults,
  };
}

class JavaScriptStatements {
  readonly #source: SourceText;
  readonly #expressions: JavaScriptExpressions;

  constructor(source: SourceText) {
    this.#source = source;
    this.#expressions = new JavaScriptExpressions(source, this);
  }

  /** The statements directly in a node. */
  all(node: SyntaxNode | null): readonly Statement[] {
    return node === null ? [] : this.#source.children(node).flatMap((child) => this.#nested(child));
  }

  /** A statement that may stand without a block: the branches of an `if`. */
  #body(node: SyntaxNode | null): readonly Statement[] {
    return node?.type === 'statement_block' ? this.all(node) : node === null ? [] : this.#nested(node);
  }

  #nested(node: SyntaxNode): readonly Statement[] {
    return this.#source.nested(() => this.#statement(node)) ?? [];
  }

  #statement(node: SyntaxNode): readonly Statement[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'import_statement':
        return this.#import(node);
      case 'export_statement': {
        const exported = node.childForFieldName('declaration') ?? node.childForFieldName('value');
        return exported === null ? [] : this.#exported(exported);
      }
      case 'lexical_declaration':
      case 'variable_declaration':
        return this.#source.children(node).flatMap((child) => this.#declaration(child));
      case 'function_declaration':
      case 'generator_function_declaration':
        return [{ kind: 'function', name: this.#nameOf(node), value: this.functionOf(node), span }];
      case 'class_declaration':
      case 'abstract_class_declaration':
        return [this.classOf(node)];
      case 'expression_statement':
        return [{ kind: 'evaluate', value: this.#expressions.read(this.#source.children(node)[0]), span }];
      case 'return_statement':
      case 'throw_statement': {
        const [value] = this.#source.children(node);
        return [{ kind: 'return', value: value && this.#expressions.read(value), span }];
      }
      case 'statement_block':
        return [{ kind: 'block', body: this.all(node), span }];
      case 'ERROR':
        return [this.#source.broken(node)];
      default:
        return this.#control(node);
    }
  }

  /** What is exported: a declaration, or a value without a name. */
  #exported(node: SyntaxNode): readonly Statement[] {
    const statements = this.#statement(node);
    return statements.length > 0
      ? statements
      : [{ kind: 'evaluate', value: this.#expressions.read(node), span: spanOf(node) }];
  }

  #control(node: SyntaxNode): readonly Statement[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'if_statement':
        return [this.#if(node)];
      case 'for_in_statement':
      case 'for_statement':
      case 'while_statement':
      case 'do_statement':
        return [this.#repeat(node)];
      case 'try_statement': {
        const handler = node.childForFieldName('handler');
        const finalizer = node.childForFieldName('finalizer');
        return [
          { kind: 'block', body: this.all(node.childForFieldName('body')), span },
          { kind: 'alternatives', branches: [this.all(handler?.childForFieldName('body') ?? null)], span },
          { kind: 'block', body: this.all(finalizer?.childForFieldName('body') ?? null), span },
        ];
      }
      case 'switch_statement': {
        const cases = node.childForFieldName('body');
        const branches = cases === null ? [] : this.#source.children(cases).map((branch) => this.all(branch));
        return [{ kind: 'alternatives', branches, span }];
      }
      case 'labeled_statement':
        return this.#body(node.childForFieldName('body'));
      default:
        return [];
    }
  }

  #if(node: SyntaxNode): If {
    const alternative = node.childForFieldName('alternative');
    return {
      kind: 'if',
      test: this.#expressions.read(node.childForFieldName('condition')),
      whenTrue: this.#body(node.childForFieldName('consequence')),
      whenFalse:
        alternative === null ? [] : this.#source.children(alternative).flatMap((child) => this.#body(child)),
      span: spanOf(node),
    };
  }

  #repeat(node: SyntaxNode): Repeat {
    const left = node.childForFieldName('left');
    const over = node.childForFieldName('right');
    return {
      kind: 'repeat',
      variable: left === null ? undefined : this.#expressions.pattern(left),
      over: over === null ? undefined : this.#expressions.read(over),
      body: this.#body(node.childForFieldName('body')),
      span: spanOf(node),
    };
  }

  #declaration(node: SyntaxNode): readonly Statement[] {
    if (node.type !== 'variable_declarator') {
      return node.isError ? [this.#source.broken(node)] : [];
    }
    const value = node.childForFieldName('value');
    const target = this.#expressions.pattern(node.childForFieldName('name'));
    const read = value === null ? undefined : this.#expressions.read(value);
    return [{ kind: 'declare', target, value: read, span: spanOf(node) }];
  }

  #import(node: SyntaxNode): readonly Statement[] {
    const required = this.#source.children(node).find(({ type }) => type === 'import_require_clause');
    const from = (required ?? node).childForFieldName('source');
    const module = from === null ? '' : this.#source.slice(from).slice(1, -1);
    const clause = this.#source.children(node).find(({ type }) => type === 'import_clause');
    const bindings = [
      ...(required === undefined ? [] : this.#named(required, '*')),
      ...(clause === undefined ? [] : this.#source.children(clause).flatMap((part) => this.#bindings(part))),
    ];
    return [{ kind: 'import', module, bindings, span: spanOf(node) }];
  }

  #bindings(part: SyntaxNode): readonly Binding[] {
    switch (part.type) {
      case 'identifier':
        // A default import is the module itself for a module of CommonJS, as the library's are.
        return [{ imported: '*', local: this.#source.slice(part) }];
      case 'namespace_import':
        return this.#named(part, '*');
      case 'named_imports':
        return this.#source.children(part).flatMap((specifier) => {
          const name = specifier.childForFieldName('name');
          const alias = specifier.childForFieldName('alias') ?? name;
          return name === null || alias === null
            ? []
            : [{ imported: this.#source.slice(name), local: this.#source.slice(alias) }];
        });
      default:
        return [];
    }
  }

  #named(node: SyntaxNode, imported: string): readonly Binding[] {
    const name = this.#source.children(node).find(({ type }) => type === 'identifier');
    return name === undefined ? [] : [{ imported, local: this.#source.slice(name) }];
  }

  #nameOf(node: SyntaxNode): string {
    const name = node.childForFieldName('name');
    return name === null ? '' : this.#source.slice(name);
  }

  functionOf(node: SyntaxNode): FunctionNode {
    const single = node.childForFieldName('parameter');
    const parameters = node.childForFieldName('parameters');
    const body = node.childForFieldName('body');
    const isBlock = body?.type === 'statement_block';
    return {
      kind: 'function',
      receiver: undefined,
      parameters:
        single === null
          ? this.#parameters(parameters)
          : [{ pattern: this.#expressions.pattern(single), defaultValue: undefined, rest: undefined }],
      body:
        body === null || isBlock
          ? this.all(body)
          : [{ kind: 'return', value: this.#expressions.read(body), span: spanOf(body) }],
      span: spanOf(node),
    };
  }

  #parameters(node: SyntaxNode | null): readonly Parameter[] {
    return (node === null ? [] : this.#source.children(node)).flatMap((child): Parameter[] => {
      if (child.type !== 'required_parameter' && child.type !== 'optional_parameter') {
        return [];
      }
      const pattern = child.childForFieldName('pattern');
      const isRest = pattern?.type === 'rest_pattern';
      const value = child.childForFieldName('value');
      return [
        {
          pattern: this.#expressions.pattern(isRest ? this.#source.children(pattern)[0] : pattern),
          defaultValue: value === null ? undefined : this.#expressions.read(value),
          rest: isRest ? 'items' : undefined,
        },
      ];
    });
  }

  classOf(node: SyntaxNode): ClassNode {
    const body = node.childForFieldName('body');
    const members = body === null ? [] : this.#source.children(body);
    const methods = members.filter(({ type }) => type === 'method_definition');
    const functions = new Map(methods.map((method) => [this.#nameOf(method), this.functionOf(method)]));
    const constructor_ = functions.get('constructor');
    const constructorNode = methods.find((method) => this.#nameOf(method) === 'constructor');
    functions.delete('constructor');
    return {
      kind: 'class',
      name: this.#nameOf(node),
      base: this.#baseOf(node),
      constructor_:
        constructor_ && withParameterProperties(constructor_, this.#fieldParameters(constructorNode)),
      methods: functions,
      fields: members.flatMap((member) => this.#field(member)),
      span: spanOf(node),
    };
  }

  /** The name in `class A extends B`; the syntax tree of JavaScript lacks the clause that TypeScript's has. */
  #baseOf(node: SyntaxNode) {
    const heritage = this.#source.children(node).find(({ type }) => type === 'class_heritage');
    const [first] = heritage === undefined ? [] : this.#source.children(heritage);
    if (first?.type === 'implements_clause') {
      return undefined;
    }
    const base = first?.type === 'extends_clause' ? first.childForFieldName('value') : first;
    return base === undefined || base === null ? undefined : this.#expressions.read(base);
  }

  #field(node: SyntaxNode): readonly Field[] {
    const isField = node.type === 'public_field_definition' || node.type === 'field_definition';
    const key = isField ? (node.childForFieldName('name') ?? node.childForFieldName('property')) : null;
    const name = key === null ? undefined : this.#expressions.keyText(key);
    if (name === undefined) {
      return [];
    }
    const value = node.childForFieldName('value');
    return [
      {
        name,
        value: value === null ? undefined : this.#expressions.read(value),
        isStatic: node.children.some((child) => child?.type === 'static'),
      },
    ];
  }

  /** `constructor(private readonly bucket: Bucket)` makes a field of its parameter. */
  #fieldParameters(node: SyntaxNode | undefined): readonly string[] {
    const parameters = node?.childForFieldName('parameters') ?? null;
    return (parameters === null ? [] : this.#source.children(parameters)).flatMap((child) => {
      const marks = child.children.map((part) => part?.type);
      const name = child.childForFieldName('pattern');
      return (marks.includes('accessibility_modifier') || marks.includes('readonly')) && name !== null
        ? [this.#source.slice(name)]
        : [];
    });
  }
}

function withParameterProperties(node: FunctionNode, names: readonly string[]): FunctionNode {
  const { span } = node;
  const assignments = names.map((name): Statement => {
    const object = { kind: 'name', name: 'this', span } as const;
    const target = { kind: 'member', object, name, nameSpan: span, span } as const;
    return { kind: 'declare', target: { kind: 'target', target }, value: { kind: 'name', name, span }, span };
  });
  return names.length === 0 ? node : { ...node, body: [...assignments, ...node.body] };
}
