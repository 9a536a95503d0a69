import type { ParameterChoice, Scenario } from '../../core/posture/reading.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';
import { scalarText } from '../syntax/syntax-node.ts';
import { assignmentsOf } from './condition-judge.ts';
import type { Budget } from './evaluate.ts';
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
  budget: Budget,
): Scenarios {
  const tested = testedParameters(template, relevance, given);
  const varied = new Map([
    ...allowedParameters(template, relevance, given),
    ...[...tested.keys()].map((name) => [name, domainOf(template, name, tested.get(name) ?? [])] as const),
  ]);
  const decisive = new Map(
    [...tested].map(([name, values]) => [name, decisiveDomain(template, name, values)]),
  );
  // Allowed values that no condition names are given up first: unknown there is better than unknown everywhere.
  for (const domains of [varied, decisive]) {
    const scenarios = enumerate({ template, relevance, given, domains, budget });
    if (scenarios !== undefined) {
      return { scenarios, hasTooMany: false };
    }
  }
  const undecided: Scenario = { choices: [], conditions: new Map(), parameters: new Map() };
  return { scenarios: [undecided], hasTooMany: true };
}

type Domains = ReadonlyMap<string, readonly ParameterChoice[]>;

interface Enumeration {
  readonly template: Template;
  readonly relevance: Relevance;
  readonly given: ReadonlyMap<string, string>;
  readonly domains: Domains;
  readonly budget: Budget;
}

function enumerate({
  template,
  relevance,
  given,
  domains,
  budget,
}: Enumeration): readonly Scenario[] | undefined {
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
    const scenario: Scenario = { choices: [], conditions: new Map(), parameters };
    const assumptions = { scenario, given, takenDefaults: new Set<string>(), budget };
    const assignments = assignmentsOf(template, assumptions, [...relevance.conditions], maximumScenarios);
    if (assignments === undefined) {
      return undefined;
    }
    for (const assignment of assignments) {
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
): ReadonlyMap<string, readonly string[]> {
  const literals = new Map<string, Set<string>>();
  for (const condition of relevance.conditions) {
    const node = template.conditions.get(condition);
    for (const [parameter, literal] of node === undefined ? [] : comparisons(node)) {
      if (template.parameters.has(parameter) && !given.has(parameter)) {
        literals.set(parameter, (literals.get(parameter) ?? new Set()).add(literal));
      }
    }
  }
  return new Map([...literals].map(([name, values]) => [name, [...values]]));
}

function domainOf(template: Template, name: string, tested: readonly string[]): readonly ParameterChoice[] {
  const allowed = template.parameters.get(name)?.allowedValues;
  const values = (allowed ?? tested).map((value): ParameterChoice => ({ kind: 'value', value }));
  return allowed === undefined ? [...values, { kind: 'other-than', values: tested }] : values;
}

/** The values that conditions name, and one choice for all others. */
function decisiveDomain(
  template: Template,
  name: string,
  tested: readonly string[],
): readonly ParameterChoice[] {
  const allowed = template.parameters.get(name)?.allowedValues;
  const named = tested.filter((value) => allowed?.includes(value) !== false);
  const values = named.map((value): ParameterChoice => ({ kind: 'value', value }));
  const hasOthers = allowed?.every((value) => named.includes(value)) !== true;
  return hasOthers ? [...values, { kind: 'other-than', values: tested }] : values;
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
      referencesIn(node, noBindings).names.forEach((_, name) => names.add(name));
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
