/** Two sorted lists of rows as one. */
export function merged(
  left: Uint32Array,
  right: Uint32Array,
  compare: (left: number, right: number) => number,
): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(left.length + right.length);
  let [i, j] = [0, 0];
  for (let at = 0; at < all.length; at += 1) {
    const [first, second] = [left[i], right[j]];
    const takesLeft =
      second === undefined || (first !== undefined && (first === second || compare(first, second) <= 0));
    all[at] = (takesLeft ? first : second) ?? 0;
    i += takesLeft ? 1 : 0;
    j += takesLeft ? 0 : 1;
  }
  return all;
}
