import { describe, expect, it } from 'vitest';
import { FakeQuickWindow } from '../../../test/support/fake-quick-window.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { SsoDirectory } from '../../core/sign-in.ts';
import type { AwsConfiguration, Profile, UserConfiguration } from '../../core/user-configuration.ts';
import { askForConnection } from './ask-for-connection.ts';

function profile(name: string, facts: Partial<Profile> = {}): Profile {
  return {
    name,
    signIn: 'keys',
    region: undefined,
    endpoint: undefined,
    account: undefined,
    role: undefined,
    ssoSession: undefined,
    needsMfaCode: false,
    ...facts,
  };
}

const nothing: AwsConfiguration = {
  profiles: [],
  ssoSessions: [],
  problems: [],
  currentProfile: 'default',
  environment: [],
};

function configurationOf(read: Partial<AwsConfiguration>, region?: string): UserConfiguration {
  return {
    read: () => Promise.resolve({ ...nothing, ...read }),
    defaultRegion: () => Promise.resolve(region),
    customEndpoint: () => Promise.resolve(undefined),
    watch: () => () => undefined,
  };
}

async function* pages<T>(...each: T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* each;
}

const directory: SsoDirectory = {
  accounts: () =>
    pages(
      [{ id: '111122223333', name: 'Audit', email: 'audit@example.com' }],
      [{ id: '444455556666', name: 'Production', email: 'prod@example.com' }],
    ),
  roles: (session, account) =>
    pages([
      { kind: 'sso-role', session, account, role: 'Admin' },
      { kind: 'sso-role', session, account, role: 'ReadOnly' },
    ]),
};

function start(read: Partial<AwsConfiguration> = {}, sso: SsoDirectory = directory, region?: string) {
  const user = new FakeQuickWindow();
  const aws = new InMemoryAws({ regions: ['us-east-1', 'eu-west-1'] });
  const ports = () => Promise.resolve(Object.assign(aws, { sso }));
  const done = askForConnection({
    window: user,
    ports,
    configuration: () => Promise.resolve(configurationOf(read, region)),
    t: english,
  });
  return { user, done, aws };
}

