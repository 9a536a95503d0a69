import type { CredentialSource } from '../../src/core/connection.ts';
import type { UserConfigTexts } from './user-config.ts';

/** A way to configure where calls of CloudTrail go, and where they go then, in us-east-1 unless it says otherwise. */
export interface EndpointShape extends UserConfigTexts {
  readonly title: string;
  readonly source: CredentialSource;
  readonly region?: string;
  readonly endpoint: string;
}

const chain: CredentialSource = { kind: 'default-chain' };
const audit: CredentialSource = { kind: 'profile', name: 'audit' };

const config = `[default]
endpoint_url = http://default.test
[profile audit]
services = local
endpoint_url = http://audit.test
aws_access_key_id = AUDIT-KEY
aws_secret_access_key = example-secret
[services local]
cloudtrail =
  endpoint_url = http://audit-cloudtrail.test
s3 =
  endpoint_url = http://audit-s3.test
`;

const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT-KEY', AWS_SECRET_ACCESS_KEY: 'example-secret' };
const aws = 'https://cloudtrail.us-east-1.amazonaws.com';

export const endpointShapes: readonly EndpointShape[] = [
  { title: 'nothing', source: chain, environment: keys, endpoint: aws },
  { title: 'the default profile', source: chain, environment: keys, config, endpoint: 'http://default.test' },
  { title: 'a services section', source: audit, config, endpoint: 'http://audit-cloudtrail.test' },
  {
    title: 'a profile without a services section',
    source: audit,
    config: config.replace('services = local\n', ''),
    endpoint: 'http://audit.test',
  },
  {
    title: 'a services section without the service',
    source: audit,
    config: config.replace('cloudtrail =', 'sns ='),
    endpoint: 'http://audit.test',
  },
  {
    title: 'a variable for all services before the profile',
    source: audit,
    config,
    environment: { AWS_ENDPOINT_URL: 'http://all.test' },
    endpoint: 'http://all.test',
  },
  {
    title: 'a variable for the service before all',
    source: audit,
    config,
    environment: { AWS_ENDPOINT_URL: 'http://all.test', AWS_ENDPOINT_URL_CLOUDTRAIL: 'http://one.test' },
    endpoint: 'http://one.test',
  },
  {
    title: 'a variable for another service',
    source: chain,
    environment: { ...keys, AWS_ENDPOINT_URL_S3: 'http://s3.test' },
    endpoint: aws,
  },
  {
    title: 'a variable that lets all be ignored',
    source: audit,
    config,
    environment: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://all.test' },
    endpoint: aws,
  },
  {
    title: 'a profile that lets all be ignored',
    source: audit,
    config: config.replace('services = local', 'services = local\nignore_configured_endpoint_urls = True'),
    endpoint: aws,
  },
  {
    title: 'FIPS by a variable',
    source: chain,
    environment: { ...keys, AWS_USE_FIPS_ENDPOINT: 'true' },
    endpoint: 'https://cloudtrail-fips.us-east-1.amazonaws.com',
  },
  {
    title: 'FIPS by the profile',
    source: audit,
    config: '[profile audit]\nuse_fips_endpoint = true\naws_access_key_id = K\naws_secret_access_key = x\n',
    endpoint: 'https://cloudtrail-fips.us-east-1.amazonaws.com',
  },
  {
    title: 'a variable before the profile about FIPS',
    source: audit,
    config: '[profile audit]\nuse_fips_endpoint = true\naws_access_key_id = K\naws_secret_access_key = x\n',
    environment: { AWS_USE_FIPS_ENDPOINT: 'false' },
    endpoint: aws,
  },
  {
    title: 'dual stack',
    source: audit,
    config:
      '[profile audit]\nuse_dualstack_endpoint = true\naws_access_key_id = K\naws_secret_access_key = x\n',
    endpoint: 'https://cloudtrail.us-east-1.api.aws',
  },
  {
    title: 'FIPS and an endpoint of its own',
    source: audit,
    config,
    environment: { AWS_USE_FIPS_ENDPOINT: 'true' },
    endpoint: 'http://audit-cloudtrail.test',
  },
  {
    title: 'China',
    source: chain,
    environment: keys,
    region: 'cn-north-1',
    endpoint: 'https://cloudtrail.cn-north-1.amazonaws.com.cn',
  },
  {
    title: 'GovCloud',
    source: chain,
    environment: keys,
    region: 'us-gov-east-1',
    endpoint: 'https://cloudtrail.us-gov-east-1.amazonaws.com',
  },
  {
    title: 'an isolated partition',
    source: chain,
    environment: keys,
    region: 'us-iso-east-1',
    endpoint: 'https://cloudtrail.us-iso-east-1.c2s.ic.gov',
  },
];
