import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { Connection } from '../core/connection.ts';
import type { Answer, AwsCall, AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';

/** Makes one call of CloudTrail in the connection's Region, and reads its answer. */
export type AskCloudTrail = <Output extends Answer, Result>(
  operation: string,
  connection: Connection,
  signal: AbortSignal,
  call: Pick<AwsCall<CloudTrailClient, Output, Result>, 'send' | 'read'>,
) => Promise<Result>;

/**
 * Calls of CloudTrail that describe, get or list, through the one place that retries, logs and maps failures.
 * @param turn waits for a call's turn under the service's limit
 */
export function askCloudTrail(
  calls: AwsCalls,
  { cloudTrail }: Clients,
  turn: (connection: Connection, signal: AbortSignal) => Promise<void>,
): AskCloudTrail {
  return (operation, connection, signal, call) =>
    calls.send({
      ...call,
      operation: `cloudtrail:${operation}`,
      connection,
      signal,
      clients: cloudTrail,
      turn: () => turn(connection, signal),
    });
}
