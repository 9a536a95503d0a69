import type { Location } from '../../core/posture/location.ts';
import type { Scenario } from '../../core/posture/reading.ts';
import { attributeText, namingProperty, referenceText } from '../../core/posture/resource-texts.ts';
import { literalOfValue, numberOf, textOf } from '../../core/posture/properties.ts';
import { concatText, literalOf, literalText, type SymbolicText } from '../../core/posture/symbolic-text.ts';
import type { Member, Value } from '../../core/posture/value.ts';
import { expandLoops, substitute, type Bindings } from './for-each.ts';
import { attributeOf, intrinsicOf, subParts, subPieces, type Intrinsic } from './intrinsic.ts';
import { entryOf, scalarText, type MapNode, type SyntaxNode } from '../syntax/syntax-node.ts';
import type { Parameter, Template } from './template.ts';

/** What is given and assumed while a template is evaluated. */
export interface Assumptions {
  readonly scenario: Scenario;
  /** Values that the user gave for parameters; they win over everything. */
  readonly given: ReadonlyMap<string, string>;
  /** Parameters whose default is taken as their value. */
  readonly takenDefaults: ReadonlySet<string>;
  readonly budget: Budget;
}

/**
 * The work that evaluating one text may take in all its scenarios, in values and parts of texts. When it is used up,
 * the text is an alias bomb or the like, and the rest is unknown.
 */
export interface Budget {
  left: number;
}

/** A few seconds' worth; a template of 2,400 lines with 64 scenarios stays far below. */
export const wholeBudget = 3_000_000;

/** The same in one model. */
const modelBudget = 100_000;

/** Functions in functions, and names made of names, are followed this far; the stack would not bear much more. */
const maximumNesting = 300;

/** Texts of more characters and symbols are unknown: names made of names twice over grow without bounds. */
const longestText = 20_000;

/** Evaluates syntax to values in one scenario. Whatever cannot be known becomes unknown; nothing throws. */
export class Evaluator {
  readonly #template: Template;
  readonly #assumptions: Assumptions;
  readonly #names = new Map<string, SymbolicText>();
  #spent = 0;
  #nesting = 0;

  constructor(template: Template, assumptions: Assumptions) {
    this.#template = template;
    this.#assumptions = assumptions;
  }

  /** The value of a node, with the loop variables in force where it stands. */
  value(node: SyntaxNode, bindings: Bindings): Value {
    if (node.kind === 'broken' || this.#nesting > maximumNesting || !this.#canAfford(1)) {
      return unknown(node.at, true);
    }
    this.#nesting += 1;
    const value = this.#value(node, bindings);
    this.#nesting -= 1;
    return value;
  }

