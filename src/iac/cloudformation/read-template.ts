import type { PostureModel, Resource } from '../../core/posture/model.ts';
import type { Reading, ReadingProblem, Scenario } from '../../core/posture/reading.ts';
import type { Value } from '../../core/posture/value.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { readJson } from '../syntax/read-json.ts';
import { readYaml } from '../syntax/read-yaml.ts';
import { entryOf, type SyntaxTree } from '../syntax/syntax-node.ts';
import { Evaluator, wholeBudget, type Assumptions, type Budget } from './evaluate.ts';
import { mayBeTemplate, mentionsCloudTrail } from './recognise.ts';
import { dependsOn, referencesIn } from './references.ts';
import { relevanceOf } from './relevance.ts';
import { scenariosOf } from './scenarios.ts';
import { commentSuppressions, metadataSuppressions } from './suppressions.ts';
import { templateOf, type ResourceNode, type Template } from './template.ts';

/** What a reader is told besides the text. */
export interface ReadTemplateOptions {
  /** Values for parameters, as they would be given at deployment. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Epoch milliseconds: a suppression may carry the day on which it expires. */
  readonly now: number;
}

/**
 * Reads a CloudFormation or SAM template. Returns undefined when the text is sound but no template. Never throws.
 *
 * @param document the URI or path that locations will carry; a name ending in `.json`, or a text that begins with a
 * brace, is read as JSON, and anything else as YAML
 */
export function readTemplate(
  document: string,
  text: string,
  options: ReadTemplateOptions,
): Reading | undefined {
  const { plain, isJson, tree } = syntaxOf(document, text);
  if (tree.problem !== undefined) {
    return isOtherData(plain) ? undefined : unreadable(document, tree.problem);
  }
  const template = templateOf(tree.root);
  if (template === undefined) {
    return undefined;
  }
  const given = options.parameters ?? new Map<string, string>();
  const lines = plain.split(/\r\n|\n|\r/);
  const relevance = relevanceOf(template, (resource) => mentionsCloudTrail(sourceOf(resource, lines)));
  const budget: Budget = { left: wholeBudget };
  const { scenarios, hasTooMany } = scenariosOf(template, relevance, given, budget);
  return {
    document,
    problems: aliasProblems(tree, template),
    scenarios,
    hasTooManyScenarios: hasTooMany,
    defaultedParameters: defaultedParameters(template, relevance.names, given),
    model: (scenario, takenDefaults) =>
      modelOf(template, { scenario, given, takenDefaults, budget }, hasTooMany),
    names: new Set([...template.parameters.keys(), ...template.resources.keys()]),
    suppressions: [
      ...metadataSuppressions(template),
      ...(isJson ? [] : commentSuppressions(document, plain, template, options.now)),
    ],
  };
}

