import type {
  Binding,
  ClassNode,
  Expression,
  FunctionNode,
  Parameter,
  Program,
  Statement,
} from './program.ts';
import { PythonExpressions } from './python-expressions.ts';
import { other, SourceText, spanOf } from './source-text.ts';
import type { SyntaxNode, Tree } from './tree-sitter.ts';

/** The program of a Python text. */
export function pythonProgram(text: string, tree: Tree): Program {
  const source = new SourceText(text, tree);
  const statements = new PythonStatements(source).all(source.root);
  return {
    language: 'python',
    statements,
    comments: text.includes('-ignore') || text.includes(':skip') ? source.comments(/^#+/) : [],
    hasFaults: source.hasFaults,
  };
}

class PythonStatements {
  readonly #source: SourceText;
  readonly #expressions: PythonExpressions;

  constructor(source: SourceText) {
    this.#source = source;
    this.#expressions = new PythonExpressions(source, (node) => this.#functionOf(node, false));
  }

  /** The statements directly in a block. */
  all(node: SyntaxNode | null): readonly Statement[] {
    return node === null ? [] : this.#source.children(node).flatMap((child) => this.#nested(child));
  }

  #nested(node: SyntaxNode): readonly Statement[] {
    return this.#source.nested(() => this.#statement(node)) ?? [];
  }

  #statement(node: SyntaxNode): readonly Statement[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'import_statement':
        return this.#source.children(node).map((child) => this.#import(child));
      case 'import_from_statement':
        return [this.#importFrom(node)];
      case 'expression_statement':
        return this.#source.children(node).map((child) => this.#simple(child));
      case 'function_definition':
        return [{ kind: 'function', name: this.#nameOf(node), value: this.#functionOf(node, false), span }];
      case 'class_definition':
        return [this.#classOf(node)];
      case 'decorated_definition': {
        const definition = node.childForFieldName('definition');
        return definition === null ? [] : this.#statement(definition);
      }
      case 'return_statement':
      case 'raise_statement': {
        const [value] = this.#source.children(node);
        return [{ kind: 'return', value: value && this.#expressions.read(value), span }];
      }
      case 'ERROR':
        return [this.#source.broken(node)];
      default:
        return this.#control(node);
    }
  }

  #control(node: SyntaxNode): readonly Statement[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'if_statement':
        return [this.#if(node, this.#source.children(node).filter(isAlternative))];
      case 'for_statement':
      case 'while_statement': {
        const left = node.childForFieldName('left');
        const over = node.childForFieldName('right');
        return [
          {
            kind: 'repeat',
            variable: left === null ? undefined : this.#expressions.pattern(left),
            over: over === null ? undefined : this.#expressions.read(over),
            body: this.all(node.childForFieldName('body')),
            span,
          },
        ];
      }
      case 'with_statement':
        return [{ kind: 'block', body: this.all(node.childForFieldName('body')), span }];
      case 'try_statement': {
        const clauses = this.#source.children(node).filter(({ type }) => type.endsWith('_clause'));
        return [
          { kind: 'block', body: this.all(node.childForFieldName('body')), span },
          ...clauses.map((clause): Statement => this.#clause(clause)),
        ];
      }
      case 'match_statement': {
        const body = node.childForFieldName('body');
        const cases = body === null ? [] : this.#source.children(body);
        const branches = cases.map((branch) => this.all(branch.childForFieldName('consequence')));
        return [{ kind: 'alternatives', branches, span }];
      }
      default:
        return [];
    }
  }

  #clause(clause: SyntaxNode): Statement {
    const block = this.#source.children(clause).find(({ type }) => type === 'block') ?? null;
    const span = spanOf(clause);
    return clause.type === 'finally_clause'
      ? { kind: 'block', body: this.all(block), span }
      : { kind: 'alternatives', branches: [this.all(block)], span };
  }

  #if(node: SyntaxNode, alternatives: readonly SyntaxNode[]): Statement {
    const [next, ...others] = alternatives;
    const whenFalse =
      next === undefined
        ? []
        : next.type === 'elif_clause'
          ? this.#source.nested(() => [this.#if(next, others)])
          : this.all(next.childForFieldName('body'));
    return {
      kind: 'if',
      test: this.#expressions.read(node.childForFieldName('condition')),
      whenTrue: this.all(node.childForFieldName('consequence')),
      whenFalse: whenFalse ?? [],
      span: spanOf(node),
    };
  }

  /** An assignment, or an expression for its own sake. */
  #simple(node: SyntaxNode): Statement {
    const span = spanOf(node);
    if (node.isError) {
      return this.#source.broken(node);
    }
    const target = this.#expressions.pattern(node.childForFieldName('left'));
    const right = node.childForFieldName('right');
    if (node.type === 'assignment') {
      // `name: Type` alone assigns nothing.
      return right === null
        ? { kind: 'block', body: [], span }
        : { kind: 'declare', target, value: this.#assigned(right), span };
    }
    if (node.type === 'augmented_assignment') {
      const left = this.#expressions.read(node.childForFieldName('left'));
      const isSum = node.childForFieldName('operator')?.type === '+=';
      const value: Expression = isSum
        ? { kind: 'operation', operator: '+', left, right: this.#expressions.read(right), span }
        : other(span, [this.#expressions.read(right)]);
      return { kind: 'declare', target, value, span };
    }
    return { kind: 'evaluate', value: this.#expressions.read(node), span };
  }

  /** The value behind `=`, which in `a = b = value` is an assignment itself. */
  #assigned(node: SyntaxNode): Expression {
    return node.type === 'assignment'
      ? {
          kind: 'assignment',
          target: this.#expressions.pattern(node.childForFieldName('left')),
          value: this.#expressions.read(node.childForFieldName('right')),
          span: spanOf(node),
        }
      : this.#expressions.read(node);
  }

  /** `import a.b as c` binds the module, `import a.b` its outermost package. */
  #import(node: SyntaxNode): Statement {
    const span = spanOf(node);
    const name = node.type === 'aliased_import' ? node.childForFieldName('name') : node;
    const alias = node.childForFieldName('alias');
    const module = name === null ? '' : this.#source.slice(name);
    const [outermost = ''] = module.split('.');
    return alias === null
      ? { kind: 'import', module: outermost, bindings: [{ imported: '*', local: outermost }], span }
      : { kind: 'import', module, bindings: [{ imported: '*', local: this.#source.slice(alias) }], span };
  }

  #importFrom(node: SyntaxNode): Statement {
    const from = node.childForFieldName('module_name');
    const bindings = this.#source.children(node).flatMap((child): Binding[] => {
      if (child.startIndex === from?.startIndex) {
        return [];
      }
      switch (child.type) {
        case 'wildcard_import':
          return [{ imported: '*', local: '*' }];
        case 'aliased_import': {
          const imported = child.childForFieldName('name');
          const local = child.childForFieldName('alias');
          return imported === null || local === null
            ? []
            : [{ imported: this.#source.slice(imported), local: this.#source.slice(local) }];
        }
        case 'dotted_name':
          return [{ imported: this.#source.slice(child), local: this.#source.slice(child) }];
        default:
          return [];
      }
    });
    return {
      kind: 'import',
      module: from === null ? '' : this.#source.slice(from),
      bindings,
      span: spanOf(node),
    };
  }

  #nameOf(node: SyntaxNode): string {
    const name = node.childForFieldName('name');
    return name === null ? '' : this.#source.slice(name);
  }

  #functionOf(node: SyntaxNode, isMethod: boolean): FunctionNode {
    const body = node.childForFieldName('body');
    const list = node.childForFieldName('parameters');
    const all = list === null ? [] : this.#source.children(list).flatMap((child) => this.#parameter(child));
    const receiver = isMethod ? all[0]?.pattern : undefined;
    return {
      kind: 'function',
      receiver: receiver?.kind === 'name' ? receiver.name : undefined,
      parameters: receiver?.kind === 'name' ? all.slice(1) : all,
      body:
        body === null || body.type === 'block'
          ? this.all(body)
          : [{ kind: 'return', value: this.#expressions.read(body), span: spanOf(body) }],
      span: spanOf(node),
    };
  }

  #parameter(node: SyntaxNode): readonly Parameter[] {
    switch (node.type) {
      case 'identifier':
        return [{ pattern: this.#expressions.pattern(node), defaultValue: undefined, rest: undefined }];
      case 'typed_parameter': {
        const [inner] = this.#source.children(node);
        return inner === undefined ? [] : this.#parameter(inner);
      }
      case 'default_parameter':
      case 'typed_default_parameter':
        return [
          {
            pattern: this.#expressions.pattern(node.childForFieldName('name')),
            defaultValue: this.#expressions.read(node.childForFieldName('value')),
            rest: undefined,
          },
        ];
      case 'list_splat_pattern':
      case 'dictionary_splat_pattern':
        return [
          {
            pattern: this.#expressions.pattern(this.#source.children(node)[0]),
            defaultValue: undefined,
            rest: node.type === 'list_splat_pattern' ? 'items' : 'keywords',
          },
        ];
      default:
        return [];
    }
  }

  #classOf(node: SyntaxNode): ClassNode {
    const body = node.childForFieldName('body');
    const members = (body === null ? [] : this.#source.children(body)).flatMap((member) => {
      const definition =
        member.type === 'decorated_definition' ? member.childForFieldName('definition') : member;
      return definition === null ? [] : [{ definition, isStatic: this.#isStatic(member) }];
    });
    const methods = new Map(
      members
        .filter(({ definition }) => definition.type === 'function_definition')
        .map(({ definition, isStatic }) => [
          this.#nameOf(definition),
          this.#functionOf(definition, !isStatic),
        ]),
    );
    const constructor_ = methods.get('__init__');
    methods.delete('__init__');
    const bases = node.childForFieldName('superclasses');
    const base = bases === null ? undefined : this.#source.children(bases)[0];
    return {
      kind: 'class',
      name: this.#nameOf(node),
      base: base === undefined ? undefined : this.#expressions.read(base),
      constructor_,
      methods,
      fields: members.flatMap(({ definition }) => {
        const [assignment] =
          definition.type === 'expression_statement' ? this.#source.children(definition) : [];
        const name = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : null;
        const value = assignment?.childForFieldName('right') ?? null;
        return name?.type === 'identifier' && value !== null
          ? [{ name: this.#source.slice(name), value: this.#expressions.read(value), isStatic: true }]
          : [];
      }),
      span: spanOf(node),
    };
  }

  #isStatic(member: SyntaxNode): boolean {
    return (
      member.type === 'decorated_definition' &&
      this.#source
        .children(member)
        .some((child) => child.type === 'decorator' && this.#source.slice(child).includes('staticmethod'))
    );
  }
}

function isAlternative({ type }: SyntaxNode): boolean {
  return type === 'elif_clause' || type === 'else_clause';
}
