import { nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { jsonList } from '../../state/json-list.ts';
import type { SampleTrail } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';
import { arnOf, invalidArn } from './find-trail.ts';

/** The service's quota of tags for one trail. */
const tagsPerTrail = 50;

/**
 * The tags of a request.
 * @throws ServiceError InvalidTagParameterException, TagsLimitExceededException
 */
export function tagsOf(list: JsonValue | undefined): Map<string, string> {
  const tags: [string, string][] = [];
  for (const tag of jsonList(list).map(objectOrEmpty)) {
    const key = nonEmptyString(tag['Key']);
    const value = nonEmptyString(tag['Value']) ?? '';
    if (key === undefined || key.length > 128) {
      throw new ServiceError('InvalidTagParameterException', 'Tag keys must have 1 to 128 characters.');
    }
    if (key.toLowerCase().startsWith('aws:') || value.length > 256) {
      throw new ServiceError('InvalidTagParameterException', `The tag ${key} is not valid.`);
    }
    tags.push([key, value]);
  }
  const byKey = new Map(tags);
  if (byKey.size < tags.length) {
    throw new ServiceError('InvalidTagParameterException', 'Duplicate tag keys are not allowed.');
  }
  checkCount(byKey.size);
  return byKey;
}

function checkCount(count: number): void {
  if (count > tagsPerTrail) {
    const message = `The number of tags per trail has exceeded the permitted amount. Currently, the limit is ${tagsPerTrail}.`;
    throw new ServiceError('TagsLimitExceededException', message);
  }
}

/** The trail whose tags a call is about: by its ARN, in its home Region. */
export function taggedTrail(call: Call, arn: string): SampleTrail {
  if (!arn.startsWith('arn:')) {
    throw invalidArn(arn);
  }
  const trail = call.state.trails.get(arnOf(call, arn));
  if (trail?.description.HomeRegion !== call.region) {
    throw new ServiceError('ResourceNotFoundException', `Resource not found: ${arn}`);
  }
  return trail;
}

/** AddTags: a key that is there gets the new value. */
export function addTags(call: Call): JsonObject {
  const { tags } = taggedTrail(call, nonEmptyString(call.input['ResourceId']) ?? '');
  const added = tagsOf(call.input['TagsList']);
  checkCount(new Set([...tags.keys(), ...added.keys()]).size);
  for (const [key, value] of added) {
    tags.set(key, value);
  }
  return {};
}

/** RemoveTags: a key that is not there is no error. */
export function removeTags(call: Call): JsonObject {
  const { tags } = taggedTrail(call, nonEmptyString(call.input['ResourceId']) ?? '');
  for (const key of tagsOf(call.input['TagsList']).keys()) {
    tags.delete(key);
  }
  return {};
}
