import type { ClassNode, FunctionNode, Import, Program, Statement } from '../syntax/program.ts';
import {
  choice,
  type AbstractValue,
  type Arguments,
  type ClassValue,
  type Closure,
  type Instance,
  type LibraryObject,
} from './abstract-value.ts';
import { Calls } from './calls.ts';
import { Evaluator, type Place } from './evaluator.ts';
import { and, no, not, or, type Atom, type Formula } from './formula.ts';
import { libraryMember, libraryPath } from './library-names.ts';
import { escape, Machine } from './machine.ts';
import { Scope } from './scope.ts';
import { truthOf } from './truths.ts';

/** What following a program came to. */
export interface Outcome {
  /** All that the library made, in order: constructs and other objects. */
  readonly made: readonly LibraryObject[];
  /** False where the program was too large to be followed to its end. */
  readonly isComplete: boolean;
}

const unseenArguments: Arguments = { positional: [], isComplete: false, keywords: undefined };

/**
 * Follows a program: what is at the top of the file, and each class and function that nothing in the file calls, with
 * arguments that are not known.
 */
export function runProgram(program: Program, text: string): Outcome {
  const machine = new Machine(program, text);
  const runner = new Runner(machine);
  runner.module(program.statements);
  for (const name of machine.brokenNames) {
    const value = machine.globals.find(name)?.value;
    if (value !== undefined) {
      escape(value);
    }
  }
  return { made: machine.made, isComplete: !machine.isExhausted };
}

