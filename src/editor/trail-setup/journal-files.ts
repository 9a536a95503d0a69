import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { parseConnection } from '../../core/connection.ts';
import { isJsonObject } from '../../core/json.ts';
import {
  unfinishedRun,
  type Journal,
  type JournalEntry,
  type UnfinishedRun,
} from '../../core/trails/setup/journal.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';

/** A journal that this window writes, until it is closed. */
export interface OwnJournal extends Journal {
  /** Rejects where another window has taken the run over, because this one was asleep for long. */
  check(): Promise<void>;
  /** Removes the journal of a run that has come to its end; that of any other stays and can be taken up by anyone. */
  close(): Promise<void>;
}

/** A run that nobody is at. */
export interface LeftRun {
  readonly id: string;
  readonly run: UnfinishedRun;
}

/** How often an owner shows that it lives, and after how long it is taken for dead. Milliseconds. */
const heartbeat = 5_000;
const deadAfter = 30_000;

/** Milliseconds after which no owner that is dead by now counts as living. */
export const ownersSettle = deadAfter + heartbeat;

const journalEnd = '.ndjson';

/**
 * Journals of runs, one file each: a line of JSON for each entry. They are for the user alone, and have no secrets: a
 * plan has names and policies.
 *
 * Windows share the folder. Who works on a run owns it by a file `<id>.owner-<n>` with the highest number, whose time
 * of change it renews; an owner that does not is dead, and whoever makes the file with the next number first has taken
 * over.
 */
export class JournalFiles {
  readonly #folder: string;
  readonly #now: () => number;

  /** `now` gives epoch milliseconds, as the file system does. */
  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  /** A new journal. Its file comes into being with the first entry. */
  async begin(): Promise<OwnJournal> {
    // The user's alone, as the files in it are: they tell what an account has.
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    return this.#own(id, await this.#claim(id, 0));
  }

