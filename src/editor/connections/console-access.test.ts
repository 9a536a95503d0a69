import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { connection, type Connection } from '../../core/connection.ts';
import { linkAddress } from '../event-viewer/links.ts';
import { Emitter } from '../emitter.ts';
import type { ListedConnection } from './connection-store.ts';
import { ConsoleAccess, hasConsole } from './console-access.ts';

const event = eventAt('2026-11-19T14:02:11Z', '7f3c1d2e-0000-4000-8000-000000000001', {
  resources: [{ ARN: 'arn:aws:s3:::acme-audit', type: 'AWS::S3::Bucket' }],
});

function profile(name: string): Connection {
  return connection({ credentials: { kind: 'profile', name }, region: 'eu-west-1' });
}

/** Connections of profiles, and what the files say of their endpoints. */
function configured(endpoints: Record<string, string>) {
  const changed = new Emitter<readonly ListedConnection[]>();
  const names = Object.keys(endpoints);
  const connections = {
    list: [] as ListedConnection[],
    onDidChangeList: changed.event,
  };
  const show = (...shown: string[]): void => {
    connections.list = shown.map((name) => ({
      connection: profile(name),
      regions: 'enabled',
      isPinned: false,
    }));
    changed.fire(connections.list);
  };
  let reads = 0;
  const access = new ConsoleAccess(connections, () => {
    reads += 1;
    return Promise.resolve({
      customEndpoint: ({ credentials }) =>
        credentials.kind === 'profile' && credentials.name === 'broken'
          ? Promise.reject(new Error('unreadable'))
          : Promise.resolve(credentials.kind === 'profile' ? endpoints[credentials.name] : undefined),
    });
  });
  show(...names);
  return { access, show, endpoints, reads: () => reads };
}

describe('links to the console', () => {
  it('are not there for a profile with an endpoint of its own, in whatever Region', async () => {
    const { access } = configured({ emulated: 'http://localhost:4566', moreover: 'http://localhost:4567' });
    const item = { connection: profile('emulated'), event };
    expect(linkAddress('resource', 0, item)).toContain('console.aws.amazon.com');
    await access.known();
    expect(linkAddress('resource', 0, item)).toBeUndefined();
    expect(linkAddress('event', 0, item)).toBeUndefined();
    expect(hasConsole(connection({ ...profile('emulated'), region: 'us-west-2' }))).toBe(false);
  });

  it('are there for AWS, and where the files cannot be read', async () => {
    const { access, show } = configured({});
    show('plain', 'broken');
    await access.known();
    expect([hasConsole(profile('plain')), hasConsole(profile('broken'))]).toEqual([true, true]);
  });

  it('come and go with what the files say, which are read once for that', async () => {
    const { access, show, endpoints, reads } = configured({ moving: 'http://localhost:4566' });
    await Promise.all([access.known(), access.known()]);
    expect([hasConsole(profile('moving')), reads()]).toEqual([false, 1]);
    delete endpoints['moving'];
    access.configurationChanged();
    await access.known();
    expect([hasConsole(profile('moving')), reads()]).toEqual([true, 2]);
    endpoints['later'] = 'http://localhost:4566';
    show('moving', 'later');
    await access.known();
    expect([hasConsole(profile('later')), reads()]).toEqual([false, 3]);
  });
});
