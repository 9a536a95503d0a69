import { intrinsicOf } from './intrinsic.ts';
import { scalarText, type MapEntry, type SyntaxNode } from '../syntax/syntax-node.ts';

/** The values of the loop variables in force at a place, by variable. */
export type Bindings = ReadonlyMap<string, string>;

export const noBindings: Bindings = new Map();

/** The entries of a map after its `Fn::ForEach` loops are expanded. */
export interface ExpandedEntries {
  readonly entries: readonly { readonly entry: MapEntry; readonly bindings: Bindings }[];
  /** False where a loop's collection is not known, so that entries may be missing. */
  readonly isComplete: boolean;
}

/** More entries than this come from a mistake or from malice, and are taken as unknown. */
const maximumEntries = 2_000;

/**
 * Expands `Fn::ForEach::Name: [Variable, [values], {Key${Variable}: body}]`, loops in loops included.
 *
 * @param listParameter the known items of a list parameter, by its name
 */
export function expandLoops(
  map: SyntaxNode | undefined,
  listParameter: (name: string) => readonly string[] | undefined,
  bindings: Bindings = noBindings,
): ExpandedEntries {
  const entries: { entry: MapEntry; bindings: Bindings }[] = [];
  let isComplete = true;
  for (const entry of map?.kind === 'map' ? map.entries : []) {
    if (!entry.key.startsWith('Fn::ForEach::')) {
      entries.push({ entry: { ...entry, key: substitute(entry.key, bindings) }, bindings });
      continue;
    }
    const loop = loopOf(entry.value, listParameter);
    if (loop === undefined || loop.values.length > maximumEntries) {
      isComplete = false;
      continue;
    }
    for (const value of loop.values) {
      const inner = expandLoops(loop.body, listParameter, new Map([...bindings, [loop.variable, value]]));
      isComplete &&= inner.isComplete && entries.length + inner.entries.length <= maximumEntries;
      entries.push(...inner.entries.slice(0, Math.max(0, maximumEntries - entries.length)));
    }
  }
  return { entries, isComplete };
}

/** A text in which the loop variables (`${Name}` and `&{Name}`) are replaced by their values. */
export function substitute(text: string, bindings: Bindings): string {
  if (bindings.size === 0) {
    return text;
  }
  return text.replace(/[$&]\{([^}]*)\}/g, (whole, name: string) => {
    const value = bindings.get(name);
    // `&{Name}` drops the characters that a logical id cannot have.
    return value === undefined ? whole : whole.startsWith('&') ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}

function loopOf(
  node: SyntaxNode,
  listParameter: (name: string) => readonly string[] | undefined,
): { readonly variable: string; readonly values: readonly string[]; readonly body: SyntaxNode } | undefined {
  const [variable, collection, body] = node.kind === 'list' ? node.items : [];
  const name = scalarText(variable);
  if (name === undefined || collection === undefined || body === undefined) {
    return undefined;
  }
  const intrinsic = intrinsicOf(collection);
  if (intrinsic?.name === 'Ref') {
    const values = listParameter(scalarText(intrinsic.argument) ?? '');
    return values === undefined ? undefined : { variable: name, values, body };
  }
  const values = collection.kind === 'list' ? collection.items.map(scalarText) : [undefined];
  return values.every((value) => value !== undefined) ? { variable: name, values, body } : undefined;
}
