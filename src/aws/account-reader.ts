import type { GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { CallerIdentity, Connection } from '../core/connection.ts';
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
      const identity = await calls.send({
        operation: 'sts:GetCallerIdentity',
        connection,
        signal,
        clients: sts,
        send: async (client, options) => {
          const { GetCallerIdentityCommand } = await import('./sdk-sts.ts');
          return client.send(new GetCallerIdentityCommand({}), options);
        },
        read: toIdentity,
      });
      onIdentity(connection, identity);
      return identity;
    },

    regions(connection, signal) {
      return calls.send({
        operation: 'ec2:DescribeRegions',
        connection,
        signal,
        clients: ec2,
        send: async (client, options) => {
          const { DescribeRegionsCommand } = await import('./sdk-ec2.ts');
          return client.send(new DescribeRegionsCommand({}), options);
        },
        read: ({ Regions = [] }) => Regions.flatMap(({ RegionName }) => RegionName ?? []).sort(),
      });
    },
  };
}

function toIdentity({ Account, Arn, UserId }: GetCallerIdentityCommandOutput): CallerIdentity {
  if (Account === undefined || Arn === undefined || UserId === undefined) {
    throw new Error('the account, the ARN or the user id is missing');
  }
  return { account: Account, arn: Arn, userId: UserId };
}
