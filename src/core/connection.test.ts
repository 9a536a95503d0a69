import { describe, expect, it } from 'vitest';
import {
  connection,
  connectionKey,
  credentialSourceKey,
  inRegion,
  parseConnection,
  type Connection,
  type CredentialSource,
} from './connection.ts';

const sources: readonly CredentialSource[] = [
  { kind: 'sample' },
  { kind: 'default-chain' },
  { kind: 'environment' },
  { kind: 'container' },
  { kind: 'instance' },
  { kind: 'profile', name: 'prod' },
  { kind: 'profile', name: 'environment' },
  { kind: 'sso-role', session: 'corp', account: '111122223333', role: 'Admin' },
  { kind: 'sso-role', session: 'corp', account: '123456789012', role: 'Admin' },
  { kind: 'sso-role', session: 'corp', account: '111122223333', role: 'Auditor' },
  { kind: 'sso-role', session: 'other', account: '111122223333', role: 'Admin' },
];

const connections: readonly Connection[] = sources.flatMap((credentials) => [
  connection({ credentials, region: 'eu-west-1' }),
  connection({ credentials, region: 'us-east-1' }),
  connection({ credentials, region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' }),
]);

describe('a connection', () => {
  it('has a key of its own', () => {
    expect(new Set(connections.map(connectionKey)).size).toBe(connections.length);
    expect(new Set(sources.map(credentialSourceKey)).size).toBe(sources.length);
  });

  it('is frozen, with its source', () => {
    for (const each of connections) {
      expect(Object.isFrozen(each) && Object.isFrozen(each.credentials)).toBe(true);
    }
  });

  it('keeps all but its Region in another one', () => {
    for (const each of connections) {
      expect(inRegion(each, 'sa-east-1')).toEqual({ ...each, region: 'sa-east-1' });
    }
  });

  it('comes back from JSON as it was', () => {
    for (const each of connections) {
      expect(parseConnection(JSON.parse(JSON.stringify(each)))).toEqual(each);
    }
  });

  it('takes nothing but names from JSON', () => {
    const secrets = { secretAccessKey: 'example-secret', token: 'example-secret' };
    for (const each of connections) {
      const read = parseConnection({ ...each, ...secrets, credentials: { ...each.credentials, ...secrets } });
      expect(read).toEqual(each);
    }
  });

  it.each([
    [undefined],
    [null],
    ['eu-west-1'],
    [{ region: 'eu-west-1' }],
    [{ credentials: { kind: 'sample' } }],
    [{ credentials: { kind: 'sample' }, region: '' }],
    [{ credentials: { kind: 'guess' }, region: 'eu-west-1' }],
    [{ credentials: { kind: 'profile' }, region: 'eu-west-1' }],
    [{ credentials: { kind: 'profile', name: 1 }, region: 'eu-west-1' }],
    [{ credentials: { kind: 'sso-role', session: 'corp', account: '1' }, region: 'eu-west-1' }],
  ])('is not made of %j', (value) => {
    expect(parseConnection(value)).toBeUndefined();
  });
});
