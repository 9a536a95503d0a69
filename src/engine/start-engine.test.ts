/** The engine in a process of its own, as it ships. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { failureOf } from '../../test/support/failures.ts';
import { LogFolder, plantedRecords, planted, someRecords } from '../../test/support/log-files.ts';
import { bundleEngine, removeEngine } from '../../test/support/log-engine.ts';
import type { LogEngine, LogSet } from '../core/log-engine.ts';
import { filterOf } from '../core/query/presets.ts';
import { startEngine } from './start-engine.ts';
import { isAlive } from './store/leftovers.ts';

const { signal } = new AbortController();
const now = Date.UTC(2026, 10, 20);
const newestFirst = { by: 'time', descending: true } as const;

let entry: string;
let logs: LogFolder;
let place: string;
let engine: LogEngine;

beforeAll(async () => {
  entry = await bundleEngine();
}, 60_000);
afterAll(removeEngine);
beforeEach(() => {
  logs = new LogFolder();
  place = mkdtempSync(path.join(tmpdir(), 'trailscope-place-'));
  engine = startEngine({ entry, index: { folder: place, maxBytes: 1e9 }, memory: 300 });
});
afterEach(() => {
  engine.dispose();
  logs.remove();
  rmSync(place, { recursive: true, force: true });
});

async function first(set: LogSet, sql: string): Promise<unknown> {
  for await (const [row] of (await set.query({ sql }, signal)).pages) {
    return row;
  }
  return undefined;
}

describe('the process of the engine', () => {
  it('opens, answers and shows', async () => {
    logs.deliver([...someRecords(3_000), ...plantedRecords()]);
    const stages = new Set<string>();
    const set = await engine.open(
      { paths: [logs.folder], onProgress: ({ stage }) => stages.add(stage) },
      signal,
    );
    expect([...stages]).toContain('reading');
    const events = 3_000 + plantedRecords().length;
    expect(set.report).toMatchObject({ engine: 'duckdb', events });
    expect(await first(set, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([events]);
    const view = await set.view({ filter: filterOf(`ip:${planted.address}`), now }, signal);
    expect(view.count).toBe(plantedRecords().length);
    const [newest] = await view.rows(0, 1, newestFirst, signal);
    expect(newest!.event.name).toBe('GetObject');
    expect((await view.facets('name', 1, signal)).values).toMatchObject([
      { value: 'CreateAccessKey', count: 7 },
    ]);
    const range = { from: view.extent!.from, to: view.extent!.to + 1, count: 2, stackBy: 'outcome' as const };
    expect((await view.bins(range, signal)).totals.reduce((sum, each) => sum + each)).toBe(view.count);
    let seen = 0;
    for await (const page of view.events(signal)) {
      seen += page.length;
    }
    expect(seen).toBe(view.count);
    expect((await set.record(newest!.row, signal)).record['eventID']).toBe(newest!.event.id);
    expect(await set.kept(signal)).toBeUndefined();
    view.close();
    set.close();
  });

  it('cancels what is running, and goes on', async () => {
    logs.deliver(someRecords(10));
    const set = await engine.open({ paths: [logs.folder] }, signal);
    const abort = new AbortController();
    const running = set
      .query({ sql: endless }, abort.signal)
      .then(({ pages }) => pages[Symbol.asyncIterator]().next());
    setImmediate(() => {
      abort.abort();
    });
    expect(await failureOf(running)).toMatchObject({ kind: 'cancelled' });
    expect(await first(set, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([10]);
    const before = new AbortController();
    before.abort();
    expect(await failureOf(set.query({ sql: 'SELECT 1' }, before.signal))).toMatchObject({
      kind: 'cancelled',
    });
  });

  it('tells what was wrong with a query', async () => {
    logs.deliver(someRecords(1));
    const set = await engine.open({ paths: [logs.folder] }, signal);
    expect(await failureOf(first(set, 'SELECT nope FROM cloudtrail_logs'))).toMatchObject({
      kind: 'invalid-input',
      message: expect.stringMatching(/^Binder Error: Referenced column "nope" not found/) as string,
    });
  });

  it('is started again after a crash, whose query is told', async () => {
    logs.deliver(someRecords(10));
    const fragile = path.join(place, 'fragile.mjs');
    writeFileSync(
      fragile,
      `await import(${JSON.stringify(entry)});
      process.on('message', ({ ask }) => { if (ask?.query?.sql === 'crash') process.kill(process.pid, 'SIGKILL'); });`,
    );
    const unstable = startEngine({ entry: fragile, memory: 300 });
    const set = await unstable.open({ paths: [logs.folder] }, signal);
    const [crashed, other] = await Promise.all([
      failureOf(first(set, 'crash')),
      failureOf(
        first(set, 'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range'),
      ),
    ]);
    const end = { kind: 'unavailable', message: 'The log engine came to an unexpected end (SIGKILL).' };
    expect([crashed, other]).toEqual([end, end]);
    expect(await failureOf(first(set, 'SELECT 1'))).toMatchObject({ kind: 'unavailable' });
    const again = await unstable.open({ paths: [logs.folder] }, signal);
    expect(await first(again, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([10]);
    unstable.dispose();
    expect(await failureOf(first(again, 'SELECT 1'))).toMatchObject({ kind: 'unavailable' });
    expect(await failureOf(unstable.open({ paths: [logs.folder] }, signal))).toMatchObject({
      kind: 'unavailable',
    });
  });

  it('tells when it cannot be started', async () => {
    const broken = path.join(place, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("no such luck");');
    const failed = await failureOf(startEngine({ entry: broken }).open({ paths: [logs.folder] }, signal));
    expect(failed.kind).toBe('unavailable');
    expect(failed.message).toContain('no such luck');
  });

  // Only Linux tells which process is whose.
  it.skipIf(process.platform !== 'linux').each(['is shut down', 'loses its owner'])(
    'ends in the middle of a query when it %s',
    { timeout: 30_000 },
    async (what) => {
      logs.deliver(someRecords(10));
      const owner = startOwner();
      const pid = await owner.enginePid;
      if (what === 'is shut down') {
        owner.process.stdin?.end();
      } else {
        owner.process.kill('SIGKILL');
      }
      await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000, interval: 50 });
      expect(readdirSync(place).filter((name) => !name.startsWith('logs-'))).toEqual(['owner.mjs']);
    },
  );

  it('leaves nothing behind but the index', async () => {
    logs.deliver(someRecords(10));
    const set = await engine.open({ paths: [logs.folder] }, signal);
    await set.kept(signal);
    engine.dispose();
    expect(readdirSync(place).filter((name) => !name.startsWith('logs-'))).toEqual([]);
  });
});

const endless = 'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11';

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

/** A process with an engine that is in the middle of a query; it shuts the engine down at the end of its input. */
function startOwner(): { readonly process: ChildProcess; readonly enginePid: Promise<number> } {
  const code = path.join(place, 'owner.mjs');
  buildSync({
    stdin: {
      contents: `import { startEngine } from './src/engine/start-engine.ts';
        const engine = startEngine(${JSON.stringify({ entry, index: { folder: place, maxBytes: 1e9 }, memory: 300 })});
        const { signal } = new AbortController();
        const set = await engine.open({ paths: ${JSON.stringify([logs.folder])} }, signal);
        await set.kept(signal);
        set.query({ sql: ${JSON.stringify(endless)} }, signal)
          .then(({ pages }) => pages[Symbol.asyncIterator]().next()).catch(() => undefined);
        process.stdin.on('data', () => undefined).on('end', () => engine.dispose());
        // By the time that others are answered, it runs.
        for (const sql of ['SELECT 1', 'SELECT 2']) {
          for await (const page of (await set.query({ sql }, signal)).pages) page;
        }
        console.log('ready');`,
      resolveDir: projectRoot,
    },
    outfile: code,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  const owner = spawn(process.execPath, [code], { stdio: ['pipe', 'pipe', 'inherit'] });
  const enginePid = once(owner.stdout, 'data').then(() => childOf(owner.pid ?? 0));
  return { process: owner, enginePid };
}

describe('where there is no DuckDB', () => {
  it('the plain reader takes filters, and says why there is no SQL', async () => {
    // No package is found from a folder of the system.
    const elsewhere = path.join(place, 'bundle');
    cpSync(path.dirname(entry), elsewhere, { recursive: true });
    const plain = startEngine({ entry: path.join(elsewhere, path.basename(entry)) });
    logs.deliver([...someRecords(100), ...plantedRecords()], { unique: 'A' });
    logs.deliver(someRecords(20), { unique: 'B' });
    logs.write('empty.json', '');
    const set = await plain.open({ paths: [logs.folder] }, signal);
    expect(set.report).toMatchObject({
      engine: 'plain',
      why: expect.stringContaining('@duckdb/node-bindings') as string,
      events: 100 + plantedRecords().length,
      duplicates: 20,
      files: { found: 3, read: 2 },
      quarantine: [{ fault: 'empty' }],
      places: [{ account: '111122223333', region: 'us-east-1', events: 100 + plantedRecords().length }],
    });
    const view = await set.view({ filter: filterOf(`ip:${planted.address}`), now }, signal);
    expect(view.count).toBe(plantedRecords().length);
    expect(await view.rows(0, 5, newestFirst, signal)).toHaveLength(5);
    expect(await failureOf(first(set, 'SELECT 1'))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^SQL needs DuckDB/) as string,
    });
    plain.dispose();
  });
});
