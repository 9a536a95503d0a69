import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { recordsRegion } from '../../state/sample-trail.ts';
import { jsonList } from '../../state/json-list.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Call, Operation } from '../service.ts';
import { arnOf, findTrail } from './find-trail.ts';
import { trailStatus } from './trail-status.ts';
import { taggedTrail } from './trail-tags.ts';

/** The service's quota for each of its Get, Describe and List operations, per account and Region. */
const callsPerSecond = 10;

/** The operations that tell of trails. */
export const readOperations: Readonly<Record<string, Operation>> = {
  DescribeTrails: reading(describeTrails),
  ListTrails: reading(listTrails),
  GetTrail: reading((call) => ({ Trail: findTrail(call, call.input['Name']).description })),
  GetTrailStatus: reading((call) => trailStatus(findTrail(call, call.input['Name']), call.time)),
  GetEventSelectors: reading((call) => {
    const { description, selectors } = findTrail(call, call.input['TrailName']);
    return { TrailARN: description.TrailARN, ...selectors };
  }),
  GetInsightSelectors: reading(getInsightSelectors),
  ListTags: reading(listTags),
};

function reading(run: Operation['run']): Operation {
  return { readOnly: true, callsPerSecond, run };
}

/** Trails that do not exist are left out of the answer: only a malformed name or ARN is an error. */
function describeTrails(call: Call): JsonObject {
  const { state, region, input } = call;
  const asked = stringList(input['trailNameList']).map((nameOrArn) => arnOf(call, nameOrArn));
  const withShadows = input['includeShadowTrails'] !== false;
  const trails = [...state.trails.values()].filter(
    (trail) =>
      recordsRegion(trail, region) &&
      (asked.length === 0
        ? withShadows || trail.description.HomeRegion === region
        : asked.includes(trail.description.TrailARN)),
  );
  return { trailList: trails.map(({ description }) => description) };
}

/** The trails of all Regions. There are never so many that the answer has a second page. */
function listTrails({ state, input }: Call): JsonObject {
  if (input['NextToken'] !== undefined) {
    throw new ServiceError('InvalidNextTokenException', 'Invalid token.');
  }
  const trails = [...state.trails.values()].map(({ description }) => ({
    TrailARN: description.TrailARN,
    Name: description.Name,
    HomeRegion: description.HomeRegion,
  }));
  return { Trails: trails };
}

function getInsightSelectors(call: Call): JsonObject {
  const { description, insightSelectors } = findTrail(call, call.input['TrailName']);
  if (insightSelectors.length === 0) {
    const message = `Trail ${description.TrailARN} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`;
    throw new ServiceError('InsightNotEnabledException', message);
  }
  return { TrailARN: description.TrailARN, InsightSelectors: insightSelectors };
}

/** Takes the ARNs of up to 20 trails of the Region. */
function listTags(call: Call): JsonObject {
  const arns = stringList(call.input['ResourceIdList']);
  if (arns.length === 0 || arns.length > 20) {
    throw new ServiceError('InvalidParameterException', 'ResourceIdList must contain 1 to 20 ARNs.');
  }
  return { ResourceTagList: arns.map((arn) => ({ ResourceId: arn, TagsList: tagsOf(call, arn) })) };
}

function tagsOf(call: Call, arn: string): JsonObject[] {
  return [...taggedTrail(call, arn).tags].map(([key, value]) => ({ Key: key, Value: value }));
}

function stringList(value: JsonValue | undefined): string[] {
  return jsonList(value).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}