/** A template's text as it is read: without a byte order mark, and as JSON or YAML. */
export function syntaxOf(
  document: string,
  text: string,
): { readonly plain: string; readonly isJson: boolean; readonly tree: SyntaxTree } {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const isJson = /\.json$/i.test(document) || (/^\s*\{/.test(plain) && !/\.ya?ml$/i.test(document));
  const tree = nulFault(document, plain) ?? (isJson ? readJson(document, plain) : readYaml(document, plain));
  return { plain, isJson, tree };
}

/** Neither format has the character NUL; the parsers take it for a part of a text. */
function nulFault(document: string, text: string): SyntaxTree | undefined {
  const offset = text.indexOf('\0');
  if (offset < 0) {
    return undefined;
  }
  const message =
    'Here is the character NUL: the file is binary, or its encoding is UTF-16. Save it as UTF-8.';
  const at = new LineIndex(document, text).location(offset, offset + 1);
  return { root: undefined, problem: { at, message }, aliases: [], anchored: [] };
}

/** Whether a broken text only speaks of AWS: a log, say, of which each line is JSON for itself. */
function isOtherData(text: string): boolean {
  return text.includes('AWS::') && !mayBeTemplate(text);
}

/** The reading of a text that is broken, too large or no text at all: one problem, and nothing to judge. */
export function unreadable(document: string, problem: NonNullable<SyntaxTree['problem']>): Reading {
  const emptyModel: PostureModel = { resources: new Map(), isComplete: false, deployment: {} };
  return {
    document,
    problems: [{ rule: 'parse-error', at: problem.at, message: problem.message }],
    scenarios: [],
    hasTooManyScenarios: false,
    defaultedParameters: [],
    model: () => emptyModel,
    suppressions: [],
  };
}

/** The lines of a resource. */
function sourceOf(resource: ResourceNode, lines: readonly string[]): string {
  const { start, end } = resource.at.range;
  return lines.slice(start.line, end.line + 1).join('\n');
}

function aliasProblems(tree: SyntaxTree, template: Template): readonly ReadingProblem[] {
  const first = tree.aliases[0];
  if (first === undefined) {
    return [];
  }
  const message = template.isServerless
    ? 'A YAML alias works only because SAM or the AWS CLI packages the file first; CloudFormation itself rejects it.'
    : 'CloudFormation rejects YAML anchors and aliases. Write the value out where it is used.';
  return [
    { rule: 'yaml-alias', at: first, message, ...(template.isServerless ? { severity: 'warning' } : {}) },
  ];
}

function defaultedParameters(
  template: Template,
  names: ReadonlySet<string>,
  given: ReadonlyMap<string, string>,
): readonly string[] {
  return [...template.parameters.values()]
    .filter(({ name, defaultValue, allowedValues }) => {
      const hasOneValue = defaultValue !== undefined && allowedValues === undefined;
      return names.has(name) && hasOneValue && !given.has(name);
    })
    .map(({ name }) => name);
}

function modelOf(template: Template, assumptions: Assumptions, hasTooMany: boolean): PostureModel {
  const evaluator = new Evaluator(template, assumptions);
  const resources = new Map<string, Resource>();
  let isComplete = template.isComplete;
  for (const node of template.resources.values()) {
    const exists = node.condition === undefined ? true : evaluator.condition(node.condition);
    // A condition that no scenario varies is on a resource that no trail depends on: it may as well exist.
    if (exists === true || (exists === undefined && !hasTooMany)) {
      resources.set(node.id, new TemplateResource(node, template, evaluator, assumptions.scenario));
    } else if (exists === undefined) {
      // It may or may not exist: nothing can be said of it, and nothing is provably missing.
      isComplete = false;
    }
  }
  return { resources, isComplete, deployment: {} };
}

/** A resource that is evaluated when a rule first asks: most resources of a template are never asked about. */
class TemplateResource implements Resource {
  readonly id: string;
  readonly type: string;
  readonly at: Resource['at'];
  readonly propertiesAt: Resource['propertiesAt'];
  readonly provenance = 'written';
  readonly #node: ResourceNode;
  readonly #template: Template;
  readonly #evaluator: Evaluator;
  readonly #scenario: Scenario;
  #properties: Resource['properties'] | undefined;
  #waitsFor: ReadonlySet<string> | undefined;
  #references: Resource['references'] | undefined;
  #dependsOn: Resource['dependsOn'] | undefined;

  constructor(node: ResourceNode, template: Template, evaluator: Evaluator, scenario: Scenario) {
    this.id = node.id;
    this.type = node.type;
    this.at = node.keyAt;
    this.propertiesAt = node.properties?.keyAt ?? node.keyAt;
    this.#node = node;
    this.#template = template;
    this.#evaluator = evaluator;
    this.#scenario = scenario;
  }

  get properties(): Resource['properties'] {
    this.#properties ??= this.#evaluateProperties();
    return this.#properties;
  }

  get deletionPolicy(): Value {
    return this.#own('DeletionPolicy');
  }

  get updateReplacePolicy(): Value {
    return this.#own('UpdateReplacePolicy');
  }

  get dependsOn(): Resource['dependsOn'] {
    this.#dependsOn ??= dependsOn(this.#node);
    return this.#dependsOn;
  }

  get waitsFor(): ReadonlySet<string> {
    this.#waitsFor ??= this.#findWaitsFor();
    return this.#waitsFor;
  }

  #findWaitsFor(): ReadonlySet<string> {
    const ids = [...this.dependsOn.keys(), ...this.references.keys()];
    return new Set(ids.filter((id) => this.#template.resources.has(id)));
  }

  get references(): Resource['references'] {
    this.#references ??= this.#findReferences();
    return this.#references;
  }

  #findReferences(): Resource['references'] {
    const { conditions } = this.#scenario;
    const { names } = referencesIn(this.#node.body, this.#node.bindings, (name) => conditions.get(name));
    return new Map([...names].filter(([id]) => this.#template.resources.has(id)));
  }

  #own(name: string): Value {
    const entry = entryOf(this.#node.body, name);
    return entry === undefined
      ? { kind: 'absent', at: this.at }
      : this.#evaluator.value(entry.value, this.#node.bindings);
  }

  #evaluateProperties(): Resource['properties'] {
    const at = this.propertiesAt;
    const node = this.#node.properties?.value;
    const value = node === undefined ? undefined : this.#evaluator.value(node, this.#node.bindings);
    return value?.kind === 'map'
      ? { ...value, at }
      : { kind: 'map', members: new Map(), isComplete: value === undefined || value.kind === 'null', at };
  }
}
