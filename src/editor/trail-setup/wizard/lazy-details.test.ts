import { describe, expect, it } from 'vitest';
import { LazyDetails } from './lazy-details.ts';

/** Details that a test gives one by one. */
function asked() {
  const reads: string[] = [];
  const answers = new Map<string, (detail: string | Error) => void>();
  const told: string[] = [];
  const details = new LazyDetails<string>(
    (id) => {
      reads.push(id);
      return new Promise((resolve, reject) => {
        answers.set(id, (detail) => {
          if (detail instanceof Error) {
            reject(detail);
          } else {
            resolve(detail);
          }
        });
      });
    },
    () => told.push('told'),
  );
  const answer = async (id: string, detail: string | Error) => {
    answers.get(id)?.(detail);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { reads, told, details, answer };
}

describe('details', () => {
  it('are read three at a time, in order, each once', async () => {
    const { reads, details, answer, told } = asked();
    details.ahead(['a', 'b', 'c', 'd']);
    details.ahead(['a', 'b', 'c', 'd', 'e']);
    expect(reads).toEqual(['a', 'b', 'c']);
    await answer('b', 'B');
    expect(reads).toEqual(['a', 'b', 'c', 'd']);
    expect([details.of('a'), details.of('b'), told.length]).toEqual([undefined, 'B', 1]);
  });

  it('of what the user looks at come first', async () => {
    const { reads, details, answer } = asked();
    details.ahead(['a', 'b', 'c', 'd', 'e']);
    details.now('e');
    details.now('z');
    details.now('a');
    await answer('a', 'A');
    await answer('b', 'B');
    expect(reads).toEqual(['a', 'b', 'c', 'z', 'e']);
  });

  it('that cannot be read leave the thing without', async () => {
    const { details, answer, told } = asked();
    details.ahead(['a']);
    const idle = details.idle();
    await answer('a', new Error('denied'));
    await idle;
    expect([details.of('a'), told]).toEqual([undefined, []]);
  });

  it('are read ahead for twenty at most', async () => {
    const reads: string[] = [];
    const details = new LazyDetails(
      (id) => Promise.resolve(reads.push(id)),
      () => undefined,
    );
    details.ahead(Array.from({ length: 100 }, (_, index) => String(index)));
    await details.idle();
    expect(reads).toHaveLength(20);
  });
});
