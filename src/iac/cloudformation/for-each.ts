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

/** More turns of loops, and more entries, than this come from a mistake or from malice, and are taken as unknown. */
const maximumTurns = 2_000;

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
  const expansion = new Expansion(listParameter);
  expansion.add(map, bindings);
  return expansion;
}

class Expansion implements ExpandedEntries {
  readonly entries: { entry: MapEntry; bindings: Bindings }[] = [];
  isComplete = true;
  readonly #listParameter: (name: string) => readonly string[] | undefined;
  #turns = 0;

  constructor(listParameter: (name: string) => readonly string[] | undefined) {
    this.#listParameter = listParameter;
  }

  add(map: SyntaxNode | undefined, bindings: Bindings): void {
    for (const entry of map?.kind === 'map' ? map.entries : []) {
      if (entry.key.startsWith('Fn::ForEach::')) {
        this.#addTurns(entry.value, bindings);
      } else if (bindings.size === 0) {
        this.entries.push({ entry, bindings });
      } else {
        this.entries.push({ entry: { ...entry, key: substitute(entry.key, bindings) }, bindings });
      }
    }
  }

  #addTurns(node: SyntaxNode, bindings: Bindings): void {
    const loop = loopOf(node, this.#listParameter, bindings);
    if (loop === undefined) {
      this.isComplete = false;
      return;
    }
    for (const value of loop.values) {
      this.#turns += 1;
      if (this.#turns > maximumTurns) {
        this.isComplete = false;
        return;
      }
      this.add(loop.body, new Map([...bindings, [loop.variable, value]]));
    }
  }
}

/** A text in which the loop variables (`${Name}` and `&{Name}`) are replaced by their values. */
export function substitute(text: string, bindings: Bindings): string {
  if (bindings.size === 0) {
    return text;
  }
  // Behind the last brace nothing is closed: looking there at each `${` would take quadratic time.
  const end = text.lastIndexOf('}') + 1;
  const substituted = text.slice(0, end).replace(/[$&]\{([^}]*)\}/g, (whole, name: string) => {
    const value = bindings.get(name);
    // `&{Name}` drops the characters that a logical id cannot have.
    return value === undefined ? whole : whole.startsWith('&') ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
  return substituted + text.slice(end);
}

function loopOf(
  node: SyntaxNode,
  listParameter: (name: string) => readonly string[] | undefined,
  bindings: Bindings,
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
  const values =
    collection.kind === 'list' ? collection.items.map((item) => itemText(item, bindings)) : [undefined];
  return values.every((value) => value !== undefined) ? { variable: name, values, body } : undefined;
}

/** An item of a collection: a plain text, in which the variables of outer loops have their values. */
function itemText(item: SyntaxNode, bindings: Bindings): string | undefined {
  const text = scalarText(item);
  const intrinsic = text === undefined ? intrinsicOf(item) : undefined;
  const referred = intrinsic?.name === 'Ref' ? scalarText(intrinsic.argument) : undefined;
  return text === undefined ? bindings.get(referred ?? '') : substitute(text, bindings);
}
