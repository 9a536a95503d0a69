import { propertyName } from '../cdk/constructs/level-one.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';

/** Properties that a construct of level 2 takes as they are, by its class and the type of the resource. */
const options: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws-cloudtrail.Trail': {
    EnableLogFileValidation: 'enableFileValidation',
    IsMultiRegionTrail: 'isMultiRegionTrail',
    IncludeGlobalServiceEvents: 'includeGlobalServiceEvents',
    IsOrganizationTrail: 'isOrganizationTrail',
    TrailName: 'trailName',
    S3KeyPrefix: 's3KeyPrefix',
    S3BucketName: 'bucket',
    KMSKeyId: 'encryptionKey',
    SnsTopicName: 'snsTopic',
    InsightSelectors: 'insightTypes',
  },
  'aws-s3.Bucket': {
    AccessControl: 'accessControl',
    BucketName: 'bucketName',
    OwnershipControls: 'objectOwnership',
    VersioningConfiguration: 'versioned',
    PublicAccessBlockConfiguration: 'blockPublicAccess',
    BucketEncryption: 'encryption',
  },
  'aws-kms.Key': { EnableKeyRotation: 'enableKeyRotation' },
  'aws-sns.Topic': { KmsMasterKeyId: 'masterKey' },
  'aws-logs.LogGroup': { RetentionInDays: 'retention', KmsKeyId: 'encryptionKey' },
};

/** The option of a construct that a property of its resource comes from. @throws {CannotEdit} where there is none */
export function optionOf({ owner, type, provenance }: Draft, property: string): string {
  if (/\.Cfn\w+$/.test(owner.type)) {
    return levelOneName(type, property);
  }
  const own =
    provenance === 'written' && Object.hasOwn(options, owner.type) ? options[owner.type] : undefined;
  const name = own !== undefined && Object.hasOwn(own, property) ? own[property] : undefined;
  if (name === undefined) {
    const className = owner.type.split('.').at(-1) ?? owner.type;
    throw new CannotEdit(`${className} has no option for ${property}.`);
  }
  return name;
}

/** The name that a property has at level 1. */
export function levelOneName(type: string, property: string): string {
  const known = irregular.find((name) => propertyName(type, name) === property);
  return known ?? property.charAt(0).toLowerCase() + property.slice(1);
}

/** Names that are not simply spelled without the capital. */
const irregular = ['kmsKeyId', 'equalTo', 'sseAlgorithm', 'kmsMasterKeyId'];
