import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkTest, networkText, parseNetwork } from './network.ts';

const text = (written: string): string | undefined => {
  const network = parseNetwork(written);
  return network === undefined ? undefined : networkText(network);
};

describe('a network', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.7/0', '0.0.0.0/0'],
    ['203.0.113.255/25', '203.0.113.128/25'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['1::', '1::'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
    ['64:ff9b::203.0.113.7', '64:ff9b::cb00:7107'],
  ])('%s is written %s', (written, expected) => {
    expect(text(written)).toBe(expected);
  });

  it.each([
    ...[
      '',
      '1.2.3',
      '1.2.3.4.5',
      '256.0.0.1',
      '01.2.3.4',
      '1.2.3.4/33',
      '1.2.3.4/-1',
      '1.2.3.4/',
      '1.2.3.4/8/8',
    ],
    ...['::1::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', '12345::', 'g::', '::/129', ':'],
    ...['::ffff:1.2.3.4/95', 'ec2.amazonaws.com', 'AWS Internal', '1.2.3.4 ', `${'0:'.repeat(40_000)}1`],
  ])('%j is none', (written) => {
    expect(parseNetwork(written)).toBeUndefined();
  });

  it('has exactly the addresses that share its first bits', () => {
    const address = fc.tuple(fc.constantFrom(4, 16), fc.uint8Array({ minLength: 16, maxLength: 16 }));
    const written = ([length, bytes]: [number, Uint8Array]): string =>
      length === 4
        ? bytes.slice(0, 4).join('.')
        : Array.from({ length: 8 }, (_, at) =>
            ((bytes[at * 2]! << 8) | bytes[at * 2 + 1]!).toString(16),
          ).join(':');
    const bitsOf = ([length, bytes]: [number, Uint8Array]): string =>
      [...bytes.slice(0, length)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    fc.assert(
      fc.property(address, address, fc.nat(128), (left, right, bits) => {
        const fixed = Math.min(bits, left[0] * 8);
        const network = parseNetwork(`${written(left)}/${fixed}`)!;
        const isIn = left[0] === right[0] && bitsOf(left).slice(0, fixed) === bitsOf(right).slice(0, fixed);
        expect(networkTest(network)(written(right))).toBe(isIn);
        expect(networkTest(network)(written(left))).toBe(true);
        expect(parseNetwork(networkText(network))).toEqual(network);
      }),
    );
  });
});
