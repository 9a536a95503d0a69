import type { Location } from '../../core/posture/location.ts';
import { readJson } from '../syntax/read-json.ts';
import { entryOf, scalarText, type MapEntry, type SyntaxNode } from '../syntax/syntax-node.ts';

/** The file beside a template in which SAM keeps the options of its commands: `readSamConfig` reads it. */
export const samConfigFileName = 'samconfig.toml';

export interface ParametersReading {
  readonly parameters: ReadonlyMap<string, string>;
  readonly problems: readonly { readonly at: Location; readonly message: string }[];
}

/**
 * Reads a file of parameter values, in any of the forms in use: a list of `{ParameterKey, ParameterValue}` or of
 * `"Key=Value"` (AWS CLI), `{"Parameters": {...}}` (CodePipeline), or an object of names and values. Never throws.
 *
 * @param document the path that locations will carry
 */
export function readParameters(document: string, text: string): ParametersReading {
  const { root, problem } = readJson(document, text.replace(/^\uFEFF/, ''));
  if (root === undefined) {
    return { parameters: new Map(), problems: problem === undefined ? [] : [problem] };
  }
  const entries = root.kind === 'list' ? root.items.map(listed) : named(root);
  const parameters = new Map<string, string>();
  const problems: { at: Location; message: string }[] = [];
  for (const entry of entries ?? [root]) {
    if ('name' in entry) {
      parameters.set(entry.name, entry.value);
    } else if ('kind' in entry) {
      problems.push({ at: entry.at, message: unfit });
    }
  }
  return { parameters, problems };
}

const unfit =
  'This gives no parameter a value. Write {"Name": "value"}, or [{"ParameterKey": "Name", "ParameterValue": "value"}].';

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What says to keep the value that the stack has, which is unknown here. */
type Unsaid = Readonly<Record<string, never>>;

function listed(item: SyntaxNode): NamedValue | Unsaid | SyntaxNode {
  const pair = scalarText(item)?.match(/^([A-Za-z0-9]+)=([^]*)$/);
  if (pair) {
    return { name: pair[1] ?? '', value: pair[2] ?? '' };
  }
  const name = scalarText(entryOf(item, 'ParameterKey')?.value);
  const value = valueText(entryOf(item, 'ParameterValue')?.value);
  if (name !== undefined && value === undefined && entryOf(item, 'UsePreviousValue') !== undefined) {
    return {};
  }
  return name === undefined || value === undefined ? item : { name, value };
}

function named(root: SyntaxNode): readonly (NamedValue | SyntaxNode)[] | undefined {
  const inner = entryOf(root, 'Parameters')?.value;
  const map = inner?.kind === 'map' ? inner : root;
  return map.kind === 'map' ? map.entries.map(ofEntry) : undefined;
}

function ofEntry({ key, value }: MapEntry): NamedValue | SyntaxNode {
  const text = valueText(value);
  return text === undefined ? value : { name: key, value: text };
}

/** CloudFormation takes a list as one text with commas. */
function valueText(node: SyntaxNode | undefined): string | undefined {
  if (node?.kind !== 'list') {
    return scalarText(node);
  }
  const items = node.items.map(scalarText);
  return items.every((item) => item !== undefined) ? items.join(',') : undefined;
}
