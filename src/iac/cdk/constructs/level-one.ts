import type { Value } from '../../../core/posture/value.ts';
import type { LibraryObject } from '../evaluation/abstract-value.ts';
import { camelCase } from '../evaluation/library-names.ts';
import type { Draft } from './draft.ts';
import type { Synthesis } from './synthesis.ts';

/** The resources of level 1 that trails touch: nothing is in them but what is written. */
export const levelOneTypes: Readonly<Record<string, string>> = {
  'aws-cloudtrail.CfnTrail': 'AWS::CloudTrail::Trail',
  'aws-cloudtrail.CfnEventDataStore': 'AWS::CloudTrail::EventDataStore',
  'aws-s3.CfnBucket': 'AWS::S3::Bucket',
  'aws-s3.CfnBucketPolicy': 'AWS::S3::BucketPolicy',
  'aws-kms.CfnKey': 'AWS::KMS::Key',
  'aws-kms.CfnReplicaKey': 'AWS::KMS::ReplicaKey',
  'aws-kms.CfnAlias': 'AWS::KMS::Alias',
  'aws-sns.CfnTopic': 'AWS::SNS::Topic',
  'aws-sns.CfnTopicPolicy': 'AWS::SNS::TopicPolicy',
  'aws-sns.CfnTopicInlinePolicy': 'AWS::SNS::TopicInlinePolicy',
  'aws-logs.CfnLogGroup': 'AWS::Logs::LogGroup',
  'aws-iam.CfnRole': 'AWS::IAM::Role',
  'aws-iam.CfnPolicy': 'AWS::IAM::Policy',
  'aws-iam.CfnRolePolicy': 'AWS::IAM::RolePolicy',
  'aws-iam.CfnManagedPolicy': 'AWS::IAM::ManagedPolicy',
  'aws-events.CfnRule': 'AWS::Events::Rule',
};

/** A resource of level 1. */
export function levelOne(synthesis: Synthesis, object: LibraryObject): void {
  const type = Object.hasOwn(levelOneTypes, object.type) ? levelOneTypes[object.type] : undefined;
  if (type === undefined) {
    return;
  }
  const draft = synthesis.draft(object, type);
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  for (const name of props.names()) {
    const prop = props.get(name);
    if (prop !== undefined) {
      const property = propertyName(type, name);
      const keyOf = documents.has(property) ? undefined : (inner: string) => propertyName(type, inner);
      draft.set(
        property,
        synthesis.within(draft, () => synthesis.resolver.value(prop.value, keyOf)),
        prop,
      );
    }
  }
  synthesis.applyRemovalPolicies(draft, ['applyRemovalPolicy']);
  setOptions(synthesis, draft);
  draft.construct = {
    type: object.type,
    props: { kind: 'map', members: new Map(), isComplete: true, at: draft.at },
    imported: new Map(),
  };
}

/** Properties whose value is JSON of another language, in which names stay as they are. */
const documents = new Set([
  'PolicyDocument',
  'KeyPolicy',
  'AssumeRolePolicyDocument',
  'EventPattern',
  'TopicPolicy',
]);

/** Names that are not simply spelled with a capital. */
const irregular: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::CloudTrail::Trail': { KmsKeyId: 'KMSKeyId', EqualTo: 'Equals' },
  'AWS::CloudTrail::EventDataStore': { EqualTo: 'Equals' },
  'AWS::S3::Bucket': { SseAlgorithm: 'SSEAlgorithm', KmsMasterKeyId: 'KMSMasterKeyID' },
};

/** The name that a prop of level 1 has in a template. */
export function propertyName(type: string, prop: string): string {
  const plain = camelCase(prop);
  const name = plain.charAt(0).toUpperCase() + plain.slice(1);
  return irregular[type]?.[name] ?? name;
}

/** `cfn.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN`. */
function setOptions(synthesis: Synthesis, draft: Draft): void {
  for (const { path, kind, arguments: given, span } of draft.owner.uses) {
    const [options, name] = path;
    const [value] = given.positional;
    if (kind === 'assignment' && options === 'cfnOptions' && value !== undefined) {
      const chosen = synthesis.resolver.chosen(value);
      const at = synthesis.resolver.at(span);
      const literal =
        chosen.kind === 'library' ? policyNames[chosen.path.split('.').at(-1) ?? ''] : undefined;
      const policy: Value =
        literal === undefined
          ? { kind: 'unknown', canBeAbsent: true, at }
          : { kind: 'text', text: [literal], at };
      if (name === 'deletionPolicy') {
        draft.deletionPolicy = policy;
      } else if (name === 'updateReplacePolicy') {
        draft.updateReplacePolicy = policy;
      }
    }
  }
}

const policyNames: Readonly<Record<string, string | undefined>> = {
  DELETE: 'Delete',
  RETAIN: 'Retain',
  SNAPSHOT: 'Snapshot',
  RETAIN_EXCEPT_ON_CREATE: 'RetainExceptOnCreate',
};
