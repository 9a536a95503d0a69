import type { ValueTest } from './event-filter.ts';
import { networkTest } from './network.ts';

/** A function that says whether a value passes. Takes time in proportion to the value's length, whatever the test. */
export function compileTest(test: ValueTest): (value: string) => boolean {
  switch (test.kind) {
    case 'present':
      return () => true;
    case 'equals': {
      const wanted = test.value;
      return (value) => value === wanted;
    }
    case 'like':
      return likeTest(test.parts);
    case 'network':
      return networkTest(test.network);
  }
}

/** Literal parts with anything between: the first begins the value, the last ends it. Nothing is tried twice. */
function likeTest(parts: readonly string[]): (value: string) => boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  const least = first.length + last.length;
  return (value) => {
    if (value.length < least || !value.startsWith(first) || !value.endsWith(last)) {
      return false;
    }
    const end = endOfParts(value, middle, first.length);
    return end >= 0 && end <= value.length - last.length;
  };
}

/** Where the last of the parts ends, if they stand in the text one behind the other from a place on; else -1. */
export function endOfParts(text: string, parts: readonly string[], from: number): number {
  let end = from;
  for (const part of parts) {
    const start = text.indexOf(part, end);
    if (start < 0) {
      return -1;
    }
    end = start + part.length;
  }
  return end;
}
