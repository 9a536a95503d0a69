import type { Fix, FixEdit } from '../../core/posture/fixes/fix.ts';
import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { appendItems } from './append-items.ts';
import { CannotEdit } from './cannot-edit.ts';
import { removeProperty, renameProperty } from './change-entry.ts';
import { removeSuppression } from './remove-suppression.ts';
import {
  addDependencies,
  addResource,
  redirectDependency,
  removeDependency,
  removeResource,
  retain,
} from './resource-attributes.ts';
import { setProperty } from './set-property.ts';
import { TemplateText } from './template-text.ts';
import { writeOutAliases } from './write-out-aliases.ts';
import { compareSplices, doOverlap, type Splice, type TextEdit } from './text-edit.ts';

/** The edits of a text that a fix comes to, or why there can be none. */
export type Edited =
  | {
      readonly kind: 'edits';
      readonly edits: readonly TextEdit[];
      /** What the fix is in this language, where that is not quite what it is elsewhere. */
      readonly told?: Pick<Fix, 'title' | 'isSafe'>;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Writes a fix into a CloudFormation or SAM template, in the template's own style. Never throws. */
export function editTemplate(document: string, text: string, fix: Fix): Edited {
  return editSource(TemplateText.read(document, text), fix);
}

/** The same for a template that is read already; undefined for one that cannot be. */
export function editSource(source: TemplateText | undefined, fix: Fix): Edited {
  if (source === undefined) {
    return { kind: 'refused', reason: 'The file cannot be read.' };
  }
  try {
    const splices = withMergedSets(source, fix.edits).flatMap((edit) => splicesOf(source, edit));
    if (doOverlap(splices)) {
      throw new CannotEdit('What it changes lies in one another.');
    }
    return { kind: 'edits', edits: inOrder(splices).map((splice) => textEdit(source, splice)) };
  } catch (thrown) {
    if (thrown instanceof CannotEdit) {
      return { kind: 'refused', reason: thrown.message };
    }
    throw thrown;
  }
}

/** A resource without properties gets them once, whatever the number of edits that set one. */
function withMergedSets(source: TemplateText, edits: readonly FixEdit[]): readonly FixEdit[] {
  const merged = new Map<string, FixEdit & { kind: 'set' }>();
  const others = edits.filter((edit) => {
    const isFirst = edit.kind === 'set' && source.resource(edit.resource).properties === undefined;
    const [name, ...rest] = edit.kind === 'set' ? edit.path : [];
    if (edit.kind !== 'set' || !isFirst || typeof name !== 'string' || rest.length > 0) {
      return true;
    }
    const known = merged.get(edit.resource)?.value;
    const members = known?.kind === 'map' ? known.members : [];
    const value: FixValue = { kind: 'map', members: [...members, [name, edit.value]] };
    merged.set(edit.resource, { kind: 'set', resource: edit.resource, path: [], value });
    return false;
  });
  return [...merged.values(), ...others];
}

/** By place. Of insertions at the end of one line, those that belong to what is deeper inside come first. */
function inOrder(splices: readonly Splice[]): readonly Splice[] {
  const depth = ({ newText }: Splice): number => /^[\r\n]+([ \t]*)/.exec(newText)?.[1]?.length ?? 0;
  return [...splices].sort((a, b) => compareSplices(a, b) || depth(b) - depth(a));
}

function splicesOf(source: TemplateText, edit: FixEdit): readonly Splice[] {
  switch (edit.kind) {
    case 'set':
      return setProperty(source, edit.resource, edit.path, edit.value, edit.isWhole);
    case 'append':
      return appendItems(source, edit.resource, edit.path, edit.items);
    case 'remove':
      return removeProperty(source, edit.resource, edit.path);
    case 'rename':
      return renameProperty(source, edit.resource, edit.path, edit.name);
    case 'retain':
      return retain(source, edit.resource, edit.policies);
    case 'depend':
      return edit.insteadOf === undefined
        ? addDependencies(source, edit.resource, edit.on)
        : redirectDependency(source, edit.resource, edit.insteadOf, edit.on);
    case 'release':
      return removeDependency(source, edit.resource, edit.from);
    case 'add':
      return addResource(source, edit.resource);
    case 'remove-resource':
      return [removeResource(source, edit.resource)];
    case 'remove-suppression':
      return [removeSuppression(source, edit.at)];
    case 'write-out-aliases':
      return writeOutAliases(source);
  }
}

function textEdit({ lines }: TemplateText, { start, end, newText }: Splice): TextEdit {
  return { range: { start: lines.position(start), end: lines.position(end) }, newText };
}
