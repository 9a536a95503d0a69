import { StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { inRegion } from '../core/connection.ts';
import type { TrailLogging } from '../core/ports.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';

/** Starts and stops logging in the trail's home Region, the only one that allows it. */
export function trailLogging(calls: AwsCalls, { cloudTrail }: Clients): TrailLogging {
  return {
    async start(connection, trail, signal) {
      await calls.send({
        operation: 'cloudtrail:StartLogging',
        connection: inRegion(connection, trail.homeRegion),
        signal,
        clients: cloudTrail,
        send: (client, options) => client.send(new StartLoggingCommand({ Name: trail.arn }), options),
        read: () => undefined,
      });
    },

    async stop(connection, trail, signal) {
      await calls.send({
        operation: 'cloudtrail:StopLogging',
        connection: inRegion(connection, trail.homeRegion),
        signal,
        clients: cloudTrail,
        send: (client, options) => client.send(new StopLoggingCommand({ Name: trail.arn }), options),
        read: () => undefined,
      });
    },
  };
}
