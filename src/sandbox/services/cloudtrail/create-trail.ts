import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { defaultEventSelector, trailArn } from '../../sample/sample-trails.ts';
import { jsonList } from '../../state/json-list.ts';
import { recordsRegion } from '../../state/sample-trail.ts';
import type { TrailDescription } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';
import { checkTrailName } from './find-trail.ts';

/** The service's quota, which cannot be raised. A multi-Region trail counts in each Region. */
const trailsPerRegion = 5;

/** The service's quota of tags for one trail. */
const tagsPerTrail = 50;

/**
 * Makes a trail as the API makes it unless told otherwise: for one Region, without validation of log files, and not
 * logging. Policies of buckets, keys and topics are not looked at.
 * @throws ServiceError for a bad or taken name, a bucket that does not exist, a bad combination, a reached quota
 */
export function createTrail(call: Call): JsonObject {
  const { state, input } = call;
  const description = newDescription(call);
  const tags = tagsOf(input['TagsList']);
  if (state.trails.has(description.TrailARN)) {
    const message = `Trail ${description.Name} already exists for customer: ${state.accountId}`;
    throw new ServiceError('TrailAlreadyExistsException', message);
  }
  checkQuota(call, description.IsMultiRegionTrail);
  state.trails.set(description.TrailARN, {
    description,
    selectors: { EventSelectors: [defaultEventSelector()] },
    insightSelectors: [],
    tags,
    logging: { isOn: false },
  });
  // The answer has the members of a trail but these three.
  return {
    ...description,
    HomeRegion: undefined,
    HasCustomEventSelectors: undefined,
    HasInsightSelectors: undefined,
  };
}

function newDescription(call: Call): TrailDescription {
  const { state, region, input } = call;
  const name = typeof input['Name'] === 'string' ? input['Name'] : '';
  checkTrailName(name);
  const isMultiRegion = input['IsMultiRegionTrail'] === true;
  const includesGlobal = input['IncludeGlobalServiceEvents'] !== false;
  if (isMultiRegion && !includesGlobal) {
    const message = 'Multi-Region trail must include global service events.';
    throw new ServiceError('InvalidParameterCombinationException', message);
  }
  return {
    Name: name,
    S3BucketName: bucketName(call),
    ...keyPrefix(input),
    ...topic(call),
    IncludeGlobalServiceEvents: includesGlobal,
    IsMultiRegionTrail: isMultiRegion,
    HomeRegion: region,
    TrailARN: trailArn(state.accountId, region, name),
    LogFileValidationEnabled: input['EnableLogFileValidation'] === true,
    ...logGroup(input),
    ...encryptionKey(call),
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: input['IsOrganizationTrail'] === true,
  };
}

function bucketName({ state, input }: Call): string {
  const name = nonEmptyString(input['S3BucketName']);
  if (name === undefined) {
    throw new ServiceError('InvalidS3BucketNameException', 'Bucket name cannot be blank!');
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new ServiceError('InvalidS3BucketNameException', `Invalid S3 bucket name: ${name}`);
  }
  if (!state.buckets.has(name)) {
    throw new ServiceError('S3BucketDoesNotExistException', `S3 bucket ${name} does not exist!`);
  }
  return name;
}

function keyPrefix(input: JsonObject): { S3KeyPrefix?: string } {
  const prefix = nonEmptyString(input['S3KeyPrefix']);
  if (prefix === undefined) {
    return {};
  }
  if (prefix.length > 200) {
    throw new ServiceError('InvalidS3PrefixException', 'S3 prefix is longer than 200 characters.');
  }
  return { S3KeyPrefix: prefix };
}

function topic({ state, region, input }: Call): { SnsTopicName?: string; SnsTopicARN?: string } {
  const name = nonEmptyString(input['SnsTopicName']);
  if (name === undefined) {
    return {};
  }
  const arn = name.startsWith('arn:') ? name : `arn:aws:sns:${region}:${state.accountId}:${name}`;
  return { SnsTopicName: name, SnsTopicARN: arn };
}

function logGroup(input: JsonObject): { CloudWatchLogsLogGroupArn?: string; CloudWatchLogsRoleArn?: string } {
  const group = nonEmptyString(input['CloudWatchLogsLogGroupArn']);
  const role = nonEmptyString(input['CloudWatchLogsRoleArn']);
  if (group !== undefined && role !== undefined) {
    return { CloudWatchLogsLogGroupArn: group, CloudWatchLogsRoleArn: role };
  }
  if (group !== undefined) {
    const message = 'A CloudWatch Logs role ARN is required with a log group ARN.';
    throw new ServiceError('InvalidCloudWatchLogsRoleArnException', message);
  }
  if (role !== undefined) {
    const message = 'A CloudWatch Logs log group ARN is required with a role ARN.';
    throw new ServiceError('InvalidCloudWatchLogsLogGroupArnException', message);
  }
  return {};
}

/** The key as an ARN, as the service answers it: given as an ARN, as `alias/name` or as a key's id. */
function encryptionKey({ state, region, input }: Call): { KmsKeyId?: string } {
  const key = nonEmptyString(input['KmsKeyId']);
  if (key === undefined || key.startsWith('arn:')) {
    return key === undefined ? {} : { KmsKeyId: key };
  }
  const resource = key.startsWith('alias/') ? key : `key/${key}`;
  return { KmsKeyId: `arn:aws:kms:${region}:${state.accountId}:${resource}` };
}

function tagsOf(list: JsonValue | undefined): Map<string, string> {
  const tags: [string, string][] = [];
  for (const tag of jsonList(list).map(objectOrEmpty)) {
    const key = nonEmptyString(tag['Key']);
    if (key === undefined || key.length > 128) {
      throw new ServiceError('InvalidTagParameterException', 'Tag keys must have 1 to 128 characters.');
    }
    tags.push([key, nonEmptyString(tag['Value']) ?? '']);
  }
  const byKey = new Map(tags);
  if (byKey.size < tags.length) {
    throw new ServiceError('InvalidTagParameterException', 'Duplicate tag keys are not allowed.');
  }
  if (byKey.size > tagsPerTrail) {
    const message = `The number of tags per trail has exceeded the permitted amount. Currently, the limit is ${tagsPerTrail}.`;
    throw new ServiceError('TagsLimitExceededException', message);
  }
  return byKey;
}

function checkQuota({ state, region }: Call, isMultiRegion: boolean): void {
  const trails = [...state.trails.values()];
  for (const each of isMultiRegion ? state.regions : [region]) {
    if (trails.filter((trail) => recordsRegion(trail, each)).length >= trailsPerRegion) {
      const message = `User: ${state.accountId} already has ${trailsPerRegion} trails in ${each}.`;
      throw new ServiceError('MaximumNumberOfTrailsExceededException', message);
    }
  }
}
