import { describe, expect, it } from 'vitest';
import { connection } from '../../core/connection.ts';
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

const key = 'trailscope.connection';
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

  it.each([
    ['a text', 'eu-west-1'],
    ['another kind of credentials', { credentials: { kind: 'guess' }, region: 'eu-west-1' }],
    ['a profile without a name', { credentials: { kind: 'profile' }, region: 'eu-west-1' }],
    ['no Region', { credentials: { kind: 'sample' } }],
  ])('starts without a connection when %s was remembered', async (_, value) => {
    const memory = new JsonMemory();
    await memory.update(key, value);
    expect(new ConnectionStore(memory).current).toBeUndefined();
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
