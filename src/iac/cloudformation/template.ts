import type { Location } from '../../core/posture/location.ts';
import { entryOf, scalarText, type MapEntry, type SyntaxNode } from '../syntax/syntax-node.ts';
import { expandLoops, type Bindings } from './for-each.ts';

/** The parts of a template, found but not evaluated. */
export interface Template {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly conditions: ReadonlyMap<string, SyntaxNode>;
  readonly mappings: SyntaxNode | undefined;
  readonly resources: ReadonlyMap<string, ResourceNode>;
  readonly metadata: SyntaxNode | undefined;
  /** False where a macro could add resources that are not in the text, so that nothing is provably missing. */
  readonly isComplete: boolean;
  /** False where a macro could change anything in the text, so that not even a property is provably missing. */
  readonly isLiteral: boolean;
  /** Whether SAM or the AWS CLI has to package the file before CloudFormation sees it. */
  readonly isServerless: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly defaultValue: string | undefined;
  readonly allowedValues: readonly string[] | undefined;
}

export interface ResourceNode {
  readonly id: string;
  readonly type: string;
  readonly condition: string | undefined;
  readonly properties: MapEntry | undefined;
  readonly body: SyntaxNode;
  /** The logical id. */
  readonly keyAt: Location;
  /** The whole resource, from its logical id on. */
  readonly at: Location;
  /** The values of the loop variables around it. */
  readonly bindings: Bindings;
}

const harmlessTransforms = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

/** Includes sections of a template, and so resources, but changes none that are there. */
const includeTransform = 'AWS::Include';

/** The parts of a template; undefined when the tree is not a template at all. */
export function templateOf(root: SyntaxNode | undefined): Template | undefined {
  const resources = entryOf(root, 'Resources')?.value;
  const transforms = transformsOf(root);
  if (root?.kind !== 'map' || !isTemplate(root, resources)) {
    return undefined;
  }
  const parameters = parametersOf(entryOf(root, 'Parameters')?.value);
  const expanded = expandLoops(resources, (name) => listDefault(parameters.get(name)));
  return {
    parameters,
    conditions: nodesByName(entryOf(root, 'Conditions')?.value),
    mappings: entryOf(root, 'Mappings')?.value,
    resources: resourcesOf(expanded.entries),
    metadata: entryOf(root, 'Metadata')?.value,
    isComplete:
      expanded.isComplete &&
      transforms.every((name) => harmlessTransforms.has(name)) &&
      entryOf(resources, 'Fn::Transform') === undefined,
    isLiteral: transforms.every((name) => harmlessTransforms.has(name) || name === includeTransform),
    isServerless: transforms.some((name) => name.startsWith('AWS::Serverless')),
  };
}

/** `AWSTemplateFormatVersion`, a `Transform`, or a resource whose type begins with `AWS::`. */
function isTemplate(root: SyntaxNode, resources: SyntaxNode | undefined): boolean {
  return (
    entryOf(root, 'AWSTemplateFormatVersion') !== undefined ||
    (entryOf(root, 'Transform') !== undefined && resources !== undefined) ||
    (resources?.kind === 'map' &&
      resources.entries.some(
        ({ value }) => scalarText(entryOf(value, 'Type')?.value)?.startsWith('AWS::') === true,
      ))
  );
}

/** The names of the transforms of the whole template; one that has no plain name counts as an unknown macro. */
function transformsOf(root: SyntaxNode | undefined): readonly string[] {
  const nodes = [entryOf(root, 'Transform')?.value, entryOf(root, 'Fn::Transform')?.value];
  return nodes
    .flatMap((node) => (node?.kind === 'list' ? node.items : node === undefined ? [] : [node]))
    .map((node) => scalarText(node) ?? scalarText(entryOf(node, 'Name')?.value) ?? 'unknown');
}

function parametersOf(node: SyntaxNode | undefined): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const { key, value } of node?.kind === 'map' ? node.entries : []) {
    const allowed = entryOf(value, 'AllowedValues')?.value;
    parameters.set(key, {
      name: key,
      type: scalarText(entryOf(value, 'Type')?.value) ?? 'String',
      defaultValue: defaultOf(entryOf(value, 'Default')?.value),
      allowedValues:
        allowed?.kind === 'list' ? allowed.items.map((item) => scalarText(item) ?? '') : undefined,
    });
  }
  return parameters;
}

/** `Default: ""` is an empty text, a missing default is none. */
function defaultOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.source : undefined;
}

function listDefault(parameter: Parameter | undefined): readonly string[] | undefined {
  const isList = parameter?.type === 'CommaDelimitedList' || parameter?.type.startsWith('List<') === true;
  return isList ? parameter.defaultValue?.split(',').map((item) => item.trim()) : undefined;
}

function nodesByName(node: SyntaxNode | undefined): ReadonlyMap<string, SyntaxNode> {
  return new Map(node?.kind === 'map' ? node.entries.map(({ key, value }) => [key, value]) : []);
}

function resourcesOf(
  entries: readonly { readonly entry: MapEntry; readonly bindings: Bindings }[],
): ReadonlyMap<string, ResourceNode> {
  const resources = new Map<string, ResourceNode>();
  for (const { entry, bindings } of entries) {
    const type = scalarText(entryOf(entry.value, 'Type')?.value);
    if (type === undefined) {
      continue;
    }
    resources.set(entry.key, {
      id: entry.key,
      type,
      condition: scalarText(entryOf(entry.value, 'Condition')?.value),
      properties: entryOf(entry.value, 'Properties'),
      body: entry.value,
      keyAt: entry.keyAt,
      at: entry.at,
      bindings,
    });
  }
  return resources;
}
