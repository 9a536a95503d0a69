/** The word that most likely was meant: one that begins alike or is a typing mistake away; undefined if none is near. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed.length < 2 || typed.length > 40) {
    return undefined;
  }
  const near = known
    .map((each) => ({ each, distance: distance(typed, each.toLowerCase()) }))
    .filter(({ distance: far }) => far <= Math.min(3, Math.ceil(typed.length / 3)))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.each ?? known.find((each) => each.toLowerCase().startsWith(typed));
}

/** How many letters must be changed, added or left out. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
