import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { isSame } from '../../core/posture/fixes/needs.ts';
import type { Location } from '../../core/posture/location.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { enumMember } from '../cdk/constructs/library-values.ts';
import { selectorMethods } from '../cdk/constructs/selectors.ts';
import type { LibraryObject, Use } from '../cdk/evaluation/abstract-value.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import { library, type Code } from './code.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { findIn, ValueEdits, valueEdit, type PropertyEdit, type ValueForm } from './value-edits.ts';

/** The options of the methods that add selectors. */
const optionNames: Readonly<Record<string, string>> = {
  IncludeManagementEvents: 'includeManagementEvents',
  ReadWriteType: 'readWriteType',
  ExcludeManagementEventSources: 'excludeManagementEventSources',
};

/** Changes a selector in the call of the method that adds it; false for an edit that is about something else. */
export function editUse(
  changes: CdkChanges,
  values: FixValueCode,
  { owner }: Draft,
  edit: PropertyEdit,
): boolean {
  const [first, at, name, ...rest] = edit.path;
  if (typeof first === 'object' && at === undefined) {
    editInside(changes, values, owner, first, edit);
    return true;
  }
  const use = first === 'EventSelectors' && typeof at === 'object' ? useAt(changes, owner, at) : undefined;
  if (use === undefined) {
    return false;
  }
  const option = typeof name === 'string' && Object.hasOwn(optionNames, name) ? optionNames[name] : undefined;
  const [method = ''] = use.path;
  const index = Object.hasOwn(selectorMethods, method) ? selectorMethods[method] : undefined;
  const call = changes.source.parsed.made.find(
    ({ type, span }) => type.includes('#') && span.start === use.span.start && span.end === use.span.end,
  );
  if (option === undefined || index === undefined || call === undefined || rest.length > 0) {
    throw new CannotEdit('The selector is added by a method of the trail.');
  }
  if (typeof name === 'string') {
    changes.renamed.set(name, changes.source.spelled(option));
  }
  if (edit.kind === 'remove') {
    changes.removeOption(call, option, index);
  } else if (edit.kind === 'set') {
    changes.setOption(call, option, optionCode(values, option, edit.value), index);
  } else {
    throw new CannotEdit('The selector is added by a method of the trail.');
  }
  return true;
}

function optionCode(values: FixValueCode, option: string, value: FixValue): Code {
  if (option !== 'readWriteType') {
    return values.json(value);
  }
  const name = value.kind === 'scalar' ? enumMember('aws-cloudtrail.ReadWriteType', value.value) : undefined;
  if (name === undefined) {
    throw new CannotEdit('ReadWriteType has no name for it.');
  }
  return library(`aws-cloudtrail.ReadWriteType.${name}`);
}

function useAt({ source }: CdkChanges, owner: LibraryObject, at: Location): Use | undefined {
  return owner.uses.find(({ span }) => isSame(source.parsed.lines.location(span.start, span.end), at));
}

/** A value that is written in the arguments of a method. */
function editInside(
  changes: CdkChanges,
  values: FixValueCode,
  owner: LibraryObject,
  at: Location,
  edit: PropertyEdit,
): void {
  const { source } = changes;
  const span = source.span(at);
  const use = owner.uses.find(
    (each) => !each.isRepeated && each.span.start <= span.start && span.end <= each.span.end,
  );
  const call = use && source.callAt(use.span);
  const value = call && findIn(call, span);
  if (value === undefined) {
    throw new CannotEdit('What it would change is not one option of the construct.');
  }
  const same = (name: string): string => name;
  const form: ValueForm = {
    nameOf: same,
    written: same,
    code: (_, inner) => values.json(inner),
    isJson: true,
  };
  changes.within(owner, (writer) =>
    new ValueEdits(source, writer).apply(value, [], [], valueEdit(edit), form),
  );
}
