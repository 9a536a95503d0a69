import type { Call, Expression, FunctionNode, Parameter, Span } from '../syntax/program.ts';
import {
  choice,
  unknownValue,
  type AbstractValue,
  type Arguments,
  type ClassValue,
  type Closure,
  type Instance,
  type LibraryObject,
  type ObjectValue,
} from './abstract-value.ts';
import { not } from './formula.ts';
import { camelCase } from './library-names.ts';
import { escape } from './machine.ts';
import { baseClass, memberOf, methodOf } from './members.ts';
import { Scope } from './scope.ts';
import { spread, type Evaluator, type Place, type RunBody } from './evaluator.ts';

const noArguments: Arguments = { positional: [], isComplete: true, keywords: undefined };

/** Calls of functions, classes and methods: the program's own, the library's, and those that are not visible. */
export class Calls {
  readonly #evaluator: Evaluator;
  readonly #runBody: RunBody;

  constructor(evaluator: Evaluator, runBody: RunBody) {
    this.#evaluator = evaluator;
    this.#runBody = runBody;
  }

  call(node: Call, place: Place): AbstractValue {
    const { callee } = node;
    if (callee.kind === 'name' && callee.name === 'super') {
      return this.#superCall(node, place);
    }
    if (callee.kind === 'name' && callee.name === 'require' && node.positional[0]?.value.kind === 'text') {
      return this.#evaluator.module(node.positional[0].value.value, node.span);
    }
    if (callee.kind === 'member') {
      return this.#methodCall(node, callee, place);
    }
    const target = this.#evaluator.value(callee, place);
    return this.apply(target, this.#evaluator.arguments(node, place), node);
  }

  /** Calls a value. */
  apply(target: AbstractValue, given: Arguments, node: Call): AbstractValue {
    const { machine } = this.#evaluator;
    const nameSpan = node.callee.span;
    switch (target.kind) {
      case 'library':
        return machine.make(target.path, given, { nameSpan, span: node.span });
      case 'class':
        return this.instantiate(target, given, nameSpan, node.span);
      case 'closure':
        return this.enter(target, given, node.span);
      case 'choice':
        return choice(
          target.formula,
          machine.under(target.formula, () => this.apply(target.whenTrue, given, node)),
          machine.under(not(target.formula), () => this.apply(target.whenFalse, given, node)),
          node.span,
        );
      default:
        return this.#unseen(target, given, node);
    }
  }

  #methodCall(node: Call, callee: Extract<Expression, { kind: 'member' }>, place: Place): AbstractValue {
    const evaluator = this.#evaluator;
    const isSuper = callee.object.kind === 'name' && callee.object.name === 'super';
    const object = isSuper && place.self !== undefined ? place.self : evaluator.value(callee.object, place);
    const given = evaluator.arguments(node, place);
    if (isSuper && place.self !== undefined) {
      const base = place.owner && baseClass(place.owner);
      const method = base && methodOf(base, callee.name);
      const target = method && ({ kind: 'closure', ...method, self: place.self, span: node.span } as const);
      return target === undefined
        ? evaluator.machine.unknown(node.span)
        : this.enter(target, given, node.span);
    }
    return this.#callMember(object, callee, given, node);
  }

