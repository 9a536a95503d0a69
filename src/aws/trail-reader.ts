import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  type CloudTrailClient,
} from '@aws-sdk/client-cloudtrail';
import { inRegion, type Connection } from '../core/connection.ts';
import { TrailscopeError } from '../core/failures/failure.ts';
import type { TrailReader } from '../core/ports.ts';
import type { Trail } from '../core/trails/trail.ts';
import type { Answer, AwsCall, AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';
import { toInsightSelector, toSelectors, toStatus, toTrail } from './trail-answers.ts';

/** Reads trails with CloudTrail's own calls. What belongs to one trail is asked in its home Region, by its ARN. */
export function trailReader(calls: AwsCalls, { cloudTrail }: Clients): TrailReader {
  const ask = <Output extends Answer>(
    operation: string,
    connection: Connection,
    signal: AbortSignal,
    send: AwsCall<CloudTrailClient, Output>['send'],
  ) => calls.send({ operation: `cloudtrail:${operation}`, connection, signal, clients: cloudTrail, send });

  return {
    async list(connection, signal) {
      const { trailList } = await ask('DescribeTrails', connection, signal, (client, options) =>
        client.send(new DescribeTrailsCommand({ includeShadowTrails: true }), options),
      );
      return (trailList ?? []).map((trail) => toTrail(trail, connection));
    },

    async status(connection, trail, signal) {
      return toStatus(
        await ask('GetTrailStatus', homeOf(trail, connection), signal, (client, options) =>
          client.send(new GetTrailStatusCommand({ Name: trail.arn }), options),
        ),
      );
    },

    async selectors(connection, trail, signal) {
      return toSelectors(
        await ask('GetEventSelectors', homeOf(trail, connection), signal, (client, options) =>
          client.send(new GetEventSelectorsCommand({ TrailName: trail.arn }), options),
        ),
      );
    },

    async insights(connection, trail, signal) {
      try {
        const { InsightSelectors } = await ask(
          'GetInsightSelectors',
          homeOf(trail, connection),
          signal,
          (client, options) => client.send(new GetInsightSelectorsCommand({ TrailName: trail.arn }), options),
        );
        return (InsightSelectors ?? []).flatMap(toInsightSelector);
      } catch (thrown) {
        if (isInsightNotEnabled(thrown)) {
          return [];
        }
        throw thrown;
      }
    },

    async tags(connection, trail, signal) {
      const { ResourceTagList } = await ask(
        'ListTags',
        homeOf(trail, connection),
        signal,
        (client, options) => client.send(new ListTagsCommand({ ResourceIdList: [trail.arn] }), options),
      );
      const tags = (ResourceTagList ?? []).flatMap(({ TagsList }) => TagsList ?? []);
      return new Map(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
    },
  };
}

function homeOf(trail: Trail, connection: Connection): Connection {
  return inRegion(connection, trail.homeRegion);
}

/** The service answers with an error where others would answer with an empty list. */
function isInsightNotEnabled(thrown: unknown): boolean {
  return (
    thrown instanceof TrailscopeError &&
    thrown.failure.kind === 'refused' &&
    thrown.failure.code === 'InsightNotEnabledException'
  );
}
