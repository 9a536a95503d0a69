import { createHash } from 'node:crypto';

/** The checksums of S3 that the sandbox can compute, by the last part of their headers: `x-amz-checksum-crc32`. */
const algorithms: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  crc32: (bytes) => crc32(bytes, 0xedb88320),
  crc32c: (bytes) => crc32(bytes, 0x82f63b78),
  crc64nvme,
  sha1: (bytes) => createHash('sha1').update(bytes).digest(),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
};

/** The checksum in base64, as S3's headers have it; undefined for an algorithm that the sandbox does not know. */
export function checksumOf(algorithm: string, bytes: Uint8Array): string | undefined {
  const compute = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  return compute === undefined ? undefined : Buffer.from(compute(bytes)).toString('base64');
}

/** A reflected CRC of 32 bits, most significant byte first. */
function crc32(bytes: Uint8Array, polynomial: number): Uint8Array {
  const table = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    }
    return value;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  }
  const result = Buffer.alloc(4);
  result.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return result;
}

/** CRC-64/NVME. Big integers are slow, but nothing large is put into the sandbox. */
function crc64nvme(bytes: Uint8Array): Uint8Array {
  const polynomial = 0x9a6c9329ac4bc9b5n;
  const ones = 0xffffffffffffffffn;
  const table = Array.from({ length: 256 }, (_, index) => {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    }
    return value;
  });
  let crc = ones;
  for (const byte of bytes) {
    crc = (crc >> 8n) ^ (table[Number((crc ^ BigInt(byte)) & 0xffn)] ?? 0n);
  }
  const result = Buffer.alloc(8);
  result.writeBigUInt64BE(crc ^ ones);
  return result;
}
