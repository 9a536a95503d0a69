/** A block of IPv4 or IPv6 addresses, as CIDR writes it. Addresses of IPv4 that are mapped into IPv6 count as IPv4. */
export interface Network {
  readonly family: 4 | 6;
  /** The first address, in its canonical form (RFC 5952 for IPv6). */
  readonly address: string;
  /** How many leading bits are fixed: 0 to 32, or to 128. */
  readonly bits: number;
}

/** The network that the text writes, such as `203.0.113.0/24`, `2001:db8::/32` or one address; undefined for others. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', bits, ...more] = text.split('/');
  const bytes = addressBytes(address);
  if (bytes === undefined || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) {
    return undefined;
  }
  const width = bytes.length * 8;
  // The mask of a mapped address counts the 96 bits before the IPv4 address too.
  const isMapped = bytes.length === 4 && address.includes(':');
  const fixed = bits === undefined ? width : Number(bits) - (isMapped ? 96 : 0);
  if (fixed < 0 || fixed > width) {
    return undefined;
  }
  const first = bytes.map((byte, index) => byte & maskOf(fixed, index));
  return { family: bytes.length === 4 ? 4 : 6, address: addressText(first), bits: fixed };
}

/** The network as CIDR writes it; a network of one as its address alone. */
export function networkText({ family, address, bits }: Network): string {
  return bits === (family === 4 ? 32 : 128) ? address : `${address}/${bits}`;
}

/** A test whether an address is in the network. Texts that are no addresses, such as names of services, are not. */
export function networkTest({ address, bits }: Network): (text: string) => boolean {
  const first = addressBytes(address);
  return (text) => {
    const bytes = addressBytes(text);
    return (
      first !== undefined &&
      bytes?.length === first.length &&
      bytes.every((byte, index) => (byte & maskOf(bits, index)) === first[index])
    );
  };
}

/** The bits of the byte at the index that a prefix of so many bits fixes. */
function maskOf(bits: number, index: number): number {
  const fixed = Math.min(8, Math.max(0, bits - index * 8));
  return (0xff << (8 - fixed)) & 0xff;
}

/** An IPv6 address with a scope or a mapped address is shorter. */
const longestAddress = 45;

/** The 4 or 16 bytes of an address; undefined for a text that is none. */
function addressBytes(text: string): readonly number[] | undefined {
  if (text.length > longestAddress) {
    return undefined;
  }
  return text.includes(':') ? bytesOfIpv6(text) : bytesOfIpv4(text);
}

function bytesOfIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const bytes = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function bytesOfIpv6(text: string): readonly number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const before = wordsOf(head);
  const after = tail === undefined ? [] : wordsOf(tail);
  if (before === undefined || after === undefined || more.length > 0) {
    return undefined;
  }
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) {
    return undefined;
  }
  const words = [...before, ...Array<number>(missing).fill(0), ...after];
  const bytes = words.flatMap((word) => [word >> 8, word & 0xff]);
  const isMapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  return isMapped ? bytes.slice(12) : bytes;
}

/** The 16-bit words of one side of a `::`; the last may be an IPv4 address, which is two. */
function wordsOf(side: string): readonly number[] | undefined {
  const words: number[] = [];
  const parts = side === '' ? [] : side.split(':');
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 && part.includes('.') ? bytesOfIpv4(part) : undefined;
    if (ipv4 !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = ipv4;
      words.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      words.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return words;
}

function addressText(bytes: readonly number[]): string {
  if (bytes.length === 4) {
    return bytes.join('.');
  }
  const words = Array.from({ length: 8 }, (_, index) => {
    return (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16);
  });
  const { start, length } = longestZeros(words);
  if (length < 2) {
    return words.join(':');
  }
  return `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zero words, which `::` stands for. */
function longestZeros(words: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let run = { start: 0, length: 0 };
  for (const [index, word] of words.entries()) {
    run = word === '0' ? { start: run.start, length: run.length + 1 } : { start: index + 1, length: 0 };
    best = run.length > best.length ? run : best;
  }
  return best;
}
