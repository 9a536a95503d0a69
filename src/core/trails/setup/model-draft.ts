import { objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import type { Fact } from './facts.ts';
import { isList } from './policy-document.ts';

/** A resource in CloudFormation's words, while a model is made; `unknown` names properties that could not be read. */
export interface ResourceDraft {
  readonly type: string;
  readonly properties: Record<string, JsonValue>;
  readonly unknown: Set<string>;
}

/** Resources by ARN; a policy has the ARN of what it is on and `/policy`. */
export type ModelDraft = Map<string, ResourceDraft>;

/** The service's names for the settings of encryption, in CloudFormation's. */
export function bucketEncryption({ Rules }: JsonObject): JsonObject {
  return {
    ServerSideEncryptionConfiguration: (isList(Rules) ? Rules : []).map((rule) => {
      const { ApplyServerSideEncryptionByDefault, BucketKeyEnabled } = objectOrEmpty(rule);
      return { ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault, BucketKeyEnabled };
    }),
  };
}

/** A policy that is a resource of its own; none where there is no policy. */
export function addPolicy(
  draft: ModelDraft,
  arn: string,
  type: string,
  on: JsonObject,
  policy: Fact<string>,
): void {
  if (policy.kind === 'absent') {
    return;
  }
  const document = policy.kind === 'known' ? { PolicyDocument: policy.value } : {};
  draft.set(`${arn}/policy`, {
    type,
    properties: { ...(on as Record<string, JsonValue>), ...document },
    unknown: new Set(policy.kind === 'unknown' ? ['PolicyDocument'] : []),
  });
}

/** CloudTrail's names for the properties of a trail, as CreateTrail takes and DescribeTrails gives them. */
const trailNames: Readonly<Record<string, string>> = {
  CloudWatchLogsLogGroupArn: 'CloudWatchLogsLogGroupArn',
  CloudWatchLogsRoleArn: 'CloudWatchLogsRoleArn',
  EnableLogFileValidation: 'EnableLogFileValidation',
  IncludeGlobalServiceEvents: 'IncludeGlobalServiceEvents',
  IsMultiRegionTrail: 'IsMultiRegionTrail',
  IsOrganizationTrail: 'IsOrganizationTrail',
  KmsKeyId: 'KMSKeyId',
  LogFileValidationEnabled: 'EnableLogFileValidation',
  Name: 'TrailName',
  RecursiveLogging: 'RecursiveLogging',
  S3BucketName: 'S3BucketName',
  S3KeyPrefix: 'S3KeyPrefix',
  SnsTopicARN: 'SnsTopicName',
  SnsTopicName: 'SnsTopicName',
};

/** A trail in CloudFormation's words. The ARN of a topic, where it is given, comes before its name. */
export function trailProperties(trail: JsonObject): Record<string, JsonValue> {
  const members = Object.entries(trailNames).flatMap(([name, property]): [string, JsonValue][] => {
    const value = trail[name];
    const isShadowed = name === 'SnsTopicName' && trail['SnsTopicARN'] !== undefined;
    return value === undefined || value === '' || isShadowed ? [] : [[property, value]];
  });
  return Object.fromEntries(members);
}