  #canAfford(work: number): boolean {
    const { budget } = this.#assumptions;
    this.#spent += work;
    budget.left -= work;
    return this.#spent <= modelBudget && budget.left >= 0;
  }

  #value(node: SyntaxNode, bindings: Bindings): Value {
    const at = node.at;
    const intrinsic = intrinsicOf(node);
    if (intrinsic !== undefined) {
      return this.#call(intrinsic, bindings);
    }
    switch (node.kind) {
      case 'list': {
        const items = node.items.map((item) => this.value(item, bindings)).filter(isPresent);
        return { kind: 'list', items, isComplete: this.#template.isLiteral, at };
      }
      case 'map':
        return this.map(node, bindings, at);
      case 'scalar':
        return scalar(node.value, substitute(node.source, bindings), at);
      default:
        return unknown(at);
    }
  }

  /** The value of a map; `Fn::Transform` inside it, or an unknown loop, makes it incomplete. */
  map(node: MapNode, bindings: Bindings, at: Location): Value & { kind: 'map' } {
    const expanded = expandLoops(node, (name) => this.#literalList(name), bindings);
    const members = new Map<string, Member>();
    let isComplete = expanded.isComplete && this.#template.isLiteral;
    for (const { entry, bindings: inner } of expanded.entries) {
      if (entry.key === 'Fn::Transform') {
        isComplete = false;
        continue;
      }
      const value = this.value(entry.value, inner);
      if (value.kind !== 'absent') {
        members.set(entry.key, { keyAt: entry.keyAt, at: entry.at, value });
      }
    }
    return { kind: 'map', members, isComplete, at };
  }

  /** Whether a condition holds in the scenario; undefined where there are too many scenarios to say. */
  condition(name: string): boolean | undefined {
    return this.#assumptions.scenario.conditions.get(name);
  }

  /** What `Ref` gives for a name, as a text; undefined for what is not a text or not known at all. */
  referenced(name: string, bindings: Bindings): SymbolicText | undefined {
    const bound = bindings.get(name);
    if (bound !== undefined) {
      return literalText(bound);
    }
    const parameter = this.#template.parameters.get(name);
    if (parameter !== undefined) {
      return this.#parameterText(parameter);
    }
    const resource = this.#template.resources.get(name);
    return resource === undefined
      ? pseudoParameters.get(name)
      : referenceText(resource.type, this.physicalName(name), name);
  }

  /** The name of a resource: the one it is given, as far as that is known, else the symbol of a generated one. */
  physicalName(id: string): SymbolicText {
    const known = this.#names.get(id);
    if (known !== undefined) {
      return known;
    }
    const generated: SymbolicText = [{ kind: 'ref', resource: id }];
    // A name that is made from itself in a circle is as good as generated.
    this.#names.set(id, generated);
    const resource = this.#template.resources.get(id);
    const property = resource === undefined ? undefined : namingProperty(resource.type);
    const entry = property === undefined ? undefined : entryOf(resource?.properties?.value, property);
    const value = entry === undefined ? undefined : this.value(entry.value, resource?.bindings ?? new Map());
    const name = value?.kind === 'text' && value.text.length > 0 ? value.text : generated;
    this.#names.set(id, name);
    return name;
  }

  #call(intrinsic: Intrinsic, bindings: Bindings): Value {
    const { name, argument, at } = intrinsic;
    switch (name) {
      case 'Ref':
        return this.#ref(substitute(scalarText(argument) ?? '', bindings), bindings, at);
      case 'Fn::GetAtt':
        return textOrUnknown(this.#attribute(argument, bindings), at);
      case 'Fn::Sub':
        return textOrUnknown(this.#sub(argument, bindings), at);
      case 'Fn::Join':
        return textOrUnknown(this.#join(argument, bindings), at);
      case 'Fn::If':
        return this.#if(argument, bindings, at);
      case 'Fn::FindInMap':
        return this.#findInMap(argument, bindings, at);
      case 'Fn::Select':
        return this.#select(argument, bindings, at);
      case 'Fn::Split':
        return this.#split(argument, bindings, at);
      default:
        // What a macro or an unknown function gives may be nothing at all.
        return unknown(at, !neverAbsent.has(name));
    }
  }

  #ref(name: string, bindings: Bindings, at: Location): Value {
    if (name === 'AWS::NoValue') {
      return { kind: 'absent', at };
    }
    const items = bindings.has(name) ? undefined : this.#literalList(name);
    if (items !== undefined) {
      const texts = items.map((item): Value => ({ kind: 'text', text: literalText(item), at }));
      return { kind: 'list', items: texts, isComplete: true, at };
    }
    return textOrUnknown(this.referenced(name, bindings), at);
  }

  /** The items of a list parameter whose value is known. */
  #literalList(name: string): readonly string[] | undefined {
    const parameter = this.#template.parameters.get(name);
    if (parameter === undefined || !isListType(parameter.type)) {
      return undefined;
    }
    return this.#parameterValue(parameter)
      ?.split(',')
      .map((item) => item.trim());
  }

  #parameterText(parameter: Parameter): SymbolicText | undefined {
    if (isListType(parameter.type)) {
      return undefined;
    }
    const value = this.#parameterValue(parameter);
    if (value !== undefined) {
      return value.includes('{{resolve:') ? undefined : literalText(value);
    }
    const choice = this.#assumptions.scenario.parameters.get(parameter.name);
    const otherThan = choice?.kind === 'other-than' ? { otherThan: choice.values } : {};
    return [{ kind: 'parameter', name: parameter.name, ...otherThan }];
  }

  #parameterValue(parameter: Parameter): string | undefined {
    if (parameter.type.startsWith('AWS::SSM::Parameter::')) {
      // Its default, and what the user gives, is the name of a parameter in Systems Manager.
      return undefined;
    }
    const given = this.#assumptions.given.get(parameter.name);
    const choice = this.#assumptions.scenario.parameters.get(parameter.name);
    if (given !== undefined) {
      return given;
    }
    if (choice?.kind === 'value') {
      return choice.value;
    }
    const isTaken = this.#assumptions.takenDefaults.has(parameter.name);
    const isExcluded =
      parameter.defaultValue !== undefined && choice?.values.includes(parameter.defaultValue);
    return isTaken && isExcluded !== true ? parameter.defaultValue : undefined;
  }

  #attribute(argument: SyntaxNode, bindings: Bindings): SymbolicText | undefined {
    const [id, attribute] = attributeOf(argument) ?? ['', ''];
    return this.#attributeText(substitute(id, bindings), attribute);
  }

  #attributeText(id: string, attribute: string): SymbolicText | undefined {
    const resource = this.#template.resources.get(id);
    return resource === undefined
      ? undefined
      : attributeText(resource.type, this.physicalName(id), id, attribute);
  }

  #sub(argument: SyntaxNode, bindings: Bindings): SymbolicText | undefined {
    const parts = subParts(argument);
    if (parts === undefined || parts.text.includes('{{resolve:')) {
      return undefined;
    }
    const texts = subPieces(substitute(parts.text, bindings)).map((piece) =>
      piece.kind === 'literal' ? literalText(piece.text) : this.#named(piece.text, parts.names, bindings),
    );
    return this.#concat(texts);
  }

  #named(name: string, names: SyntaxNode | undefined, bindings: Bindings): SymbolicText | undefined {
    const own = entryOf(names, name);
    if (own !== undefined) {
      return textOf(this.value(own.value, bindings));
    }
    const dot = name.indexOf('.');
    return dot < 0
      ? this.referenced(name, bindings)
      : this.#attributeText(name.slice(0, dot), name.slice(dot + 1));
  }

  #join(argument: SyntaxNode, bindings: Bindings): SymbolicText | undefined {
    const [separatorNode, itemsNode] = argument.kind === 'list' ? argument.items : [];
    const items = itemsNode === undefined ? undefined : this.value(itemsNode, bindings);
    // An empty separator is YAML's `""`, whose source is the empty text too.
    const separator = separatorNode?.kind === 'scalar' ? literalText(separatorNode.source) : undefined;
    if (items?.kind !== 'list' || !items.isComplete || separator === undefined) {
      return undefined;
    }
    const texts = items.items.map(textOf);
    return this.#concat(texts.flatMap((text, index) => (index === 0 ? [text] : [separator, text])));
  }

  /** The texts one after another; undefined where one of them is not known, or they are too long together. */
  #concat(texts: readonly (SymbolicText | undefined)[]): SymbolicText | undefined {
    let length = 0;
    for (const text of texts) {
      length += text?.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0) ?? 0;
    }
    const known = texts.filter((text) => text !== undefined);
    const parts = known.reduce((sum, text) => sum + text.length, 0);
    return known.length === texts.length && length <= longestText && this.#canAfford(parts)
      ? concatText(...known)
      : undefined;
  }

  #if(argument: SyntaxNode, bindings: Bindings, at: Location): Value {
    const [name, whenTrue, whenFalse] = argument.kind === 'list' ? argument.items : [];
    const holds = this.condition(substitute(scalarText(name) ?? '', bindings));
    const chosen = holds === true ? whenTrue : whenFalse;
    if (holds === undefined || chosen === undefined) {
      return { kind: 'unknown', canBeAbsent: true, at };
    }
    return this.value(chosen, bindings);
  }

  #findInMap(argument: SyntaxNode, bindings: Bindings, at: Location): Value {
    const [mapName, topKey, secondKey, options] = argument.kind === 'list' ? argument.items : [];
    // Keys of a mapping are as they are written: an unquoted `on` or `1.0` is no boolean or number there.
    const keys = [mapName, topKey, secondKey].map((key) =>
      key?.kind === 'scalar'
        ? substitute(key.source, bindings)
        : key && literalOfValue(this.value(key, bindings)),
    );
    let node: SyntaxNode | undefined = this.#template.mappings;
    for (const key of keys) {
      node = key === undefined ? undefined : entryOf(node, key)?.value;
    }
    const fallback = keys.every((key) => key !== undefined) ? entryOf(options, 'DefaultValue') : undefined;
    const found = node ?? fallback?.value;
    return found === undefined ? unknown(at) : { ...this.value(found, bindings), at };
  }

  #select(argument: SyntaxNode, bindings: Bindings, at: Location): Value {
    const [indexNode, itemsNode] = argument.kind === 'list' ? argument.items : [];
    const index = indexNode === undefined ? undefined : numberOf(this.value(indexNode, bindings));
    const items = itemsNode === undefined ? undefined : this.value(itemsNode, bindings);
    const item =
      index !== undefined && items?.kind === 'list' && items.isComplete ? items.items[index] : undefined;
    return item === undefined ? unknown(at) : { ...item, at };
  }

  #split(argument: SyntaxNode, bindings: Bindings, at: Location): Value {
    const [separatorNode, textNode] = argument.kind === 'list' ? argument.items : [];
    const separator = scalarText(separatorNode);
    const text = textNode === undefined ? undefined : textOf(this.value(textNode, bindings));
    const literal = text === undefined ? undefined : literalOf(text);
    if (separator === undefined || separator === '' || literal === undefined) {
      return unknown(at);
    }
    const items = literal
      .split(separator)
      .map((item): Value => ({ kind: 'text', text: literalText(item), at }));
    return { kind: 'list', items, isComplete: true, at };
  }
}

