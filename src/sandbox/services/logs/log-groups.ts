import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { LogGroup } from '../../state/resources.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { allows, byService } from '../judge.ts';
import { resolveKey } from '../kms/find-key.ts';
import type { Call, Operation } from '../service.ts';

/** The days for which a log group can keep its events. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The service names its input in lower case already. */
function createLogGroup(call: Call): JsonObject {
  const { state, region, input, time } = call;
  const name = groupName(input);
  const arn = arnOf(call, name);
  if (state.logGroups.has(arn)) {
    const message = 'The specified log group already exists';
    throw new ServiceError('ResourceAlreadyExistsException', message);
  }
  const kmsKeyArn = input['kmsKeyId'] === undefined ? undefined : usableKey(call, arn);
  const tags = new Map(tagEntries(input));
  state.logGroups.set(arn, {
    name,
    arn,
    region,
    createdAt: time,
    tags,
    streams: new Set(),
    retentionInDays: undefined,
    kmsKeyArn,
  });
  return {};
}

function arnOf({ state, region }: Call, name: string): string {
  return `arn:aws:logs:${region}:${state.accountId}:log-group:${name}`;
}

function groupName(input: JsonObject): string {
  const name = nonEmptyString(input['logGroupName']) ?? '';
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name) || name.startsWith('aws/')) {
    const message = `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`;
    throw new ServiceError('InvalidParameterException', message);
  }
  return name;
}

function tagEntries(input: JsonObject): (readonly [string, string])[] {
  return Object.entries(objectOrEmpty(input['tags'])).map(([key, value]) => [
    key,
    nonEmptyString(value) ?? '',
  ]);
}

/** The key of a log group: it must let CloudWatch Logs of its Region encrypt. */
function usableKey({ state, region, input }: Call, groupArn: string): string {
  const id = nonEmptyString(input['kmsKeyId']) ?? '';
  const key = id.startsWith('arn:') ? resolveKey(state, region, id) : undefined;
  const service = `logs.${region}.amazonaws.com`;
  const isUsable =
    key?.region === region &&
    key.isEnabled &&
    key.deletedAt === undefined &&
    allows(key.policy.look(), encryption(service, key.arn, groupArn));
  if (!isUsable) {
    const message = `The specified KMS key does not exist or is not allowed to be used with LogGroup '${groupArn}'`;
    throw new ServiceError('InvalidParameterException', message);
  }
  return key.arn;
}

function encryption(service: string, keyArn: string, groupArn: string) {
  return byService(service, 'kms:GenerateDataKey', keyArn, {
    'kms:encryptioncontext:aws:logs:arn': groupArn,
  });
}

/** @throws ServiceError ResourceNotFoundException */
function findGroup(call: Call): LogGroup {
  const { input, state } = call;
  const arn = nonEmptyString(input['resourceArn'] ?? input['resourceIdentifier'])?.replace(/:\*$/, '');
  const group = state.logGroups.get(arn ?? arnOf(call, groupName(input)));
  if (group?.region !== call.region) {
    const message = 'The specified log group does not exist.';
    throw new ServiceError('ResourceNotFoundException', message);
  }
  return group;
}

function deleteLogGroup(call: Call): JsonObject {
  call.state.logGroups.delete(findGroup(call).arn);
  return {};
}

function describeLogGroups({ state, region, input }: Call): JsonObject {
  const prefix = nonEmptyString(input['logGroupNamePrefix']) ?? '';
  const pattern = (nonEmptyString(input['logGroupNamePattern']) ?? '').toLowerCase();
  if (prefix !== '' && pattern !== '') {
    const message = 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.';
    throw new ServiceError('InvalidParameterException', message);
  }
  const limit = typeof input['limit'] === 'number' ? input['limit'] : 50;
  const after = nonEmptyString(input['nextToken']) ?? '';
  const found = [...state.logGroups.values()]
    .filter((group) => group.region === region && group.name.startsWith(prefix) && group.name > after)
    .filter(({ name }) => name.toLowerCase().includes(pattern))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = found.slice(0, limit);
  return {
    logGroups: page.map((group) => ({
      logGroupName: group.name,
      creationTime: group.createdAt,
      ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
      metricFilterCount: 0,
      arn: `${group.arn}:*`,
      storedBytes: 0,
      ...(group.kmsKeyArn !== undefined && { kmsKeyId: group.kmsKeyArn }),
      logGroupClass: 'STANDARD',
      logGroupArn: group.arn,
    })),
    ...(found.length > limit && { nextToken: page.at(-1)?.name }),
  };
}