describe('adding a connection', () => {
  it('offers the profiles, with how each signs in, the one of the AWS CLI first', async () => {
    const { user, done } = start({
      currentProfile: 'prod',
      profiles: [
        profile('dev', { signIn: 'role', role: 'Developer', needsMfaCode: true }),
        profile('prod', { signIn: 'sso', account: '444455556666', region: 'eu-west-1' }),
      ],
      ssoSessions: [{ name: 'acme', startUrl: 'https://acme.example', region: 'eu-west-1' }],
    });
    const pick = await user.pick();
    expect(pick.headings).toEqual(['Profiles', 'IAM Identity Center', 'This machine', 'Without AWS']);
    expect(pick.labels).toEqual([
      'prod',
      'dev',
      'acme',
      'Default credentials',
      'EC2 instance',
      'Sample account',
      'Custom endpoint…',
    ]);
    expect(pick.row('prod').description).toBe(
      'IAM Identity Center · 444455556666 · eu-west-1 · used by the AWS CLI',
    );
    expect(pick.row('dev').description).toBe('role · MFA · Developer');
    pick.escape();
    expect(await done).toBeUndefined();
  });

  it('takes a profile, and its Region, with two presses of Enter', async () => {
    const { user, done } = start(
      { profiles: [profile('prod')], currentProfile: 'prod' },
      directory,
      'eu-west-1',
    );
    (await user.pick()).enter();
    (await user.pick()).enter();
    expect(await done).toEqual({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
  });

  it('contacts nobody before something is chosen', async () => {
    const { user, done, aws } = start({ profiles: [profile('prod')] });
    (await user.pick()).escape();
    await done;
    expect(aws.calls).toEqual([]);
  });

  it('tells what is wrong with a profile, and where', async () => {
    const { user, done } = start({
      profiles: [profile('broken', { signIn: undefined })],
      problems: [
        {
          kind: 'unknown-source-profile',
          file: '/home/me/.aws/config',
          line: 7,
          section: 'broken',
          subject: 'gone',
        },
      ],
    });
    const pick = await user.pick();
    expect(pick.row('broken').detail).toBe(
      'The source_profile of broken is gone, which does not exist. /home/me/.aws/config:7',
    );
    pick.escape();
    await done;
  });

  it('offers the sources of the environment only where they are', async () => {
    const { user, done } = start({ environment: ['environment', 'container'] });
    const pick = await user.pick();
    expect(pick.labels).toEqual(expect.arrayContaining(['Environment', 'Container']));
    pick.enter('Container');
    (await user.pick()).enter('us-east-1');
    expect(await done).toMatchObject({ credentials: { kind: 'container' }, region: 'us-east-1' });
  });

  it('lists all accounts and roles of a session of IAM Identity Center', async () => {
    const { user, done } = start({
      ssoSessions: [{ name: 'acme', startUrl: 'https://acme.example', region: 'eu-west-1' }],
    });
    (await user.pick()).enter('acme');
    const accounts = await user.pick();
    expect(accounts.labels).toEqual(['Audit', 'Production']);
    accounts.enter('Production');
    (await user.pick()).enter('ReadOnly');
    (await user.pick()).enter('eu-west-1');
    expect(await done).toEqual({
      credentials: { kind: 'sso-role', session: 'acme', account: '444455556666', role: 'ReadOnly' },
      region: 'eu-west-1',
    });
  });

  it('fails as the session does, when nobody is signed in to it', async () => {
    const failure = { kind: 'expired' } as const;
    const signedOut: SsoDirectory = {
      ...directory,
      accounts: () => {
        throw new TrailscopeError(failure, 'signed out');
      },
    };
    const { user, done } = start(
      { ssoSessions: [{ name: 'acme', startUrl: 'https://acme.example', region: 'eu-west-1' }] },
      signedOut,
    );
    const failed = expect(done).rejects.toMatchObject({ failure });
    (await user.pick()).enter('acme');
    await failed;
  });

  it('goes a step back from each question', async () => {
    const { user, done } = start({
      ssoSessions: [{ name: 'acme', startUrl: 'https://acme.example', region: 'eu-west-1' }],
    });
    (await user.pick()).enter('acme');
    (await user.pick()).enter('Audit');
    (await user.pick()).enter('Admin');
    (await user.pick()).back();
    (await user.pick()).back();
    const sources = await user.pick();
    expect(sources.title).toBe('Add connection');
    sources.escape();
    expect(await done).toBeUndefined();
  });

  it('takes an endpoint in place of AWS, and says so in every question after it', async () => {
    const { user, done } = start({ profiles: [profile('local')] });
    (await user.pick()).enter('Custom endpoint…');
    (await user.box()).enter('http://localhost:4566/');
    const sources = await user.pick();
    expect(sources.title).toBe('Add connection to http://localhost:4566');
    expect(sources.labels).not.toContain('Sample account');
    sources.enter('local');
    (await user.pick()).enter('us-east-1');
    expect(await done).toMatchObject({ endpoint: 'http://localhost:4566', region: 'us-east-1' });
  });

  it('goes back to the endpoint, and from there to what there is without one', async () => {
    const { user, done } = start({ profiles: [profile('local')] });
    (await user.pick()).enter('Custom endpoint…');
    (await user.box()).enter('http://localhost:4566');
    (await user.pick()).back();
    (await user.box()).back();
    const sources = await user.pick();
    expect(sources.title).toBe('Add connection');
    sources.escape();
    expect(await done).toBeUndefined();
  });

  it('says why a section of the files is none that can be used', async () => {
    const file = '/home/me/.aws/config';
    const { user, done } = start({
      profiles: [profile('prod')],
      problems: [
        { kind: 'section-without-profile', file, line: 3, section: 'stray', subject: 'stray' },
        { kind: 'missing-setting', file, line: 9, section: 'acme', subject: 'sso_region' },
      ],
    });
    const pick = await user.pick();
    expect(pick.row('stray').detail).toContain(`${file}:3`);
    expect(pick.row('acme').detail).toContain('sso_region');
    // They cannot be chosen: the question stays.
    pick.enter('stray');
    expect(pick.isDisposed).toBe(false);
    pick.escape();
    expect(await done).toBeUndefined();
  });

  it.each(['localhost:4566', 'ftp://a', 'javascript:alert(1)', 'https://me:secret@a', ''])(
    'takes no endpoint that is none: %j',
    async (text) => {
      const { user, done } = start();
      (await user.pick()).enter('Custom endpoint…');
      const box = await user.box();
      box.enter(text);
      expect(box.validationMessage).toContain('http://');
      box.escape();
      expect(await done).toBeUndefined();
    },
  );

  it('takes a Region that is typed, and none that has no such form', async () => {
    const { user, done } = start({ profiles: [profile('prod')] });
    (await user.pick()).enter('prod');
    const regions = await user.pick();
    regions.type('no region').enter();
    regions.type('eu-future-1').enter();
    expect(await done).toMatchObject({ region: 'eu-future-1' });
  });

  it('shows a name from a file as one line', async () => {
    const { user, done } = start({ profiles: [profile('evil\n\u202eprofile')] });
    const pick = await user.pick();
    expect(pick.labels[0]).not.toMatch(/[\n\u202e]/);
    pick.escape();
    await done;
  });
});
