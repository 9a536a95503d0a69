import type { Location } from '../../../core/posture/location.ts';
import { concatText, literalText, type SymbolicText } from '../../../core/posture/symbolic-text.ts';
import type { Member, Value } from '../../../core/posture/value.ts';
import type { AbstractValue, LibraryObject } from '../evaluation/abstract-value.ts';
import { bucketPolicyOf, denyPlain, keyArn, objectsOf } from './bucket.ts';
import type { Draft } from './draft.ts';
import { generatedStatement, mapOf } from './iam.ts';
import { isImported } from './imported.ts';
import { PendingPolicy } from './pending-policy.ts';
import type { Prop, Props } from './props.ts';
import { setSelectors } from './selectors.ts';
import type { Synthesis } from './synthesis.ts';
import { grantTopicKey, topicPolicyOf } from './topic.ts';

/**
 * `cloudtrail.Trail`: logging, file validation, all Regions and global services on; no key, log group or topic. It
 * lets CloudTrail into its bucket, a new one if it is given none, and waits for that bucket's policy.
 */
export function trail(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::CloudTrail::Trail');
  const props = synthesis.props(object);
  const { at } = draft;
  draft.isComplete &&= props.isComplete;
  draft.set('IsLogging', synthesis.boolean(true, at));
  synthesis.copy(
    draft,
    props,
    'enableFileValidation',
    'EnableLogFileValidation',
    synthesis.boolean(true, at),
  );
  synthesis.copy(draft, props, 'isMultiRegionTrail', 'IsMultiRegionTrail', synthesis.boolean(true, at));
  synthesis.copy(
    draft,
    props,
    'includeGlobalServiceEvents',
    'IncludeGlobalServiceEvents',
    synthesis.boolean(true, at),
  );
  synthesis.copy(draft, props, 'trailName', 'TrailName');
  synthesis.copy(draft, props, 's3KeyPrefix', 'S3KeyPrefix');
  synthesis.copy(draft, props, 'isOrganizationTrail', 'IsOrganizationTrail');
  setInsights(synthesis, draft, props);
  setKey(synthesis, draft, props);
  setBucket(synthesis, object, draft, props);
  setTopic(synthesis, draft, props);
  setLogGroup(synthesis, object, draft, props);
  setSelectors(synthesis, object, draft, props);
  noteFacts(synthesis, object, draft, props);
}

function text(literal: string, at: Location): Value {
  return { kind: 'text', text: literalText(literal), at };
}

/** The principal that CloudTrail is. */
function cloudTrail(at: Location): Value {
  return mapOf(at, { Service: text('cloudtrail.amazonaws.com', at) });
}

function setInsights(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('insightTypes');
  const value = prop && synthesis.resolver.value(prop.value);
  if (prop === undefined || value === undefined) {
    return;
  }
  const { at } = prop;
  const items = value.kind === 'list' ? value.items.map((item) => mapOf(item.at, { InsightType: item })) : [];
  draft.set(
    'InsightSelectors',
    value.kind === 'list'
      ? { kind: 'list', items, isComplete: value.isComplete, at }
      : { kind: 'unknown', canBeAbsent: true, at },
    prop,
  );
}

function setKey(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('encryptionKey') ?? props.get('kmsKey');
  if (prop !== undefined) {
    const value = synthesis.within(draft, () => synthesis.resolver.value(keyArn(synthesis, prop.value)));
    // A key that is not known is there all the same.
    const isMade = prop.value.kind === 'made';
    draft.set(
      'KMSKeyId',
      value.kind === 'unknown' && isMade ? { ...value, canBeAbsent: false } : value,
      prop,
    );
  }
}

function setBucket(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const prop = props.get('bucket');
  if (prop === undefined) {
    const own = ownBucket(synthesis, object, draft);
    letIn(synthesis, draft, props, own.bucket, own.policy);
    return;
  }
  const { value } = prop;
  const name: AbstractValue =
    value.kind === 'made'
      ? { kind: 'attribute', object: value, path: ['bucketName'], span: value.span }
      : value;
  const known = synthesis.within(draft, () => synthesis.resolver.value(name));
  draft.set('S3BucketName', known.kind === 'unknown' ? { ...known, canBeAbsent: false } : known, prop);
  const bucket = synthesis.mainOf(value);
  if (bucket !== undefined && value.kind === 'made') {
    letIn(synthesis, draft, props, bucket, bucketPolicyOf(synthesis, value, bucket));
  }
}

