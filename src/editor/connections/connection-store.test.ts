import { describe, expect, it } from 'vitest';
import { connection, inRegion } from '../../core/connection.ts';
import { ConnectionStore, type Memory } from './connection-store.ts';
import { initialConnection, sampleConnection } from './initial-connection.ts';

/** A memory that, as VS Code's, keeps JSON. */
class JsonMemory implements Memory {
  readonly #values = new Map<string, string>();

  get(key: string): unknown {
    const text = this.#values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

const key = 'trailscope.connections';
const prod = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });

describe('the connection store', () => {
  it('starts without a connection, and takes the suggested one', () => {
    const store = new ConnectionStore(new JsonMemory());
    expect(store.current).toBeUndefined();
    store.suggest(sampleConnection());
    expect(store.current).toEqual(sampleConnection());
    expect(store.hasMemory).toBe(false);
  });

  it('remembers what the user chose, frozen, and prefers it to a suggestion', async () => {
    const memory = new JsonMemory();
    await new ConnectionStore(memory).use(prod);
    const later = new ConnectionStore(memory);
    later.suggest(sampleConnection());
    expect(later.current).toEqual(prod);
    expect(Object.isFrozen(later.current)).toBe(true);
  });

  it('remembers a disconnection too', async () => {
    const memory = new JsonMemory();
    await new ConnectionStore(memory).use(undefined);
    const later = new ConnectionStore(memory);
    later.suggest(sampleConnection());
    expect(later.current).toBeUndefined();
  });

  it('tells a change once, and no change when an equal connection is chosen', async () => {
    const store = new ConnectionStore(new JsonMemory());
    const told: unknown[] = [];
    store.onDidChange((value) => told.push(value));
    await store.use(prod);
    await store.use(connection({ ...prod }));
    await store.use(undefined);
    expect(told).toEqual([prod, undefined]);
  });

  it('finds where to sign in by the credentials alone, and nothing that was not added', async () => {
    const emulated = connection({ ...prod, endpoint: 'http://localhost:4566' });
    const store = new ConnectionStore(new JsonMemory());
    await store.use(emulated);
    expect(store.findSource(prod.credentials)).toEqual(emulated);
    expect(store.findSource({ kind: 'profile', name: 'other' })).toBeUndefined();
  });

  it('lists what was added, pinned ones first, each source of credentials once', async () => {
    const store = new ConnectionStore(new JsonMemory());
    await store.use(sampleConnection());
    await store.use(prod);
    await store.use(inRegion(sampleConnection(), 'eu-west-1'));
    await store.change(prod, { isPinned: true, regions: ['eu-west-1', 'us-east-1'] });
    expect(store.list).toEqual([
      { connection: prod, regions: ['eu-west-1', 'us-east-1'], isPinned: true },
      { connection: inRegion(sampleConnection(), 'eu-west-1'), regions: 'enabled', isPinned: false },
    ]);
    expect(store.current?.credentials.kind).toBe('sample');
    expect(store.find(inRegion(prod, 'us-west-2'))?.isPinned).toBe(true);
  });

  it('keeps the same profile at another endpoint apart', async () => {
    const store = new ConnectionStore(new JsonMemory());
    await store.use(prod);
    await store.use(connection({ ...prod, endpoint: 'http://localhost:4566' }));
    expect(store.list).toHaveLength(2);
  });

  it('remembers the list, and which one was in use', async () => {
    const memory = new JsonMemory();
    const store = new ConnectionStore(memory);
    await store.use(prod);
    await store.use(sampleConnection());
    await store.use(prod);
    const later = new ConnectionStore(memory);
    expect(later.list).toEqual(store.list);
    expect(later.current).toEqual(prod);
  });

  it('uses the first that is left when the one in use is removed, and in the end none', async () => {
    const store = new ConnectionStore(new JsonMemory());
    const told: unknown[] = [];
    await store.use(sampleConnection());
    await store.use(prod);
    store.onDidChange((value) => told.push(value));
    await store.remove(prod);
    await store.remove(sampleConnection());
    expect(told).toEqual([sampleConnection(), undefined]);
    expect(store.list).toEqual([]);
  });

  it('gives the one in use, or another one, another Region, and the one in use stays that', async () => {
    const memory = new JsonMemory();
    const store = new ConnectionStore(memory);
    const told: unknown[] = [];
    await store.use(prod);
    await store.use(sampleConnection());
    store.onDidChange((value) => told.push(value));
    await store.setRegion(prod, 'sa-east-1');
    expect([told, store.current]).toEqual([[], sampleConnection()]);
    expect(store.find(prod)?.connection.region).toBe('sa-east-1');
    await store.setRegion(sampleConnection(), 'us-west-2');
    expect(told).toEqual([store.current]);
    expect(store.current?.region).toBe('us-west-2');
    await store.setRegion(connection({ ...prod, endpoint: 'http://localhost:4566' }), 'eu-west-3');
    expect(store.list.map(({ connection: { region } }) => region)).toEqual(['sa-east-1', 'us-west-2']);
    expect(new ConnectionStore(memory).list).toEqual(store.list);
  });

  it('leaves the one in use alone when another is removed', async () => {
    const store = new ConnectionStore(new JsonMemory());
    await store.use(prod);
    await store.use(sampleConnection());
    await store.remove(prod);
    expect(store.current).toEqual(sampleConnection());
  });

  it('tells the list before the connection in use', async () => {
    const store = new ConnectionStore(new JsonMemory());
    const told: string[] = [];
    store.onDidChange(() => told.push('current'));
    store.onDidChangeList(() => told.push('list'));
    await store.use(prod);
    await store.use(undefined);
    expect(told).toEqual(['list', 'current', 'current']);
  });

  it.each([
    ['a text', 'eu-west-1'],
    ['a list that is none', { list: {}, current: 'x' }],
    ['another kind of credentials', { credentials: { kind: 'guess' }, region: 'eu-west-1' }],
    ['a profile without a name', { credentials: { kind: 'profile' }, region: 'eu-west-1' }],
    ['no Region', { credentials: { kind: 'sample' } }],
  ])('starts without what is not understood: %s', async (_, value) => {
    const memory = new JsonMemory();
    const good = { connection: sampleConnection(), regions: ['evil region', 7], isPinned: 'yes' };
    await memory.update(key, typeof value === 'string' ? value : { list: [{ connection: value }, good, 5] });
    const store = new ConnectionStore(memory);
    expect(store.current).toBeUndefined();
    expect(store.list).toEqual(
      typeof value === 'string'
        ? []
        : [{ connection: sampleConnection(), regions: 'enabled', isPinned: false }],
    );
  });
});

describe('the initial connection', () => {
  const region = (name: string | undefined) => () => Promise.resolve(name);

  it('is none by default and for settings that do not exist', async () => {
    expect(await initialConnection('none', region('eu-west-1'))).toBeUndefined();
    expect(await initialConnection({ evil: true }, region('eu-west-1'))).toBeUndefined();
  });

  it('is the sample account without asking for the Region of AWS', async () => {
    const unasked = () => Promise.reject(new Error('asked'));
    expect(await initialConnection('sample', unasked)).toEqual(sampleConnection());
  });

  it('is the default chain in the configured Region, or else in us-east-1', async () => {
    expect(await initialConnection('default', region('eu-west-1'))).toMatchObject({ region: 'eu-west-1' });
    expect(await initialConnection('default', region(undefined))).toMatchObject({
      credentials: { kind: 'default-chain' },
      region: 'us-east-1',
    });
  });
});
