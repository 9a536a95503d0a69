import { describe, expect, it } from 'vitest';
import { connection, type Connection } from '../../core/connection.ts';
import { explorerVersion } from '../../protocol/explorer.ts';
import { ConnectionStore } from '../connections/connection-store.ts';
import { keptExplorer, originOf } from './explorer-kept.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const prod = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
const elsewhere = connection({
  credentials: { kind: 'profile', name: 'prod' },
  region: 'eu-west-1',
  endpoint: 'http://203.0.113.9:4566',
});

async function storeOf(...listed: readonly Connection[]): Promise<ConnectionStore> {
  const store = new ConnectionStore({ get: () => undefined, update: () => Promise.resolve() });
  for (const each of listed) {
    await store.use(each);
  }
  return store;
}

function stateWith(kept: unknown): unknown {
  const ui = { sort: { by: 'time', descending: true }, stackBy: 'outcome', hasFacets: true, top: 0 };
  return { version: explorerVersion, ui, kept };
}

describe('an explorer after a reload', () => {
  it('comes back with the connections and the filter that it had', async () => {
    const store = await storeOf(sample, prod);
    const kept = { ...originOf(store.list), filter: 'name:StopLogging' };
    const state: unknown = JSON.parse(JSON.stringify(stateWith(kept)));
    expect(keptExplorer(state, store)).toEqual({ sources: store.list, filter: 'name:StopLogging' });
  });

  it('leaves out what is no longer listed', async () => {
    const kept = originOf((await storeOf(sample, prod)).list);
    const store = await storeOf(sample);
    expect(keptExplorer(stateWith(kept), store).sources).toEqual(store.list);
  });

  it('never takes an endpoint that is not listed', async () => {
    const store = await storeOf(prod);
    const kept = { sources: [elsewhere], filter: 'name:A' };
    expect(keptExplorer(stateWith(kept), store)).toEqual({ sources: [], filter: 'name:A' });
  });

  it('has the Region of the list, and each connection once', async () => {
    const store = await storeOf(prod);
    const other = connection({ credentials: prod.credentials, region: 'sa-east-1' });
    expect(keptExplorer(stateWith({ sources: [other, prod, prod] }), store).sources).toEqual(store.list);
  });

  it.each([
    undefined,
    null,
    'state',
    { version: 0 },
    stateWith(undefined),
    stateWith([]),
    stateWith({ sources: 'all', filter: 7 }),
    stateWith({ sources: [null, 1, {}, { credentials: { kind: 'other' }, region: 'x' }], filter: '' }),
  ])('has nothing of %j', async (state) => {
    expect(keptExplorer(state, await storeOf(sample))).toEqual({ sources: [], filter: undefined });
  });
});
