import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { answeredDate } from '../../history/dates.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import { recordedMembers } from '../../state/call-record.ts';
import { jsonList } from '../../state/json-list.ts';
import { Propagating } from '../../state/propagating.ts';
import type { Key } from '../../state/resources.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { allows, byCaller } from '../judge.ts';
import { policyProblem } from '../policy-text.ts';
import type { Call, Operation, RecordedCall } from '../service.ts';
import { checkUsable, findKey, resolveKey } from './find-key.ts';

const day = 86_400_000;

/** The service's limit for the text of a key policy. */
const largestPolicy = 32 * 1024;

/** The policy that a key gets where none is given: it hands the key to the account's own policies. */
export function defaultKeyPolicy(): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${sampleAccountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] });
}

const createKey: Operation = {
  readOnly: false,
  responseElements: recordedTimes,
  resources: (_input, { output }) => {
    const arn = nonEmptyString(objectOrEmpty(output?.['KeyMetadata'])['Arn']);
    return arn === undefined ? undefined : [keyResource(arn)];
  },
  run(call) {
    const { state, region, input, time } = call;
    const policy = nonEmptyString(input['Policy']) ?? defaultKeyPolicy();
    const id = state.newId();
    const arn = `arn:aws:kms:${region}:${state.accountId}:key/${id}`;
    checkPolicy(policy, arn, input['BypassPolicyLockoutSafetyCheck'] === true);
    const spec = input['KeySpec'] ?? input['CustomerMasterKeySpec'] ?? 'SYMMETRIC_DEFAULT';
    if (spec !== 'SYMMETRIC_DEFAULT' || (input['KeyUsage'] ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT') {
      throw new ServiceError(
        'UnsupportedOperationException',
        'The sandbox has symmetric keys for encryption only.',
      );
    }
    const key: Key = {
      id,
      arn,
      region,
      description: nonEmptyString(input['Description']) ?? '',
      multiRegion: input['MultiRegion'] === true,
      createdAt: time,
      policy: new Propagating(policy),
      tags: tagsOf(input),
      isEnabled: true,
      isRotated: false,
      deletedAt: undefined,
    };
    state.keys.set(arn, key);
    return { KeyMetadata: metadata(key) };
  },
};

/** Tags are members `TagKey` and `TagValue` here. */
function tagsOf(input: JsonObject): Map<string, string> {
  return new Map(
    jsonList(input['Tags'])
      .map(objectOrEmpty)
      .map(({ TagKey, TagValue }) => [nonEmptyString(TagKey) ?? '', nonEmptyString(TagValue) ?? '']),
  );
}

/** @throws ServiceError MalformedPolicyDocumentException, LimitExceededException */
function checkPolicy(policy: string, arn: string, isLockoutAllowed: boolean): void {
  if (Buffer.byteLength(policy) > largestPolicy) {
    throw new ServiceError('LimitExceededException', 'The key policy exceeds 32 kilobytes.');
  }
  const problem = policyProblem(policy, { principal: true, resource: true });
  if (problem !== undefined) {
    const message =
      problem.kind === 'principal' ? 'Policy contains a statement with one or more invalid principals.' : '';
    throw new ServiceError('MalformedPolicyDocumentException', message);
  }
  if (!isLockoutAllowed && !allows(policy, byCaller('kms:PutKeyPolicy', arn))) {
    const message = 'The new key policy will not allow you to update the key policy in the future.';
    throw new ServiceError('MalformedPolicyDocumentException', message);
  }
}

function metadata(key: Key): JsonObject {
  const isDeleted = key.deletedAt !== undefined;
  return {
    AWSAccountId: sampleAccountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    Enabled: key.isEnabled && !isDeleted,
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: isDeleted ? 'PendingDeletion' : key.isEnabled ? 'Enabled' : 'Disabled',
    ...(key.deletedAt !== undefined && { DeletionDate: key.deletedAt / 1000 }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: key.multiRegion,
  };
}

/** The output as records have it: times as texts. */
function recordedTimes(output: JsonObject): JsonObject | null {
  const withTexts = (members: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [
        name,
        name.endsWith('Date') && typeof value === 'number' ? answeredDate(value * 1000) : value,
      ]),
    );
  const nested = output['KeyMetadata'];
  return recordedMembers({
    ...withTexts(output),
    ...(nested !== undefined && { KeyMetadata: withTexts(objectOrEmpty(nested)) }),
  });
}

/** The record of a call on a key names it. */
export function keyOperation(readOnly: boolean, run: Operation['run']): Operation {
  return { readOnly, run, responseElements: recordedTimes, resources: namedKey };
}

function namedKey(input: JsonObject, { state, region }: RecordedCall): JsonObject[] | undefined {
  const id = nonEmptyString(input['KeyId'] ?? input['TargetKeyId']);
  const key = id === undefined ? undefined : resolveKey(state, region, id);
  return key === undefined ? undefined : [keyResource(key.arn)];
}

function keyResource(arn: string): JsonObject {
  return { accountId: sampleAccountId, type: 'AWS::KMS::Key', ARN: arn };
}

function putKeyPolicy(call: Call): JsonObject {
  const { state, input } = call;
  const key = findKey(call, 'PutKeyPolicy');
  checkPolicyName(input);
  const policy = nonEmptyString(input['Policy']) ?? '';
  checkPolicy(policy, key.arn, input['BypassPolicyLockoutSafetyCheck'] === true);
  checkUsable(key, { evenDisabled: true });
  key.policy.set(policy, state.lags.keyPolicy ?? 0);
  return {};
}

function getKeyPolicy(call: Call): JsonObject {
  const key = findKey(call, 'GetKeyPolicy');
  checkPolicyName(call.input);
  return { Policy: key.policy.current, PolicyName: 'default' };
}

function checkPolicyName(input: JsonObject): void {
  const name = nonEmptyString(input['PolicyName']) ?? 'default';
  if (name !== 'default') {
    throw new ServiceError('NotFoundException', `No such policy exists: ${name}`);
  }
}

function listKeys({ state, region }: Call): JsonObject {
  const keys = [...state.keys.values()].filter((key) => key.region === region);
  return { Keys: keys.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), Truncated: false };
}

