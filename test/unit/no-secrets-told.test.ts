import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection, type CredentialSource } from '../../src/core/connection.ts';
import { explainFailure } from '../../src/core/failures/explain-failure.ts';
import { english } from '../../src/core/localize.ts';
import { failureOf, never } from '../support/aws-on-wire.ts';
import { identityServer, jsonAnswer, stsError } from '../support/identity-server.ts';
import { endedButRenewable, ssoToken, stubShape } from '../support/profile-shapes.ts';
import type { UserConfigTexts } from '../support/user-config.ts';

const base = '[profile base]\naws_access_key_id = BASE-KEY\naws_secret_access_key = example-secret\n';
const sso = `[profile p]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
`;
const role = `${base}[profile p]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\nexternal_id = example-external-id\n`;
const p: CredentialSource = { kind: 'profile', name: 'p' };

/** Ways to sign in, of which each has a secret on the way. */
const ways: readonly (readonly [string, CredentialSource, UserConfigTexts])[] = [
  ['a role', p, { config: role }],
  ['IAM Identity Center', p, { config: sso, files: ssoToken('corp', { accessToken: 'example-token' }) }],
  ['a renewed token', p, { config: sso, files: ssoToken('corp', endedButRenewable) }],
  [
    'a web identity',
    p,
    {
      config: '[profile p]\nrole_arn = arn:aws:iam::1:role/r\nweb_identity_token_file = $HOME/token\n',
      files: { token: 'example-token' },
    },
  ],
  [
    'a container',
    { kind: 'container' },
    {
      environment: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/container',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'example-token',
      },
    },
  ],
  [
    'an instance',
    { kind: 'instance' },
    {
      environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: '$SERVER/', AWS_EC2_METADATA_DISABLED: 'false' },
    },
  ],
  [
    'a process',
    p,
    { config: '[profile p]\ncredential_process = echo example-secret; echo example-secret >&2' },
  ],
];

const answers = {
  'no JSON': { status: 200, type: 'json', body: 'example-secret' },
  'JSON that breaks off': { status: 200, type: 'json', body: '{"accessToken":"example-secret' },
  'members of other types': jsonAnswer({
    roleCredentials: 'example-secret',
    SecretAccessKey: ['example-secret'],
  }),
  'a page': { status: 503, type: 'xml', body: '<html>example-secret</html>' },
  'a denial': stsError('AccessDenied', 'no'),
} as const;

test.each(
  ways.flatMap(([way, source, texts]) =>
    Object.entries(answers).map(([what, answer]) => ({ way, what, source, texts, answer })),
  ),
)('$way that is answered with $what: the failure tells no secret', async ({ source, texts, answer }) => {
  const server = await identityServer(() => answer);
  stubShape(texts, server);
  const log: string[] = [];
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    log: (line) => log.push(line),
    time: { now: () => Date.now(), monotonic: () => 0, delay: () => Promise.resolve() },
  });
  const error = await failureOf(
    aws.trails.list(connection({ credentials: source, region: 'us-east-1' }), never),
  );
  const told = [log.join('\n'), error.message, error.stack, inspect(error.failure), inspect(error.context)];
  expect([...told, JSON.stringify(explainFailure(error, english))].join('\n')).not.toContain('example-');
  aws.dispose();
});
