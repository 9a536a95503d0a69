import {
  LookupEventsCommand,
  type Event as ServiceEvent,
  type LookupEventsRequest,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { Connection } from '../core/connection.ts';
import type { CloudTrailEvent, LookupItem } from '../core/events/event.ts';
import { eventFromLookup } from '../core/events/parse-record.ts';
import type { EventHistory, EventLookup, EventPage } from '../core/ports.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';
import type { CallLimits } from './rate-limit.ts';

/** The most that LookupEvents gives at once. */
const pageSize = 50;

/** Looks events up with LookupEvents, each in its turn under the service's limit of calls. */
export function eventHistory(
  calls: AwsCalls,
  { cloudTrail }: Clients,
  limits: Pick<CallLimits, 'lookup' | 'lookupThrottled' | 'pace'>,
): EventHistory {
  const page = (connection: Connection, input: LookupEventsRequest, signal: AbortSignal) =>
    calls.send({
      operation: 'cloudtrail:LookupEvents',
      connection,
      signal,
      clients: cloudTrail,
      turn: () => limits.lookup(connection, signal),
      throttled: () => {
        limits.lookupThrottled(connection);
      },
      send: (client, options) => client.send(new LookupEventsCommand(input), options),
      read: toPage,
    });

  return {
    usePace: (pace) => {
      limits.pace = pace;
    },
    // A generator runs only when it is pulled: a page is fetched when it is asked for, and none before.
    async *lookup(connection, query, signal): AsyncGenerator<EventPage> {
      let input: LookupEventsRequest | undefined = toInput(query);
      while (input !== undefined) {
        const { events, nextToken }: ServicePage = await page(connection, input, signal);
        input = nextToken === undefined ? undefined : { ...input, NextToken: nextToken };
        yield { events, isLast: input === undefined };
      }
    },
  };
}

interface ServicePage {
  readonly events: readonly CloudTrailEvent[];
  /** Leads to the next page; undefined on the last one. */
  readonly nextToken: string | undefined;
}

function toPage({ Events = [], NextToken }: LookupEventsCommandOutput): ServicePage {
  return {
    events: Events.map((event) => eventFromLookup(toLookupItem(event))),
    nextToken: NextToken === '' ? undefined : NextToken,
  };
}

/** The same for every page: the service takes a token only with the parameters that it was made for. */
function toInput({ from, to, attribute, category }: EventLookup): LookupEventsRequest {
  return {
    MaxResults: pageSize,
    ...(from !== undefined && { StartTime: new Date(from) }),
    ...(to !== undefined && { EndTime: new Date(to) }),
    ...(attribute !== undefined && {
      LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }],
    }),
    ...(category === 'insight' && { EventCategory: 'insight' }),
  };
}

function toLookupItem(event: ServiceEvent): LookupItem {
  const { EventId, EventName, ReadOnly, AccessKeyId, EventTime, EventSource, Username, Resources } = event;
  return {
    ...(EventId !== undefined && { eventId: EventId }),
    ...(EventName !== undefined && { eventName: EventName }),
    ...(ReadOnly !== undefined && { readOnly: ReadOnly }),
    ...(AccessKeyId !== undefined && { accessKeyId: AccessKeyId }),
    ...(EventTime !== undefined && { eventTime: EventTime.getTime() }),
    ...(EventSource !== undefined && { eventSource: EventSource }),
    ...(Username !== undefined && { username: Username }),
    ...(Resources !== undefined && {
      resources: Resources.map(({ ResourceType, ResourceName }) => ({
        ...(ResourceType !== undefined && { type: ResourceType }),
        ...(ResourceName !== undefined && { name: ResourceName }),
      })),
    }),
    ...(event.CloudTrailEvent !== undefined && { cloudTrailEvent: event.CloudTrailEvent }),
  };
}