  /**
   * The runs that were broken off, oldest first: none that a living window is at. What is no journal is left alone.
   */
  async left(): Promise<readonly LeftRun[]> {
    const ids = (await this.#names())
      .filter((name) => name.endsWith(journalEnd))
      .map((name) => name.slice(0, -journalEnd.length));
    const found = await Promise.all(ids.map((id) => this.#leftRun(id)));
    return found
      .filter((left): left is LeftRun => left !== undefined)
      .sort((one, other) => one.run.time - other.run.time);
  }

  /** Takes over a run that was left; undefined where another window was faster, or it is gone. */
  async takeOver(
    id: string,
  ): Promise<{ readonly journal: OwnJournal; readonly run: UnfinishedRun } | undefined> {
    const last = await this.#lastOwner(id);
    if ((await this.#lives(last)) || (await this.#read(id)) === undefined) {
      return undefined;
    }
    try {
      // The number after the one that was found dead: of several windows that found it so, one gets it.
      const journal = this.#own(id, await this.#claim(id, last?.number ?? 0));
      // Read again: the owner before may have written until the last moment.
      const run = await this.#read(id);
      if (run !== undefined) {
        await dropTornLine(this.#file(id));
        return { journal, run };
      }
      await journal.close();
      return undefined;
    } catch (thrown) {
      if (hasCode(thrown, 'EEXIST')) {
        return undefined;
      }
      throw thrown;
    }
  }

  /** Forgets a run for good. */
  async forget(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
    const owners = (await this.#names()).filter((name) => name.startsWith(`${id}.owner-`));
    await Promise.all(owners.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }

  async #leftRun(id: string): Promise<LeftRun | undefined> {
    if (await this.#lives(await this.#lastOwner(id))) {
      return undefined;
    }
    const run = await this.#read(id);
    return run === undefined ? undefined : { id, run };
  }

  async #read(id: string): Promise<UnfinishedRun | undefined> {
    const text = await readFile(this.#file(id), 'utf8').catch(() => '');
    return unfinishedRun(entriesOf(text));
  }

  #own(id: string, owner: Owner): OwnJournal {
    const file = this.#file(id);
    const beat = setInterval(() => {
      touch(owner.file, this.#now()).catch(() => undefined);
    }, heartbeat);
    beat.unref();
    const check = async (): Promise<void> => {
      if ((await this.#lastOwner(id))?.number !== owner.number) {
        throw new TrailscopeError({ kind: 'cancelled' }, 'Another window has taken the run over.');
      }
    };
    return {
      check,
      write: async (entry) => {
        await check();
        await append(file, entry);
      },
      close: async () => {
        clearInterval(beat);
        if ((await this.#read(id)) === undefined) {
          await this.forget(id);
        } else {
          // Dead from now on. The file stays, as a number that was used again would give the run to an owner of old.
          await touch(owner.file, 0).catch(() => undefined);
        }
      },
    };
  }

  /** @throws EEXIST where another window does the same and was faster */
  async #claim(id: string, after: number): Promise<Owner> {
    const owner = { number: after + 1, file: this.#ownerFile(id, after + 1) };
    const handle = await open(owner.file, 'wx', 0o600);
    await handle.close();
    await touch(owner.file, this.#now());
    return owner;
  }

  async #lives(owner: Owner | undefined): Promise<boolean> {
    if (owner === undefined) {
      return false;
    }
    const { mtimeMs } = await stat(owner.file).catch(() => ({ mtimeMs: -Infinity }));
    return this.#now() - mtimeMs < deadAfter;
  }

  async #lastOwner(id: string): Promise<Owner | undefined> {
    const start = `${id}.owner-`;
    const numbers = (await this.#names())
      .filter((name) => name.startsWith(start))
      .map((name) => Number(name.slice(start.length)))
      .filter(Number.isSafeInteger);
    return numbers.length === 0
      ? undefined
      : { number: Math.max(...numbers), file: this.#ownerFile(id, Math.max(...numbers)) };
  }

  #names(): Promise<readonly string[]> {
    return readdir(this.#folder).catch(() => []);
  }

  #file(id: string): string {
    return path.join(this.#folder, `${id}${journalEnd}`);
  }

  #ownerFile(id: string, number: number): string {
    return path.join(this.#folder, `${id}.owner-${number}`);
  }
}

interface Owner {
  readonly number: number;
  readonly file: string;
}

/** Sets the time of change, in epoch milliseconds. */
function touch(file: string, time: number): Promise<void> {
  return utimes(file, time / 1000, time / 1000);
}

/** Adds an entry and resolves when it is on the disk. */
async function append(file: string, entry: JournalEntry): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`${JSON.stringify(entry)}\n`);
    await handle.sync();
    if (entry.kind === 'begin') {
      await syncFolder(file);
    }
  } finally {
    await handle.close();
  }
}

/** Puts the name of a new file on the disk, too, where the system lets a folder be opened. */
async function syncFolder(file: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path.dirname(file), 'r');
    await folder.sync();
  } catch {
    // Windows has no such thing; there the name is written with the file.
  } finally {
    await folder?.close();
  }
}

/** What a crash left of a line is taken off, so that the next entry begins a new one. */
async function dropTornLine(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const text = await handle.readFile();
    await handle.truncate(text.lastIndexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}

/**
 * The entries of a journal. A last line without its end was never finished, and the run has not acted on it; a journal
 * with any other fault tells nothing that can be relied upon.
 */
function entriesOf(text: string): readonly JournalEntry[] {
  const lines = text.split('\n').slice(0, -1);
  try {
    const entries = lines.map((line): unknown => JSON.parse(line));
    return entries.every(isEntry) ? entries : [];
  } catch {
    return [];
  }
}

const kinds: ReadonlySet<unknown> = new Set<JournalEntry['kind']>([
  'begin',
  'trying',
  'did',
  'failed',
  'undoing',
  'undid',
  'end',
]);

function isEntry(value: unknown): value is JournalEntry {
  if (!isJsonObject(value) || !kinds.has(value['kind'])) {
    return false;
  }
  switch (value['kind']) {
    case 'begin': {
      const { plan, connection, time } = value;
      return isPlan(plan) && parseConnection(connection) !== undefined && typeof time === 'number';
    }
    case 'did':
      return typeof value['step'] === 'string' && isJsonObject(value['made']);
    case 'trying':
    case 'failed':
    case 'undid':
      return typeof value['step'] === 'string';
    default:
      return true;
  }
}

/** Whether a plan has what the user is told of it. */
function isPlan(plan: unknown): boolean {
  if (!isJsonObject(plan) || !isJsonObject(plan['trail']) || !Array.isArray(plan['steps'])) {
    return false;
  }
  const { kind, account, trail, steps } = plan;
  return (
    [kind, account, trail['name'], trail['arn'], trail['region']].every((text) => typeof text === 'string') &&
    steps.every((step) => isJsonObject(step) && typeof step['id'] === 'string' && isJsonObject(step['call']))
  );
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === code;
}
