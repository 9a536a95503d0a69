import { editDistance } from '../edit-distance.ts';

/** More changes make another word. */
const most = 3;

/** The one of some words that is meant by a misspelt one; undefined where it resembles none or several. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  const begun = words.filter((word) => written.length >= most && startsAlike(word, written));
  if (begun.length === 1) {
    return begun[0];
  }
  const plain = stem(written);
  const near = words
    .map((word) => ({ word, distance: editDistance(plain, stem(word), most) }))
    .filter(({ word, distance }) => distance <= Math.min(most, stem(word).length / most))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word;
}

function startsAlike(word: string, beginning: string): boolean {
  return word.toLowerCase().startsWith(beginning.toLowerCase());
}

/** What tells a word from others: services differ before the domain that they share. */
function stem(word: string): string {
  return word.toLowerCase().replace(/\.amazonaws\.com$/, '');
}
