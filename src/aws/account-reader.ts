import type { CallerIdentity, Connection } from '../core/connection.ts';
import { TrailscopeError } from '../core/failures/failure.ts';
import type { AccountReader } from '../core/ports.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';

/** Asks STS who the caller is, and EC2 which Regions the account has. */
export function accountReader(
  calls: AwsCalls,
  { sts, ec2 }: Clients,
  onIdentity: (connection: Connection, identity: CallerIdentity) => void,
): AccountReader {
  return {
    async identity(connection, signal) {
      const operation = 'sts:GetCallerIdentity';
      const { Account, Arn, UserId } = await calls.send({
        operation,
        connection,
        signal,
        clients: sts,
        send: async (client, options) => {
          const { GetCallerIdentityCommand } = await import('./sdk-sts.ts');
          return client.send(new GetCallerIdentityCommand({}), options);
        },
      });
      if (Account === undefined || Arn === undefined || UserId === undefined) {
        throw new TrailscopeError({ kind: 'unavailable' }, 'GetCallerIdentity answered without an identity', {
          operation,
          region: connection.region,
        });
      }
      const identity = { account: Account, arn: Arn, userId: UserId };
      onIdentity(connection, identity);
      return identity;
    },

    async regions(connection, signal) {
      const { Regions } = await calls.send({
        operation: 'ec2:DescribeRegions',
        connection,
        signal,
        clients: ec2,
        send: async (client, options) => {
          const { DescribeRegionsCommand } = await import('./sdk-ec2.ts');
          return client.send(new DescribeRegionsCommand({}), options);
        },
      });
      return (Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).sort();
    },
  };
}
