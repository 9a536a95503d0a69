import type { Location } from '../../core/posture/location.ts';
import { entryOf, scalarText, type SyntaxNode } from '../syntax/syntax-node.ts';
import { substitute, type Bindings } from './for-each.ts';
import { attributeOf, intrinsicOf, subParts, subPieces } from './intrinsic.ts';
import type { ResourceNode } from './template.ts';

/** The names that a node refers to, of resources, parameters and pseudo parameters, with their first place; and its conditions. */
export interface References {
  readonly names: ReadonlyMap<string, Location>;
  readonly conditions: ReadonlySet<string>;
}

/**
 * All that a node refers to through `Ref`, `GetAtt`, `Sub`, `If` and `Condition`.
 *
 * @param holds whether a condition holds, to leave out the branch of an `If` that is not taken; undefined keeps both
 */
export function referencesIn(
  node: SyntaxNode,
  bindings: Bindings,
  holds: (condition: string) => boolean | undefined = () => undefined,
): References {
  const names = new Map<string, Location>();
  const conditions = new Set<string>();
  const visited = new Set<SyntaxNode>();
  const pending: SyntaxNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    // An alias leads to the same node again and again.
    if (visited.has(next)) {
      continue;
    }
    visited.add(next);
    const intrinsic = intrinsicOf(next);
    if (intrinsic === undefined) {
      pending.push(...children(next));
      continue;
    }
    const { name, argument } = intrinsic;
    if (name === 'Fn::If' && argument.kind === 'list') {
      const condition = substitute(scalarText(argument.items[0]) ?? '', bindings);
      conditions.add(condition);
      pending.push(...takenBranches(argument.items, holds(condition)));
      continue;
    }
    if (name === 'Condition') {
      conditions.add(scalarText(argument) ?? '');
    }
    for (const referred of namesIn(name, argument).map((one) => substitute(one, bindings))) {
      const known = names.get(referred);
      if (known === undefined || isBefore(next.at, known)) {
        names.set(referred, next.at);
      }
    }
    pending.push(...children(argument));
  }
  return { names, conditions };
}

function isBefore({ range: { start: a } }: Location, { range: { start: b } }: Location): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** The ids in a resource's `DependsOn`, with their places. */
export function dependsOn(resource: ResourceNode): ReadonlyMap<string, Location> {
  const node = entryOf(resource.body, 'DependsOn')?.value;
  const ids = new Map<string, Location>();
  for (const item of node?.kind === 'list' ? node.items : node === undefined ? [] : [node]) {
    const id = scalarText(item);
    if (id !== undefined) {
      ids.set(substitute(id, resource.bindings), item.at);
    }
  }
  return ids;
}

function takenBranches(items: readonly SyntaxNode[], holds: boolean | undefined): readonly SyntaxNode[] {
  const [, whenTrue, whenFalse] = items;
  const branches = holds === undefined ? [whenTrue, whenFalse] : [holds ? whenTrue : whenFalse];
  return branches.filter((branch) => branch !== undefined);
}

function children(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'map':
      return node.entries.map((entry) => entry.value);
    case 'tagged':
      return [node.value];
    default:
      return [];
  }
}

function namesIn(intrinsic: string, argument: SyntaxNode): readonly string[] {
  switch (intrinsic) {
    case 'Ref':
      return [scalarText(argument) ?? ''];
    case 'Fn::GetAtt':
      return [attributeOf(argument)?.[0] ?? ''];
    case 'Fn::Sub': {
      const parts = subParts(argument);
      return subPieces(parts?.text ?? '')
        .filter((piece) => piece.kind === 'name' && entryOf(parts?.names, piece.text) === undefined)
        .map((piece) => piece.text.split('.')[0] ?? '');
    }
    default:
      return [];
  }
}
