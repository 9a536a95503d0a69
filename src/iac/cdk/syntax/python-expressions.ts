import { unescaped } from './javascript-expressions.ts';
import type {
  Call,
  Entry,
  Expression,
  FunctionNode,
  Item,
  Name,
  ObjectNode,
  Operation,
  Pattern,
  Span,
} from './program.ts';
import { other, spanFrom, spanOf, type SourceText } from './source-text.ts';
import type { SyntaxNode } from './tree-sitter.ts';

/** Expressions and patterns of Python. */
export class PythonExpressions {
  readonly #source: SourceText;
  readonly #lambdaOf: (node: SyntaxNode) => FunctionNode;

  constructor(source: SourceText, lambdaOf: (node: SyntaxNode) => FunctionNode) {
    this.#source = source;
    this.#lambdaOf = lambdaOf;
  }

  read(node: SyntaxNode | null | undefined): Expression {
    if (node === null || node === undefined) {
      return other({ start: 0, end: 0 });
    }
    const parts = (): readonly Expression[] => this.#source.children(node).map((child) => this.read(child));
    const read = (): Expression =>
      this.#literal(node) ?? this.#compound(node) ?? other(spanOf(node), parts());
    return this.#source.nested(read) ?? other(spanOf(node));
  }

  #literal(node: SyntaxNode): Expression | undefined {
    const span = spanOf(node);
    switch (node.type) {
      case 'string':
        return this.#string(node);
      case 'concatenated_string':
        return joined(
          this.#source.children(node).map((part) => this.read(part)),
          span,
        );
      case 'integer':
      case 'float': {
        const value = Number(this.#source.slice(node).replaceAll('_', ''));
        return Number.isNaN(value) ? other(span) : { kind: 'number', value, span };
      }
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', span };
      case 'none':
        return { kind: 'nothing', span };
      case 'identifier': {
        const name = this.#source.slice(node);
        return name === '' ? other(span) : { kind: 'name', name, span };
      }
      default:
        return undefined;
    }
  }

  #compound(node: SyntaxNode): Expression | undefined {
    const span = spanOf(node);
    const children = (): readonly SyntaxNode[] => this.#source.children(node);
    switch (node.type) {
      case 'parenthesized_expression':
      case 'await':
        return this.read(children()[0]);
      case 'attribute':
        return this.#attribute(node);
      case 'subscript':
        return {
          kind: 'element',
          object: this.read(node.childForFieldName('value')),
          key: this.read(node.childForFieldName('subscript')),
          span,
        };
      case 'call':
        return this.#call(node);
      case 'dictionary':
        return this.#object(node, children(), span);
      case 'list':
      case 'tuple':
      case 'expression_list':
      case 'set':
        return { kind: 'list', items: this.#items(children()), isBroken: this.#source.isBroken(node), span };
      case 'conditional_expression': {
        const [whenTrue, test, whenFalse] = children();
        return {
          kind: 'conditional',
          test: this.read(test),
          whenTrue: this.read(whenTrue),
          whenFalse: this.read(whenFalse),
          span,
        };
      }
      case 'named_expression':
        return {
          kind: 'assignment',
          target: this.pattern(node.childForFieldName('name')),
          value: this.read(node.childForFieldName('value')),
          span,
        };
      case 'lambda':
        return this.#lambdaOf(node);
      default:
        return this.#operation(node);
    }
  }