  #callMember(
    object: AbstractValue,
    callee: Extract<Expression, { kind: 'member' }>,
    given: Arguments,
    node: Call,
  ): AbstractValue {
    const { machine } = this.#evaluator;
    switch (object.kind) {
      case 'made':
        return this.#useOf(object, [camelCase(callee.name)], given, node, callee.nameSpan);
      case 'attribute':
        return this.#useOf(
          object.object,
          [...object.path, camelCase(callee.name)],
          given,
          node,
          callee.nameSpan,
        );
      case 'choice':
        return choice(
          object.formula,
          machine.under(object.formula, () => this.#callMember(object.whenTrue, callee, given, node)),
          machine.under(not(object.formula), () => this.#callMember(object.whenFalse, callee, given, node)),
          node.span,
        );
      case 'instance': {
        const own = memberOf(machine, object, callee.name, callee);
        return own.kind === 'attribute'
          ? this.#useOf(own.object, own.path, given, node, callee.nameSpan)
          : this.apply(own, given, node);
      }
      case 'list':
      case 'object': {
        const known = memberOf(machine, object, callee.name, callee);
        return known.kind === 'closure'
          ? this.apply(known, given, node)
          : this.#collection(object, callee.name, given, node);
      }
      default:
        return this.apply(memberOf(machine, object, callee.name, callee), given, node);
    }
  }

  /** A method of a library object: noted, and its result is another object of the library. */
  #useOf(
    object: LibraryObject,
    path: readonly string[],
    given: Arguments,
    { span }: Call,
    nameSpan: Span,
  ): AbstractValue {
    const { machine } = this.#evaluator;
    const method = path.at(-1) ?? '';
    const [first] = given.positional;
    if (
      (method === 'findChild' || method === 'tryFindChild') &&
      first?.kind === 'text' &&
      path.length === 2
    ) {
      // `node.findChild('Resource')` is what `node.defaultChild` gives, for every construct of the library.
      const child = first.value === 'Resource' ? 'defaultChild' : first.value;
      return { kind: 'attribute', object, path: ['node', child], span };
    }
    machine.use(object, { path, kind: 'call', arguments: given, nameSpan, span });
    this.#enterCallbacks(given);
    if (method === 'tryGetContext' || method === 'getContext') {
      return unknownValue(span, machine.slice(span), machine.slice(span));
    }
    const receiver: AbstractValue =
      path.length === 1 ? object : { kind: 'attribute', object, path: path.slice(0, -1), span };
    return machine.make(`${object.type}#${path.join('.')}`, given, { nameSpan, span, receiver });
  }

  /** The few methods of lists and objects that programs build props with. */
  #collection(
    object: Extract<AbstractValue, { kind: 'list' | 'object' }>,
    name: string,
    given: Arguments,
    node: Call,
  ): AbstractValue {
    const { machine } = this.#evaluator;
    const [first] = given.positional;
    const isSometimes =
      machine.guardDepth > 0 && (machine.isRepeatedSince(0) || machine.guardSince(0).kind !== 'known');
    if (object.kind === 'list' && (name === 'push' || name === 'append')) {
      object.items.push(...given.positional);
      object.isComplete &&= given.isComplete && !isSometimes;
      return machine.unknown(node.span);
    }
    if (object.kind === 'list' && name === 'concat') {
      const items = given.positional.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
      return { ...object, items: [...object.items, ...items], span: node.span };
    }
    if (object.kind === 'object' && name === 'update') {
      [...given.positional, ...(given.keywords === undefined ? [] : [given.keywords])].forEach((value) => {
        spread(machine, object, value);
      });
      object.isComplete &&= !isSometimes;
      return machine.unknown(node.span);
    }
    if (object.kind === 'object' && name === 'get' && first?.kind === 'text') {
      return memberOf(machine, object, first.value, { nameSpan: first.span, span: node.span });
    }
    object.isComplete &&= name !== 'extend' && name !== 'pop' && name !== 'splice';
    return this.#unseen(machine.unknown(node.span), given, node);
  }

  /** What cannot be seen may do anything with what it is given, and calls functions as often as it likes. */
  #unseen(target: AbstractValue, given: Arguments, node: Call): AbstractValue {
    const { machine } = this.#evaluator;
    const name = node.callee.kind === 'name' ? node.callee.name : '';
    if (name === 'dict' && given.positional.length === 0 && machine.language === 'python') {
      return given.keywords ?? { kind: 'object', entries: [], isComplete: true, span: node.span };
    }
    if (!harmless.test(machine.slice(node.callee.span))) {
      [...given.positional, ...(given.keywords === undefined ? [] : [given.keywords])].forEach((value) => {
        escape(value);
      });
    }
    this.#enterCallbacks(given);
    const isContext = target.kind === 'unknown' && given.positional.every(({ kind }) => kind === 'text');
    return isContext
      ? unknownValue(
          node.span,
          machine.slice(node.span),
          `${target.key}(${machine.slice(node.argumentsSpan)})`,
        )
      : machine.unknown(node.span);
  }

  #enterCallbacks(given: Arguments): void {
    const { machine } = this.#evaluator;
    for (const value of given.positional) {
      if (value.kind === 'closure' && !machine.entered.has(value.node)) {
        machine.under('repeat', () => this.enter(value, { ...noArguments, isComplete: false }, value.span));
      }
    }
  }

  /** Enters a function of the program. */
  enter(target: Closure, given: Arguments, span: Span): AbstractValue {
    const { machine } = this.#evaluator;
    machine.entered.add(target.node);
    const result = machine.deeper(() => {
      const scope = new Scope(target.scope, true);
      const place: Place = { scope, self: target.self, owner: target.owner };
      if (target.node.receiver !== undefined && target.self !== undefined) {
        scope.declare(target.node.receiver, target.self, machine.guardDepth);
      }
      this.#bindParameters(target.node, given, place);
      return this.#runBody(target.node, place);
    });
    if (result === undefined) {
      given.positional.forEach((value) => {
        escape(value);
      });
    }
    return result ?? machine.unknown(span);
  }

  #bindParameters({ parameters, span }: FunctionNode, given: Arguments, place: Place): void {
    const { machine } = this.#evaluator;
    const used = new Set<string>();
    parameters.forEach((parameter, index) => {
      const value = this.#argumentOf(parameter, index, given, used, span);
      const { defaultValue } = parameter;
      const whole =
        value.kind === 'nothing' && defaultValue !== undefined
          ? this.#evaluator.value(defaultValue, place)
          : value;
      if (parameter.pattern.kind === 'name') {
        used.add(parameter.pattern.name);
        place.scope.declare(parameter.pattern.name, whole, machine.guardDepth);
      } else {
        this.#evaluator.bind(parameter.pattern, whole, place, 'declare');
      }
    });
  }

  #argumentOf(
    { pattern, rest }: Parameter,
    index: number,
    given: Arguments,
    used: ReadonlySet<string>,
    span: Span,
  ): AbstractValue {
    const name = pattern.kind === 'name' ? pattern.name : `parameter ${index}`;
    const unseen = unknownValue(span, name, `${span.start} ${name}`);
    if (rest === 'items') {
      const items = given.positional.slice(index);
      return { kind: 'list', items, isComplete: given.isComplete, span };
    }
    if (rest === 'keywords') {
      const entries = given.keywords?.entries.filter((entry) => !used.has(entry.name)) ?? [];
      const isComplete = given.isComplete && given.keywords?.isComplete !== false;
      const others: ObjectValue = { kind: 'object', entries: [...entries], isComplete, span };
      return others;
    }
    const named = given.keywords?.entries.findLast((entry) => entry.name === name)?.value;
    const isMissing = given.isComplete && given.keywords?.isComplete !== false;
    return named ?? given.positional[index] ?? (isMissing ? { kind: 'nothing', span } : unseen);
  }

  /** Makes an object of a class of the program. */
  instantiate(target: ClassValue, given: Arguments, nameSpan: Span, span: Span): Instance {
    const { machine } = this.#evaluator;
    const instance: Instance = {
      kind: 'instance',
      class: target,
      fields: new Scope(undefined, true),
      base: undefined,
      span,
    };
    machine.deeper(() => {
      this.#construct(target, instance, given, { nameSpan, span });
    });
    return instance;
  }

  #construct(
    target: ClassValue,
    instance: Instance,
    given: Arguments,
    place: { readonly nameSpan: Span; readonly span: Span },
  ): void {
    const { machine } = this.#evaluator;
    const { node, scope } = target;
    machine.entered.add(node);
    if (node.constructor_ === undefined) {
      this.#constructBase(target, instance, given, place);
    }
    for (const { name, value, isStatic } of node.fields) {
      if (value !== undefined && !isStatic) {
        instance.fields.declare(
          name,
          this.#evaluator.value(value, { scope, self: instance, owner: target }),
          machine.guardDepth,
        );
      }
    }
    if (node.constructor_ !== undefined) {
      this.enter(
        { kind: 'closure', node: node.constructor_, scope, self: instance, owner: target, span: node.span },
        given,
        place.span,
      );
    }
  }

  #constructBase(
    target: ClassValue,
    instance: Instance,
    given: Arguments,
    place: { readonly nameSpan: Span; readonly span: Span },
  ): void {
    const { machine } = this.#evaluator;
    const { base } = target.node;
    if (base === undefined) {
      return;
    }
    const value = this.#evaluator.value(base, { scope: target.scope, self: undefined, owner: undefined });
    if (value.kind === 'class') {
      this.#construct(value, instance, given, place);
      return;
    }
    if (value.kind !== 'library') {
      given.positional.slice(2).forEach((value) => {
        escape(value);
      });
    }
    instance.base = machine.make(value.kind === 'library' ? value.path : 'unknown', given, place);
    machine.root ??= instance.base;
  }

  #superCall(node: Call, place: Place): AbstractValue {
    const given = this.#evaluator.arguments(node, place);
    const { self, owner } = place;
    if (self !== undefined && owner !== undefined) {
      this.#constructBase(owner, self, given, { nameSpan: node.callee.span, span: node.span });
    }
    return { kind: 'nothing', span: node.span };
  }
}

/** Calls that only look at what they are given. */
const harmless =
  /^(?:console\.\w+|String|Boolean|Number|JSON\.\w+|Object\.(?:keys|values|entries|freeze)|Array\.(?:from|isArray)|Math\.\w+|expect|print|str|len|bool|int|list|isinstance|type|repr|json\.dumps)$/;
