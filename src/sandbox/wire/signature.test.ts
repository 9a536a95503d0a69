import { expect, it } from 'vitest';
import { credentialScope } from './signature.ts';

it('reads key, Region and service', () => {
  const header =
    'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260401/eu-west-1/cloudtrail/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc';
  expect(credentialScope(header)).toEqual({
    accessKeyId: 'AKIAEXAMPLE',
    region: 'eu-west-1',
    service: 'cloudtrail',
  });
});

it.each([
  undefined,
  '',
  'Bearer token',
  'AWS AKIAEXAMPLE:signature',
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/today/eu-west-1/cloudtrail/aws4_request',
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260401//cloudtrail/aws4_request',
])('reads nothing from %s', (header) => {
  expect(credentialScope(header)).toBeUndefined();
});
