import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFolder, someRecords } from '../../../test/support/log-files.ts';
import type { LogSet } from '../../core/log-engine.ts';
import { DuckEngine } from './duck-engine.ts';
import { removeLeftovers } from './leftovers.ts';

const { signal } = new AbortController();

let logs: LogFolder;
let kept: string;
let work: string;
let engines: DuckEngine[];

beforeEach(() => {
  logs = new LogFolder();
  kept = mkdtempSync(path.join(tmpdir(), 'trailscope-index-'));
  work = mkdtempSync(path.join(tmpdir(), 'trailscope-work-'));
  engines = [];
});
afterEach(() => {
  for (const engine of engines) {
    engine.close();
  }
  for (const folder of [kept, work]) {
    rmSync(folder, { recursive: true, force: true });
  }
  logs.remove();
});

/** As another window would: with a database of its own. */
async function start(maxBytes = 1e9): Promise<DuckEngine> {
  const index = { folder: kept, maxBytes };
  const engine = await DuckEngine.start({ folder: work, index, threads: 2, memory: 200 });
  engines.push(engine);
  return engine;
}

async function open(engine: DuckEngine): Promise<LogSet> {
  return engine.open({ paths: [logs.folder] }, signal);
}

async function openAndKeep(engine: DuckEngine): Promise<LogSet> {
  const set = await open(engine);
  expect(await set.kept(signal)).toBeUndefined();
  return set;
}

async function count(set: LogSet): Promise<unknown> {
  const { pages } = await set.query(
    { sql: 'SELECT count(*), count(DISTINCT eventid) FROM cloudtrail_logs' },
    signal,
  );
  return (await pages[Symbol.asyncIterator]().next()).value;
}

function indexFolder(): string {
  return path.join(
    kept,
    readdirSync(kept).find((name) => name.startsWith('logs-'))!,
  );
}

