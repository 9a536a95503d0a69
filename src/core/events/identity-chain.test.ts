import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileRecord, record, roleSession, user } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { identityChain } from './identity-chain.ts';
import { eventFromRecord } from './parse-record.ts';

/** The chain as `kind name` and `-step->`, for reading. */
function chain(userIdentity: JsonObject): string {
  return identityChain(eventFromRecord(record({ userIdentity })))
    .map(({ kind, name, step }) => `${step === undefined ? '' : `-${step.by}-> `}${kind} ${name}`)
    .join(' ');
}

describe('the identity chain', () => {
  it('is one member for who called with their own credentials', () => {
    expect(chain(user('maria'))).toBe('user maria');
    expect(chain({ type: 'AWSService', invokedBy: 'config.amazonaws.com' })).toBe('service AWS Config');
    expect(chain({})).toBe('unknown unknown');
  });

  it('goes from a person through the role session, with the time and MFA of the step', () => {
    const [person, role] = identityChain(
      eventFromRecord(record({ userIdentity: roleSession('Admin', 'maria@acme') })),
    );
    expect(person).toMatchObject({ kind: 'user', name: 'maria@acme', isClaimed: true, step: undefined });
    expect(role).toMatchObject({
      kind: 'role',
      name: 'Admin',
      detail: 'maria@acme',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      step: { by: 'AssumeRole', at: Date.UTC(2026, 10, 19, 13, 40), mfa: true },
    });
  });

  it('tells a proven source identity from a name that the caller chose', () => {
    const identity = roleSession('Admin', 'anything', { sourceIdentity: 'maria' });
    const [person] = identityChain(eventFromRecord(record({ userIdentity: identity })));
    expect(person).toMatchObject({ name: 'maria', isClaimed: false });
  });

  it('begins with nobody where the session was named by a tool', () => {
    expect(chain(roleSession('Deploy', 'botocore-session-1688990082'))).toBe('-AssumeRole-> role Deploy');
  });

  it('begins with the instance or function whose role it is', () => {
    expect(chain(roleSession('web', 'i-05c30218156bcc246'))).toBe(
      'resource i-05c30218156bcc246 -AssumeRole-> role web',
    );
    const scoped = {
      ...roleSession('import', 'import-orders'),
      inScopeOf: { sourceArn: 'arn:aws:lambda:us-east-1:111122223333:function:import-orders' },
    };
    expect(chain(scoped)).toBe('resource import-orders -AssumeRole-> role import');
  });

  it('begins with the provider of a federated person', () => {
    expect(chain(roleSession('AWSReservedSSO_Admin_abcdef0123456789', 'maria@example.com'))).toBe(
      'provider IAM Identity Center -sign-in-> user maria@example.com -AssumeRoleWithSAML-> role Admin',
    );
    const web = roleSession('web', 'app-1', {
      webIdFederationData: { federatedProvider: 'accounts.google.com' },
    });
    expect(chain(web)).toBe(
      'provider accounts.google.com -sign-in-> user app-1 -AssumeRoleWithWebIdentity-> role web',
    );
  });

  it('ends with the service that called, and for whom', () => {
    const identity = {
      ...roleSession('Admin', 'maria'),
      invokedBy: 'cloudformation.amazonaws.com',
      invokedByDelegate: { accountId: '444455556666' },
      onBehalfOf: { userId: 'user-1' },
    };
    expect(chain(identity)).toBe(
      'user maria -AssumeRole-> role Admin -via-> service AWS CloudFormation ' +
        '-delegated by-> account account 444455556666 -on behalf of-> user user-1',
    );
  });

  it('always has a member with a name, for any record', () => {
    fc.assert(
      fc.property(hostileRecord, (source) => {
        const links = identityChain(eventFromRecord(source));
        expect(links.length).toBeGreaterThan(0);
        expect(links.every(({ name }) => name !== '' && name.length <= 120)).toBe(true);
      }),
    );
  });
});
