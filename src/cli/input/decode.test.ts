import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';

const at = (bytes: readonly number[]) => {
  const decoded = decode(Uint8Array.from(bytes));
  return decoded.kind === 'text' ? decoded.text : decoded.at;
};
const ascii = (text: string) => [...Buffer.from(text)];

describe('bytes', () => {
  it('are UTF-8, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clean = text.replaceAll('\0', '').replace(/^\uFEFF/, '');
        expect(at(ascii(clean))).toBe(clean);
      }),
      { seed: 1 },
    );
  });

  it.each<[string, readonly number[], number, number]>([
    ['a Latin-1 letter before others', [...ascii('a\ncaf'), 0xe9, ...ascii(' au lait')], 1, 3],
    ['a Latin-1 letter at the end', [...ascii('a\r\ncaf'), 0xe9], 1, 3],
    ['a stray continuation', [...ascii('ü'), 0xbf, 0x61], 0, 1],
    ['a cut off character', [...ascii('a🪣\n'), 0xf0, 0x9f, 0xaa], 1, 0],
    ['a zero byte', [...ascii('ab\nc'), 0, 0x61], 1, 1],
    ['UTF-16 with a mark', [0xff, 0xfe, 0x61, 0], 0, 0],
    ['big-endian UTF-16', [0, 0x61, 0, 0x62], 0, 0],
    ['little-endian UTF-16', [0x61, 0, 0x62, 0], 0, 0],
  ])('that are not, as %s, are told of with the place', (_, bytes, line, character) => {
    expect(at(bytes)).toEqual({ line, character });
  });
});
