import type { JsonObject } from '../../../core/json.ts';
import type { Call, Operation } from '../service.ts';
import { createTrail, updateTrail } from './create-trail.ts';
import { findTrailAtHome } from './find-trail.ts';
import { putEventSelectors, putInsightSelectors } from './put-selectors.ts';
import { addTags, removeTags } from './trail-tags.ts';

/** The service's quota for each operation that changes something, per account and Region. */
const callsPerSecond = 1;

/** The operations that change trails. */
export const changeOperations: Readonly<Record<string, Operation>> = {
  CreateTrail: { readOnly: false, callsPerSecond, run: createTrail },
  UpdateTrail: { readOnly: false, callsPerSecond, run: updateTrail },
  DeleteTrail: { readOnly: false, callsPerSecond, run: deleteTrail },
  StartLogging: { readOnly: false, callsPerSecond, run: startLogging },
  StopLogging: { readOnly: false, callsPerSecond, run: stopLogging },
  PutEventSelectors: { readOnly: false, callsPerSecond, run: putEventSelectors },
  PutInsightSelectors: { readOnly: false, callsPerSecond, run: putInsightSelectors },
  AddTags: { readOnly: false, callsPerSecond, run: addTags },
  RemoveTags: { readOnly: false, callsPerSecond, run: removeTags },
};

function deleteTrail(call: Call): JsonObject {
  const trail = findTrailAtHome(call, call.input['Name']);
  call.state.trails.delete(trail.description.TrailARN);
  return {};
}

function startLogging(call: Call): JsonObject {
  const trail = findTrailAtHome(call, call.input['Name']);
  trail.logging = { ...trail.logging, isOn: true, startedAt: call.time };
  return {};
}

function stopLogging(call: Call): JsonObject {
  const trail = findTrailAtHome(call, call.input['Name']);
  trail.logging = { ...trail.logging, isOn: false, stoppedAt: call.time };
  return {};
}
