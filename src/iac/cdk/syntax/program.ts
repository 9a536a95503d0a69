/**
 * A program as far as it can build constructs: the one form that the front end of each language makes of its syntax,
 * and that everything behind it reads. What a language has beyond it becomes `other`, whose value is unknown.
 *
 * Every node has the exact span of its text, so that findings and edits can point to any argument, property or call.
 */
export interface Program {
  readonly language: ProgramLanguage;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  /** Whether some part of the text could not be parsed; what is near is marked broken. */
  readonly hasFaults: boolean;
}

/** TypeScript and JavaScript are one language here. */
export type ProgramLanguage = 'javascript' | 'python';

/** Offsets in UTF-16 code units: from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Comment {
  readonly span: Span;
  /** Without the marks that make it a comment. */
  readonly text: string;
}

export type Statement =
  | { readonly kind: 'evaluate'; readonly value: Expression; readonly span: Span }
  | Declaration
  | If
  | Repeat
  | Alternatives
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly span: Span }
  /** `throw` and `raise` too: what follows does not happen. */
  | { readonly kind: 'return'; readonly value: Expression | undefined; readonly span: Span }
  | { readonly kind: 'function'; readonly name: string; readonly value: FunctionNode; readonly span: Span }
  | ClassNode
  | Import
  | Broken;

export interface Declaration {
  readonly kind: 'declare';
  readonly target: Pattern;
  readonly value: Expression | undefined;
  readonly span: Span;
}

export interface If {
  readonly kind: 'if';
  readonly test: Expression;
  readonly whenTrue: readonly Statement[];
  readonly whenFalse: readonly Statement[];
  readonly span: Span;
}

/** A loop: its body happens any number of times. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly variable: Pattern | undefined;
  readonly over: Expression | undefined;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** Any of the branches may happen: the cases of a `switch`, what a `try` catches. */
export interface Alternatives {
  readonly kind: 'alternatives';
  readonly branches: readonly (readonly Statement[])[];
  readonly span: Span;
}

export interface ClassNode {
  readonly kind: 'class';
  readonly name: string;
  readonly base: Expression | undefined;
  readonly constructor_: FunctionNode | undefined;
  readonly methods: ReadonlyMap<string, FunctionNode>;
  readonly fields: readonly Field[];
  readonly span: Span;
}

export interface Field {
  readonly name: string;
  readonly value: Expression | undefined;
  readonly isStatic: boolean;
}

export interface Import {
  readonly kind: 'import';
  /** As written. */
  readonly module: string;
  readonly bindings: readonly Binding[];
  readonly span: Span;
}

export interface Binding {
  /** `*` for the module itself, or for everything in it where `local` is `*` too. */
  readonly imported: string;
  readonly local: string;
}

/** What could not be parsed, and the names in it. */
export interface Broken {
  readonly kind: 'broken';
  readonly names: readonly string[];
  readonly span: Span;
}

/** What a value is bound to. */
export type Pattern =
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'members';
      readonly members: readonly MemberPattern[];
      readonly rest: string | undefined;
    }
  | { readonly kind: 'items'; readonly items: readonly (Pattern | undefined)[] }
  /** `this.bucket = ...`, `props['key'] = ...` */
  | { readonly kind: 'target'; readonly target: Member | Element }
  | { readonly kind: 'other' };

export interface MemberPattern {
  readonly name: string;
  readonly pattern: Pattern;
  readonly defaultValue: Expression | undefined;
}

export interface FunctionNode {
  readonly kind: 'function';
  /** What the function calls the object that it is a method of, where that is a name: Python's `self`. */
  readonly receiver: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface Parameter {
  readonly pattern: Pattern;
  readonly defaultValue: Expression | undefined;
  /** Takes all further positional arguments, or all further keywords. */
  readonly rest: 'items' | 'keywords' | undefined;
}

export type Expression =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  /** `undefined`, `null`, `None`. */
  | { readonly kind: 'nothing'; readonly span: Span }
  | { readonly kind: 'joined'; readonly parts: readonly Expression[]; readonly span: Span }
  | Name
  | Member
  | Element
  | Call
  | ObjectNode
  | ListNode
  | Conditional
  | Operation
  | { readonly kind: 'not'; readonly operand: Expression; readonly span: Span }
  | FunctionNode
  | ClassNode
  | Assignment
  /** A value that is not known, made from these. */
  | { readonly kind: 'other'; readonly parts: readonly Expression[]; readonly span: Span };

export interface Name {
  readonly kind: 'name';
  /** `this` and `super` too. */
  readonly name: string;
  readonly span: Span;
}

export interface Member {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface Element {
  readonly kind: 'element';
  readonly object: Expression;
  readonly key: Expression;
  readonly span: Span;
}

/** A call, or the making of an object: Python does not tell them apart. */
export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly positional: readonly Item[];
  /** Python's keyword arguments and `**`. */
  readonly keywords: ObjectNode | undefined;
  /** With the parentheses; empty, behind the callee, where there are none. */
  readonly argumentsSpan: Span;
  /** True where the arguments could not be parsed in full. */
  readonly isBroken: boolean;
  readonly span: Span;
}

export interface Item {
  readonly value: Expression;
  readonly isSpread: boolean;
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** True where more may have been meant than could be parsed. */
  readonly isBroken: boolean;
  readonly span: Span;
}

export type Entry =
  | {
      readonly kind: 'pair';
      readonly name: string;
      readonly nameSpan: Span;
      readonly value: Expression;
      /** From the name to the end of the value. */
      readonly span: Span;
    }
  /** `...props`, `**props`. */
  | { readonly kind: 'spread'; readonly value: Expression; readonly span: Span }
  /** A name that is made at run time. */
  | { readonly kind: 'computed'; readonly key: Expression; readonly value: Expression; readonly span: Span };

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Item[];
  readonly isBroken: boolean;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly span: Span;
}

export interface Operation {
  readonly kind: 'operation';
  /** `is` counts as `==`; `else` is the one of two that is there: `??`. */
  readonly operator: '+' | '==' | '!=' | 'and' | 'or' | 'else';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Assignment {
  readonly kind: 'assignment';
  readonly target: Pattern;
  readonly value: Expression;
  readonly span: Span;
}
