import type { Completion, Completions } from '../../core/query/complete-filter.ts';

/** A text field's text with the place of its cursor. */
export interface TextAndCursor {
  readonly text: string;
  readonly cursor: number;
}

/** The text with the completion in it. A value is followed by a blank, for the next term; a field by its value. */
export function applied(
  text: string,
  { start, end }: Pick<Completions, 'start' | 'end'>,
  { kind, insert }: Completion,
): TextAndCursor {
  const rest = text.slice(end);
  const isDone = kind !== 'field' && kind !== 'member';
  const blank = isDone && !/^\s/.test(rest) ? ' ' : '';
  const before = text.slice(0, start) + insert;
  // Over a blank that is there already.
  const cursor = before.length + (isDone ? 1 : 0);
  return { text: before + blank + rest, cursor };
}

/** The next choice of a list of so many, going around; from none to the first or the last. */
export function stepped(chosen: number | undefined, by: 1 | -1, count: number): number | undefined {
  if (count === 0) {
    return undefined;
  }
  return chosen === undefined ? (by === 1 ? 0 : count - 1) : (chosen + by + count) % count;
}
