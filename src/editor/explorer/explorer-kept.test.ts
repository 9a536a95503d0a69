import { describe, expect, it } from 'vitest';
import { connection, type Connection } from '../../core/connection.ts';
import { explorerVersion } from '../../protocol/explorer.ts';
import { ConnectionStore } from '../connections/connection-store.ts';
import { OpenedLogs } from '../opened-logs/opened-logs.ts';
import { keptExplorer, type KeptExplorer } from './explorer-kept.ts';
import { originOf, type ExplorerSubject } from './explorer-subject.ts';

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

function logsOf(): OpenedLogs {
  const memory = { get: () => [{ paths: ['/logs'] }], update: () => Promise.resolve() };
  return new OpenedLogs(memory, () => Promise.reject(new Error('Nothing is read here.')));
}

function connectionsOf({ list }: ConnectionStore): ExplorerSubject {
  return { kind: 'connections', sources: list };
}

function kept(state: unknown, store: ConnectionStore): KeptExplorer {
  return keptExplorer(state, store, logsOf());
}

function stateWith(kept: unknown): unknown {
  const ui = { sort: { by: 'time', descending: true }, stackBy: 'outcome', hasFacets: true, top: 0 };
  return { version: explorerVersion, ui, kept };
}

describe('an explorer after a reload', () => {
  it('comes back with the connections and the filter that it had', async () => {
    const store = await storeOf(sample, prod);
    const subject = connectionsOf(store);
    const page = { ...originOf(subject), filter: 'name:StopLogging' };
    const state: unknown = JSON.parse(JSON.stringify(stateWith(page)));
    expect(kept(state, store)).toEqual({ subject, isOfConnections: true, filter: 'name:StopLogging' });
  });

  it('comes back with the log files that it had', async () => {
    const [log] = logsOf().list;
    const page = originOf({ kind: 'log', log: log! });
    expect(kept(stateWith(page), await storeOf(sample)).subject).toEqual({ kind: 'log', log });
  });

  it('never reads files that are not listed', async () => {
    const state = stateWith({ log: '/etc', filter: 'name:A' });
    const none = { subject: undefined, isOfConnections: false, filter: 'name:A' };
    expect(kept(state, await storeOf(sample))).toEqual(none);
  });

  it('leaves out what is no longer listed', async () => {
    const page = originOf(connectionsOf(await storeOf(sample, prod)));
    const store = await storeOf(sample);
    expect(kept(stateWith(page), store).subject).toEqual(connectionsOf(store));
  });

  it('never takes an endpoint that is not listed', async () => {
    const store = await storeOf(prod);
    const page = { sources: [elsewhere], filter: 'name:A' };
    expect(kept(stateWith(page), store)).toEqual({
      subject: undefined,
      isOfConnections: true,
      filter: 'name:A',
    });
  });

  it('has the Region of the list, and each connection once', async () => {
    const store = await storeOf(prod);
    const other = connection({ credentials: prod.credentials, region: 'sa-east-1' });
    const { subject } = kept(stateWith({ sources: [other, prod, prod] }), store);
    expect(subject).toEqual(connectionsOf(store));
  });

  it.each([
    undefined,
    null,
    'state',
    { version: 0 },
    stateWith(undefined),
    stateWith([]),
    stateWith({ sources: 'all', filter: 7 }),
    stateWith({ log: { key: '/logs' } }),
    stateWith({ sources: [null, 1, {}, { credentials: { kind: 'other' }, region: 'x' }], filter: '' }),
  ])('has nothing of %j', async (state) => {
    expect(kept(state, await storeOf(sample))).toMatchObject({ subject: undefined, filter: undefined });
  });
});
