import { expect, test } from 'vitest';
import { stubUserConfig } from '../../test/support/user-config.ts';
import { defaultRegion, isKnownRegion } from './region.ts';

const config = `
[default]
region = eu-central-1
[profile audit]
region = ap-southeast-2
`;

test.each([
  ['AWS_REGION first', { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'sa-east-1' }, 'us-west-2'],
  ['then AWS_DEFAULT_REGION', { AWS_DEFAULT_REGION: 'sa-east-1' }, 'sa-east-1'],
  ['then the default profile', {}, 'eu-central-1'],
  ['or the profile that AWS_PROFILE names', { AWS_PROFILE: 'audit' }, 'ap-southeast-2'],
  ['an empty variable counts as none', { AWS_REGION: '', AWS_PROFILE: '' }, 'eu-central-1'],
  ['a profile that does not exist has none', { AWS_PROFILE: 'nobody' }, undefined],
])('the default Region: %s', async (_, environment, expected) => {
  stubUserConfig({ environment, config });
  expect(await defaultRegion()).toBe(expected);
});

test('a named profile has its own Region', async () => {
  stubUserConfig({ config });
  expect(await defaultRegion({ kind: 'profile', name: 'audit' })).toBe('ap-southeast-2');
});

test('a Region may stand in the credentials file', async () => {
  stubUserConfig({ credentials: '[default]\nregion = ca-central-1\n' });
  expect(await defaultRegion()).toBe('ca-central-1');
});

test('without files and variables there is no default Region', async () => {
  stubUserConfig({ environment: { AWS_CONFIG_FILE: '/nowhere/config' } });
  expect(await defaultRegion()).toBeUndefined();
});

const govSession = '[sso-session gov]\nsso_start_url = https://gov.example.com\nsso_region = us-gov-west-1\n';

test.each([
  ['a role in China', '[profile p]\nrole_arn = arn:aws-cn:iam::111122223333:role/r\n', 'cn-north-1'],
  ['a sign-in in GovCloud', `[profile p]\nsso_session = gov\n${govSession}`, 'us-gov-west-1'],
  ['an older sign-in in China', '[profile p]\nsso_region = cn-northwest-1\n', 'cn-north-1'],
  [
    'a role in an isolated partition',
    '[profile p]\nrole_arn = arn:aws-iso:iam::111122223333:role/r\n',
    'us-iso-east-1',
  ],
  [
    'a Region before all that',
    `[profile p]\nregion = us-gov-east-1\nsso_session = gov\n${govSession}`,
    'us-gov-east-1',
  ],
  [
    'a role in the standard partition',
    '[profile p]\nrole_arn = arn:aws:iam::111122223333:role/r\n',
    undefined,
  ],
])('a profile without a Region: %s', async (_, text, expected) => {
  stubUserConfig({ config: text });
  expect(await defaultRegion({ kind: 'profile', name: 'p' })).toBe(expected);
});

test('a role of a session has the home of its partition', async () => {
  stubUserConfig({ config: `[default]\nregion = eu-west-1\n${govSession}` });
  const source = { kind: 'sso-role', session: 'gov', account: '111122223333', role: 'Admin' } as const;
  expect(await defaultRegion(source)).toBe('us-gov-west-1');
});

test.each([
  ['us-east-1', true],
  ['cn-north-1', true],
  ['us-gov-west-1', true],
  ['us-esat-1', false],
  ['us-east-9', false],
  ['', false],
])('whether %j is a Region that the SDK knows: %s', (region, known) => {
  expect(isKnownRegion(region)).toBe(known);
});
