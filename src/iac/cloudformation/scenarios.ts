import type { ParameterChoice, Scenario } from '../../core/posture/reading.ts';
import { textOf } from '../../core/posture/properties.ts';
import { printText } from '../../core/posture/symbolic-text.ts';
import { textEquals } from '../../core/posture/text-match.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';
import { scalarText } from '../syntax/syntax-node.ts';
import { Evaluator } from './evaluate.ts';
import { noBindings } from './for-each.ts';
import { intrinsicOf } from './intrinsic.ts';
import { referencesIn } from './references.ts';
import type { Relevance } from './relevance.ts';
import type { Template } from './template.ts';

/** More scenarios than this are not judged one by one: conditions are then unknown. */
const maximumScenarios = 64;

type ParameterChoices = ReadonlyMap<string, ParameterChoice>;

/** The scenarios of a template, and whether they are too many to be told apart. */
export interface Scenarios {
  readonly scenarios: readonly Scenario[];
  readonly hasTooMany: boolean;
}

/**
 * Every consistent choice of the conditions and parameters that matter. A parameter takes each of its allowed values,
 * or each value that a condition compares it with and one that is none of these; a comparison that no parameter
 * decides (of `AWS::Region`, say) is taken both ways, the same way wherever it stands.
 */
export function scenariosOf(
  template: Template,
  relevance: Relevance,
  given: ReadonlyMap<string, string>,
): Scenarios {
  const tested = testedParameters(template, relevance, given);
  const varied = new Map([...allowedParameters(template, relevance, given), ...tested]);
  // Allowed values that only reach properties are given up first: unknown there is better than unknown everywhere.
  for (const domains of [varied, tested]) {
    const scenarios = enumerate(template, relevance, given, domains);
    if (scenarios !== undefined) {
      return { scenarios, hasTooMany: false };
    }
  }
  const undecided: Scenario = { choices: [], conditions: new Map(), parameters: new Map() };
  return { scenarios: [undecided], hasTooMany: true };
}

type Domains = ReadonlyMap<string, readonly ParameterChoice[]>;

function enumerate(
  template: Template,
  relevance: Relevance,
  given: ReadonlyMap<string, string>,
  domains: Domains,
): readonly Scenario[] | undefined {
  let choices: ParameterChoices[] = [new Map()];
  for (const [name, domain] of domains) {
    choices = choices.flatMap((chosen) => domain.map((choice) => new Map([...chosen, [name, choice]])));
    if (choices.length > maximumScenarios) {
      return undefined;
    }
  }
  const scenarios: Scenario[] = [];
  for (const parameters of choices) {
    const words = [...parameters].map(([name, choice]) => parameterInWords(name, choice));
    const judge = new ConditionJudge(template, given, parameters);
    for (const assignment of judge.assignments([...relevance.conditions], maximumScenarios)) {
      scenarios.push({
        choices: [...words, ...assignment.choices],
        conditions: assignment.conditions,
        parameters,
      });
      if (scenarios.length > maximumScenarios) {
        return undefined;
      }
    }
  }
  return scenarios;
}

function parameterInWords(name: string, choice: ParameterChoice): string {
  const quoted = (value: string): string => (value === '' ? 'empty' : value);
  return choice.kind === 'value'
    ? `${name} is ${quoted(choice.value)}`
    : `${name} is not ${choice.values.map(quoted).join(' or ')}`;
}

/** Parameters that the relevant conditions compare with literals, and the values that make a difference. */
function testedParameters(
  template: Template,
  relevance: Relevance,
  given: ReadonlyMap<string, string>,
): Domains {
  const literals = new Map<string, Set<string>>();
  for (const condition of relevance.conditions) {
    const node = template.conditions.get(condition);
    for (const [parameter, literal] of node === undefined ? [] : comparisons(node)) {
      if (template.parameters.has(parameter) && !given.has(parameter)) {
        literals.set(parameter, (literals.get(parameter) ?? new Set()).add(literal));
      }
    }
  }
  return new Map([...literals].map(([name, values]) => [name, domainOf(template, name, [...values])]));
}

function domainOf(template: Template, name: string, tested: readonly string[]): readonly ParameterChoice[] {
  const allowed = template.parameters.get(name)?.allowedValues;
  const values = (allowed ?? tested).map((value): ParameterChoice => ({ kind: 'value', value }));
  return allowed === undefined ? [...values, { kind: 'other-than', values: tested }] : values;
}

/** Parameters with allowed values that reach a property or, through a mapping, a condition. */
function allowedParameters(
  template: Template,
  relevance: Relevance,
  given: ReadonlyMap<string, string>,
): Domains {
  const names = new Set(relevance.names);
  for (const condition of relevance.conditions) {
    const node = template.conditions.get(condition);
    if (node !== undefined) {
      referencesIn(node, noBindings).names.forEach((name) => names.add(name));
    }
  }
  const domains = new Map<string, readonly ParameterChoice[]>();
  for (const name of names) {
    if (template.parameters.get(name)?.allowedValues !== undefined && !given.has(name)) {
      domains.set(name, domainOf(template, name, []));
    }
  }
  return domains;
}

