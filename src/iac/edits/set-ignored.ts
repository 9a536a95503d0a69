import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { ResourceNode } from '../cloudformation/template.ts';
import type { MapNode } from '../syntax/syntax-node.ts';
import { appendToEntry } from './append-items.ts';
import { insertEntry } from './insert-entry.ts';
import { bodyOf } from './set-property.ts';
import type { TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';

const path = ['Metadata', 'trailscope', 'ignore'] as const;

/** Adds entries to the suppressions in the metadata of a resource; what leads there is made as needed. @throws {CannotEdit} */
export function setIgnored(
  source: TemplateText,
  resource: ResourceNode,
  items: readonly FixValue[],
): readonly Splice[] {
  let parent: MapNode = bodyOf(resource);
  for (const [index, name] of path.entries()) {
    const entry = source.ownEntry(parent, name);
    const rest = path.slice(index + 1);
    if (entry === undefined) {
      const value = rest.reduceRight<FixValue>((inner, step) => ({ kind: 'map', members: [[step, inner]] }), {
        kind: 'list',
        items,
      });
      const after = index === 0 ? source.ownEntry(parent, 'Type') : undefined;
      return [insertEntry(source, parent, name, value, after)];
    }
    if (rest.length === 0) {
      return appendToEntry(source, parent, name, items);
    }
    parent = source.mapOf(entry, name);
  }
  return [];
}
