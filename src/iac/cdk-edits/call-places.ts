import type {
  Call,
  Entry,
  Expression,
  FunctionNode,
  Program,
  Span,
  Statement,
} from '../cdk/syntax/program.ts';

/** Statements one after the other, and the ones around them. */
export interface Body {
  readonly statements: readonly Statement[];
  readonly outer: Body | undefined;
  /** Names of outer bodies are seen in it, but a body of another function may run at any time. */
  readonly function: FunctionNode | undefined;
  readonly isRepeated: boolean;
}

/** A call and where it stands. */
export interface CallPlace {
  readonly call: Call;
  /** The innermost statement that it is in; undefined in the field of a class. */
  readonly statement: Statement | undefined;
  readonly body: Body;
}

/** Where the calls of a program are, by the offsets that they begin and end at. */
export function callPlaces(program: Program): ReadonlyMap<string, CallPlace> {
  const walk = new Walk();
  walk.body({ statements: program.statements, outer: undefined, function: undefined, isRepeated: false });
  return walk.places;
}

export function spanKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

class Walk {
  readonly places = new Map<string, CallPlace>();

  body(body: Body): void {
    for (const statement of body.statements) {
      this.#statement(statement, body);
    }
  }

  #inner(statements: readonly Statement[], outer: Body, isRepeated = outer.isRepeated): void {
    this.body({ statements, outer, function: outer.function, isRepeated });
  }

  #statement(statement: Statement, body: Body): void {
    const read = (value: Expression | undefined): void => {
      this.#expression(value, statement, body);
    };
    switch (statement.kind) {
      case 'evaluate':
      case 'declare':
      case 'return':
        read(statement.value);
        break;
      case 'if':
        read(statement.test);
        this.#inner(statement.whenTrue, body);
        this.#inner(statement.whenFalse, body);
        break;
      case 'repeat':
        read(statement.over);
        this.#inner(statement.body, body, true);
        break;
      case 'alternatives':
        statement.branches.forEach((branch) => {
          this.#inner(branch, body);
        });
        break;
      case 'block':
        this.#inner(statement.body, body);
        break;
      case 'function':
        this.#function(statement.value, body);
        break;
      case 'class':
        this.#expression(statement, undefined, body);
        break;
      default:
        break;
    }
  }

  #function(node: FunctionNode, outer: Body): void {
    this.body({ statements: node.body, outer, function: node, isRepeated: false });
  }

  #expression(node: Expression | undefined, statement: Statement | undefined, body: Body): void {
    if (node === undefined) {
      return;
    }
    switch (node.kind) {
      case 'call':
        this.places.set(spanKey(node.span), { call: node, statement, body });
        break;
      case 'function':
        this.#function(node, body);
        return;
      case 'class':
        [node.constructor_, ...node.methods.values()].forEach((method) => {
          if (method !== undefined) {
            this.#function(method, body);
          }
        });
        node.fields.forEach(({ value }) => {
          this.#expression(value, undefined, body);
        });
        return;
      default:
        break;
    }
    for (const part of partsOf(node)) {
      this.#expression(part, statement, body);
    }
  }
}

/** The expressions directly in one. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'joined':
    case 'other':
      return node.parts;
    case 'member':
      return [node.object];
    case 'element':
      return [node.object, node.key];
    case 'call':
      return [
        node.callee,
        ...node.positional.map(({ value }) => value),
        ...(node.keywords === undefined ? [] : [node.keywords]),
      ];
    case 'object':
      return node.entries.flatMap(partsOfEntry);
    case 'list':
      return node.items.map(({ value }) => value);
    case 'conditional':
      return [node.test, node.whenTrue, node.whenFalse];
    case 'operation':
      return [node.left, node.right];
    case 'not':
      return [node.operand];
    case 'assignment':
      return [node.value];
    default:
      return [];
  }
}

function partsOfEntry(entry: Entry): readonly Expression[] {
  return entry.kind === 'computed' ? [entry.key, entry.value] : [entry.value];
}
