import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import { answeredDate } from '../dates.ts';
import { roleArn } from '../identities.ts';
import type { Random } from '../random.ts';
import type { CallDetails } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { World } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

const sts = serviceCalls({ source: 'sts.amazonaws.com', version: '1.08' });

/** Weight 0: the activities assume roles where one is needed. */
export const assumeRole = sts.read('AssumeRole', 0);
export const assumeRoleWithWebIdentity = sts.read('AssumeRoleWithWebIdentity', 0);
export const assumeRoleWithSaml = sts.read('AssumeRoleWithSAML', 0);

/** Calls that need no session of their own. */
export const stsCalls: readonly ApiCall[] = [sts.read('GetCallerIdentity', 6)];

/** A role session that is being made. */
export interface NewSession {
  readonly role: string;
  /** The role's path with its slashes; `/` when absent. */
  readonly path?: string;
  readonly sessionName: string;
  /** The id of the credentials that the session gets, which its calls are then recorded with. */
  readonly accessKeyId: string;
}

/** The id of temporary credentials. */
export function temporaryKeyId(random: Random): string {
  return `ASIA${random.keyCharacters(16)}`;
}

/** Temporary credentials as STS answers with them: the record has the session token, but not the secret. */
export function temporaryCredentials(random: Random, accessKeyId: string, expiration: number): JsonObject {
  const sessionToken = `IQoJb3JpZ2luX2VjE${random.base64(219)}==`;
  return { accessKeyId, sessionToken, expiration: answeredDate(expiration) };
}

/**
 * What AssumeRole of a role of the sample account is asked and answers, at the time given (epoch milliseconds).
 * `beside` has members of the request beside the usual ones, such as `externalId`.
 */
export function assumeRoleDetails(
  { world, random }: { readonly world: World; readonly random: Random },
  time: number,
  session: NewSession,
  {
    durationSeconds = 3600,
    beside,
  }: { readonly durationSeconds?: number; readonly beside?: JsonObject } = {},
): CallDetails {
  const { role, path, sessionName, accessKeyId } = session;
  const arn = roleArn(role, path);
  return {
    requestParameters: { roleArn: arn, roleSessionName: sessionName, durationSeconds, ...beside },
    responseElements: {
      credentials: temporaryCredentials(random, accessKeyId, time + durationSeconds * 1000),
      assumedRoleUser: {
        assumedRoleId: `${world.uniqueId('AROA', role)}:${sessionName}`,
        arn: `arn:aws:sts::${sampleAccountId}:assumed-role/${role}/${sessionName}`,
      },
    },
    resources: [{ accountId: sampleAccountId, type: 'AWS::IAM::Role', ARN: arn }],
  };
}
