import { FileProblem } from './file-problem.ts';

/** How a content is to be read. */
export type ContentShape =
  /** One object whose first member is the list `Records`, from `start` to `end`: as CloudTrail delivers it. */
  | { readonly kind: 'records'; readonly start: number; readonly end: number }
  /** Some other JSON, to be parsed. */
  | { readonly kind: 'other' }
  /** A digest file. */
  | { readonly kind: 'digest' };

const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** As much of a file's beginning as is looked at. */
const head = 2048;

/**
 * What the beginning and the end of a content show it to be. Whether it is sound all through shows when it is read.
 *
 * @throws {FileProblem} for what is no JSON at all
 */
export function recogniseContent(bytes: Buffer): ContentShape {
  const start = firstByte(bytes);
  const end = afterLastByte(bytes);
  if (start >= end) {
    throw new FileProblem('empty', 'The file holds nothing but white space.');
  }
  const first = bytes[start];
  if (first !== openBrace && first !== openBracket) {
    throw notJson(bytes, start);
  }
  const beginning = bytes.toString('latin1', start, Math.min(end, start + head));
  if (first === openBrace && /^\{\s*"Records"\s*:\s*\[/.test(beginning)) {
    return endsList(bytes, end) ? { kind: 'records', start, end } : { kind: 'other' };
  }
  const isDigest = first === openBrace && /"digest(StartTime|S3Object|EndTime)"\s*:/.test(beginning);
  return { kind: isDigest ? 'digest' : 'other' };
}

function notJson(bytes: Buffer, start: number): FileProblem {
  return bytes[start] === 0
    ? new FileProblem(
        'nul-bytes',
        'The file begins with NUL bytes, as after a crash of the machine that wrote it.',
      )
    : new FileProblem('not-json', 'The file is neither JSON nor gzip.');
}

/** Behind white space and a byte order mark. */
function firstByte(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && isSpace(bytes[at])) {
    at += 1;
  }
  return at;
}

function afterLastByte(bytes: Buffer): number {
  let at = bytes.length;
  while (at > 0 && isSpace(bytes[at - 1])) {
    at -= 1;
  }
  return at;
}

/** Whether the content ends with a list that is an object's last member. */
function endsList(bytes: Buffer, end: number): boolean {
  if (bytes[end - 1] !== closeBrace) {
    return false;
  }
  let at = end - 2;
  while (at > 0 && isSpace(bytes[at])) {
    at -= 1;
  }
  return bytes[at] === closeBracket;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
