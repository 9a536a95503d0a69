import { describe, expect, it } from 'vitest';
import { decodeChunks } from './aws-chunked.ts';

const signature = ';chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648';

function decoded(text: string, length?: string) {
  const { bytes, trailers } = decodeChunks(Buffer.from(text), length);
  return [Buffer.from(bytes).toString(), Object.fromEntries(trailers)];
}

describe('a body in chunks', () => {
  it.each([
    [
      'unsigned, with a checksum behind it',
      '5\r\nhello\r\n3\r\n wo\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      { 'x-amz-checksum-crc32': 'AAAAAA==' },
    ],
    ['signed', `8${signature}\r\nhello wo\r\n0${signature}\r\n\r\n`, {}],
    [
      'signed, with a signed trailer',
      `8${signature}\r\nhello wo\r\n0${signature}\r\nx-amz-checksum-sha1:x\r\nx-amz-trailer-signature:y\r\n\r\n`,
      { 'x-amz-checksum-sha1': 'x', 'x-amz-trailer-signature': 'y' },
    ],
    ['with line ends inside', 'A\r\nhello wo\r\n\r\n0\r\n\r\n', {}],
  ])('is put together: %s', (_, text, trailers) => {
    expect(decoded(text)).toEqual([expect.stringMatching(/^hello wo(\r\n)?$/), trailers]);
  });

  it('may be empty', () => {
    expect(decoded('0\r\n\r\n', '0')).toEqual(['', {}]);
  });

  it.each([
    ['no end', '5\r\nhello\r\n', undefined, 'IncompleteBody'],
    ['a chunk that is cut off', '9\r\nhello', undefined, 'IncompleteBody'],
    ['a chunk that is too long', '3\r\nhello\r\n0\r\n\r\n', undefined, 'IncompleteBody'],
    ['no size', 'hello\r\n0\r\n\r\n', undefined, 'InvalidRequest'],
    ['another length than it says', '5\r\nhello\r\n0\r\n\r\n', '6', 'IncompleteBody'],
    ['nothing', '', undefined, 'IncompleteBody'],
  ])('is refused with %s', (_, text, length, code) => {
    expect(() => decoded(text, length)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
