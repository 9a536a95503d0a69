import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject } from '../../../core/json.ts';
import { recordsRegion } from '../../state/sample-trail.ts';
import type { TrailDescription } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';

/** The service's quota, which cannot be raised. A multi-Region trail counts in each Region. */
const trailsPerRegion = 5;

/**
 * Takes the members of CreateTrail and UpdateTrail over into a trail: what is given replaces, an empty text takes
 * away, what is not given stays. Looks at nothing but the request.
 * @throws ServiceError for a malformed value or a combination that the service does not allow
 */
export function withSettings(call: Call, trail: TrailDescription): TrailDescription {
  const { input } = call;
  const flag = (name: string, now: boolean): boolean => {
    const value = input[name];
    return typeof value === 'boolean' ? value : now;
  };
  const changed: TrailDescription = {
    ...trail,
    S3BucketName: bucketName(input, trail),
    S3KeyPrefix: keyPrefix(input, trail),
    ...topic(call, trail),
    IncludeGlobalServiceEvents: flag('IncludeGlobalServiceEvents', trail.IncludeGlobalServiceEvents),
    IsMultiRegionTrail: flag('IsMultiRegionTrail', trail.IsMultiRegionTrail),
    LogFileValidationEnabled: flag('EnableLogFileValidation', trail.LogFileValidationEnabled),
    ...logGroup(input, trail),
    KmsKeyId: given(input, 'KmsKeyId', trail.KmsKeyId),
    IsOrganizationTrail: flag('IsOrganizationTrail', trail.IsOrganizationTrail),
    RecursiveLogging: flag('RecursiveLogging', trail.RecursiveLogging),
  };
  if (changed.IsMultiRegionTrail && !changed.IncludeGlobalServiceEvents) {
    const message = 'Multi-Region trail must include global service events.';
    throw new ServiceError('InvalidParameterCombinationException', message);
  }
  return changed;
}

/** A text as it is after a request: the one that is given, none for an empty one, else the one before. */
function given(input: JsonObject, name: string, before: string | undefined): string | undefined {
  return typeof input[name] === 'string' ? nonEmptyString(input[name]) : before;
}

function bucketName(input: JsonObject, trail: TrailDescription): string {
  const name = given(input, 'S3BucketName', trail.S3BucketName) ?? '';
  if (name === '') {
    throw new ServiceError('InvalidS3BucketNameException', 'Bucket name cannot be blank!');
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new ServiceError('InvalidS3BucketNameException', `Invalid S3 bucket name: ${name}`);
  }
  return name;
}

function keyPrefix(input: JsonObject, trail: TrailDescription): string | undefined {
  const prefix = given(input, 'S3KeyPrefix', trail.S3KeyPrefix);
  if (prefix !== undefined && prefix.length > 200) {
    throw new ServiceError('InvalidS3PrefixException', 'S3 prefix is longer than 200 characters.');
  }
  return prefix;
}

function topic(
  { state, region, input }: Call,
  trail: TrailDescription,
): Pick<TrailDescription, 'SnsTopicName' | 'SnsTopicARN'> {
  const name = given(input, 'SnsTopicName', trail.SnsTopicName);
  if (name === undefined) {
    return { SnsTopicName: undefined, SnsTopicARN: undefined };
  }
  const arn = name.startsWith('arn:') ? name : `arn:aws:sns:${region}:${state.accountId}:${name}`;
  if (!/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(arn)) {
    throw new ServiceError('InvalidSnsTopicNameException', `SNS topic name is invalid: ${name}`);
  }
  return { SnsTopicName: name, SnsTopicARN: arn };
}

function logGroup(
  input: JsonObject,
  trail: TrailDescription,
): Pick<TrailDescription, 'CloudWatchLogsLogGroupArn' | 'CloudWatchLogsRoleArn'> {
  const group = given(input, 'CloudWatchLogsLogGroupArn', trail.CloudWatchLogsLogGroupArn);
  const role = given(input, 'CloudWatchLogsRoleArn', trail.CloudWatchLogsRoleArn);
  if (group !== undefined && role === undefined) {
    const message = 'You must specify a role ARN as well as a log group.';
    throw new ServiceError('InvalidCloudWatchLogsRoleArnException', message);
  }
  if (group === undefined && role !== undefined) {
    const message = 'You must specify a log group as well as a role ARN.';
    throw new ServiceError('InvalidCloudWatchLogsLogGroupArnException', message);
  }
  return { CloudWatchLogsLogGroupArn: group, CloudWatchLogsRoleArn: role };
}

/**
 * The quota of trails in each Region that a trail is about to be in.
 * @throws ServiceError MaximumNumberOfTrailsExceededException
 */
export function checkQuota({ state, region }: Call, trail: TrailDescription): void {
  const others = [...state.trails.values()].filter(
    ({ description }) => description.TrailARN !== trail.TrailARN,
  );
  for (const each of trail.IsMultiRegionTrail ? state.regions : [region]) {
    if (others.filter((other) => recordsRegion(other, each)).length >= trailsPerRegion) {
      const message = `User: ${state.accountId} already has ${trailsPerRegion} trails in ${each}.`;
      throw new ServiceError('MaximumNumberOfTrailsExceededException', message);
    }
  }
}
