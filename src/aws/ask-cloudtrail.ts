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

/** Calls of CloudTrail, through the one place that retries, logs and maps failures. */
export function askCloudTrail(calls: AwsCalls, { cloudTrail }: Clients): AskCloudTrail {
  return (operation, connection, signal, { send, read }) =>
    calls.send({ operation: `cloudtrail:${operation}`, connection, signal, clients: cloudTrail, send, read });
}