  #attribute(node: SyntaxNode): Expression {
    const name = node.childForFieldName('attribute');
    const dot = node.children.find((child) => child?.type === '.');
    if (name !== null && dot && this.#source.hasLineEnd(dot.endIndex, name.startIndex)) {
      // The grammar takes the next line for the name that is still to be typed.
      this.#source.hasFaults = true;
    }
    const object = this.read(node.childForFieldName('object'));
    // `super()` is the object that the methods of the base are called on.
    const isSuper = object.kind === 'call' && object.callee.kind === 'name' && object.callee.name === 'super';
    return name === null || name.isMissing
      ? other(spanOf(node), [object])
      : {
          kind: 'member',
          object: isSuper ? { kind: 'name', name: 'super', span: object.span } : object,
          name: this.#source.slice(name),
          nameSpan: spanOf(name),
          span: spanOf(node),
        };
  }

  #call(node: SyntaxNode): Call {
    const callee = this.read(node.childForFieldName('function'));
    const list = node.childForFieldName('arguments');
    const isList = list?.type === 'argument_list';
    const given = isList ? this.#source.children(list) : [];
    const isKeyword = ({ type }: SyntaxNode): boolean =>
      type === 'keyword_argument' || type === 'dictionary_splat';
    const named = given.filter(isKeyword);
    const isBroken = isList ? this.#source.isBroken(list) : list !== null;
    const [first, last] = [named[0], named.at(-1)];
    // `super().__init__(...)` is `super(...)`.
    const isBase = callee.kind === 'member' && callee.name === '__init__' && isSuperName(callee.object);
    return {
      kind: 'call',
      callee: isBase ? callee.object : callee,
      positional: this.#items(given.filter((argument) => !isKeyword(argument))),
      keywords:
        first === undefined || last === undefined
          ? undefined
          : { ...this.#object(node, named, spanFrom(spanOf(first), spanOf(last))), isBroken },
      argumentsSpan: isList ? spanOf(list) : { start: node.endIndex, end: node.endIndex },
      isBroken,
      span: spanOf(node),
    };
  }

  #items(nodes: readonly SyntaxNode[]): readonly Item[] {
    return nodes
      .filter((node) => !node.isError)
      .map((node) => {
        const isSpread = node.type === 'list_splat';
        return { value: this.read(isSpread ? this.#source.children(node)[0] : node), isSpread };
      });
  }

  #object(node: SyntaxNode, children: readonly SyntaxNode[], span: Span): ObjectNode {
    return {
      kind: 'object',
      entries: children.flatMap((child) => this.#entry(child)),
      isBroken: this.#source.isBroken(node),
      span,
    };
  }

  #entry(node: SyntaxNode): readonly Entry[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'keyword_argument': {
        const name = node.childForFieldName('name');
        const value = this.#value(node.childForFieldName('value'), span);
        return name === null
          ? []
          : [{ kind: 'pair', name: this.#source.slice(name), nameSpan: spanOf(name), value, span }];
      }
      case 'pair': {
        const key = this.read(node.childForFieldName('key'));
        const value = this.#value(node.childForFieldName('value'), span);
        return key.kind === 'text'
          ? [{ kind: 'pair', name: key.value, nameSpan: key.span, value, span }]
          : [{ kind: 'computed', key, value, span }];
      }
      case 'dictionary_splat':
        return [{ kind: 'spread', value: this.read(this.#source.children(node)[0]), span }];
      default:
        return [];
    }
  }

  #value(node: SyntaxNode | null, span: Span): Expression {
    return node === null || node.isMissing ? other(span) : this.read(node);
  }

  #string(node: SyntaxNode): Expression {
    const span = spanOf(node);
    const start = node.children[0];
    const prefix = start === null || start === undefined ? '' : this.#source.slice(start).toLowerCase();
    if (prefix.startsWith('b')) {
      return other(span);
    }
    const isRaw = prefix.includes('r');
    const parts = this.#source.children(node).flatMap((part): Expression[] => {
      switch (part.type) {
        case 'string_content':
          return [
            { kind: 'text', value: this.#content(part, isRaw, prefix.includes('f')), span: spanOf(part) },
          ];
        case 'interpolation':
          return [this.read(part.childForFieldName('expression'))];
        default:
          return [];
      }
    });
    return joined(parts, span);
  }

  /** Escapes are nodes within the content; `{{` is a brace in an f-string. */
  #content(node: SyntaxNode, isRaw: boolean, isFormatted: boolean): string {
    const text = this.#source.slice(node);
    const plain = isFormatted ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
    return isRaw
      ? plain
      : plain.replace(/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|\r?\n|.)/gi, (sequence) =>
          unescaped(sequence),
        );
  }

  #operation(node: SyntaxNode): Expression | undefined {
    const span = spanOf(node);
    switch (node.type) {
      case 'not_operator':
        return { kind: 'not', operand: this.read(node.childForFieldName('argument')), span };
      case 'unary_operator': {
        const operand = this.read(node.childForFieldName('argument'));
        const isNegative = node.childForFieldName('operator')?.type === '-';
        return isNegative && operand.kind === 'number'
          ? { ...operand, value: -operand.value, span }
          : undefined;
      }
      case 'comparison_operator': {
        const [left, right, ...others] = this.#source.children(node);
        const signs = node.children.flatMap((child) =>
          child && signNames.has(child.type) ? [child.type] : [],
        );
        const operator = operators[signs.join(' ')];
        return operator === undefined || others.length > 0
          ? undefined
          : { kind: 'operation', operator, left: this.read(left), right: this.read(right), span };
      }
      case 'boolean_operator':
      case 'binary_operator': {
        const operator = operators[node.childForFieldName('operator')?.type ?? ''];
        return operator === undefined
          ? undefined
          : {
              kind: 'operation',
              operator,
              left: this.read(node.childForFieldName('left')),
              right: this.read(node.childForFieldName('right')),
              span,
            };
      }
      default:
        return undefined;
    }
  }

  pattern(node: SyntaxNode | null | undefined): Pattern {
    switch (node?.type) {
      case 'identifier':
        return { kind: 'name', name: this.#source.slice(node) };
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
        return { kind: 'items', items: this.#source.children(node).map((child) => this.pattern(child)) };
      case 'attribute':
      case 'subscript': {
        const target = this.read(node);
        return target.kind === 'member' || target.kind === 'element'
          ? { kind: 'target', target }
          : { kind: 'other' };
      }
      default:
        return { kind: 'other' };
    }
  }
}

function isSuperName(expression: Expression): expression is Name {
  return expression.kind === 'name' && expression.name === 'super';
}

function joined(parts: readonly Expression[], span: Span): Expression {
  return parts.every((part) => part.kind === 'text')
    ? { kind: 'text', value: parts.map(({ value }) => value).join(''), span }
    : { kind: 'joined', parts, span };
}

const signNames = new Set(['==', '!=', '<', '>', '<=', '>=', '<>', 'is', 'is not', 'in', 'not in', 'not']);

const operators: Readonly<Record<string, Operation['operator'] | undefined>> = {
  '+': '+',
  '==': '==',
  is: '==',
  '!=': '!=',
  'is not': '!=',
  and: 'and',
  or: 'or',
};
