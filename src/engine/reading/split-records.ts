import { mostRecords, tooManyRecords } from './parse-content.ts';

/** Where the records of a content are: `starts[n]` is behind the opening brace of the n-th, `ends[n]` at its closing one. */
export interface RecordPlaces {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const closeBrace = 0x7d;

/**
 * Finds the records of `{"Records":[{"eventVersion":…},{"eventVersion":…}]}` without parsing them: each begins behind a
 * comma with the member that the first begins with. Where this goes wrong (records that begin with different members, a
 * list of such objects inside a record), what stands between two places is no JSON object, and the reader finds that out.
 * Quotation marks within texts are escaped, so no text can hold such a beginning.
 *
 * @param start of the object
 * @param end behind it
 * @returns undefined where the content is not written like this, such as with blanks
 * @throws {FileProblem} for more records than are taken
 */
export function splitRecords(bytes: Buffer, start: number, end: number): RecordPlaces | undefined {
  const beginning = bytes.toString('latin1', start, Math.min(end, start + 256));
  const [whole, head = '', member] = /^(\{"Records":\[)\{("[A-Za-z]{1,64}":)/.exec(beginning) ?? [];
  if (whole === undefined || member === undefined || bytes.toString('latin1', end - 3, end) !== '}]}') {
    return undefined;
  }
  const between = Buffer.from(`},{${member}`, 'latin1');
  const starts = [start + head.length + 1];
  const ends: number[] = [];
  let at = bytes.indexOf(between, starts[0]);
  while (at >= 0 && at < end && starts.length <= mostRecords) {
    ends.push(at);
    starts.push(at + 3);
    at = bytes.indexOf(between, at + between.length);
  }
  if (starts.length > mostRecords) {
    throw tooManyRecords();
  }
  ends.push(end - 3);
  return bytes[end - 3] === closeBrace ? { starts, ends } : undefined;
}
