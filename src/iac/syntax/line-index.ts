import type { Location, Position } from '../../core/posture/location.ts';

/** Turns offsets in a text into positions, in logarithmic time. Line ends are LF, CRLF and CR. */
export class LineIndex {
  readonly #document: string;
  readonly #starts: readonly number[];
  /** Most questions are about the line of the one before, or the next. */
  #lastLine = 0;

  constructor(document: string, text: string) {
    this.#document = document;
    this.#starts = lineStarts(text);
  }

  /** The position of an offset in UTF-16 code units. */
  position(offset: number): Position {
    const line = this.#isOn(this.#lastLine, offset) ? this.#lastLine : this.#lineOf(offset);
    this.#lastLine = line;
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }

  /** The offset of a position that {@link position} gave. */
  offset({ line, character }: Position): number {
    return (this.#starts[line] ?? 0) + character;
  }

  #isOn(line: number, offset: number): boolean {
    return (this.#starts[line] ?? Infinity) <= offset && offset < (this.#starts[line + 1] ?? Infinity);
  }

  #lineOf(offset: number): number {
    if (this.#isOn(this.#lastLine + 1, offset)) {
      return this.#lastLine + 1;
    }
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The location from one offset to before another. */
  location(start: number, end: number): Location {
    return {
      document: this.#document,
      range: { start: this.position(start), end: this.position(Math.max(start, end)) },
    };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + lineEnd.length);
  }
  return starts;
}
