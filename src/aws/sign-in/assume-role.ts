import { readFile } from 'node:fs/promises';
import { connection, type CredentialSource } from '../../core/connection.ts';
import { parseArn } from '../../core/events/arn.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { partitionOf, partitionWithId } from '../../core/partitions.ts';
import type { AwsCalls } from '../calls.ts';
import type { RoleRoute, WebIdentityRoute } from '../configuration/credential-route.ts';
import { defaultRegion } from '../region.ts';
import type { Time } from '../time.ts';
import type { Credentials } from './credentials.ts';
import type { SignInClients } from './sign-in-clients.ts';

export interface AssumeRoleOptions {
  readonly calls: AwsCalls;
  readonly clients: SignInClients;
  readonly time: Time;
}

/** For whom STS is asked, and until when. */
export interface RoleQuestion {
  /** Whose settings decide about endpoints and Regions. */
  readonly source: CredentialSource;
  readonly signal: AbortSignal;
}

/**
 * The credentials of a role, with those of its source.
 *
 * @param code of the MFA device, where the role names one
 * @throws TrailscopeError `denied`, or `invalid-input` for a code that STS does not take
 */
export async function assumeRole(
  { calls, clients, time }: AssumeRoleOptions,
  { source, signal }: RoleQuestion,
  { roleArn, externalId, duration, mfaSerial, sessionName }: RoleRoute,
  caller: Credentials,
  code: string | undefined,
): Promise<Credentials> {
  const region = await stsRegion(source, roleArn);
  try {
    return await calls.send({
      operation: 'sts:AssumeRole',
      connection: connection({ credentials: source, region }),
      signal,
      clients: { of: () => clients.sts(source, region, caller) },
      send: async (client, options) => {
        const { AssumeRoleCommand } = await import('./sdk-sts-roles.ts');
        const input = {
          RoleArn: roleArn,
          RoleSessionName: sessionName ?? newSessionName(time),
          ...(externalId !== undefined && { ExternalId: externalId }),
          ...(duration !== undefined && { DurationSeconds: duration }),
          ...(code !== undefined && { SerialNumber: mfaSerial, TokenCode: code }),
        };
        return client.send(new AssumeRoleCommand(input), options);
      },
      read: ({ Credentials: answer }) => answered(answer),
    });
  } catch (thrown) {
    throw isWrongCode(thrown)
      ? new TrailscopeError({ kind: 'invalid-input' }, thrown.message, thrown.context, thrown)
      : thrown;
  }
}

/** The credentials of a role, with a token that somebody else keeps in a file. */
export async function assumeRoleWithWebIdentity(
  { calls, clients, time }: AssumeRoleOptions,
  { source, signal }: RoleQuestion,
  { roleArn, tokenFile, sessionName }: WebIdentityRoute,
): Promise<Credentials> {
  const token = await readToken(tokenFile);
  const region = await stsRegion(source, roleArn);
  return calls.send({
    operation: 'sts:AssumeRoleWithWebIdentity',
    connection: connection({ credentials: source, region }),
    signal,
    clients: { of: () => clients.sts(source, region) },
    send: async (client, options) => {
      const { AssumeRoleWithWebIdentityCommand } = await import('./sdk-sts-roles.ts');
      const input = {
        RoleArn: roleArn,
        RoleSessionName: sessionName ?? newSessionName(time),
        WebIdentityToken: token,
      };
      return client.send(new AssumeRoleWithWebIdentityCommand(input), options);
    },
    read: ({ Credentials: answer }) => answered(answer),
  });
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw new TrailscopeError({ kind: 'no-credentials' }, `The web identity token cannot be read (${code})`);
  }
}

/** Where STS is asked: the user's Region if it is of the role's partition, else where the partition has its home. */
async function stsRegion(source: CredentialSource, roleArn: string): Promise<string> {
  const partition = partitionWithId(parseArn(roleArn)?.partition ?? 'aws');
  const configured = await defaultRegion(source);
  return configured !== undefined && partitionOf(configured).id === partition.id
    ? configured
    : partition.globalRegion;
}

/** The name under which the session stands in CloudTrail, where the user gave none. */
function newSessionName(time: Time): string {
  return `trailscope-${time.now()}`;
}

/** STS answers a wrong code as it answers a missing permission; only the text tells. */
function isWrongCode(thrown: unknown): thrown is TrailscopeError {
  return (
    thrown instanceof TrailscopeError &&
    thrown.failure.kind === 'denied' &&
    thrown.message.includes('MultiFactorAuthentication failed')
  );
}

interface AnsweredCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

function answered(credentials: AnsweredCredentials | undefined): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error('the keys or the session token are missing');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration !== undefined && { expiration: Expiration }),
  };
}
