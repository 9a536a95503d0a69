import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { QuarantinedFile } from '../../core/log-engine.ts';
import { systemCode } from './file-problem.ts';

/** A file that may be a log file. What is stored under its name is known by size and time. */
export interface ListedFile {
  /** Absolute, with all symbolic links resolved: its identity. */
  readonly path: string;
  /** Bytes, as stored. */
  readonly size: number;
  /** Epoch milliseconds, with fractions where the file system has them. */
  readonly modified: number;
}

export interface Listing {
  /** In the order of their paths, each file once. */
  readonly files: readonly ListedFile[];
  /** Folders and files that could not be looked at. */
  readonly faults: readonly QuarantinedFile[];
}

/** Names that log files have; whatever else is in a folder is not looked at. */
const logName = /\.(json|json\.gz|jsonl|jsonl\.gz|ndjson|ndjson\.gz|gz)$/i;

/** Deeper than any layout of log files. */
const deepestFolder = 64;

/**
 * The log files among and below the given paths. A file that is named itself is taken whatever its name. Symbolic
 * links are followed, each folder and file once, so links that form a circle come to an end.
 *
 * @param onFound is called now and then with the number of files found so far
 */
export async function listFiles(
  paths: readonly string[],
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<Listing> {
  const walk = new Walk(signal, onFound);
  for (const each of paths) {
    await walk.start(each);
  }
  const files = [...walk.files.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
  return { files, faults: walk.faults };
}

class Walk {
  readonly files = new Map<string, ListedFile>();
  readonly faults: QuarantinedFile[] = [];
  private readonly folders = new Set<string>();
  private readonly signal: AbortSignal;
  private readonly onFound: (count: number) => void;

  constructor(signal: AbortSignal, onFound: (count: number) => void) {
    this.signal = signal;
    this.onFound = onFound;
  }

  async start(given: string): Promise<void> {
    await this.trying(given, async () => {
      const real = await realpath(given);
      const facts = await stat(real);
      if (facts.isDirectory()) {
        await this.folder(real, 0);
      } else if (facts.isFile()) {
        this.add(real, facts.size, facts.mtimeMs);
      } else {
        this.fault(given, 'It is neither a file nor a folder.');
      }
    });
  }

  /** @param folder with all links resolved */
  private async folder(folder: string, depth: number): Promise<void> {
    this.signal.throwIfAborted();
    if (this.folders.has(folder)) {
      return;
    }
    if (depth > deepestFolder) {
      this.fault(folder, `It is more than ${deepestFolder} folders deep, and was not looked into.`);
      return;
    }
    this.folders.add(folder);
    await this.trying(folder, async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && logName.test(entry.name));
      for (let start = 0; start < files.length; start += lookedAtOnce) {
        this.signal.throwIfAborted();
        await Promise.all(files.slice(start, start + lookedAtOnce).map((entry) => this.file(folder, entry)));
        this.onFound(this.files.size);
      }
      for (const entry of entries) {
        await this.other(folder, entry, depth);
      }
    });
  }

  private async file(folder: string, entry: Dirent): Promise<void> {
    const file = path.join(folder, entry.name);
    await this.trying(file, async () => {
      const { size, mtimeMs } = await lstat(file);
      this.add(file, size, mtimeMs);
    });
  }

  private async other(folder: string, entry: Dirent, depth: number): Promise<void> {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      await this.folder(file, depth + 1);
    } else if (entry.isSymbolicLink()) {
      await this.trying(file, async () => {
        const real = await realpath(file);
        const facts = await stat(real);
        if (facts.isDirectory()) {
          await this.folder(real, depth + 1);
        } else if (facts.isFile() && logName.test(entry.name)) {
          this.add(real, facts.size, facts.mtimeMs);
        }
      });
    }
  }

  private add(file: string, size: number, modified: number): void {
    this.files.set(file, { path: file, size, modified });
  }

  private async trying(what: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.signal.throwIfAborted();
      this.fault(what, unreadable(error));
    }
  }

  private fault(what: string, detail: string): void {
    this.faults.push({ path: what, fault: 'unreadable', detail });
  }
}

/** How many files are looked at side by side. */
const lookedAtOnce = 64;

function unreadable(error: unknown): string {
  const code = systemCode(error);
  return code === 'ELOOP' ? 'The symbolic links form a circle.' : `It cannot be read (${code}).`;
}