class Runner {
  readonly #machine: Machine;
  readonly #evaluator: Evaluator;
  readonly #calls: Calls;
  /** What the functions that are running have returned so far. */
  readonly #returns: { readonly formula: Formula; readonly value: AbstractValue }[][] = [];
  /** How deep in guards each running function began. */
  readonly #depths: number[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
    const runBody = (node: FunctionNode, place: Place): AbstractValue => this.#body(node, place);
    this.#evaluator = new Evaluator(machine, runBody);
    this.#calls = new Calls(this.#evaluator, runBody);
  }

  module(statements: readonly Statement[]): void {
    const { globals, callable, entered } = this.#machine;
    const place: Place = { scope: globals, self: undefined, owner: undefined };
    this.#list(statements, place);
    // More are met on the way: classes in functions, functions in classes.
    for (const next of callable) {
      if (!entered.has(next.node)) {
        this.#fromOutside(next);
      }
    }
  }

  /** Enters a class or function that only code elsewhere calls. */
  #fromOutside(target: ClassValue | Closure): void {
    const machine = this.#machine;
    const { span } = target;
    machine.root = undefined;
    if (target.kind === 'closure') {
      machine.root = machine.make('unknown', unseenArguments, { nameSpan: span, span });
      this.#calls.enter(target, unseenArguments, span);
      return;
    }
    const nameSpan = { start: span.start, end: span.start };
    const instance = this.#calls.instantiate(target, unseenArguments, nameSpan, span);
    machine.root ??= machine.make('unknown', unseenArguments, { nameSpan, span });
    this.#enterMethods(target.node, target, instance);
  }

  #enterMethods(node: ClassNode, owner: ClassValue, self: Instance): void {
    for (const method of node.methods.values()) {
      if (!this.#machine.entered.has(method)) {
        const closure = {
          kind: 'closure',
          node: method,
          scope: owner.scope,
          self,
          owner,
          span: method.span,
        } as const;
        this.#calls.enter(closure, unseenArguments, method.span);
      }
    }
  }

  /** Runs a function's body; the value that it returns. */
  #body(node: FunctionNode, place: Place): AbstractValue {
    const returned: { readonly formula: Formula; readonly value: AbstractValue }[] = [];
    this.#returns.push(returned);
    this.#depths.push(this.#machine.guardDepth);
    this.#list(node.body, place);
    this.#depths.pop();
    this.#returns.pop();
    const nothing: AbstractValue = { kind: 'nothing', span: node.span };
    return returned.reduceRight<AbstractValue>(
      (rest, { formula, value }) => choice(formula, value, rest),
      nothing,
    );
  }

  /** Runs statements one after the other; where it holds that they are left before their end. */
  #list(statements: readonly Statement[], place: Place): Formula {
    this.#hoist(statements, place);
    return this.#from(statements, 0, place);
  }

  #from(statements: readonly Statement[], first: number, place: Place): Formula {
    for (let index = first; index < statements.length; index++) {
      const statement = statements[index];
      const isLeft = statement === undefined ? no : this.#statement(statement, place);
      if (isLeft.kind === 'known') {
        if (isLeft.holds) {
          return isLeft;
        }
      } else {
        const rest = this.#machine.under(not(isLeft), () => this.#from(statements, index + 1, place));
        return or(isLeft, rest);
      }
    }
    return no;
  }

  /** Functions and classes can be used above where they are written. */
  #hoist(statements: readonly Statement[], place: Place): void {
    const depth = this.#machine.guardDepth;
    for (const statement of statements) {
      if (statement.kind === 'function') {
        place.scope.declare(statement.name, this.#evaluator.closure(statement.value, place), depth);
      } else if (statement.kind === 'class' && statement.name !== '') {
        place.scope.declare(statement.name, this.#evaluator.class(statement, place), depth);
      }
    }
  }

  #statement(statement: Statement, place: Place): Formula {
    const machine = this.#machine;
    if (!machine.step()) {
      return no;
    }
    switch (statement.kind) {
      case 'evaluate':
        this.#evaluator.value(statement.value, place);
        return no;
      case 'declare':
        this.#declare(statement, place);
        return no;
      case 'if':
        return this.#if(statement, place);
      case 'block':
        return this.#list(statement.body, inner(place));
      case 'repeat':
        this.#repeat(statement, place);
        return no;
      case 'alternatives':
        this.#alternatives(statement, place);
        return no;
      case 'return':
        return this.#return(statement, place);
      case 'import':
        this.#import(statement, place);
        return no;
      case 'broken':
        statement.names.forEach((name) => {
          const value = place.scope.find(name)?.value;
          machine.brokenNames.add(name);
          if (value !== undefined) {
            escape(value);
          }
        });
        return no;
      default:
        return no;
    }
  }

  #declare({ target, value, span }: Extract<Statement, { kind: 'declare' }>, place: Place): void {
    const read: AbstractValue =
      value === undefined ? { kind: 'nothing', span } : this.#evaluator.value(value, place);
    this.#evaluator.bind(target, read, place, 'declare');
  }

  #if({ test, whenTrue, whenFalse }: Extract<Statement, { kind: 'if' }>, place: Place): Formula {
    const machine = this.#machine;
    const formula = truthOf(machine, this.#evaluator.value(test, place));
    if (formula.kind === 'known') {
      return this.#list(formula.holds ? whenTrue : whenFalse, inner(place));
    }
    const leftWhenTrue = machine.under(formula, () => this.#list(whenTrue, inner(place)));
    const leftWhenFalse = machine.under(not(formula), () => this.#list(whenFalse, inner(place)));
    return or(and(formula, leftWhenTrue), and(not(formula), leftWhenFalse));
  }

  #repeat({ variable, over, body }: Extract<Statement, { kind: 'repeat' }>, place: Place): void {
    const machine = this.#machine;
    if (over !== undefined) {
      this.#evaluator.value(over, place);
    }
    machine.under('repeat', () => {
      const scope = inner(place);
      if (variable !== undefined && over !== undefined) {
        this.#evaluator.bind(variable, machine.unknown(over.span, false), scope, 'declare');
      }
      this.#list(body, scope);
    });
  }

  #alternatives({ branches, span }: Extract<Statement, { kind: 'alternatives' }>, place: Place): void {
    branches.forEach((branch, index) => {
      const atom: Atom = {
        kind: 'atom',
        key: `branch ${span.start} ${index}`,
        whenTrue: 'one case applies',
        whenFalse: 'another case applies',
        subject: `branch ${span.start}`,
      };
      this.#machine.under(atom, () => this.#list(branch, inner(place)));
    });
  }

  #return({ value, span }: Extract<Statement, { kind: 'return' }>, place: Place): Formula {
    const machine = this.#machine;
    const depth = this.#depths.at(-1) ?? 0;
    const read: AbstractValue =
      value === undefined ? { kind: 'nothing', span } : this.#evaluator.value(value, place);
    const isRepeated = machine.isRepeatedSince(depth);
    const formula = machine.guardSince(depth);
    this.#returns.at(-1)?.push({ formula, value: isRepeated ? machine.unknown(span) : read });
    return { kind: 'known', holds: !isRepeated };
  }

  #import({ module, bindings, span }: Import, { scope }: Place): void {
    const path = libraryPath(module);
    for (const { imported, local } of bindings) {
      const whole = this.#evaluator.module(module, span);
      const isWhole = imported === '*';
      const value: AbstractValue =
        path === undefined
          ? isWhole
            ? whole
            : { kind: 'unknown', canBeAbsent: false, key: `${module}.${imported}`, text: imported, span }
          : { kind: 'library', path: isWhole ? path : libraryMember(path, imported), span };
      scope.declare(local, value, this.#machine.guardDepth);
    }
  }
}

function inner(place: Place): Place {
  return { ...place, scope: new Scope(place.scope, false) };
}
