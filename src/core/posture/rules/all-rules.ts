import type { Rule } from '../rule.ts';
import { bucketAccessLogging } from './bucket-access-logging.ts';
import { bucketAclOwnership } from './bucket-acl-ownership.ts';
import { bucketEncryption } from './bucket-encryption.ts';
import { bucketName } from './bucket-name.ts';
import {
  bucketPolicyIncomplete,
  bucketPolicyMissing,
  bucketPolicyOrganization,
  bucketPolicyPrefix,
} from './bucket-policy.ts';
import { bucketPolicyDuplicate } from './bucket-policy-duplicate.ts';
import { bucketPolicyOrder } from './bucket-policy-order.ts';
import { bucketPolicyBlocked, bucketPublic } from './bucket-public.ts';
import { bucketPublicAccessBlock } from './bucket-public-access-block.ts';
import { bucketRetention } from './bucket-retention.ts';
import { bucketTlsOnly } from './bucket-tls-only.ts';
import { bucketVersioning } from './bucket-versioning.ts';
import { cdkImportedBucket } from './cdk-imported-bucket.ts';
import { cdkKeyGrant } from './cdk-key-grant.ts';
import { cdkDuplicateManagement, cdkManagementNone } from './cdk-management-events.ts';
import { cdkOrganizationPolicy } from './cdk-organization-policy.ts';
import { cdkTopicOrder } from './cdk-topic-order.ts';
import { cloudwatchLogs } from './cloudwatch-logs.ts';
import { dataEventLoop } from './data-event-loop.ts';
import { lambdaDataEvents, s3DataEvents } from './data-events.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { duplicateManagementEvents } from './duplicate-management-events.ts';
import {
  eventDataStoreEncryption,
  eventDataStoreNew,
  eventDataStoreTerminationProtection,
} from './event-data-store.ts';
import { eventRuleNeverFires } from './event-rule-never-fires.ts';
import { parseError, unusedSuppression, yamlAlias } from './file.ts';
import { insightsNeedManagement, insightType } from './insight-selectors.ts';
import { insights } from './insights.ts';
import { keyPrefix } from './key-prefix.ts';
import { kmsEncryption } from './kms-encryption.ts';
import { kmsKeyId } from './kms-key-id.ts';
import { kmsKeyPolicy } from './kms-key-policy.ts';
import { kmsKeyRotation } from './kms-key-rotation.ts';
import { logAccess } from './log-access.ts';
import { logFileValidation } from './log-file-validation.ts';
import { logGroupArn } from './log-group-arn.ts';
import { logGroupRetention } from './log-group-retention.ts';
import { logGroupRoleOrder, logGroupRolePolicy } from './log-group-role.ts';
import { logGroupRolePair } from './log-group-role-pair.ts';
import { logRetain } from './log-retain.ts';
import { loggingEnabled } from './logging-enabled.ts';
import { excludedManagementEvents, managementEvents } from './management-events.ts';
import { globalServiceEvents, multiRegion } from './multi-region.ts';
import { multiRegionGlobalEvents } from './multi-region-global-events.ts';
import { snsTopic } from './notifications.ts';
import { requiredProperty, unknownProperty } from './property-names.ts';
import { selectorConflict } from './selector-conflict.ts';
import { selectorEmpty } from './selector-empty.ts';
import { selectorInvalid } from './selector-invalid.ts';
import { selectorLimit } from './selector-limit.ts';
import { selectorMatchesNothing } from './selector-matches-nothing.ts';
import { snsTopicEncryption, snsTopicPolicy } from './sns-topic.ts';
import { sourceArnCondition, sourceArnMismatch } from './source-arn.ts';
import { trailName } from './trail-name.ts';
import { trailTamperPermission } from './trail-tamper-permission.ts';
import { wrongType } from './wrong-type.ts';

/** Every rule, in the order of the documentation: family by family. */
export const allRules: readonly Rule[] = [
  // Security posture.
  multiRegion,
  logFileValidation,
  kmsEncryption,
  loggingEnabled,
  cloudwatchLogs,
  snsTopic,
  managementEvents,
  excludedManagementEvents,
  globalServiceEvents,
  s3DataEvents,
  lambdaDataEvents,
  insights,
  bucketPublic,
  bucketPublicAccessBlock,
  bucketEncryption,
  bucketAccessLogging,
  bucketVersioning,
  bucketTlsOnly,
  bucketRetention,
  logRetain,
  sourceArnCondition,
  kmsKeyRotation,
  logGroupRetention,
  logAccess,
  trailTamperPermission,
  eventDataStoreEncryption,
  eventDataStoreTerminationProtection,
  eventDataStoreNew,

  // Breaks the deployment, or never works.
  bucketPolicyMissing,
  bucketPolicyIncomplete,
  bucketPolicyPrefix,
  bucketPolicyOrganization,
  bucketPolicyOrder,
  bucketPolicyDuplicate,
  bucketPolicyBlocked,
  bucketAclOwnership,
  dependencyCycle,
  sourceArnMismatch,
  kmsKeyPolicy,
  snsTopicPolicy,
  snsTopicEncryption,
  logGroupRolePair,
  logGroupArn,
  logGroupRolePolicy,
  logGroupRoleOrder,
  selectorConflict,
  selectorLimit,
  selectorInvalid,
  selectorEmpty,
  selectorMatchesNothing,
  insightsNeedManagement,
  insightType,
  multiRegionGlobalEvents,
  trailName,
  bucketName,
  keyPrefix,
  kmsKeyId,
  requiredProperty,
  unknownProperty,
  wrongType,
  yamlAlias,
  eventRuleNeverFires,

  // Cost and loops.
  dataEventLoop,
  duplicateManagementEvents,

  // CDK source.
  cdkKeyGrant,
  cdkOrganizationPolicy,
  cdkTopicOrder,
  cdkManagementNone,
  cdkImportedBucket,
  cdkDuplicateManagement,

  // The file itself.
  parseError,
  unusedSuppression,
];