const pseudoParameters = new Map<string, SymbolicText>([
  ['AWS::AccountId', [{ kind: 'account' }]],
  ['AWS::Region', [{ kind: 'region' }]],
  ['AWS::Partition', [{ kind: 'partition' }]],
  ['AWS::URLSuffix', [{ kind: 'url-suffix' }]],
  ['AWS::StackName', [{ kind: 'stack-name' }]],
  ['AWS::StackId', [{ kind: 'stack-id' }]],
]);

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<') || type.includes('<List<');
}

function isPresent(value: Value): boolean {
  return value.kind !== 'absent';
}

/** Functions that cannot be evaluated here, and never give `AWS::NoValue`. */
const neverAbsent = new Set([
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::GetAZs',
  'Fn::GetStackOutput',
  'Fn::ImportValue',
  'Fn::Length',
  'Fn::ToJsonString',
]);

function unknown(at: Location, canBeAbsent = false): Value {
  return { kind: 'unknown', canBeAbsent, at };
}

function textOrUnknown(text: SymbolicText | undefined, at: Location): Value {
  return text === undefined ? unknown(at) : { kind: 'text', text, at };
}

function scalar(value: string | number | boolean | null, source: string, at: Location): Value {
  switch (typeof value) {
    case 'number':
      return { kind: 'number', value, at };
    case 'boolean':
      return { kind: 'boolean', value, at };
    case 'string':
      return source.includes('{{resolve:') ? unknown(at) : { kind: 'text', text: literalText(source), at };
    default:
      return { kind: 'null', at };
  }
}
