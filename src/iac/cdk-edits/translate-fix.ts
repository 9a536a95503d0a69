import type { Fix, FixEdit } from '../../core/posture/fixes/fix.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import { addConstruct } from './added-constructs.ts';
import { CdkChanges } from './cdk-changes.ts';
import type { CdkSource } from './cdk-source.ts';
import { construct, type ConstructReference } from './code.ts';
import { FixValueCode } from './fix-value-code.ts';
import { editLevelOne } from './level-one-edits.ts';
import { optionOf } from './option-names.ts';
import { appendStatements } from './policy-edits.ts';
import { removeComment } from './remove-comment.ts';
import { retain } from './removal-policy.ts';
import { editUse } from './selector-edits.ts';
import { editStatement } from './statement-edits.ts';
import type { PropertyEdit } from './value-edits.ts';
import { appendOption, removeOption, setOption } from './level-two-edits.ts';

/** What the edits of a fix are in a source. @throws {CannotEdit} */
export function translateFix(source: CdkSource, fix: Fix): CdkChanges {
  const changes = new CdkChanges(source);
  const added = new Map<string, ConstructReference>();
  const values = new FixValueCode(source, added);
  const rest = fix.edits.filter(
    (edit) => edit.kind !== 'add' || !addConstruct(changes, values, added, edit.resource, fix),
  );
  for (const edit of rest) {
    translateEdit(changes, values, edit, fix);
  }
  return changes;
}

function translateEdit(changes: CdkChanges, values: FixValueCode, edit: FixEdit, fix: Fix): void {
  const { source } = changes;
  switch (edit.kind) {
    case 'set':
    case 'append':
    case 'remove':
    case 'rename': {
      const draft = source.draft(edit.resource);
      if (edit.kind === 'append' && appendStatements(changes, values, draft, edit)) {
        return;
      }
      if (editStatement(changes, values, draft, edit)) {
        return;
      }
      if (isLevelOne(draft)) {
        editLevelOne(changes, values, draft, edit);
      } else {
        editLevelTwo(changes, values, draft, edit, fix);
      }
      return;
    }
    case 'retain':
      retain(changes, source.draft(edit.resource));
      return;
    case 'depend':
      depend(changes, values, edit);
      if (fix.edits.every(({ kind }) => kind === 'depend')) {
        changes.title = `Let ${edit.resource} wait for ${edit.on.join(', ')}`;
      }
      return;
    case 'remove-suppression':
      changes.replace(removeComment(source, edit.at));
      return;
    case 'add':
      throw new CannotEdit('What it would add is left to you in CDK source.');
    default:
      throw new CannotEdit('What it would change is spread over the source.');
  }
}

export function isLevelOne({ owner }: Draft): boolean {
  return /\.Cfn\w+$/.test(owner.type);
}

function editLevelTwo(
  changes: CdkChanges,
  values: FixValueCode,
  draft: Draft,
  edit: PropertyEdit,
  fix: Fix,
): void {
  if (editUse(changes, values, draft, edit)) {
    return;
  }
  const [name] = edit.path;
  if (typeof name === 'string' && edit.kind !== 'append') {
    const option = optionNameOf(draft, name);
    changes.renamed.set(name, changes.source.spelled(option));
  }
  switch (edit.kind) {
    case 'set':
      setOption(changes, values, draft, edit);
      return;
    case 'append':
      appendOption(changes, values, draft, edit, fix);
      return;
    case 'remove':
      removeOption(changes, draft, edit);
      return;
    case 'rename':
      throw new CannotEdit('What it would rename has no name of its own here.');
  }
}

/** Properties without an option of their own are for {@link setOption} to know. */
function optionNameOf(draft: Draft, property: string): string {
  try {
    return optionOf(draft, property);
  } catch {
    return property;
  }
}

/** `trail.node.addDependency(topic)`: what is inside the other construct, such as its policy, is awaited too. */
function depend(
  changes: CdkChanges,
  values: FixValueCode,
  { resource, on, insteadOf }: Extract<FixEdit, { kind: 'depend' }>,
): void {
  if (insteadOf !== undefined) {
    throw new CannotEdit('What it would no longer wait for is told in another place.');
  }
  const from = changes.source.draft(resource);
  const targets = new Set(on.map((id) => targetOf(changes, values, id)));
  for (const target of targets) {
    if (target !== from.owner) {
      const isDirect = isLevelOne(from) && target.kind === 'made' && /\.Cfn\w+$/.test(target.type);
      const method = isDirect ? ['addDependency'] : ['node', 'addDependency'];
      changes.callOn(from.owner, method, construct(target));
    }
  }
}

function targetOf({ source }: CdkChanges, values: FixValueCode, id: string): ConstructReference {
  const draft = source.parsed.drafts.find((each) => each.id === id);
  return draft === undefined ? values.referenceTo(id) : draft.owner;
}
