import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileJson } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { mask, maskKeyId, maskSecrets, redactForLog } from './redact.ts';

const token = `IQoJb3JpZ2luX2VjE${'AbCd1234+/'.repeat(20)}==`;

describe('a record with its secrets masked', () => {
  it('shows key ids in part and no credentials', () => {
    const record = {
      userIdentity: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', userName: 'maria' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: token, expiration: 'Nov 19, 2026' },
        accessKey: { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      },
    };
    expect(maskSecrets(record)).toEqual({
      userIdentity: { accessKeyId: 'ASIA…MPLE', userName: 'maria' },
      responseElements: {
        credentials: { accessKeyId: 'ASIA…MPLE', sessionToken: mask, expiration: 'Nov 19, 2026' },
        accessKey: { secretAccessKey: mask },
      },
    });
  });

  it.each([
    'masterUserPassword',
    'secret_string',
    'Authorization',
    'x-amz-security-token',
    'privateKey',
    'token',
    'clientSecret',
  ])('masks %s by its name, whatever it holds', (name) => {
    expect(maskSecrets({ [name]: 'hunter2' })).toEqual({ [name]: mask });
    expect(maskSecrets({ [name]: { deep: ['hunter2'] } })).toEqual({ [name]: mask });
    expect(maskSecrets({ [name]: 1234 })).toEqual({ [name]: mask });
  });

  it.each([
    'nextToken',
    'clientToken',
    'clientRequestToken',
    'passwordResetRequired',
    'keyId',
    'secretId',
    'userName',
    'tokenType',
  ])('leaves %s, which is no secret', (name) => {
    expect(maskSecrets({ [name]: 'value' })).toEqual({ [name]: 'value' });
  });

  it('leaves what CloudTrail has hidden already, so that one sees that it has', () => {
    const record = { password: 'HIDDEN_DUE_TO_SECURITY_REASONS', secret: '***', token: null, authToken: '' };
    expect(maskSecrets(record)).toEqual(record);
  });

  it('masks secrets inside of texts', () => {
    const { userData = '' } = maskSecrets({
      userData:
        'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY # AKIAIOSFODNN7EXAMPLE',
    });
    expect(userData).toBe(`export AWS_SECRET_ACCESS_KEY=${mask} # AKIA…MPLE`);
  });

  it('is a copy, with members of any name', () => {
    const record = JSON.parse('{"__proto__":{"polluted":"yes"},"a":[{"password":"p"}]}') as JsonObject;
    const masked = maskSecrets(record);
    expect(JSON.stringify(masked)).toBe(`{"__proto__":{"polluted":"yes"},"a":[{"password":"${mask}"}]}`);
    expect(JSON.stringify(record)).toContain('"p"');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is cut off where the record is nested without end', () => {
    const deep = JSON.parse(`${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`) as JsonObject;
    expect(JSON.stringify(maskSecrets(deep)).length).toBeLessThan(2000);
  });

  it('can be made of any JSON', () => {
    fc.assert(
      fc.property(hostileJson, (value) => {
        const record = isJsonObject(value) ? value : { value };
        expect(Object.keys(maskSecrets(record))).toEqual(Object.keys(record));
      }),
    );
  });
});

describe('a text for the log', () => {
  it.each([
    ['key AKIAIOSFODNN7EXAMPLE used', 'key AKIA…MPLE used'],
    [`token ${token} sent`, `token ${mask} sent`],
    [
      'GET /?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F2026&X-Amz-Signature=abcdef0123456789&x=1',
      `GET /?X-Amz-Credential=${mask}&X-Amz-Signature=${mask}&x=1`,
    ],
    [
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261119/us-east-1, SignedHeaders=host, Signature=0123456789abcdef',
      `AWS4-HMAC-SHA256 Credential=${mask}, SignedHeaders=host, Signature=${mask}`,
    ],
    ['authorization: Bearer abcdefghijkl.mnop', `authorization: Bearer ${mask}`],
    [
      'proxy http://maria:hunter2@proxy.example:3128 refused',
      `proxy http://maria:${mask}@proxy.example:3128 refused`,
    ],
    ['{"password":"hunter2","user":"maria"}', `{"password":"${mask}","user":"maria"}`],
    ['{\\"secretAccessKey\\":\\"abc/def\\"}', `{\\"secretAccessKey\\":\\"${mask}\\"}`],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter', `${mask}\nafter`],
    [`jwt eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)} end`, `jwt ${mask} end`],
    [
      'arn:aws:iam::111122223333:user/maria in us-east-1',
      'arn:aws:iam::111122223333:user/maria in us-east-1',
    ],
  ])('%s', (text, expected) => {
    expect(redactForLog(text)).toBe(expected);
  });

  it('keeps enough of a key id to tell it from others', () => {
    expect(maskKeyId('ASIAEXAMPLE000003KQ7')).toBe('ASIA…3KQ7');
    expect(maskKeyId('short')).toBe(mask);
  });

  it.each([
    ['A', 'AKIA'],
    ['password=', ''],
    ['://a:', ''],
    ['-----BEGIN PRIVATE KEY-----', ''],
    ['eyJ', ''],
  ])('is made of 1 MB of %s, in time that grows with its length alone', { timeout: 60_000 }, (piece) => {
    // With the square of the length it would take hours.
    const text = piece.repeat(1_000_000 / piece.length);
    expect(redactForLog(text).length).toBeGreaterThan(0);
  });
});
