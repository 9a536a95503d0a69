import type { Rule } from '../rule.ts';
import { bucketAclOwnership } from './bucket-acl-ownership.ts';
import {
  bucketPolicyIncomplete,
  bucketPolicyMissing,
  bucketPolicyOrganization,
  bucketPolicyPrefix,
} from './bucket-policy.ts';
import { bucketPolicyDuplicate } from './bucket-policy-duplicate.ts';
import { bucketPolicyOrder } from './bucket-policy-order.ts';
import { bucketPolicyBlocked, bucketPublic } from './bucket-public.ts';
import { bucketTlsOnly } from './bucket-tls-only.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { parseError, unusedSuppression, yamlAlias } from './file.ts';
import { kmsKeyPolicy } from './kms-key-policy.ts';
import { logAccess } from './log-access.ts';
import { logGroupArn } from './log-group-arn.ts';
import { logGroupRoleOrder, logGroupRolePolicy } from './log-group-role.ts';
import { logGroupRolePair } from './log-group-role-pair.ts';
import { snsTopicEncryption, snsTopicPolicy } from './sns-topic.ts';
import { sourceArnCondition, sourceArnMismatch } from './source-arn.ts';
import { trailTamperPermission } from './trail-tamper-permission.ts';

/** Every rule, in the order of the documentation: family by family. */
export const allRules: readonly Rule[] = [
  // Security posture.
  bucketPublic,
  bucketTlsOnly,
  sourceArnCondition,
  logAccess,
  trailTamperPermission,

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
  yamlAlias,

  // The file itself.
  parseError,
  unusedSuppression,
];
