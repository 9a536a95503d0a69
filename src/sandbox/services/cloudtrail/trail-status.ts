import type { JsonObject } from '../../../core/json.ts';
import { isoSeconds } from '../../history/dates.ts';
import type { SampleTrail } from '../../state/sample-trail.ts';

const minute = 60_000;

/** CloudTrail delivers log files about every 5 minutes. */
const deliveryInterval = 5 * minute;

/** And digest files every hour. */
const digestInterval = 60 * minute;

/**
 * What GetTrailStatus answers. Times are epoch seconds; those of deliveries follow from the clock, but for log files that
 * were really delivered.
 */
export function trailStatus(trail: SampleTrail, now: number): JsonObject {
  const { description, logging, deliveryFailure, deliveredAt } = trail;
  const { isOn, startedAt, stoppedAt } = logging;
  const end = isOn ? now : (stoppedAt ?? now);
  const since = startedAt ?? Infinity;
  const bucketEnd = deliveryFailure === undefined ? end : Math.min(end, deliveryFailure.since);
  const delivered = latest(lastOf(deliveryInterval, since, bucketEnd), deliveredAt);
  const digested = description.LogFileValidationEnabled
    ? lastOf(digestInterval, since, bucketEnd)
    : undefined;
  const published = description.SnsTopicARN === undefined ? undefined : delivered;
  const streamed =
    description.CloudWatchLogsLogGroupArn === undefined ? undefined : lastOf(minute, since, end);
  const failing = deliveryFailure !== undefined && isOn ? deliveryFailure.code : undefined;
  return {
    IsLogging: isOn,
    LatestDeliveryError: failing,
    LatestDeliveryTime: seconds(delivered),
    LatestNotificationTime: seconds(published),
    StartLoggingTime: seconds(startedAt),
    StopLoggingTime: seconds(stoppedAt),
    LatestCloudWatchLogsDeliveryTime: seconds(streamed),
    LatestDigestDeliveryTime: seconds(digested),
    LatestDigestDeliveryError: description.LogFileValidationEnabled ? failing : undefined,
    LatestDeliveryAttemptTime: iso(isOn && failing ? lastOf(deliveryInterval, since, end) : delivered),
    LatestNotificationAttemptTime: iso(published),
    LatestNotificationAttemptSucceeded: iso(published),
    LatestDeliveryAttemptSucceeded: iso(delivered),
    TimeLoggingStarted: iso(startedAt),
    TimeLoggingStopped: iso(stoppedAt),
  };
}

/** The last multiple of the interval up to the end, if the trail logged for a whole interval by then. */
function lastOf(interval: number, since: number, end: number): number | undefined {
  const last = end - (end % interval);
  return last >= since + interval ? last : undefined;
}

/** The later of two times, either of which may be missing. */
function latest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.max(left, right);
}

function seconds(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time / 1000);
}

/** The members that are no longer in use are texts, and empty where there is no time. */
function iso(time: number | undefined): string {
  return time === undefined ? '' : isoSeconds(time);
}
