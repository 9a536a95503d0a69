import { describe, expect, it } from 'vitest';
import { once } from './once.ts';

describe('what is made once', () => {
  it('is made at the first call, and the same for all', async () => {
    let count = 0;
    const make = once(() => Promise.resolve({ number: ++count }));
    expect(count).toBe(0);
    expect(await Promise.all([make(), make()])).toEqual([{ number: 1 }, { number: 1 }]);
    expect(await make()).toBe(await make());
  });

  it('is tried again after a failure', async () => {
    let count = 0;
    const make = once(() => (++count === 1 ? Promise.reject(new Error('once')) : Promise.resolve(count)));
    await expect(make()).rejects.toThrow('once');
    expect(await make()).toBe(2);
  });
});
