import type { FilterProblemView } from '../../protocol/explorer.ts';

/** A piece of a filter's text as it is coloured. */
export interface FilterPiece {
  readonly text: string;
  readonly kind: 'field' | 'operator' | 'quoted' | 'plain';
  readonly isProblem: boolean;
}

/**
 * Negation, then the field of a term; an operator; a text in quotes; and what else there is. This only colours what is
 * typed: the language is the host's, with its problems.
 */
const pattern =
  /(?<=^|[\s(])(?<minus>-+)(?=\S)|(?<=^|[\s(-])(?<operator>OR|AND|NOT)(?=$|[\s()])|(?<quoted>"(?:[^"\\]|\\.)*"?)|(?<=^|[\s(-])(?<field>[A-Za-z_$](?:[\w$.-]|\[\d+\])*:)(?!\/\/)|[()]/gu;

/** Longer texts are shown without colours. */
const longest = 4000;

/** The pieces of a text, cut where problems begin and end. */
export function filterPieces(text: string, problems: readonly FilterProblemView[]): readonly FilterPiece[] {
  const pieces: FilterPiece[] = [];
  let at = 0;
  const add = (end: number, kind: FilterPiece['kind']): void => {
    pieces.push(...cut(text, at, end, kind, problems));
    at = Math.max(at, end);
  };
  if (text.length <= longest) {
    for (const match of text.matchAll(pattern)) {
      add(match.index, 'plain');
      const { quoted, field } = match.groups ?? {};
      const kind = quoted !== undefined ? 'quoted' : field !== undefined ? 'field' : 'operator';
      add(match.index + match[0].length, kind);
    }
  }
  add(text.length, 'plain');
  return pieces;
}

function cut(
  text: string,
  start: number,
  end: number,
  kind: FilterPiece['kind'],
  problems: readonly FilterProblemView[],
): FilterPiece[] {
  const edges = problems.flatMap((problem) => [problem.start, problem.end]);
  const places = [start, ...edges.filter((edge) => edge > start && edge < end), end].sort((a, b) => a - b);
  return places.slice(1).flatMap((to, index) => {
    const from = places[index] ?? start;
    const isProblem = problems.some((problem) => problem.start <= from && from < problem.end);
    return to > from ? [{ text: text.slice(from, to), kind, isProblem }] : [];
  });
}
