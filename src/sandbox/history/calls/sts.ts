import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import type { Random } from '../random.ts';
import type { Operation } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { roleArn } from '../identities.ts';

export const assumeRole = {
  source: 'sts.amazonaws.com',
  name: 'AssumeRole',
  readOnly: true,
  version: '1.08',
} as const satisfies Operation;

/** How IAM and STS write times in what they answer: `Jul 10, 2023, 12:55:24 PM`, in UTC. */
export function longDate(time: number): string {
  return longDateFormat.format(time).replace(/\u202f/g, ' ');
}

const longDateFormat = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

/** Temporary credentials as STS answers with them. The session token is recorded, though of no use without the secret. */
export function temporaryCredentials(random: Random, accessKeyId: string, expiration: number): JsonObject {
  return {
    accessKeyId,
    sessionToken: `IQoJb3JpZ2luX2VjE${random.base64(219)}==`,
    expiration: longDate(expiration),
  };
}

/** The id of temporary credentials. */
export function temporaryKeyId(random: Random): string {
  return `ASIA${random.keyCharacters(16)}`;
}

/** What AssumeRole of a role of the sample account is asked and answers. */
export function assumeRoleDetails(options: {
  readonly random: Random;
  readonly role: string;
  readonly path?: string;
  /** The role's unique id (`AROA…`). */
  readonly roleId: string;
  readonly sessionName: string;
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly durationSeconds?: number;
  /** Members of the request beside the usual ones, such as `externalId` and `sourceIdentity`. */
  readonly beside?: JsonObject;
}): { requestParameters: JsonObject; responseElements: JsonObject; resources: JsonObject[] } {
  const { role, sessionName, durationSeconds = 3600 } = options;
  const arn = roleArn(role, options.path);
  const expiration = options.time + durationSeconds * 1000;
  return {
    requestParameters: { roleArn: arn, roleSessionName: sessionName, durationSeconds, ...options.beside },
    responseElements: {
      credentials: temporaryCredentials(options.random, options.accessKeyId, expiration),
      assumedRoleUser: {
        assumedRoleId: `${options.roleId}:${sessionName}`,
        arn: `arn:aws:sts::${sampleAccountId}:assumed-role/${role}/${sessionName}`,
      },
    },
    resources: [{ accountId: sampleAccountId, type: 'AWS::IAM::Role', ARN: arn }],
  };
}

export const stsCalls: readonly ApiCall[] = [
  {
    source: 'sts.amazonaws.com',
    name: 'GetCallerIdentity',
    readOnly: true,
    version: '1.08',
    weight: 6,
    ask: () => ({}),
  },
];
