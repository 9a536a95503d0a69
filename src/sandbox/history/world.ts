import type { Random } from './random.ts';

/**
 * What exists in the sample account: the names that events keep coming back to. Everything is derived from the seed
 * by its name, so it does not depend on what was asked for before.
 */
export class World {
  private readonly random: Random;
  private readonly ids = new Map<string, string>();

  constructor(random: Random) {
    this.random = random.fork('world');
  }

  /**
   * The unique id or access key id of a principal, such as `AROA…` for the role `Admin`: the prefix and, as in AWS,
   * as many characters as make 21 in all (20 for access keys).
   */
  uniqueId(prefix: 'AIDA' | 'AROA' | 'AIPA' | 'ANPA' | 'AKIA', name: string): string {
    const key = `${prefix}/${name}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = prefix + this.random.fork(key).keyCharacters(prefix === 'AKIA' ? 16 : 17);
      this.ids.set(key, id);
    }
    return id;
  }
}
