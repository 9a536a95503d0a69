import { describe, expect, it } from 'vitest';
import { QuerySources } from './query-sources.ts';

function memory(kept?: unknown) {
  const values = new Map<string, unknown>([['trailscope.querySources', kept]]);
  return {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

describe('the sources of documents', () => {
  it('are remembered, changed and forgotten', async () => {
    const kept = memory();
    await new QuerySources(kept).choose('file:///a.ctsql', '/logs');
    const sources = new QuerySources(kept);
    expect(sources.of('file:///a.ctsql')).toBe('/logs');
    await sources.choose('file:///a.ctsql', '/others');
    expect(sources.of('file:///a.ctsql')).toBe('/others');
    await sources.forget('file:///a.ctsql');
    expect(sources.of('file:///a.ctsql')).toBeUndefined();
  });

  it('are no more than a few hundred, the latest of them', async () => {
    const sources = new QuerySources(memory());
    for (let n = 0; n < 201; n += 1) {
      await sources.choose(`file:///${n}.ctsql`, '/logs');
      await sources.choose('file:///always.ctsql', '/logs');
    }
    expect(sources.of('file:///0.ctsql')).toBeUndefined();
    expect(sources.of('file:///1.ctsql')).toBeUndefined();
    expect(sources.of('file:///2.ctsql')).toBe('/logs');
    expect(sources.of('file:///always.ctsql')).toBe('/logs');
  });

  it.each([['text'], [{ 'file:///a.ctsql': 7 }], [[['file:///a.ctsql', '/logs']]], [null]])(
    'that were kept in another shape are none: %j',
    (kept) => {
      expect(new QuerySources(memory(kept)).of('file:///a.ctsql')).toBeUndefined();
    },
  );
});