/** The bucket that a trail makes for itself: with TLS enforced, and kept. */
function ownBucket(
  synthesis: Synthesis,
  object: LibraryObject,
  draft: Draft,
): { readonly bucket: Draft; readonly policy: PendingPolicy } {
  const { at } = draft;
  const bucket = synthesis.draft(object, 'AWS::S3::Bucket', '/S3');
  const retain = text('Retain', at);
  bucket.deletionPolicy = retain;
  bucket.updateReplacePolicy = retain;
  const policyDraft = synthesis.draft(object, 'AWS::S3::BucketPolicy', '/S3/Policy');
  const name: SymbolicText = [{ kind: 'ref', resource: bucket.id }];
  policyDraft.set('Bucket', { kind: 'text', text: name, at });
  policyDraft.references.set(bucket.id, at);
  draft.set('S3BucketName', { kind: 'text', text: name, at });
  draft.references.set(bucket.id, at);
  const policy = new PendingPolicy(policyDraft, 'PolicyDocument');
  const arn = synthesis.arnOf(bucket);
  if (synthesis.facts.ownBucketEnforcesTls === 'yes') {
    policy.add(denyPlain(at, [arn, objectsOf(arn)]));
  } else {
    policy.isComplete = synthesis.facts.ownBucketEnforcesTls === 'no';
  }
  synthesis.addPolicy(policy);
  return { bucket, policy };
}

/** Adds what CloudTrail needs to the bucket's policy, which the trail then waits for. */
function letIn(synthesis: Synthesis, draft: Draft, props: Props, bucket: Draft, policy: PendingPolicy): void {
  const { at } = draft;
  const arn = synthesis.arnOf(bucket);
  policy.add(
    generatedStatement(at, { action: ['s3:GetBucketAcl'], resource: [arn], principal: cloudTrail(at) }),
  );
  const prefix = props.get('s3KeyPrefix');
  const folder = prefix === undefined ? [] : synthesis.resolver.text(prefix.value);
  const isControlled = mapOf(at, { 's3:x-amz-acl': text('bucket-owner-full-control', at) });
  const objects = (folders: SymbolicText | undefined): Value =>
    arn.kind === 'text' && folders !== undefined
      ? { kind: 'text', text: concatText(arn.text, ['/'], folders, ['/*']), at }
      : { kind: 'unknown', canBeAbsent: false, at };
  const base: SymbolicText = ['AWSLogs/', { kind: 'account' }];
  policy.add(
    generatedStatement(at, {
      action: ['s3:PutObject'],
      resource: [objects(folder && (folder.length === 0 ? base : concatText(folder, ['/'], base)))],
      principal: cloudTrail(at),
      condition: mapOf(at, { StringEquals: isControlled }),
    }),
  );
  letOrganizationIn(synthesis, draft, props, policy, objects);
  policy.letsTrailIn = true;
  draft.dependsOn.set(policy.draft.id, at);
}

/** Only for a trail with a name and the id of its organization, and without the prefix. */
function letOrganizationIn(
  synthesis: Synthesis,
  draft: Draft,
  props: Props,
  policy: PendingPolicy,
  objects: (folders: SymbolicText | undefined) => Value,
): void {
  const [organization, name] = [props.get('orgId'), props.get('trailName')];
  const isOfOrganization = props.flag('isOrganizationTrail', false);
  if (isOfOrganization === 'no' || organization === undefined || name === undefined) {
    policy.isComplete &&= isOfOrganization !== 'unknown' || props.isComplete;
    return;
  }
  const { trailAdmitsOrganization } = synthesis.facts;
  if (trailAdmitsOrganization !== 'yes') {
    // The statement of later versions leaves the prefix out: with one, no version lets the organization in.
    policy.isComplete &&= trailAdmitsOrganization === 'no' || hasPrefix(synthesis, props);
    return;
  }
  const { at } = draft;
  const id = synthesis.resolver.text(organization.value);
  const nameText = synthesis.resolver.text(name.value);
  if (id === undefined || nameText === undefined || isOfOrganization === 'unknown') {
    policy.isComplete = false;
    return;
  }
  const source: Value = {
    kind: 'text',
    text: concatText(
      [
        'arn:',
        { kind: 'partition' },
        ':cloudtrail:',
        { kind: 'region' },
        ':',
        { kind: 'account' },
        ':trail/',
      ],
      nameText,
    ),
    at,
  };
  const conditions = mapOf(at, {
    's3:x-amz-acl': text('bucket-owner-full-control', at),
    'aws:SourceArn': source,
  });
  policy.add(
    generatedStatement(at, {
      action: ['s3:PutObject'],
      resource: [objects(concatText(['AWSLogs/'], id))],
      principal: cloudTrail(at),
      condition: mapOf(at, { StringEquals: conditions }),
    }),
  );
}

/** Whether the prefix is known not to be empty. */
function hasPrefix(synthesis: Synthesis, props: Props): boolean {
  const prefix = props.get('s3KeyPrefix');
  const [start] = (prefix && synthesis.resolver.text(prefix.value)) ?? [];
  return typeof start === 'string' && start !== '';
}

