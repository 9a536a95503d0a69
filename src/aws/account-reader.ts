import type { GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { CallerIdentity, Connection } from '../core/connection.ts';
import { isCancelled, toTrailscopeError } from '../core/failures/failure.ts';
import { knownRegionsWith } from '../core/known-regions.ts';
import type { AccountReader } from '../core/ports.ts';
import type { AwsCalls } from './calls.ts';
import type { Clients } from './clients.ts';

/** Asks STS who the caller is, EC2 which Regions the account has, and IAM what it is called. */
export function accountReader(
  calls: AwsCalls,
  { sts, ec2, iam }: Clients,
  onIdentity: (connection: Connection, identity: CallerIdentity) => void,
): AccountReader {
  const regions = (connection: Connection, signal: AbortSignal): Promise<readonly string[]> =>
    calls.send({
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

    regions,

    async regionChoices(connection, signal) {
      try {
        return { names: await regions(connection, signal) };
      } catch (thrown) {
        if (isCancelled(thrown)) {
          throw thrown;
        }
        return { names: knownRegionsWith(connection.region), error: toTrailscopeError(thrown) };
      }
    },

    alias: (connection, signal) =>
      calls.send({
        operation: 'iam:ListAccountAliases',
        connection,
        signal,
        clients: iam,
        send: async (client, options) => {
          const { iamCommands } = await import('./sdk-iam.ts');
          return client.send(new iamCommands.ListAccountAliases({}), options);
        },
        // An account has one at most.
        read: ({ AccountAliases = [] }) => AccountAliases[0],
      }),
  };
}

function toIdentity({ Account, Arn, UserId }: GetCallerIdentityCommandOutput): CallerIdentity {
  if (Account === undefined || Arn === undefined || UserId === undefined) {
    throw new Error('the account, the ARN or the user id is missing');
  }
  return { account: Account, arn: Arn, userId: UserId };
}
