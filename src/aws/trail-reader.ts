import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
} from '@aws-sdk/client-cloudtrail';
import { inRegion, type Connection } from '../core/connection.ts';
import { TrailscopeError } from '../core/failures/failure.ts';
import type { TrailReader } from '../core/ports.ts';
import type { InsightSelector, Trail } from '../core/trails/trail.ts';
import { askCloudTrail } from './ask-cloudtrail.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';
import { toInsights, toSelectors, toStatus, toTags, toTrail } from './trail-answers.ts';
import { trailsElsewhere } from './trails-elsewhere.ts';

/** Reads trails with CloudTrail's own calls. What belongs to one trail is asked in its home Region, by its ARN. */
export function trailReader(
  calls: AwsCalls,
  clients: Clients,
  turn: (connection: Connection, signal: AbortSignal) => Promise<void>,
): TrailReader {
  const ask = askCloudTrail(calls, clients, turn);
  return {
    elsewhere: (connection, signal) => trailsElsewhere(ask, connection, signal),

    list: (connection, signal) =>
      ask('DescribeTrails', connection, signal, {
        send: (client, options) =>
          client.send(new DescribeTrailsCommand({ includeShadowTrails: true }), options),
        read: ({ trailList = [] }) => trailList.map(toTrail),
      }),

    status: (connection, trail, signal) =>
      ask('GetTrailStatus', homeOf(trail, connection), signal, {
        send: (client, options) => client.send(new GetTrailStatusCommand({ Name: trail.arn }), options),
        read: toStatus,
      }),

    selectors: (connection, trail, signal) =>
      ask('GetEventSelectors', homeOf(trail, connection), signal, {
        send: (client, options) =>
          client.send(new GetEventSelectorsCommand({ TrailName: trail.arn }), options),
        read: toSelectors,
      }),

    insights: (connection, trail, signal) =>
      ask('GetInsightSelectors', homeOf(trail, connection), signal, {
        send: (client, options) =>
          client.send(new GetInsightSelectorsCommand({ TrailName: trail.arn }), options),
        read: toInsights,
      }).catch(noneIfNotEnabled),

    tags: (connection, trail, signal) =>
      ask('ListTags', homeOf(trail, connection), signal, {
        send: (client, options) => client.send(new ListTagsCommand({ ResourceIdList: [trail.arn] }), options),
        read: toTags,
      }),
  };
}

function homeOf(trail: Trail, connection: Connection): Connection {
  return inRegion(connection, trail.homeRegion);
}

/** GetInsightSelectors answers with an error where other calls would answer with an empty list. */
function noneIfNotEnabled(thrown: unknown): readonly InsightSelector[] {
  const failure = thrown instanceof TrailscopeError ? thrown.failure : undefined;
  if (failure?.kind === 'refused' && failure.code === 'InsightNotEnabledException') {
    return [];
  }
  throw thrown;
}
