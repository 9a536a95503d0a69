import type { JsonObject } from '../../../core/json.ts';
import { defaultEventSelector, trailArn } from '../../sample/sample-trails.ts';
import type { TrailDescription } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call } from '../service.ts';
import { checkDestinations, markFolders } from './check-destinations.ts';
import { checkTrailName, findTrailAtHome } from './find-trail.ts';
import { tagsOf } from './trail-tags.ts';
import { checkQuota, withSettings } from './trail-settings.ts';

/**
 * Makes a trail as the API makes it unless told otherwise: for one Region, without validation of log files, and not
 * logging.
 * @throws ServiceError for a bad or taken name, a bad combination, a reached quota, and whatever CloudTrail may not use
 */
export function createTrail(call: Call): JsonObject {
  const { state, region, input } = call;
  const name = typeof input['Name'] === 'string' ? input['Name'] : '';
  checkTrailName(name);
  const asked = withSettings(call, {
    Name: name,
    S3BucketName: '',
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    HomeRegion: region,
    TrailARN: trailArn(ownerOf(call), region, name),
    LogFileValidationEnabled: false,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
    RecursiveLogging: true,
  });
  const tags = tagsOf(input['TagsList']);
  if (state.trails.has(asked.TrailARN)) {
    const message = `Trail ${name} already exists for customer: ${state.accountId}`;
    throw new ServiceError('TrailAlreadyExistsException', message);
  }
  checkQuota(call, asked);
  const description = checkDestinations(call, asked);
  markFolders(call, description, false);
  state.trails.set(description.TrailARN, {
    description,
    selectors: { EventSelectors: [defaultEventSelector()] },
    insightSelectors: [],
    tags,
    logging: { isOn: false },
  });
  return answered(description);
}

/** A delegate makes a trail of the organization for the management account. */
function ownerOf({ state: { accountId, organization }, input }: Call): string {
  return input['IsOrganizationTrail'] === true ? (organization?.managementAccountId ?? accountId) : accountId;
}

/**
 * Changes a trail; everything that it uses is checked again, as the service does.
 * @throws ServiceError as {@link createTrail}, TrailNotFoundException, InvalidHomeRegionException
 */
export function updateTrail(call: Call): JsonObject {
  const trail = findTrailAtHome(call, call.input['Name']);
  const asked = withSettings(call, trail.description);
  checkQuota(call, asked);
  const description = checkDestinations(call, asked);
  markFolders(call, description, description.HasInsightSelectors);
  trail.description = description;
  trail.deliveryFailure = undefined;
  return answered(description);
}

/** CreateTrail and UpdateTrail answer with the members of a trail but these three. */
function answered(description: TrailDescription): JsonObject {
  return {
    ...description,
    HomeRegion: undefined,
    HasCustomEventSelectors: undefined,
    HasInsightSelectors: undefined,
  };
}
