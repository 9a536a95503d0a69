import type { Draft } from '../cdk/constructs/draft.ts';
import { propertyName } from '../cdk/constructs/level-one.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { levelOneValue } from './level-one-values.ts';
import { Options } from './option-changes.ts';
import { levelOneName } from './option-names.ts';
import { ValueEdits, valueEdit, type PropertyEdit, type ValueForm } from './value-edits.ts';

/** Changes the options of a construct of level 1, which are the properties of its resource. */
export function editLevelOne(
  changes: CdkChanges,
  values: FixValueCode,
  draft: Draft,
  edit: PropertyEdit,
): void {
  const { owner, type, properties } = draft;
  const { source } = changes;
  const [property, ...rest] = edit.path;
  for (const known of [property, ...properties.members.keys()]) {
    if (typeof known === 'string') {
      changes.renamed.set(known, source.spelled(levelOneName(type, known)));
    }
  }
  const options = new Options(source, owner);
  const name = typeof property === 'string' ? levelOneName(type, property) : undefined;
  const pair = name === undefined ? undefined : options.pair(name);
  if (name !== undefined && typeof property === 'string' && (pair === undefined || rest.length === 0)) {
    editWhole(changes, values, draft, name, edit);
    return;
  }
  const value = pair?.value ?? source.placeOf(owner).call;
  const names = typeof property === 'string' ? [property] : [];
  const form: ValueForm = {
    nameOf: (written) => propertyName(type, written),
    written: (inner) => levelOneName(type, inner),
    code: (path, inner) => levelOneValue(values, owner.type, type, path, inner),
    isJson: false,
  };
  const isDocument =
    typeof property === 'string' && /^(?:PolicyDocument|KeyPolicy|AssumeRolePolicyDocument)$/.test(property);
  const own: ValueForm = isDocument ? { ...form, nameOf: same, written: same, isJson: true } : form;
  changes.within(owner, (writer) =>
    new ValueEdits(source, writer).apply(
      value,
      names,
      pair === undefined ? edit.path : rest,
      valueEdit(edit),
      own,
    ),
  );
}

function same(name: string): string {
  return name;
}

/** An option as a whole, or one that is to be made. */
function editWhole(
  changes: CdkChanges,
  values: FixValueCode,
  { owner, type }: Pick<Draft, 'owner' | 'type'>,
  name: string,
  edit: PropertyEdit,
): void {
  const [property, ...rest] = edit.path;
  if (typeof property !== 'string' || rest.some((step) => typeof step !== 'string')) {
    throw new CannotEdit('What it is about is written in another place.');
  }
  const inner = rest.filter((step) => typeof step === 'string');
  switch (edit.kind) {
    case 'set': {
      const value = inner.reduceRight(
        (made, step) => ({ kind: 'map' as const, members: [[step, made] as const] }),
        edit.value,
      );
      changes.setOption(owner, name, levelOneValue(values, owner.type, type, [property], value));
      return;
    }
    case 'append': {
      if (inner.length === 0) {
        const items = edit.items.map((item) => levelOneValue(values, owner.type, type, [property], item));
        changes.appendToOption(owner, name, items);
        return;
      }
      editWhole(changes, values, { owner, type }, name, {
        kind: 'set',
        resource: edit.resource,
        path: edit.path,
        value: { kind: 'list', items: edit.items },
      });
      return;
    }
    case 'remove':
      changes.removeOption(owner, name);
      return;
    case 'rename':
      changes.renameOption(owner, name, levelOneName(type, edit.name));
  }
}
