import { DescribeTrailsCommand, ListTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { inRegion, type Connection } from '../core/connection.ts';
import { isCancelled, toTrailscopeError } from '../core/failures/failure.ts';
import type { TrailsElsewhere } from '../core/ports.ts';
import type { AskCloudTrail } from './ask-cloudtrail.ts';
import { toListedTrails, toTrail, type ListedTrail } from './trail-answers.ts';

/**
 * The trails of an account that do not record the connection's Region. DescribeTrails tells of one Region only, so
 * ListTrails says where there are more, and each of those Regions is asked about its own.
 */
export async function trailsElsewhere(
  ask: AskCloudTrail,
  connection: Connection,
  signal: AbortSignal,
): Promise<TrailsElsewhere> {
  const trails = await listTrails(ask, connection, signal);
  const others = trails.filter(({ homeRegion }) => homeRegion !== connection.region);
  const regions = [...new Set(others.map(({ homeRegion }) => homeRegion))];
  const answers = await Promise.all(
    regions.map((region) => {
      const ofRegion = others.filter(({ homeRegion }) => homeRegion === region);
      return describeTrails(ask, inRegion(connection, region), ofRegion, signal);
    }),
  );
  return {
    trails: answers.flatMap((answer) => answer.trails),
    unread: answers.flatMap(({ unread }) => unread),
  };
}

/** The names of all trails of the account, whatever their home Region. */
async function listTrails(
  ask: AskCloudTrail,
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly ListedTrail[]> {
  const trails: ListedTrail[] = [];
  let token: string | undefined;
  do {
    const page = token === undefined ? {} : { NextToken: token };
    const answer = await ask('ListTrails', connection, signal, {
      send: (client, options) => client.send(new ListTrailsCommand(page), options),
      read: (output) => ({ trails: toListedTrails(output), next: output.NextToken }),
    });
    trails.push(...answer.trails);
    token = answer.next;
  } while (token !== undefined && token !== '');
  return trails;
}

async function describeTrails(
  ask: AskCloudTrail,
  connection: Connection,
  trails: readonly ListedTrail[],
  signal: AbortSignal,
): Promise<TrailsElsewhere> {
  const trailNameList = trails.map(({ arn }) => arn);
  try {
    const described = await ask('DescribeTrails', connection, signal, {
      send: (client, options) => client.send(new DescribeTrailsCommand({ trailNameList }), options),
      read: ({ trailList = [] }) => trailList.map(toTrail),
    });
    // A multi-Region trail records the connection's Region too, and is listed there.
    return { trails: described.filter(({ isMultiRegion }) => !isMultiRegion), unread: [] };
  } catch (thrown) {
    if (isCancelled(thrown)) {
      throw thrown;
    }
    const error = toTrailscopeError(thrown);
    return { trails: [], unread: trails.map((trail) => ({ ...trail, error })) };
  }
}
