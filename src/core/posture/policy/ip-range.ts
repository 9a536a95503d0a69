/**
 * Whether an IP address is in a range of CIDR notation, or is the address that the range names. Undefined for what is
 * neither, and false between IPv4 and IPv6.
 */
export function isInRange(address: string, range: string): boolean | undefined {
  const [network = '', prefix, ...rest] = range.split('/');
  const [wanted, base] = [parseAddress(address), parseAddress(network)];
  if (wanted === undefined || base === undefined || rest.length > 0) {
    return undefined;
  }
  const length = prefix === undefined ? base.bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  if (!(length <= base.bits)) {
    return undefined;
  }
  const shift = BigInt(base.bits - length);
  return wanted.bits === base.bits && wanted.value >> shift === base.value >> shift;
}

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseVersion6(text) : parseVersion4(text);
}

function parseVersion4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

const groupsInVersion6 = 8;

function parseVersion6(text: string): Address | undefined {
  const halves = text.split('::');
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const count = groups.flat().length;
  const isShortened = halves.length === 2;
  if (halves.length > 2 || (isShortened ? count >= groupsInVersion6 : count !== groupsInVersion6)) {
    return undefined;
  }
  const zeros = Array.from({ length: groupsInVersion6 - count }, () => '0');
  const all = [...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) {
    return undefined;
  }
  return { bits: 128, value: all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
