import { inRegion } from '../../core/connection.ts';
import { isRegionName } from '../../core/partitions.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import { trailItem, type TrailItem } from './trail-nodes.ts';

/**
 * The argument of a command that calls AWS as a trail, through a connection that the user has added; undefined for
 * anything else. Whoever calls a command can make up its argument: nobody but the user says where credentials are sent,
 * be it by an endpoint or by a Region that is none.
 */
export function listedTrail(
  argument: unknown,
  connections: Pick<ConnectionStore, 'find'>,
): TrailItem | undefined {
  const item = trailItem(argument);
  const listed = item && connections.find(item.connection)?.connection;
  if (item === undefined || listed === undefined) {
    return undefined;
  }
  const { arn, homeRegion } = item.trail;
  const regions = [item.connection.region, homeRegion, arn.split(':')[3] ?? ''];
  return regions.every(isRegionName)
    ? { ...item, connection: inRegion(listed, item.connection.region) }
    : undefined;
}
