import { editDistance } from '../edit-distance.ts';

/** More changes make another word. */
const most = 3;

/** The one of some words that is meant by a misspelt one; undefined where it resembles none or several. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  const plain = written.toLowerCase();
  const begun = words.filter((word) => plain.length >= most && word.toLowerCase().startsWith(plain));
  if (begun.length === 1) {
    return begun[0];
  }
  const near = words
    .map((word) => ({ word, distance: editDistance(plain, word.toLowerCase(), most) }))
    .filter(({ word, distance }) => distance <= Math.min(most, word.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word;
}
