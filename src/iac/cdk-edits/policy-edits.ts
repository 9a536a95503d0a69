import type { FixEdit } from '../../core/posture/fixes/fix.ts';
import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import { literal, type ConstructReference } from './code.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { memberOf } from './level-two-edits.ts';

/** How a construct of level 2 takes a statement for the policy on it, by its class. */
const adders: Readonly<Record<string, readonly string[]>> = {
  'aws-s3.Bucket': ['addToResourcePolicy'],
  'aws-kms.Key': ['addToResourcePolicy'],
  'aws-sns.Topic': ['addToResourcePolicy'],
  'aws-s3.BucketPolicy': ['document', 'addStatements'],
  'aws-sns.TopicPolicy': ['document', 'addStatements'],
  'aws-iam.Policy': ['addStatements'],
  'aws-iam.ManagedPolicy': ['addStatements'],
  'aws-iam.Role': ['addToPolicy'],
};

const documents = new Set(['PolicyDocument', 'KeyPolicy']);

/** Adds statements to the policy that a construct of level 2 has; false for what is no such thing. */
export function appendStatements(
  changes: CdkChanges,
  values: FixValueCode,
  draft: Draft,
  { path, items }: Extract<FixEdit, { kind: 'append' }>,
): boolean {
  const [first, second] = path;
  const isStatement =
    typeof first === 'string' && documents.has(first) && second === 'Statement' && path.length === 2;
  const isPolicy = draft.owner.type === 'aws-iam.Role' && first === 'Policies' && path.length === 1;
  if (/\.Cfn\w+$/.test(draft.owner.type) || (!isStatement && !isPolicy)) {
    return false;
  }
  if (draft.owner.type === 'aws-cloudtrail.Trail') {
    throw new CannotEdit(
      'Trail makes the policy by itself. Give it a construct of yours to add statements to.',
    );
  }
  const statements = isPolicy ? items.flatMap(statementsOfPolicy) : items;
  addStatements(changes, values, draft.owner, draft.owner.type, statements);
  return true;
}

export function addStatements(
  changes: CdkChanges,
  values: FixValueCode,
  on: ConstructReference,
  type: string,
  statements: readonly FixValue[],
): void {
  const method = Object.hasOwn(adders, type) ? adders[type] : undefined;
  if (method === undefined) {
    throw new CannotEdit('The construct takes no statements.');
  }
  for (const statement of statements) {
    if (type === 'aws-s3.Bucket' && on.kind === 'made' && isTlsOnly(statement)) {
      changes.setOption(on, 'enforceSSL', literal(true));
    } else {
      changes.callOn(on, method, values.statement(statement));
    }
  }
}

/** What `enforceSSL` adds. */
export function isTlsOnly(statement: FixValue): boolean {
  const effect = memberOf(statement, 'Effect');
  const isDeny = effect?.kind === 'scalar' && effect.value === 'Deny';
  return isDeny && JSON.stringify(memberOf(statement, 'Condition')).includes('aws:SecureTransport');
}

/** The statements of an inline policy. */
function statementsOfPolicy(policy: FixValue): readonly FixValue[] {
  return statementsOf(memberOf(policy, 'PolicyDocument'));
}

export function statementsOf(document: FixValue | undefined): readonly FixValue[] {
  const statements = document === undefined ? undefined : memberOf(document, 'Statement');
  return statements?.kind === 'list' ? statements.items : [];
}
