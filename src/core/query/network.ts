/** A block of IPv4 or IPv6 addresses, as CIDR writes it. Addresses of IPv4 that are mapped into IPv6 count as IPv4. */
export interface Network {
  readonly family: 4 | 6;
  /** The first address, in its canonical form (RFC 5952 for IPv6). */
  readonly address: string;
  /** How many leading bits are fixed: 0 to 32, or to 128. */
  readonly bits: number;
}
