import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId, sampleMoments, sampleRoles } from '../../sample/cast.ts';
import { runInstance, runInstances } from '../calls/ec2.ts';
import { isoSeconds } from '../dates.ts';
import type { Scene } from '../scene.ts';
import { beginServiceSession } from '../sessions/service.ts';
import { userAgents } from '../user-agents.ts';
import type { Story } from './story.ts';

/** How many instances the batch starts within how many minutes. */
export const spike = { calls: 90, minutes: 5 } as const;

const region = 'us-east-1';
const minute = 60_000;
/** A week, in minutes, of calls at the usual rate before. */
const baseline = { average: 0.0024, duration: 10_080 } as const;

/** The batch starts far more instances than usual, and CloudTrail Insights notices. */
export const callRateSpike: Story = {
  id: 'call-rate-spike',
  title: 'An unusual rate of calls',
  lookFor:
    `A pair of Insights events (Start and End, ApiCallRateInsight of RunInstances): ${spike.calls} calls within ` +
    `${spike.minutes} minutes by the role ${sampleRoles.batch}, against one in seven hours before.`,
  region,
  offset: sampleMoments.callRateSpike,
  tell,
};

function tell(scene: Scene, endTime: number): void {
  const { random } = scene;
  const around = endTime - sampleMoments.callRateSpike;
  // Insights counts by the minute.
  const start = around - (around % minute);
  const { caller } = beginServiceSession(scene, start - 2000, {
    service: 'scheduler.amazonaws.com',
    role: sampleRoles.batch,
    sessionName: 'nightly',
    region,
    userAgent: userAgents.boto3,
  });
  const pause = (spike.minutes * minute) / spike.calls;
  for (let index = 0; index < spike.calls; index += 1) {
    const time = start + Math.floor(index * pause + random.below(pause));
    scene.record(runInstances, { time, region, caller }, (site) =>
      runInstance(site, { name: `batch-${index + 1}`, type: 'c7g.xlarge' }),
    );
  }
  const sharedEventId = random.uuid();
  for (const state of ['Start', 'End'] as const) {
    const time = state === 'Start' ? start : start + spike.minutes * minute;
    scene.records.push({
      time,
      record: insight(state, time, { userAgent: caller.userAgent, sharedEventId, eventId: random.uuid() }),
    });
  }
}

function insight(
  state: 'Start' | 'End',
  time: number,
  ids: { readonly userAgent: string; readonly sharedEventId: string; readonly eventId: string },
): JsonObject {
  const average = spike.calls / spike.minutes;
  return {
    eventVersion: '1.08',
    eventTime: isoSeconds(time),
    awsRegion: region,
    eventID: ids.eventId,
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: sampleAccountId,
    sharedEventID: ids.sharedEventId,
    insightDetails: {
      state,
      eventSource: runInstances.source,
      eventName: runInstances.name,
      insightType: 'ApiCallRateInsight',
      sourceEventCategory: 'Management',
      insightContext: {
        statistics: {
          baseline: { average: baseline.average },
          insight: { average },
          insightDuration: spike.minutes,
          baselineDuration: baseline.duration,
        },
        attributions: [
          // Attributed to the role, whatever its sessions are called.
          attribution(
            'userIdentityArn',
            `arn:aws:sts::${sampleAccountId}:assumed-role/${sampleRoles.batch}`,
            average,
          ),
          attribution('userAgent', ids.userAgent, average),
          // A rate of calls that succeeded is attributed to the error `null`.
          attribution('errorCode', 'null', average),
        ],
      },
    },
    eventCategory: 'Insight',
  };
}

function attribution(attribute: string, value: string, average: number): JsonObject {
  return {
    attribute,
    insight: [{ value, average }],
    baseline: [{ value, average: baseline.average }],
  };
}
