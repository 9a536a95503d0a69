import { inflateRawSync } from 'node:zlib';

/**
 * The files in a zip archive, by name. Reads what vsce writes: stored or deflated entries, no zip64, no encryption.
 * The layout is that of PKWARE's APPNOTE: an end record, which points at the central directory, whose headers point at
 * the entries.
 */
export function zipEntries(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const count = archive.readUInt16LE(end + 10);
  const entries = new Map<string, Buffer>();
  let header = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) =>
      archive.readUInt16LE(header + at),
    );
    const name = archive.toString('utf8', header + 46, header + 46 + nameLength!);
    entries.set(name, entryContent(archive, header));
    header += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

function entryContent(archive: Buffer, header: number): Buffer {
  const isDeflated = archive.readUInt16LE(header + 10) === 8;
  const size = archive.readUInt32LE(header + 20);
  const local = archive.readUInt32LE(header + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = archive.subarray(start, start + size);
  return isDeflated ? inflateRawSync(content) : content;
}
