import type { Location, Range } from '../../core/posture/location.ts';
import type { LintProblem } from './lint-problem.ts';
import type { LintedText } from './lint-text.ts';

/** What was found in a source when it could last be parsed. */
interface SoundSource {
  readonly text: string;
  readonly linted: LintedText | undefined;
}

/** A change of more lines than this is not somebody who is in the middle of a line. */
const longestChange = 40;

/**
 * Remembers what was found in sources while they could be parsed. Most of the time that somebody types, they cannot,
 * and what a parser makes of them then would come and go with each letter.
 */
export class SoundSources {
  readonly #sources = new Map<string, SoundSource>();

  keep(document: string, text: string, linted: LintedText | undefined): void {
    this.#sources.set(document, { text, linted });
  }

  forget(document: string): void {
    this.#sources.delete(document);
  }

  /**
   * What was found in the last sound text, moved to where it is now; undefined where that is too long ago to say.
   */
  since(document: string, text: string): { readonly linted: LintedText | undefined } | undefined {
    const sound = this.#sources.get(document);
    const change = sound && changeOf(sound.text, text);
    if (sound === undefined || change === undefined) {
      return undefined;
    }
    const { linted } = sound;
    return {
      linted: linted && {
        ...linted,
        problems: linted.problems.map((problem) => movedProblem(problem, document, change)),
        known: linted.known.map(({ rule, constructAt }) => ({
          rule,
          constructAt: { ...constructAt, range: moved(constructAt.range, change) },
        })),
      },
    };
  }
}

/** Lines from `first` on, up to `lastBefore` of the old text and `lastAfter` of the new one, have changed. */
interface Change {
  readonly first: number;
  readonly lastBefore: number;
  readonly lastAfter: number;
}

/** The lines that differ; undefined where they are too many. */
function changeOf(before: string, after: string): Change | undefined {
  const [old, now] = [before.split(/\r\n|\n|\r/), after.split(/\r\n|\n|\r/)];
  const shortest = Math.min(old.length, now.length);
  let first = 0;
  while (first < shortest && old[first] === now[first]) {
    first += 1;
  }
  let same = 0;
  while (same < shortest - first && old[old.length - 1 - same] === now[now.length - 1 - same]) {
    same += 1;
  }
  const change = { first, lastBefore: old.length - 1 - same, lastAfter: now.length - 1 - same };
  return change.lastAfter - first < longestChange && change.lastBefore - first < longestChange
    ? change
    : undefined;
}

function moved(range: Range, { first, lastBefore, lastAfter }: Change): Range {
  const move = (line: number): number =>
    line > lastBefore ? line + lastAfter - lastBefore : Math.max(first, Math.min(line, lastAfter));
  const { start, end } = range;
  return start.line < first && end.line < first
    ? range
    : {
        start: start.line < first ? start : { ...start, line: move(start.line) },
        end: end.line < first ? end : { ...end, line: move(end.line) },
      };
}

function movedProblem(problem: LintProblem, document: string, change: Change): LintProblem {
  const inPlace = (at: Location): Location =>
    at.document === document ? { ...at, range: moved(at.range, change) } : at;
  return {
    ...problem,
    ...(problem.finding === undefined
      ? {}
      : { finding: { ...problem.finding, at: inPlace(problem.finding.at) } }),
    range: moved(problem.range, change),
    related: problem.related.map(({ at, message }) => ({ at: inPlace(at), message })),
  };
}
