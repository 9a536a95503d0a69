import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../core/log-engine.ts';
import { ResultRows } from './result-rows.ts';

const columns = [{ name: 'a', type: 'VARCHAR' }];

function pagesOf(pages: readonly (readonly LogRow[])[]) {
  const given = { pages: 0, isLeft: false };
  async function* all() {
    try {
      for (const page of pages) {
        given.pages += 1;
        yield await Promise.resolve(page);
      }
    } finally {
      given.isLeft = true;
    }
  }
  return { given, result: { columns, pages: all() } };
}

describe('the rows of a result', () => {
  it('are pulled page by page, once for all who want them', async () => {
    const { given, result } = pagesOf([[['a'], ['b']], [['c']], [['d']]]);
    const rows = new ResultRows(result);
    expect([rows.count, rows.ending, given.pages]).toEqual([0, 'more', 0]);
    await Promise.all([rows.upTo(1), rows.upTo(3)]);
    expect([rows.count, rows.ending, given.pages]).toEqual([3, 'more', 2]);
    await rows.upTo(99);
    expect([rows.count, rows.ending]).toEqual([4, 'all']);
    expect(rows.slice(1, 3)).toEqual([['b'], ['c']]);
    expect(rows.at(3)).toEqual(['d']);
  });

  it('are kept up to a number', async () => {
    const { given, result } = pagesOf([[['a'], ['b']], [['c'], ['d']], [['e']]]);
    const rows = new ResultRows(result, { rows: 3, size: 1e9 });
    await rows.upTo(99);
    expect([rows.count, rows.ending, given.pages]).toEqual([3, 'limit', 2]);
    await Promise.resolve();
    expect(given.isLeft).toBe(true);
  });

  it('are kept up to a size, nested values too', async () => {
    const long = 'x'.repeat(1000);
    const { result } = pagesOf([[[{ a: [long] }], [long], [1], [2]]]);
    const rows = new ResultRows(result, { rows: 1e9, size: 1500 });
    await rows.upTo(99);
    expect([rows.count, rows.ending]).toEqual([2, 'limit']);
  });

  it('that are exactly as many as are kept are all', async () => {
    const { result } = pagesOf([[['a'], ['b']]]);
    const rows = new ResultRows(result, { rows: 2, size: 1e9 });
    await rows.upTo(99);
    expect([rows.count, rows.ending]).toEqual([2, 'all']);
  });

  it('stay when the query is left', async () => {
    const { given, result } = pagesOf([[['a']], [['b']]]);
    const rows = new ResultRows(result);
    await rows.upTo(1);
    rows.leave();
    await rows.upTo(99);
    expect([rows.count, rows.ending, given.isLeft]).toEqual([1, 'left', true]);
  });
});
