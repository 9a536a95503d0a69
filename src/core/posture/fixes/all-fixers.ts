import {
  bucketAccessLoggingFixes,
  bucketAclOwnershipFixes,
  bucketEncryptionFixes,
  bucketNameFixes,
  bucketPolicyBlockedFixes,
  bucketPublicFixes,
  bucketRetentionFixes,
  bucketVersioningFixes,
  logRetainFixes,
  publicAccessBlockFixes,
} from './bucket-fixes.ts';
import {
  bucketAccessFixes,
  bucketPolicyDuplicateFixes,
  bucketPolicyMissingFixes,
  bucketTlsOnlyFixes,
} from './bucket-policy-fixes.ts';
import {
  cdkDuplicateManagementFixes,
  cdkManagementNoneFixes,
  cdkOrganizationPolicyFixes,
  cdkTopicOrderFixes,
} from './cdk-fixes.ts';
import type { Fixer } from './fixer.ts';
import { keyPolicyFixes, kmsEncryptionFixes, topicEncryptionFixes } from './key-fixes.ts';
import {
  cloudwatchLogsFixes,
  logGroupArnFixes,
  logGroupRetentionFixes,
  logGroupRolePairFixes,
  roleAccessFixes,
} from './log-group-fixes.ts';
import {
  keyPrefixFixes,
  kmsKeyIdFixes,
  requiredPropertyFixes,
  trailNameFixes,
  unknownPropertyFixes,
  wrongTypeFixes,
} from './name-fixes.ts';
import { bucketPolicyOrderFixes, dependencyCycleFixes, logGroupRoleOrderFixes } from './order-fixes.ts';
import {
  dataEventLoopFixes,
  dataEventsFixes,
  duplicateManagementFixes,
  excludedManagementEventsFixes,
  insightsFixes,
  insightsNeedFixes,
  managementEventsFixes,
  selectorConflictFixes,
  selectorEmptyFixes,
  selectorMatchesNothingFixes,
} from './selector-fixes.ts';
import { insightTypeFixes, selectorInvalidFixes } from './selector-repairs.ts';
import { sourceArnConditionFixes, sourceArnMismatchFixes } from './source-arn-fixes.ts';
import { snsTopicFixes, topicPolicyFixes } from './topic-fixes.ts';
import {
  eventRuleFixes,
  globalServiceEventsFixes,
  logFileValidationFixes,
  multiRegionFixes,
  multiRegionGlobalEventsFixes,
  setTo,
} from './trail-fixes.ts';

/** What makes the failures of a rule go away, by the rule's id. A rule that is not here leaves it to somebody to decide. */
export const allFixers: ReadonlyMap<string, Fixer> = new Map<string, Fixer>([
  ['multi-region', multiRegionFixes],
  ['log-file-validation', logFileValidationFixes],
  ['kms-encryption', kmsEncryptionFixes],
  ['logging-enabled', setTo('IsLogging', true, false)],
  ['cloudwatch-logs', cloudwatchLogsFixes],
  ['sns-topic', snsTopicFixes],
  ['management-events', managementEventsFixes],
  ['excluded-management-events', excludedManagementEventsFixes],
  ['global-service-events', globalServiceEventsFixes],
  ['s3-data-events', dataEventsFixes('AWS::S3::Object')],
  ['lambda-data-events', dataEventsFixes('AWS::Lambda::Function')],
  ['insights', insightsFixes],
  ['bucket-public', bucketPublicFixes],
  ['bucket-public-access-block', publicAccessBlockFixes],
  ['bucket-encryption', bucketEncryptionFixes],
  ['bucket-access-logging', bucketAccessLoggingFixes],
  ['bucket-versioning', bucketVersioningFixes],
  ['bucket-tls-only', bucketTlsOnlyFixes],
  ['bucket-retention', bucketRetentionFixes],
  ['log-retain', logRetainFixes],
  ['source-arn-condition', sourceArnConditionFixes],
  ['kms-key-rotation', setTo('EnableKeyRotation', true, false)],
  ['log-group-retention', logGroupRetentionFixes],
  ['event-data-store-termination-protection', setTo('TerminationProtectionEnabled', true, true)],

  ['bucket-policy-missing', bucketPolicyMissingFixes],
  ['bucket-policy-incomplete', bucketAccessFixes],
  ['bucket-policy-prefix', bucketAccessFixes],
  ['bucket-policy-organization', bucketAccessFixes],
  ['bucket-policy-order', bucketPolicyOrderFixes],
  ['bucket-policy-duplicate', bucketPolicyDuplicateFixes],
  ['bucket-policy-blocked', bucketPolicyBlockedFixes],
  ['bucket-acl-ownership', bucketAclOwnershipFixes],
  ['dependency-cycle', dependencyCycleFixes],
  ['source-arn-mismatch', sourceArnMismatchFixes],
  ['kms-key-policy', keyPolicyFixes],
  ['sns-topic-policy', topicPolicyFixes],
  ['sns-topic-encryption', topicEncryptionFixes],
  ['log-group-role-pair', logGroupRolePairFixes],
  ['log-group-arn', logGroupArnFixes],
  ['log-group-role-policy', roleAccessFixes],
  ['log-group-role-order', logGroupRoleOrderFixes],
  ['selector-conflict', selectorConflictFixes],
  ['selector-invalid', selectorInvalidFixes],
  ['selector-empty', selectorEmptyFixes],
  ['selector-matches-nothing', selectorMatchesNothingFixes],
  ['insights-need-management', insightsNeedFixes],
  ['insight-type', insightTypeFixes],
  ['multi-region-global-events', multiRegionGlobalEventsFixes],
  ['trail-name', trailNameFixes],
  ['bucket-name', bucketNameFixes],
  ['key-prefix', keyPrefixFixes],
  ['kms-key-id', kmsKeyIdFixes],
  ['required-property', requiredPropertyFixes],
  ['unknown-property', unknownPropertyFixes],
  ['wrong-type', wrongTypeFixes],
  ['event-rule-never-fires', eventRuleFixes],

  ['data-event-loop', dataEventLoopFixes],
  ['duplicate-management-events', duplicateManagementFixes],

  ['cdk-key-grant', keyPolicyFixes],
  ['cdk-topic-order', cdkTopicOrderFixes],
  ['cdk-organization-policy', cdkOrganizationPolicyFixes],
  ['cdk-management-none', cdkManagementNoneFixes],
  ['cdk-duplicate-management', cdkDuplicateManagementFixes],
]);
