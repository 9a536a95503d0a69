import { describe, expect, it } from 'vitest';
import { record, roleSession, user } from '../../../test/support/records.ts';
import type { JsonValue } from '../json.ts';
import { actorOf } from './actor.ts';

function actor(userIdentity: JsonValue | undefined, more = {}): ReturnType<typeof actorOf> {
  return actorOf(record({ userIdentity, ...more }));
}

describe('the actor of a call', () => {
  it.each([
    [user('maria'), 'user', 'maria'],
    [{ type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ops/maria' }, 'user', 'maria'],
    [{ type: 'Root', accountId: '111122223333' }, 'root', 'root'],
    [{ type: 'Root', userName: 'acme-prod' }, 'root', 'root (acme-prod)'],
    [roleSession('Admin', 'maria@acme'), 'role', 'maria@acme'],
    [roleSession('Admin', 'maria@acme', { sourceIdentity: 'maria' }), 'role', 'maria'],
    [roleSession('Deploy', 'aws-go-sdk-1688990082523310002'), 'role', 'role Deploy'],
    [roleSession('Deploy', 'botocore-session-1688990082'), 'role', 'role Deploy'],
    [roleSession('AWSServiceRoleForRDS', 'SLRManagement'), 'role', 'role AWSServiceRoleForRDS'],
    [
      roleSession('AWSReservedSSO_ReadOnly_abcdef0123456789', 'maria@example.com'),
      'role',
      'maria@example.com',
    ],
    [{ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria' }, 'role', 'maria'],
    [{ type: 'AssumedRole', principalId: 'AROAEXAMPLE:maria' }, 'role', 'unknown'],
    [{ type: 'Role', arn: 'arn:aws:iam::111122223333:role/Deploy' }, 'role', 'role Deploy'],
    [{ type: 'FederatedUser', arn: 'arn:aws:sts::111122223333:federated-user/maria' }, 'user', 'maria'],
    [{ type: 'SAMLUser', principalId: 'abc:maria', userName: 'maria' }, 'user', 'maria'],
    [{ type: 'WebIdentityUser', principalId: 'accounts.google.com:app:1234' }, 'user', 'app:1234'],
    [{ type: 'IdentityCenterUser', onBehalfOf: { userId: 'user-1' } }, 'user', 'user-1'],
    [{ type: 'AWSAccount', accountId: '444455556666' }, 'account', 'account 444455556666'],
    [{ type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }, 'unknown', 'anonymous'],
    [{ type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' }, 'service', 'AWS CloudFormation'],
    [{ type: 'AWSService', invokedBy: 'unheard-of.amazonaws.com' }, 'service', 'unheard-of.amazonaws.com'],
    [{ type: 'AWSService', invokedBy: 'AWS Internal' }, 'service', 'AWS CloudTrail'],
    // Events of services that lack the type.
    [
      { accountId: '111122223333', invokedBy: 'secretsmanager.amazonaws.com' },
      'service',
      'AWS Secrets Manager',
    ],
    [{ accountId: '111122223333' }, 'account', 'account 111122223333'],
    [{ arn: 'arn:aws:iam::111122223333:root' }, 'root', 'root'],
    [{ type: 'Unknown', userName: 'maria' }, 'unknown', 'maria'],
    [{ type: 'SomethingNew', principalId: 'who' }, 'unknown', 'who'],
    [{ type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, 'user', '(hidden)'],
    [{}, 'unknown', 'unknown'],
    [null, 'unknown', 'unknown'],
    [undefined, 'unknown', 'unknown'],
    ['maria', 'unknown', 'unknown'],
  ])('%o is a %s named %s', (identity, kind, name) => {
    expect(actor(identity)).toMatchObject({ kind, name });
  });

  it('is the service itself for an event of a service without an identity', () => {
    const more = { eventType: 'AwsServiceEvent', eventSource: 'kms.amazonaws.com' };
    expect(actor(null, more)).toMatchObject({ kind: 'service', name: 'AWS KMS' });
  });

  it('is named by the two sign-in events of Identity Center that know the name', () => {
    const more = { additionalEventData: { UserName: 'maria' } };
    expect(actor({ type: 'Unknown', principalId: '111122223333' }, more).name).toBe('maria');
  });

  it('knows the role session', () => {
    expect(actor(roleSession('Admin', 'maria@acme')).session).toEqual({
      roleName: 'Admin',
      roleArn: 'arn:aws:iam::111122223333:role/Admin',
      sessionName: 'maria@acme',
      startedAt: Date.UTC(2026, 10, 19, 13, 40),
      sourceIdentity: undefined,
    });
    expect(actor(user('maria')).session).toBeUndefined();
  });

  it('knows whether MFA was used, and a sign-in knows better than its session', () => {
    const identity = roleSession('Admin', 'maria');
    expect(actor(identity).mfa).toBe(true);
    expect(actor(identity, { additionalEventData: { MFAUsed: 'No' } }).mfa).toBe(false);
    expect(actor(user('maria')).mfa).toBeUndefined();
  });

  it('knows calls that the console made for a person', () => {
    expect(actor(user('maria'), { sessionCredentialFromConsole: 'true' }).fromConsole).toBe(true);
    expect(actor(user('maria')).fromConsole).toBe(false);
  });

  it('has a short, visible name whatever the record says', () => {
    const { name } = actor(user(`\u202E${'x'.repeat(100_000)}`));
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name.startsWith('\uFFFD')).toBe(true);
  });
});
