/** The part of the KMS client that Trailscope uses, loaded on demand; see sdk-ec2.ts. No other operation can be called. */
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';

export { KMSClient } from '@aws-sdk/client-kms';

export const kmsCommands = {
  CreateAlias: CreateAliasCommand,
  CreateKey: CreateKeyCommand,
  DeleteAlias: DeleteAliasCommand,
  DescribeKey: DescribeKeyCommand,
  EnableKeyRotation: EnableKeyRotationCommand,
  GetKeyPolicy: GetKeyPolicyCommand,
  GetKeyRotationStatus: GetKeyRotationStatusCommand,
  ListAliases: ListAliasesCommand,
  ListKeys: ListKeysCommand,
  ListResourceTags: ListResourceTagsCommand,
  PutKeyPolicy: PutKeyPolicyCommand,
  ScheduleKeyDeletion: ScheduleKeyDeletionCommand,
};