/** The topic lets CloudTrail publish, but the trail does not wait for that. */
function setTopic(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('snsTopic');
  if (prop === undefined) {
    return;
  }
  const { value } = prop;
  const name: AbstractValue =
    value.kind === 'made'
      ? { kind: 'attribute', object: value, path: ['topicName'], span: value.span }
      : value;
  synthesis.set(draft, 'SnsTopicName', name, prop);
  const topic = synthesis.mainOf(value);
  if (topic !== undefined && value.kind === 'made') {
    const { at } = draft;
    const principal = cloudTrail(at);
    const resource = [synthesis.arnOf(topic)];
    topicPolicyOf(synthesis, value, topic).add(
      generatedStatement(at, { action: ['sns:Publish'], resource, principal }),
    );
    grantTopicKey(synthesis, value, principal, at);
  }
}

/** With `sendToCloudWatchLogs`: a role, a log group unless one is given, and the permission to write to it. */
function setLogGroup(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const prop = props.get('sendToCloudWatchLogs');
  const isSent = props.flag('sendToCloudWatchLogs', false);
  if (prop === undefined || isSent === 'no') {
    return;
  }
  if (isSent === 'unknown') {
    const unknown: Value = { kind: 'unknown', canBeAbsent: true, at: prop.at };
    draft.set('CloudWatchLogsLogGroupArn', unknown, prop);
    draft.set('CloudWatchLogsRoleArn', unknown, prop);
    return;
  }
  const role = synthesis.draft(object, 'AWS::IAM::Role', '/LogsRole');
  const { at } = draft;
  const trust = generatedStatement(at, { action: ['sts:AssumeRole'], principal: cloudTrail(at) });
  role.set(
    'AssumeRolePolicyDocument',
    mapOf(at, { Statement: { kind: 'list', items: [trust], isComplete: true, at } }),
  );
  const group = groupArn(synthesis, object, draft, props, prop);
  const policy = synthesis.draft(object, 'AWS::IAM::Policy', '/LogsRole/DefaultPolicy');
  const statement = mapOf(at, {
    Effect: text('Allow', at),
    Action: {
      kind: 'list',
      items: [text('logs:PutLogEvents', at), text('logs:CreateLogStream', at)],
      isComplete: true,
      at,
    },
    Resource: group,
  });
  policy.set(
    'PolicyDocument',
    mapOf(at, { Statement: { kind: 'list', items: [statement], isComplete: true, at } }),
  );
  const roleName: Value = { kind: 'text', text: [{ kind: 'ref', resource: role.id }], at };
  policy.set('Roles', { kind: 'list', items: [roleName], isComplete: true, at });
  policy.references.set(role.id, at);
  draft.set('CloudWatchLogsLogGroupArn', group, prop);
  draft.set('CloudWatchLogsRoleArn', synthesis.arnOf(role), prop);
  draft.references.set(role.id, at);
  draft.dependsOn.set(role.id, at);
  draft.dependsOn.set(policy.id, at);
}

const daysByDefault = 365;

function groupArn(
  synthesis: Synthesis,
  object: LibraryObject,
  draft: Draft,
  props: Props,
  { at }: Prop,
): Value {
  const given = props.get('cloudWatchLogGroup');
  if (given !== undefined) {
    const { value } = given;
    const arn: AbstractValue =
      value.kind === 'made'
        ? { kind: 'attribute', object: value, path: ['logGroupArn'], span: value.span }
        : value;
    const known = synthesis.within(draft, () => synthesis.resolver.value(arn));
    return known.kind === 'unknown' ? { ...known, canBeAbsent: false } : known;
  }
  const group = synthesis.draft(object, 'AWS::Logs::LogGroup', '/LogGroup');
  const retain = text('Retain', draft.at);
  group.deletionPolicy = retain;
  group.updateReplacePolicy = retain;
  const days: Value = { kind: 'number', value: daysByDefault, at };
  synthesis.copy(group, props, 'cloudWatchLogsRetention', 'RetentionInDays', days);
  if (endless(group.member('RetentionInDays')?.value)) {
    const retention = props.get('cloudWatchLogsRetention');
    // The property is gone, and the prop that removes it is where its absence is reported.
    group.set('RetentionInDays', { kind: 'null', at: retention?.at ?? at }, retention);
  }
  draft.references.set(group.id, at);
  return synthesis.arnOf(group);
}

/** `RetentionDays.INFINITE` is no property at all. */
export function endless(value: Value | undefined): boolean {
  return value?.kind === 'number' && (value.value === 9999 || value.value === Infinity);
}

/** What the properties do not tell, for the rules about CDK. */
function noteFacts(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const members = new Map<string, Member>();
  for (const name of [
    'bucket',
    'orgId',
    'trailName',
    'managementEvents',
    's3KeyPrefix',
    'isOrganizationTrail',
  ]) {
    const prop = props.get(name);
    if (prop !== undefined) {
      members.set(name, { keyAt: prop.keyAt, at: prop.at, value: synthesis.resolver.value(prop.value) });
    }
  }
  const bucket = props.get('bucket');
  const imported = bucket?.value.kind === 'made' && isImported(bucket.value) ? bucket : undefined;
  draft.construct = {
    type: object.type,
    props: { kind: 'map', members, isComplete: props.isComplete, at: draft.at },
    imported: new Map(imported === undefined ? [] : [['bucket', imported.at]]),
  };
}