function createLogStream(call: Call): JsonObject {
  const { streams } = findGroup(call);
  const name = nonEmptyString(call.input['logStreamName']) ?? '';
  if (!/^[^:*]{1,512}$/.test(name)) {
    const message = `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`;
    throw new ServiceError('InvalidParameterException', message);
  }
  if (streams.has(name)) {
    const message = 'The specified log stream already exists';
    throw new ServiceError('ResourceAlreadyExistsException', message);
  }
  streams.add(name);
  return {};
}

/** In the order of their names, which is the service's own unless told otherwise. */
function describeLogStreams(call: Call): JsonObject {
  const { arn, streams } = findGroup(call);
  const { input } = call;
  const prefix = nonEmptyString(input['logStreamNamePrefix']) ?? '';
  const limit = typeof input['limit'] === 'number' ? input['limit'] : 50;
  const after = nonEmptyString(input['nextToken']) ?? '';
  const found = [...streams].filter((name) => name.startsWith(prefix) && name > after).sort();
  const page = found.slice(0, limit);
  return {
    logStreams: page.map((name) => ({
      logStreamName: name,
      arn: `${arn}:log-stream:${name}`,
      storedBytes: 0,
    })),
    ...(found.length > limit && { nextToken: page.at(-1) }),
  };
}

function putRetentionPolicy(call: Call): JsonObject {
  const group = findGroup(call);
  const days = call.input['retentionInDays'];
  if (typeof days !== 'number' || !retentions.includes(days)) {
    const message = `1 validation error detected: Value '${JSON.stringify(days)}' at 'retentionInDays' failed to satisfy constraint`;
    throw new ServiceError('InvalidParameterException', message);
  }
  group.retentionInDays = days;
  return {};
}

function deleteRetentionPolicy(call: Call): JsonObject {
  findGroup(call).retentionInDays = undefined;
  return {};
}

function tagResource(call: Call): JsonObject {
  const { tags } = findGroup(call);
  for (const [key, value] of tagEntries(call.input)) {
    tags.set(key, value);
  }
  return {};
}

function listTagsForResource(call: Call): JsonObject {
  return { tags: Object.fromEntries(findGroup(call).tags) };
}

function associateKmsKey(call: Call): JsonObject {
  const group = findGroup(call);
  group.kmsKeyArn = usableKey(call, group.arn);
  return {};
}

function disassociateKmsKey(call: Call): JsonObject {
  findGroup(call).kmsKeyArn = undefined;
  return {};
}

/** The operations on log groups and their streams. */
export const logGroupOperations: Readonly<Record<string, Operation>> = {
  CreateLogGroup: { readOnly: false, run: createLogGroup },
  DeleteLogGroup: { readOnly: false, run: deleteLogGroup },
  DescribeLogGroups: { readOnly: true, run: describeLogGroups },
  CreateLogStream: { readOnly: false, run: createLogStream },
  DescribeLogStreams: { readOnly: true, run: describeLogStreams },
  PutRetentionPolicy: { readOnly: false, run: putRetentionPolicy },
  DeleteRetentionPolicy: { readOnly: false, run: deleteRetentionPolicy },
  TagResource: { readOnly: false, run: tagResource },
  ListTagsForResource: { readOnly: true, run: listTagsForResource },
  AssociateKmsKey: { readOnly: false, run: associateKmsKey },
  DisassociateKmsKey: { readOnly: false, run: disassociateKmsKey },
};
