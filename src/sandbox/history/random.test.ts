import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';
import { Weighted } from './weighted.ts';

describe('Random', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(new Random(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('forks by label, whatever was drawn before', () => {
    const used = new Random(7);
    used.next();
    expect(used.fork('a').uuid()).toBe(new Random(7).fork('a').uuid());
    expect(used.fork('a').uuid()).not.toBe(used.fork('b').uuid());
  });

  it('spreads numbers evenly', () => {
    const random = new Random(3);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const index = random.below(10);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    for (const count of counts) {
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });

  it('makes identifiers of the shapes that AWS uses', () => {
    const random = new Random(1);
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(random.hex(17)).toMatch(/^[0-9a-f]{17}$/);
    expect(random.keyCharacters(16)).toMatch(/^[A-Z2-7]{16}$/);
    expect(random.base64(75)).toMatch(/^[A-Za-z0-9+/]{75}$/);
    expect(random.between(3, 3)).toBe(3);
  });

  it('does not repeat UUIDs', () => {
    const random = new Random(1);
    expect(new Set(Array.from({ length: 20_000 }, () => random.uuid())).size).toBe(20_000);
  });

  it('has nothing to pick from an empty list', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
  });
});

describe('Weighted', () => {
  it('picks by weight, and never what has none', () => {
    const weights = { often: 9, seldom: 1, never: 0 };
    const choice = new Weighted(['never', 'often', 'seldom'] as const, (item) => weights[item]);
    const random = new Random(5);
    const counts = { often: 0, seldom: 0, never: 0 };
    for (let i = 0; i < 5000; i += 1) {
      counts[choice.pick(random)] += 1;
    }
    expect(counts.never).toBe(0);
    expect(counts.often / counts.seldom).toBeGreaterThan(7);
    expect(counts.often / counts.seldom).toBeLessThan(11);
  });

  it('refuses a list without any weight', () => {
    expect(() => new Weighted(['a'], () => 0)).toThrow(RangeError);
    expect(() => new Weighted<string>([], () => 1)).toThrow(RangeError);
  });
});
