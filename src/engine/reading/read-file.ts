import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { FileProblem, systemCode } from './file-problem.ts';

/** What a file held when it was read. */
export interface FileContent {
  /** Not compressed. */
  readonly bytes: Buffer;
  /** As stored, of the content that was read. */
  readonly size: number;
  readonly modified: number;
}

/**
 * The longest content that is taken, compressed or not. CloudTrail writes files of at most 50 MB before compression;
 * whoever puts them together may have made longer ones.
 */
export const longestContent = 256 * 1024 * 1024;

/** Smaller files are read at once: to go through the thread pool takes longer than to read them. */
const small = 256 * 1024;

const triesWhileChanging = 3;

/** Without waiting: a pipe that has come to stand in the place of a file would hold everything up. Windows has no such flag. */
const reading = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * The content of a log file, decompressed if it is gzip. The whole of it is in memory: at most {@link longestContent},
 * whatever a compressed file claims or does.
 *
 * @throws {FileProblem} for a file that is empty, broken, too long, or that cannot be read
 */
export async function readLogFile(
  file: string,
  expectedSize: number,
  longest = longestContent,
): Promise<FileContent> {
  const stored = expectedSize <= small ? readStoredSync(file, longest) : await readStored(file, longest);
  const { bytes } = stored;
  if (bytes.length === 0) {
    throw new FileProblem('empty', 'The file is empty.');
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return { ...stored, size: bytes.length };
  }
  const inflated = await inflate(bytes, longest);
  if (inflated.length === 0) {
    throw new FileProblem('empty', 'The file holds nothing but the frame of gzip.');
  }
  return { bytes: inflated, size: bytes.length, modified: stored.modified };
}

interface Stored {
  readonly bytes: Buffer;
  readonly modified: number;
}

function readStoredSync(file: string, longest: number): Stored {
  const descriptor = opening(() => openSync(file, reading));
  try {
    for (let tries = 0; tries < triesWhileChanging; tries++) {
      const before = fstatSync(descriptor);
      check(before, longest);
      const bytes = Buffer.allocUnsafe(before.size);
      const length = before.size === 0 ? 0 : readSync(descriptor, bytes, 0, before.size, 0);
      const after = fstatSync(descriptor);
      if (length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs) {
        return { bytes, modified: before.mtimeMs };
      }
    }
    throw changing();
  } catch (error) {
    throw asProblem(error);
  } finally {
    closeSync(descriptor);
  }
}

async function readStored(file: string, longest: number): Promise<Stored> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, reading);
    for (let tries = 0; tries < triesWhileChanging; tries++) {
      const before = await handle.stat();
      check(before, longest);
      const bytes = Buffer.allocUnsafe(before.size);
      const { bytesRead } = await handle.read(bytes, 0, before.size, 0);
      const after = await handle.stat();
      if (bytesRead === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs) {
        return { bytes, modified: before.mtimeMs };
      }
    }
    throw changing();
  } catch (error) {
    throw asProblem(error);
  } finally {
    await handle?.close();
  }
}

function opening(openFile: () => number): number {
  try {
    return openFile();
  } catch (error) {
    throw asProblem(error);
  }
}

function check(facts: Stats, longest: number): void {
  if (!facts.isFile()) {
    throw new FileProblem('unreadable', 'It is no file any more.');
  }
  if (facts.size > longest) {
    throw tooLarge(longest);
  }
}

function asProblem(error: unknown): FileProblem {
  return error instanceof FileProblem
    ? error
    : new FileProblem('unreadable', `It cannot be read (${systemCode(error)}).`, error);
}

function changing(): FileProblem {
  return new FileProblem('changing', 'The file changed while it was read, several times.');
}

function tooLarge(longest: number): FileProblem {
  const megabytes = Math.round(longest / 1_048_576);
  return new FileProblem(
    'too-large',
    `Its content is longer than ${megabytes} MiB, more than a log file is.`,
  );
}

const gunzipLater = promisify(gunzip);

/** Takes the claimed length for the size of its pieces, so that an honest file is inflated in one. */
async function inflate(bytes: Buffer, longest: number): Promise<Buffer> {
  const claimed = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  // No more than deflate can reach, lest a few bytes that lie reserve gigabytes; and for a file that says it is shorter
  // than it is, not so little that its pieces are millions.
  const least = Math.max(1024, Math.min(bytes.length, 1_048_576));
  const chunkSize = Math.max(least, Math.min(claimed + 64, bytes.length * 1032, longest));
  const options = { chunkSize, maxOutputLength: longest };
  try {
    return bytes.length <= small ? gunzipSync(bytes, options) : await gunzipLater(bytes, options);
  } catch (error) {
    throw inflateProblem(error, longest);
  }
}

function inflateProblem(error: unknown, longest: number): FileProblem {
  switch (systemCode(error)) {
    case 'Z_BUF_ERROR':
      return new FileProblem('truncated', 'The compressed file breaks off before its end.', error);
    case 'ERR_BUFFER_TOO_LARGE':
      return tooLarge(longest);
    default:
      return new FileProblem('corrupt', 'The file is damaged: its compressed content cannot be read.', error);
  }
}