function listResourceTags(call: Call): JsonObject {
  const { tags } = findKey(call, 'ListResourceTags');
  return { Tags: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })), Truncated: false };
}

function setRotation(isRotated: boolean): Operation['run'] {
  return (call) => {
    const key = findKey(call, isRotated ? 'EnableKeyRotation' : 'DisableKeyRotation');
    checkUsable(key);
    key.isRotated = isRotated;
    return {};
  };
}

function getKeyRotationStatus(call: Call): JsonObject {
  const key = findKey(call, 'GetKeyRotationStatus');
  return {
    KeyRotationEnabled: key.isRotated && key.deletedAt === undefined,
    KeyId: key.arn,
    ...(key.isRotated && { RotationPeriodInDays: 365 }),
  };
}

function setEnabled(isEnabled: boolean): Operation['run'] {
  return (call) => {
    const key = findKey(call, isEnabled ? 'EnableKey' : 'DisableKey');
    checkUsable(key, { evenDisabled: true });
    key.isEnabled = isEnabled;
    return {};
  };
}

/** A key cannot be deleted at once: the service waits for 7 to 30 days. */
function scheduleKeyDeletion(call: Call): JsonObject {
  const key = findKey(call, 'ScheduleKeyDeletion');
  const days = call.input['PendingWindowInDays'] ?? 30;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 7 || days > 30) {
    const message = `1 validation error detected: Value '${JSON.stringify(days)}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value between 7 and 30`;
    throw new ServiceError('ValidationException', message);
  }
  checkUsable(key, { evenDisabled: true });
  key.deletedAt = call.time + days * day;
  return {
    KeyId: key.arn,
    DeletionDate: key.deletedAt / 1000,
    KeyState: 'PendingDeletion',
    PendingWindowInDays: days,
  };
}

function cancelKeyDeletion(call: Call): JsonObject {
  const key = findKey(call, 'CancelKeyDeletion');
  if (key.deletedAt === undefined) {
    throw new ServiceError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
  }
  key.deletedAt = undefined;
  // The service leaves it disabled, so that nothing uses it unnoticed.
  key.isEnabled = false;
  return { KeyId: key.arn };
}

/** The operations on keys. */
export const keyOperations: Readonly<Record<string, Operation>> = {
  CreateKey: createKey,
  DescribeKey: keyOperation(true, (call) => ({
    KeyMetadata: metadata(findKey(call, 'DescribeKey', { takesAlias: true })),
  })),
  ListKeys: { readOnly: true, run: listKeys },
  ListResourceTags: keyOperation(true, listResourceTags),
  PutKeyPolicy: keyOperation(false, putKeyPolicy),
  GetKeyPolicy: keyOperation(true, getKeyPolicy),
  EnableKeyRotation: keyOperation(false, setRotation(true)),
  DisableKeyRotation: keyOperation(false, setRotation(false)),
  GetKeyRotationStatus: keyOperation(true, getKeyRotationStatus),
  EnableKey: keyOperation(false, setEnabled(true)),
  DisableKey: keyOperation(false, setEnabled(false)),
  ScheduleKeyDeletion: keyOperation(false, scheduleKeyDeletion),
  CancelKeyDeletion: keyOperation(false, cancelKeyDeletion),
};
