import { describe, expect, it } from 'vitest';
import { connection } from '../../core/connection.ts';
import { ConnectionStore } from '../connections/connection-store.ts';
import { listedTrail } from './listed-trail.ts';

const production = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
const trail = {
  name: 'org-audit',
  arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/org-audit',
  homeRegion: 'us-east-1',
};

async function storeWith(...list: readonly (typeof production)[]): Promise<ConnectionStore> {
  const store = new ConnectionStore({ get: () => undefined, update: () => Promise.resolve() });
  for (const each of list) {
    await store.use(each);
  }
  return store;
}

describe('the trail that a command is called with', () => {
  it('is taken through the connection that the user has added', async () => {
    const item = listedTrail({ connection: production, trail }, await storeWith(production));
    expect(item).toEqual({ connection: production, trail });
  });

  it('keeps the Region that it was read in', async () => {
    const virginia = connection({ ...production, region: 'us-east-1' });
    const item = listedTrail({ connection: virginia, trail }, await storeWith(production));
    expect(item?.connection).toEqual(virginia);
  });

  it.each([
    ['a connection that was removed', { connection: production, trail }, []],
    [
      'an endpoint that the user did not choose',
      { connection: { ...production, endpoint: 'https://collect.example' }, trail },
      [production],
    ],
    [
      'a Region of the connection that would be a host',
      { connection: { ...production, region: 'collect.example/#' }, trail },
      [production],
    ],
    [
      'a home Region that would be a host',
      { connection: production, trail: { ...trail, homeRegion: 'collect.example/#' } },
      [production],
    ],
    [
      'an ARN whose Region would be a host',
      { connection: production, trail: { ...trail, arn: 'arn:aws:cloudtrail:collect.example/#:1:trail/x' } },
      [production],
    ],
    ['nothing', undefined, [production]],
    ['something else', { connection: production }, [production]],
  ])('is none for %s', async (_, argument, list) => {
    expect(listedTrail(argument, await storeWith(...list))).toBeUndefined();
  });
});