describe('the index', () => {
  it('reads unchanged files once, and adds new ones', async () => {
    logs.deliver(someRecords(100), { unique: 'ONE' });
    logs.deliver(someRecords(100, {}, 100), { unique: 'TWO' });
    logs.write('empty.json', '');
    (await openAndKeep(await start())).close();
    logs.deliver(someRecords(50, {}, 200), { unique: 'THREE' });
    const set = await openAndKeep(await start());
    expect(set.report).toMatchObject({
      events: 250,
      files: { read: 1, known: 2 },
      quarantine: [{ fault: 'empty' }],
    });
    expect(await count(set)).toEqual([[250, 250]]);
    const again = await open(await start());
    expect(again.report).toMatchObject({ events: 250, files: { read: 0, known: 3 } });
  });

  it('forgets files that are gone, and reads changed ones again', async () => {
    const names = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'];
    const files = names.map((unique, index) => logs.deliver(someRecords(10, {}, index * 10), { unique }));
    (await openAndKeep(await start())).close();
    rmSync(files[0]!);
    logs.deliver(someRecords(7, {}, 1_000), { unique: 'TWO' });
    utimesSync(files[1]!, 1, 2);
    const set = await openAndKeep(await start());
    expect(set.report).toMatchObject({ events: 37, files: { read: 1, known: 3 } });
    expect(await count(set)).toEqual([[37, 37]]);
    const again = await open(await start());
    expect(again.report).toMatchObject({ events: 37, files: { read: 0, known: 4 } });
    expect(await count(again)).toEqual([[37, 37]]);
  });

  it('finds an event again whose duplicate went with its file', async () => {
    const first = logs.deliver(someRecords(10), { unique: 'A' });
    logs.deliver(someRecords(10), { unique: 'B' });
    logs.deliver(someRecords(10, {}, 50), { unique: 'C' });
    expect((await openAndKeep(await start())).report).toMatchObject({ events: 20, duplicates: 10 });
    rmSync(first);
    const set = await open(await start());
    expect(set.report).toMatchObject({ events: 20, duplicates: 0 });
    expect(await count(set)).toEqual([[20, 20]]);
  });

  it('leaves out duplicates of what was kept before', async () => {
    logs.deliver(someRecords(10), { unique: 'A' });
    (await openAndKeep(await start())).close();
    logs.deliver(someRecords(10, {}, 5), { unique: 'B' });
    const set = await openAndKeep(await start());
    expect(set.report).toMatchObject({ events: 15, duplicates: 5 });
    const again = await open(await start());
    expect(again.report).toMatchObject({ events: 15, duplicates: 5, files: { read: 0 } });
    expect(await count(again)).toEqual([[15, 15]]);
  });

  it('is for its user alone', async () => {
    logs.deliver(someRecords(10));
    await openAndKeep(await start());
    const folder = indexFolder();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it.each([
    [
      'a list that is no JSON',
      (folder: string) => {
        writeFileSync(path.join(folder, 'files.json'), '{"vers');
        orphan(folder);
      },
    ],
    [
      'a list of another version',
      (folder: string) => {
        writeFileSync(path.join(folder, 'files.json'), '{"version":0}');
        orphan(folder);
      },
    ],
    [
      'no list',
      (folder: string) => {
        rmSync(path.join(folder, 'files.json'));
        orphan(folder);
      },
    ],
    [
      'a file of events that is gone',
      (folder: string) => {
        rmSync(eventsIn(folder));
      },
    ],
    [
      'a file of events that is damaged',
      (folder: string) => {
        writeFileSync(eventsIn(folder), 'x'.repeat(9_000));
      },
    ],
    [
      'what a crash left',
      (folder: string) => {
        writeFileSync(path.join(folder, `events-${deadProcess}-y-1.duckdb`), 'x');
      },
    ],
  ])('gets along with %s', async (_what, spoil) => {
    logs.deliver(someRecords(10));
    (await openAndKeep(await start())).close();
    engines.pop()!.close();
    spoil(indexFolder());
    const set = await openAndKeep(await start());
    expect(await count(set)).toEqual([[10, 10]]);
    const names = readdirSync(indexFolder());
    expect(names).toContain('files.json');
    expect(names.filter((name) => name.includes(deadProcess))).toEqual([]);
  });

  it('reads the logs again where any part of it is damaged', { timeout: 60_000 }, async () => {
    logs.deliver(someRecords(3_000));
    (await openAndKeep(await start())).close();
    engines.pop()!.close();
    const sound = path.join(work, 'sound');
    cpSync(indexFolder(), sound, { recursive: true });
    const files = [...readdirSync(sound)].map(
      (name) => [name, statSync(path.join(sound, name)).size] as const,
    );
    for (const [name, size] of files) {
      for (let part = 0; part < 8; part++) {
        cpSync(sound, indexFolder(), { recursive: true });
        flip(path.join(indexFolder(), name), Math.floor(((part + 0.3) * size) / 8));
        const engine = await start();
        const set = await open(engine);
        // Some parts are only looked at when they are asked for.
        const asked = await digest(set).catch((error: unknown) => (error as Error).message);
        const again = asked === damaged ? await open(engine) : set;
        const found = again === set ? asked : await digest(again);
        expect(found, `${name} in part ${part}`).toEqual([[3_000, 4_498_500]]);
        await Promise.all([set, again].map((each) => each.kept(signal)));
        engines.pop()!.close();
      }
    }
  });

  it.skipIf(process.getuid?.() === 0)('looks again at files that could not be read', async () => {
    const file = logs.deliver(someRecords(10));
    chmodSync(file, 0o000);
    const set = await openAndKeep(await start());
    expect(set.report).toMatchObject({ events: 0, quarantine: [{ fault: 'unreadable' }] });
    chmodSync(file, 0o600);
    expect((await open(await start())).report).toMatchObject({ events: 10, quarantine: [] });
  });

  it('lets two windows open the same logs at once', async () => {
    logs.deliver(someRecords(500));
    const [one, two] = [await start(), await start()];
    const sets = await Promise.all([open(one), open(two)]);
    const problems = await Promise.all(sets.map((set) => set.kept(signal)));
    expect(problems.filter((problem) => problem === undefined)).toHaveLength(1);
    expect(problems).toContain('Another window keeps it.');
    expect(await Promise.all(sets.map(count))).toEqual([[[500, 500]], [[500, 500]]]);
    const later = await open(await start());
    expect(later.report.files).toMatchObject({ read: 0, known: 1 });
    expect(await count(later)).toEqual([[500, 500]]);
  });

  it('keeps nothing beyond its limit, and gives up what was not used for longest', async () => {
    logs.deliver(someRecords(300));
    const tight = await open(await start(1_000));
    expect(await tight.kept(signal)).toMatch(/^It is larger than/);
    expect(await count(tight)).toEqual([[300, 300]]);
    const old = path.join(kept, 'logs-of-yesterday');
    mkdirSync(old);
    writeFileSync(path.join(old, 'files.json'), '{}');
    appendFileSync(path.join(old, 'events-1.duckdb'), Buffer.alloc(2_000_000));
    utimesSync(path.join(old, 'files.json'), 1, 1);
    const set = await open(await start(1_900_000));
    expect(await set.kept(signal)).toBeUndefined();
    expect(readdirSync(kept)).not.toContain('logs-of-yesterday');
  });

  it.skipIf(process.getuid?.() === 0)('reads the logs where nothing can be written', async () => {
    logs.deliver(someRecords(10));
    const engine = await start();
    chmodSync(kept, 0o500);
    const set = await open(engine);
    expect(await set.kept(signal)).toMatch(/cannot|EACCES/);
    expect(await count(set)).toEqual([[10, 10]]);
    chmodSync(kept, 0o700);
  });
});

const damaged = 'What was kept of these logs is damaged: open them again.';

/** Something of every event. */
async function digest(set: LogSet): Promise<unknown> {
  const sql = `SELECT count(*), sum(CAST(right(eventid, 6) AS BIGINT)) FROM cloudtrail_logs WHERE length(CAST(cloudtrail_logs AS VARCHAR)) > 0`;
  const { pages } = await set.query({ sql }, signal);
  return (await pages[Symbol.asyncIterator]().next()).value;
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = bytes[at]! ^ 0x55;
  writeFileSync(file, bytes);
}

/** The number of a process that is not there. */
const deadProcess = '999999999';

/** Makes the file of events one of a process that is no more. */
function orphan(folder: string): void {
  renameSync(eventsIn(folder), path.join(folder, `events-${deadProcess}-x-1.duckdb`));
}

function eventsIn(folder: string): string {
  return path.join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.duckdb'))!,
  );
}

describe('what engines leave behind', () => {
  it('is removed when it is old and its process is gone', () => {
    const folders = [
      `trailscope-engine-${deadProcess}-a`,
      `trailscope-engine-${process.pid}-b`,
      'another-1-c',
    ];
    for (const folder of folders) {
      mkdirSync(path.join(work, folder));
      writeFileSync(path.join(work, folder, 'spill'), 'x');
    }
    const hour = 3_600_000;
    removeLeftovers(work, Date.now() + hour / 2);
    expect(readdirSync(work).sort()).toEqual(folders.toSorted());
    removeLeftovers(work, Date.now() + 2 * hour);
    expect(readdirSync(work).sort()).toEqual(folders.slice(1).sort());
  });
});