/** The (parameter, literal) pairs of every `Equals` in a condition. */
function comparisons(node: SyntaxNode): readonly (readonly [string, string])[] {
  const intrinsic = intrinsicOf(node);
  const items = intrinsic?.argument.kind === 'list' ? intrinsic.argument.items : [];
  if (intrinsic?.name !== 'Fn::Equals') {
    return items.flatMap(comparisons);
  }
  const [left, right] = items;
  return [
    [left, right],
    [right, left],
  ].flatMap(([one, other]) => {
    const reference = one === undefined ? undefined : intrinsicOf(one);
    const literal = other?.kind === 'scalar' ? other.source : undefined;
    const name = reference?.name === 'Ref' ? scalarText(reference.argument) : undefined;
    return name === undefined || literal === undefined ? [] : [[name, literal] as const];
  });
}

/** Decides conditions under one choice of parameters. */
class ConditionJudge {
  readonly #template: Template;
  readonly #evaluator: Evaluator;
  /** Comparisons that nothing decides, in the words of the template. */
  readonly #undecided = new Set<string>();

  constructor(template: Template, given: ReadonlyMap<string, string>, parameters: ParameterChoices) {
    this.#template = template;
    const scenario: Scenario = { choices: [], conditions: new Map(), parameters };
    this.#evaluator = new Evaluator(template, { scenario, given, takenDefaults: new Set() });
  }

  /** The conditions' values for each way that the undecided comparisons can turn out. */
  assignments(
    names: readonly string[],
    most: number,
  ): readonly { readonly choices: readonly string[]; readonly conditions: ReadonlyMap<string, boolean> }[] {
    names.forEach((name) => this.#holds(name, new Map(), new Set()));
    const undecided = [...this.#undecided];
    if (2 ** undecided.length > most) {
      return Array.from({ length: most + 1 }, () => ({
        choices: [],
        conditions: new Map<string, boolean>(),
      }));
    }
    return Array.from({ length: 2 ** undecided.length }, (_, bits) => {
      const facts = new Map(undecided.map((atom, index) => [atom, ((bits >> index) & 1) === 0]));
      const conditions = new Map(names.map((name) => [name, this.#holds(name, facts, new Set())]));
      const choices = [...facts].map(([atom, isTrue]) => atom.replace(' is ', isTrue ? ' is ' : ' is not '));
      return { choices, conditions };
    });
  }

  #holds(name: string, facts: ReadonlyMap<string, boolean>, inside: ReadonlySet<string>): boolean {
    const node = this.#template.conditions.get(name);
    // A condition that is missing, or that refers to itself, fails at deployment; here it just does not hold.
    if (node === undefined || inside.has(name)) {
      return false;
    }
    return this.#judge(node, facts, new Set([...inside, name]));
  }

  #judge(node: SyntaxNode, facts: ReadonlyMap<string, boolean>, inside: ReadonlySet<string>): boolean {
    const intrinsic = intrinsicOf(node);
    const argument = intrinsic?.argument;
    const items = argument?.kind === 'list' ? argument.items : [];
    switch (intrinsic?.name) {
      case 'Condition':
        return this.#holds(scalarText(argument) ?? '', facts, inside);
      // Every part is judged, also where the first would do: judging collects the undecided comparisons.
      case 'Fn::And':
        return items.map((item) => this.#judge(item, facts, inside)).every(Boolean);
      case 'Fn::Or':
        return items.map((item) => this.#judge(item, facts, inside)).some(Boolean);
      case 'Fn::Not':
        return !items.map((item) => this.#judge(item, facts, inside)).some(Boolean);
      case 'Fn::Equals':
        return this.#equal(items, facts);
      default:
        return this.#fact(`condition at line ${node.at.range.start.line + 1} is true`, facts);
    }
  }

  #equal(items: readonly SyntaxNode[], facts: ReadonlyMap<string, boolean>): boolean {
    const [left, right] = items.map((item) => this.#evaluator.value(item, noBindings));
    const a = left === undefined ? undefined : textOf(left);
    const b = right === undefined ? undefined : textOf(right);
    if (a === undefined || b === undefined) {
      const line = (items[0]?.at.range.start.line ?? 0) + 1;
      return this.#fact(`condition at line ${line} is true`, facts);
    }
    const equal = textEquals(a, b);
    return equal === 'unknown' ? this.#fact(`${printText(a)} is ${printText(b)}`, facts) : equal === 'yes';
  }

  #fact(atom: string, facts: ReadonlyMap<string, boolean>): boolean {
    this.#undecided.add(atom);
    return facts.get(atom) ?? false;
  }
}
