import type { Random } from './random.ts';

/** Items of which some are picked more often than others. */
export class Weighted<T> {
  private readonly items: readonly T[];
  /** The sum of the weights up to and including each item's. */
  private readonly sums: readonly number[];
  private readonly total: number;

  /** Throws RangeError when no item has a weight above zero. */
  constructor(items: readonly T[], weightOf: (item: T) => number) {
    let sum = 0;
    this.items = items;
    this.sums = items.map((item) => (sum += weightOf(item)));
    this.total = sum;
    if (!(sum > 0)) {
      throw new RangeError('There is nothing to pick from.');
    }
  }

  pick(random: Random): T {
    const mark = random.unit() * this.total;
    const index = this.sums.findIndex((sum) => mark < sum);
    return this.items[index === -1 ? this.items.length - 1 : index] as T;
  }
}
