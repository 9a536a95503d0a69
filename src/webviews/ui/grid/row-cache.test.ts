import { describe, expect, test } from 'vitest';
import type { RowsAnswer, RowView } from '../../../protocol/explorer.ts';
import { RowCache } from './row-cache.ts';

const row = (number: number): RowView => ({ row: number }) as RowView;

/** A host that answers when it is told to, with rows whose numbers are their places and an offset. */
function host() {
  const asked: [number, number][] = [];
  let waiting: ((answer: RowsAnswer | undefined) => void)[] = [];
  let news = 0;
  const cache = new RowCache<RowView>(
    (from, to) => {
      asked.push([from, to]);
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    () => {
      news += 1;
    },
  );
  const answer = async (revision = 0, offset = 0, count = Infinity): Promise<void> => {
    const [resolve] = waiting;
    const [from, to] = asked.at(-waiting.length) ?? [0, 0];
    waiting = waiting.slice(1);
    const size = Math.max(Math.min(to, count) - from, 0);
    resolve?.({ revision, rows: Array.from({ length: size }, (_, index) => row(from + index + offset)) });
    await new Promise(setImmediate);
  };
  const refuse = async (): Promise<void> => {
    waiting.shift()?.(undefined);
    await new Promise(setImmediate);
  };
  return { cache, asked, answer, refuse, news: () => news };
}

describe('the rows at hand', () => {
  test('whole blocks are asked for, once', async () => {
    const { cache, asked, answer, news } = host();
    cache.want(90, 130);
    expect(asked).toEqual([[0, 200]]);
    expect(cache.at(95)).toBeUndefined();
    await answer();
    expect(cache.at(95)?.row).toBe(95);
    expect(cache.at(199)?.row).toBe(199);
    expect(news()).toBe(1);
    cache.want(20, 180);
    expect(asked).toHaveLength(1);
  });

  test('a long scroll asks for where it ends, not for what it passed', async () => {
    const { cache, asked, answer } = host();
    cache.want(0, 40);
    for (let first = 1000; first <= 900_000; first += 1000) {
      cache.want(first, first + 40);
    }
    expect(asked).toEqual([[0, 100]]);
    await answer();
    expect(asked).toEqual([
      [0, 100],
      [900_000, 900_100],
    ]);
  });

  test('one request is never for more than the host gives at once', () => {
    const { cache, asked } = host();
    cache.want(0, 5000);
    expect(asked).toEqual([[0, 500]]);
  });

  test('old rows stay until the new ones have come', async () => {
    const { cache, asked, answer } = host();
    cache.want(0, 40);
    await answer();
    cache.outdate(1);
    expect(cache.at(3)?.row).toBe(3);
    expect(asked).toHaveLength(2);
    await answer(1, 1000);
    expect(cache.at(3)?.row).toBe(1003);
    expect(cache.placeOf(1003)).toBe(3);
    expect(cache.placeOf(3)).toBeUndefined();
  });

  test('rows of another order are forgotten, even those that are on their way', async () => {
    const { cache, asked, answer, news } = host();
    cache.want(0, 40);
    cache.clear();
    await answer(0, 500);
    expect(cache.at(0)).toBeUndefined();
    expect(news()).toBe(0);
    expect(asked).toHaveLength(2);
    await answer();
    expect(cache.at(0)?.row).toBe(0);
  });

  test('a host that lags behind its own revision is not asked without end', async () => {
    const { cache, asked, answer } = host();
    cache.outdate(5);
    cache.want(0, 40);
    await answer(3);
    await answer(3);
    expect(asked).toHaveLength(1);
  });

  test('what failed is asked for again only when something has changed', async () => {
    const { cache, asked, refuse } = host();
    cache.want(0, 40);
    await refuse();
    cache.want(0, 40);
    expect(asked).toHaveLength(1);
    cache.outdate(1);
    expect(asked).toHaveLength(2);
  });

  test('what is far from the screen is forgotten in the end', async () => {
    const { cache, answer } = host();
    for (let first = 0; first < 100_000; first += 500) {
      cache.want(first, first + 499);
      await answer();
    }
    expect(cache.at(99_900)?.row).toBe(99_900);
    expect(cache.at(0)).toBeUndefined();
  });
});
