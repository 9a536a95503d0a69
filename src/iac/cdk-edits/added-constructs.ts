import type { Fix, NewResource } from '../../core/posture/fixes/fix.ts';
import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { LibraryObject } from '../cdk/evaluation/abstract-value.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import { library, literal, type CodeMember, type ConstructReference, type NewConstruct } from './code.ts';
import { idOf } from './construct-names.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { memberOf } from './level-two-edits.ts';
import { addStatements, isTlsOnly, statementsOf } from './policy-edits.ts';

/**
 * Adds what a fix adds to a template in the way of CDK: a construct of level 2, statements on one that is there, or
 * nothing where the library adds it by itself. False for what CDK source is not helped with.
 */
export function addConstruct(
  changes: CdkChanges,
  values: FixValueCode,
  added: Map<string, ConstructReference>,
  resource: NewResource,
  fix: Fix,
): boolean {
  const beside = changes.source.draft(resource.beside).owner;
  switch (resource.type) {
    case 'AWS::KMS::Key':
      addKey(changes, values, added, resource, beside);
      return true;
    case 'AWS::S3::Bucket':
      addBucket(changes, added, resource, beside);
      return true;
    case 'AWS::SNS::Topic':
      addNew(changes, added, resource, beside, 'aws-sns.Topic', []);
      return true;
    case 'AWS::S3::BucketPolicy':
    case 'AWS::SNS::TopicPolicy':
      addPolicy(changes, values, added, resource);
      return true;
    case 'AWS::Logs::LogGroup':
    case 'AWS::IAM::Role':
      return isMadeByTrail(beside, fix);
    default:
      return false;
  }
}

const logNames = new Set(['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn']);

/** With `sendToCloudWatchLogs` the trail makes both. */
function isMadeByTrail(beside: LibraryObject, { edits }: Fix): boolean {
  const isBoth =
    edits.filter(
      ({ kind, ...edit }) =>
        kind === 'set' && 'path' in edit && typeof edit.path[0] === 'string' && logNames.has(edit.path[0]),
    ).length === 2;
  if (beside.type !== 'aws-cloudtrail.Trail' || !isBoth) {
    throw new CannotEdit('A role for CloudTrail is left to you in CDK source.');
  }
  return true;
}

function addNew(
  changes: CdkChanges,
  added: Map<string, ConstructReference>,
  { id }: NewResource,
  beside: LibraryObject,
  path: string,
  options: readonly CodeMember[],
): NewConstruct {
  const own =
    id
      .split('/')
      .at(-1)
      ?.replace(/[^A-Za-z0-9]/g, '') ?? id;
  if (changes.source.parsed.made.some((object) => object.scope === beside.scope && idOf(object) === own)) {
    throw new CannotEdit(`There is a construct ${own} already.`);
  }
  const construct: NewConstruct = { kind: 'new', path, id: own, options, beside };
  added.set(id, construct);
  changes.add(construct);
  return construct;
}

/** It is kept with the stack gone by default, and lets the account use it. */
function addKey(
  changes: CdkChanges,
  values: FixValueCode,
  added: Map<string, ConstructReference>,
  resource: NewResource,
  beside: LibraryObject,
): void {
  const description = memberOf(resource.properties, 'Description');
  const key = addNew(changes, added, resource, beside, 'aws-kms.Key', [
    ...(description === undefined ? [] : [['description', values.json(description)] as const]),
    ['enableKeyRotation', literal(true)],
  ]);
  const statements = statementsOf(memberOf(resource.properties, 'KeyPolicy'));
  addStatements(changes, values, key, 'aws-kms.Key', statements.filter(isForService));
}

function isForService(statement: FixValue): boolean {
  const principal = memberOf(statement, 'Principal');
  return principal !== undefined && memberOf(principal, 'Service') !== undefined;
}

function addBucket(
  changes: CdkChanges,
  added: Map<string, ConstructReference>,
  resource: NewResource,
  beside: LibraryObject,
): void {
  addNew(changes, added, resource, beside, 'aws-s3.Bucket', [
    ['encryption', library('aws-s3.BucketEncryption.S3_MANAGED')],
    ['blockPublicAccess', library('aws-s3.BlockPublicAccess.BLOCK_ALL')],
    ['enforceSSL', literal(true)],
  ]);
}

/** A policy on a construct of level 2 is a part of it. The library lets S3 write access logs, and CloudTrail publish. */
function addPolicy(
  changes: CdkChanges,
  values: FixValueCode,
  added: Map<string, ConstructReference>,
  { id, type, properties, beside }: NewResource,
): void {
  const name = type === 'AWS::S3::BucketPolicy' ? 'Bucket' : 'Topics';
  const owner = memberOf(properties, name);
  const target = owner && values.constructOf(owner.kind === 'list' ? (owner.items[0] ?? owner) : owner);
  if (target === undefined) {
    throw new CannotEdit('What the policy is for is no construct of the file.');
  }
  added.set(id, target);
  const statements = statementsOf(memberOf(properties, 'PolicyDocument'));
  if (target.kind === 'new') {
    // Of a topic for a `Trail` and of a bucket for access logs, the library writes the policy.
    if (
      target.path === 'aws-sns.Topic' &&
      changes.source.draft(beside).owner.type !== 'aws-cloudtrail.Trail'
    ) {
      addStatements(changes, values, target, target.path, statements);
    }
    return;
  }
  if (/\.Cfn\w+$/.test(target.type)) {
    throw new CannotEdit('A policy on a resource of level 1 is left to you in CDK source.');
  }
  addStatements(changes, values, target, target.type, statements);
  changes.title = `Add the statements that CloudTrail needs${statements.some(isTlsOnly) ? ' and a Deny of requests without TLS' : ''}, and let the trail wait for them`;
}
