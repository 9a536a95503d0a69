import { expect, test } from 'vitest';
import { stubUserConfig } from '../../test/support/user-config.ts';
import { connection } from '../core/connection.ts';
import { customEndpoint } from './endpoint.ts';

const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const audit = connection({ credentials: { kind: 'profile', name: 'audit' }, region: 'us-east-1' });
const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

const config = `
[default]
endpoint_url = http://default.test
[profile audit]
services = local
endpoint_url = http://audit.test
[profile plain]
region = us-east-1
[services local]
cloudtrail =
  endpoint_url = http://audit-cloudtrail.test
`;

test('AWS itself when nothing is configured', async () => {
  stubUserConfig();
  expect(await customEndpoint(chain, 'cloudtrail')).toBeUndefined();
});

test('the order: connection, variable of the service, variable of all, services section, profile', async () => {
  stubUserConfig({ config });
  expect(await customEndpoint(audit, 'sts')).toBe('http://audit.test');
  expect(await customEndpoint(audit, 'cloudtrail')).toBe('http://audit-cloudtrail.test');
  stubUserConfig({ config, environment: { AWS_ENDPOINT_URL: 'http://all.test' } });
  expect(await customEndpoint(audit, 'cloudtrail')).toBe('http://all.test');
  const both = { AWS_ENDPOINT_URL: 'http://all.test', AWS_ENDPOINT_URL_CLOUDTRAIL: 'http://trail.test' };
  stubUserConfig({ config, environment: both });
  expect(await customEndpoint(audit, 'cloudtrail')).toBe('http://trail.test');
  expect(await customEndpoint(audit, 'ec2')).toBe('http://all.test');
  const local = connection({ ...audit, endpoint: 'http://127.0.0.1:4566' });
  expect(await customEndpoint(local, 'cloudtrail')).toBe('http://127.0.0.1:4566');
});

test("a profile without an endpoint does not get the default profile's", async () => {
  stubUserConfig({ config });
  const plain = connection({ credentials: { kind: 'profile', name: 'plain' }, region: 'us-east-1' });
  expect(await customEndpoint(plain, 'cloudtrail')).toBeUndefined();
  expect(await customEndpoint(chain, 'cloudtrail')).toBe('http://default.test');
});

test('configured endpoints can be ignored, a given one cannot', async () => {
  stubUserConfig({ config, environment: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } });
  expect(await customEndpoint(audit, 'cloudtrail')).toBeUndefined();
  const local = connection({ ...audit, endpoint: 'http://127.0.0.1:4566' });
  expect(await customEndpoint(local, 'cloudtrail')).toBe('http://127.0.0.1:4566');
});

test('the sample account has no endpoint, whatever is configured', async () => {
  stubUserConfig({ config, environment: { AWS_ENDPOINT_URL: 'http://all.test' } });
  expect(await customEndpoint(sample, 'cloudtrail')).toBeUndefined();
});
