import { createHash } from 'node:crypto';

/** Gives a new UUID with each call. The same seed gives the same ids, so that what tests see is fixed. */
export function idSource(seed: number): () => string {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`${seed}/${count}`).digest('hex');
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
    return [...parts, hex.slice(20, 32)].join('-');
  };
}
