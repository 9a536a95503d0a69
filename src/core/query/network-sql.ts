import type { Network } from './network.ts';

const anyByte = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';

/** A regular expression (RE2) for exactly the dotted addresses of a network of IPv4. */
export function ipv4Pattern({ address, bits }: Network): string {
  const bytes = address.split('.').map(Number);
  const parts = bytes.map((byte, index) => {
    const fixed = Math.min(8, Math.max(0, bits - index * 8));
    if (fixed === 0) {
      return anyByte;
    }
    const count = 2 ** (8 - fixed);
    return count === 1
      ? String(byte)
      : `(?:${Array.from({ length: count }, (_, more) => byte + more).join('|')})`;
  });
  return parts.join('[.]');
}
