import type {
  Call,
  ClassNode,
  Entry,
  Expression,
  FunctionNode,
  Item,
  Operation,
  Pattern,
  Span,
} from './program.ts';
import { other, spanOf, type SourceText } from './source-text.ts';
import type { SyntaxNode } from './tree-sitter.ts';

/** What expressions need of the rest of the language: functions and classes have statements in them. */
export interface JavaScriptBodies {
  functionOf(node: SyntaxNode): FunctionNode;
  classOf(node: SyntaxNode): ClassNode;
}

/** Expressions and patterns of TypeScript and JavaScript. */
export class JavaScriptExpressions {
  readonly #source: SourceText;
  readonly #bodies: JavaScriptBodies;

  constructor(source: SourceText, bodies: JavaScriptBodies) {
    this.#source = source;
    this.#bodies = bodies;
  }

  read(node: SyntaxNode | null | undefined): Expression {
    if (node === null || node === undefined) {
      return other({ start: 0, end: 0 });
    }
    const read = (): Expression =>
      this.#literal(node) ?? this.#compound(node) ?? other(spanOf(node), this.#parts(node));
    return this.#source.nested(read) ?? other(spanOf(node));
  }

  #parts(node: SyntaxNode): readonly Expression[] {
    return this.#source.children(node).map((child) => this.read(child));
  }

  #literal(node: SyntaxNode): Expression | undefined {
    const span = spanOf(node);
    switch (node.type) {
      case 'string':
        return { kind: 'text', value: this.#stringText(node), span };
      case 'number': {
        const value = Number(this.#source.slice(node).replaceAll('_', ''));
        return Number.isNaN(value) ? other(span) : { kind: 'number', value, span };
      }
      case 'true':
      case 'false':
        return { kind: 'boolean', value: node.type === 'true', span };
      case 'null':
      case 'undefined':
        return { kind: 'nothing', span };
      case 'identifier':
      case 'this':
      case 'super':
      case 'shorthand_property_identifier': {
        const name = this.#source.slice(node);
        return name === '' ? other(span) : { kind: 'name', name, span };
      }
      case 'template_string':
        return this.#template(node);
      default:
        return undefined;
    }
  }

  #compound(node: SyntaxNode): Expression | undefined {
    const span = spanOf(node);
    switch (node.type) {
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'await_expression':
        return this.read(this.#source.children(node)[0]);
      case 'type_assertion':
        return this.read(this.#source.children(node)[1]);
      case 'member_expression':
        return this.#member(node);
      case 'subscript_expression':
        return {
          kind: 'element',
          object: this.read(node.childForFieldName('object')),
          key: this.read(node.childForFieldName('index')),
          span,
        };
      case 'new_expression':
      case 'call_expression':
        return this.#call(node);
      case 'object':
        return {
          kind: 'object',
          entries: this.#source.children(node).flatMap((child) => this.#entry(child)),
          isBroken: this.#source.isBroken(node),
          span,
        };
      case 'array':
        return { kind: 'list', items: this.#items(node), isBroken: this.#source.isBroken(node), span };
      case 'ternary_expression':
        return {
          kind: 'conditional',
          test: this.read(node.childForFieldName('condition')),
          whenTrue: this.read(node.childForFieldName('consequence')),
          whenFalse: this.read(node.childForFieldName('alternative')),
          span,
        };
      case 'binary_expression':
      case 'unary_expression':
        return this.#operation(node);
      case 'arrow_function':
      case 'function_expression':
      case 'function':
        return this.#bodies.functionOf(node);
      case 'class':
        return this.#bodies.classOf(node);
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        return this.#assignment(node);
      default:
        return undefined;
    }
  }

  /** Fields are slower to ask for than children, of which these have the same in the same order. */
  #member(node: SyntaxNode): Expression {
    const children = this.#source.children(node);
    const property = children.length > 1 ? children.at(-1) : undefined;
    const object = this.read(children[0]);
    const span = spanOf(node);
    return property === undefined || property.isMissing
      ? other(span, [object])
      : { kind: 'member', object, name: this.#source.slice(property), nameSpan: spanOf(property), span };
  }

  #call(node: SyntaxNode): Call {
    const children = this.#source.children(node);
    const last = children.length > 1 ? children.at(-1) : undefined;
    const list = last?.type === 'arguments' ? last : undefined;
    const end: Span = { start: node.endIndex, end: node.endIndex };
    return {
      kind: 'call',
      callee: this.read(children[0]),
      positional: list === undefined ? [] : this.#items(list),
      keywords: undefined,
      argumentsSpan: list === undefined ? end : spanOf(list),
      // A tagged template has a text where the arguments would be.
      isBroken: this.#source.isBroken(list ?? node) || last?.type === 'template_string',
      span: spanOf(node),
    };
  }

  #items(node: SyntaxNode): readonly Item[] {
    return this.#source
      .children(node)
      .filter((child) => !child.isError)
      .map((child) => {
        const isSpread = child.type === 'spread_element';
        return { value: this.read(isSpread ? this.#source.children(child)[0] : child), isSpread };
      });
  }

  #entry(node: SyntaxNode): readonly Entry[] {
    const span = spanOf(node);
    switch (node.type) {
      case 'pair':
        return [this.#pair(node)];
      case 'shorthand_property_identifier': {
        const name = this.#source.slice(node);
        return [{ kind: 'pair', name, nameSpan: span, value: { kind: 'name', name, span }, span }];
      }
      case 'spread_element':
        return [{ kind: 'spread', value: this.read(this.#source.children(node)[0]), span }];
      case 'method_definition': {
        const name = node.childForFieldName('name');
        const isAccessor = node.children.some((child) => child?.type === 'get' || child?.type === 'set');
        return name === null
          ? []
          : [
              {
                kind: 'pair',
                name: this.keyText(name) ?? '',
                nameSpan: spanOf(name),
                value: isAccessor ? other(span) : this.#bodies.functionOf(node),
                span,
              },
            ];
      }
      default:
        return [];
    }
  }

  #pair(node: SyntaxNode): Entry {
    const span = spanOf(node);
    const [key, valueNode] = this.#source.children(node);
    const value = valueNode === undefined || valueNode.isMissing ? other(span) : this.read(valueNode);
    const name = key === undefined ? undefined : this.keyText(key);
    return key === undefined || name === undefined
      ? { kind: 'computed', key: this.read(key && this.#source.children(key)[0]), value, span }
      : { kind: 'pair', name, nameSpan: spanOf(key), value, span };
  }

  /** The name that a key of an object or a member of a class has; undefined for one that is made at run time. */
  keyText(node: SyntaxNode): string | undefined {
    switch (node.type) {
      case 'property_identifier':
      case 'private_property_identifier':
      case 'number':
        return this.#source.slice(node);
      case 'string':
        return this.#stringText(node);
      case 'computed_property_name': {
        const inner = this.#source.children(node)[0];
        return inner?.type === 'string' ? this.#stringText(inner) : undefined;
      }
      default:
        return undefined;
    }
  }

  #stringText(node: SyntaxNode): string {
    return this.#source
      .children(node)
      .map((part) =>
        part.type === 'escape_sequence' ? unescaped(this.#source.slice(part)) : this.#source.slice(part),
      )
      .join('');
  }

  #template(node: SyntaxNode): Expression {
    const parts = this.#source.children(node).map((part): Expression => {
      const span = spanOf(part);
      switch (part.type) {
        case 'string_fragment':
          return { kind: 'text', value: this.#source.slice(part), span };
        case 'escape_sequence':
          return { kind: 'text', value: unescaped(this.#source.slice(part)), span };
        default:
          return this.read(this.#source.children(part)[0]);
      }
    });
    return { kind: 'joined', parts, span: spanOf(node) };
  }

  #operation(node: SyntaxNode): Expression {
    const sign = node.childForFieldName('operator')?.type ?? '';
    const span = spanOf(node);
    if (node.type === 'unary_expression') {
      const operand = this.read(node.childForFieldName('argument'));
      if (sign === '-' && operand.kind === 'number') {
        return { ...operand, value: -operand.value, span };
      }
      return sign === '!' ? { kind: 'not', operand, span } : other(span, [operand]);
    }
    const left = this.read(node.childForFieldName('left'));
    const right = this.read(node.childForFieldName('right'));
    const operator = Object.hasOwn(operators, sign) ? operators[sign] : undefined;
    return operator === undefined
      ? other(span, [left, right])
      : { kind: 'operation', operator, left, right, span };
  }

  #assignment(node: SyntaxNode): Expression {
    const left = node.childForFieldName('left');
    const right = this.read(node.childForFieldName('right'));
    const span = spanOf(node);
    const target = this.pattern(left);
    const sign = node.childForFieldName('operator')?.type ?? '=';
    const operator = Object.hasOwn(operators, sign.slice(0, -1)) ? operators[sign.slice(0, -1)] : undefined;
    if (sign === '=') {
      return { kind: 'assignment', target, value: right, span };
    }
    const value: Expression =
      operator === undefined
        ? other(span, [right])
        : { kind: 'operation', operator, left: this.read(left), right, span };
    return { kind: 'assignment', target, value, span };
  }

  pattern(node: SyntaxNode | null | undefined): Pattern {
    switch (node?.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        return { kind: 'name', name: this.#source.slice(node) };
      case 'object_pattern':
        return this.#objectPattern(node);
      case 'array_pattern':
        return { kind: 'items', items: this.#source.children(node).map((child) => this.pattern(child)) };
      case 'assignment_pattern':
        return this.pattern(node.childForFieldName('left'));
      case 'member_expression':
      case 'subscript_expression': {
        const target = this.read(node);
        return target.kind === 'member' || target.kind === 'element'
          ? { kind: 'target', target }
          : { kind: 'other' };
      }
      case 'non_null_expression':
      case 'parenthesized_expression':
      case 'as_expression':
        return this.pattern(this.#source.children(node)[0]);
      default:
        return { kind: 'other' };
    }
  }

  #objectPattern(node: SyntaxNode): Pattern {
    let rest: string | undefined;
    const members = this.#source.children(node).flatMap((child) => {
      switch (child.type) {
        case 'shorthand_property_identifier_pattern':
          return [{ name: this.#source.slice(child), pattern: this.pattern(child), defaultValue: undefined }];
        case 'object_assignment_pattern': {
          const left = child.childForFieldName('left');
          const name = left === null ? '' : this.#source.slice(left);
          return [
            { name, pattern: this.pattern(left), defaultValue: this.read(child.childForFieldName('right')) },
          ];
        }
        case 'pair_pattern': {
          const key = child.childForFieldName('key');
          const value = child.childForFieldName('value');
          const isDefaulted = value?.type === 'assignment_pattern';
          const name = key === null ? undefined : this.keyText(key);
          return name === undefined
            ? []
            : [
                {
                  name,
                  pattern: this.pattern(value),
                  defaultValue: isDefaulted ? this.read(value.childForFieldName('right')) : undefined,
                },
              ];
        }
        case 'rest_pattern': {
          const pattern = this.pattern(this.#source.children(child)[0]);
          rest = pattern.kind === 'name' ? pattern.name : undefined;
          return [];
        }
        default:
          return [];
      }
    });
    return { kind: 'members', members, rest };
  }
}

const operators: Readonly<Record<string, Operation['operator']>> = {
  '+': '+',
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
  '&&': 'and',
  '||': 'or',
  '??': 'else',
};

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** The character that an escape sequence stands for. */
export function unescaped(sequence: string): string {
  const code = /^\\(?:x|u\{?|U)([0-9a-f]+)\}?$/i.exec(sequence)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  const char = sequence.slice(1);
  return Object.hasOwn(escapes, char) ? (escapes[char] ?? '') : /^\r?\n$/.test(char) ? '' : char;
}
