import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import type { Code } from './code.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { Options } from './option-changes.ts';
import { ValueEdits, valueEdit, type PropertyEdit, type ValueForm } from './value-edits.ts';

/** The options of `PolicyStatement` that the parts of a statement come from. */
const optionNames: Readonly<Record<string, string>> = {
  Action: 'actions',
  Resource: 'resources',
  Condition: 'conditions',
};

/**
 * Changes a statement that a construct of level 2 was given as a `PolicyStatement`; false for an edit that is about
 * something else.
 *
 * @throws {CannotEdit} for a statement that is written in another way
 */
export function editStatement(
  changes: CdkChanges,
  values: FixValueCode,
  { owner }: Draft,
  edit: PropertyEdit,
): boolean {
  const { source } = changes;
  const [document, list, at, part, ...rest] = edit.path;
  if (/\.Cfn\w+$/.test(owner.type) || list !== 'Statement' || typeof at !== 'object') {
    return false;
  }
  const span = source.span(at);
  const statement = source.parsed.made.find(
    ({ type, span: own }) =>
      type === 'aws-iam.PolicyStatement' && own.start === span.start && own.end === span.end,
  );
  if (part === undefined && edit.kind === 'remove' && owner.type === 'aws-s3.Bucket') {
    return removePublicRead(changes, owner, span);
  }
  const option = typeof part === 'string' && Object.hasOwn(optionNames, part) ? optionNames[part] : undefined;
  if (statement === undefined || option === undefined || typeof document !== 'string') {
    throw new CannotEdit('The statement is not written as a PolicyStatement that can be edited.');
  }
  const pair = new Options(source, statement, 0).pair(option);
  const isList = option !== 'conditions';
  const code = (value: FixValue): Code => {
    const json = values.json(value);
    return isList && json.kind !== 'list' ? { kind: 'list', items: [json] } : json;
  };
  if (pair === undefined) {
    if (rest.length > 0 || edit.kind !== 'set') {
      throw new CannotEdit('What it is about is added to the statement in another place.');
    }
    changes.setOption(statement, option, code(edit.value), 0);
    return true;
  }
  const same = (name: string): string => name;
  const form: ValueForm = {
    nameOf: same,
    written: same,
    code: (_, value) =>
      rest.length === 0 && edit.kind === 'set' && isList ? code(value) : values.json(value),
    isJson: true,
  };
  changes.within(statement, (writer) =>
    new ValueEdits(source, writer).apply(pair.value, [document], rest, valueEdit(edit), form),
  );
  return true;
}

/** The statement that `publicReadAccess` makes. */
function removePublicRead(
  changes: CdkChanges,
  owner: Draft['owner'],
  span: { readonly start: number; readonly end: number },
): boolean {
  const pair = new Options(changes.source, owner).pair('publicReadAccess');
  if (pair?.span.start !== span.start || pair.span.end !== span.end) {
    throw new CannotEdit('The statement is added by a method of the construct.');
  }
  changes.removeOption(owner, 'publicReadAccess');
  return true;
}
