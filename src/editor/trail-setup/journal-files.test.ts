import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlanRun } from '../../../test/support/plan-run.ts';
import { connection } from '../../core/connection.ts';
import type { JournalEntry } from '../../core/trails/setup/journal.ts';
import { JournalFiles } from './journal-files.ts';

const begin = {
  kind: 'begin',
  plan: new PlanRun({}).plan,
  connection: connection({ credentials: { kind: 'default-chain' }, region: 'eu-west-1' }),
  time: Date.UTC(2026, 10, 20),
} as const satisfies JournalEntry;
const trying: JournalEntry = { kind: 'trying', step: 'bucket' };
const did: JournalEntry = { kind: 'did', step: 'bucket', made: {} };
const end: JournalEntry = { kind: 'end' };

let folder = '';
let now = Date.UTC(2026, 10, 20, 12);

/** A window that looks at the folder. */
function files(): JournalFiles {
  return new JournalFiles(path.join(folder, 'runs'), () => now);
}

async function names(): Promise<readonly string[]> {
  return (await readdir(path.join(folder, 'runs'))).sort();
}

async function journalFile(): Promise<string> {
  const name = (await names()).find((one) => one.endsWith('.ndjson'));
  return path.join(folder, 'runs', name ?? '');
}

/** A run that a crash broke off: nobody closes its journal, and its owner shows no sign of life. */
async function crashed(...entries: readonly JournalEntry[]): Promise<void> {
  const journal = await files().begin();
  for (const entry of [begin, ...entries]) {
    await journal.write(entry);
  }
  now += 60_000;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-journals-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the journal of a run', () => {
  it('is a file for the user alone, with a line for each entry, there before the run goes on', async () => {
    const journal = await files().begin();
    await journal.write(begin);
    await journal.write(trying);
    const file = await journalFile();
    const text = await readFile(file, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([begin, trying]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it('is gone when the run has come to its end', async () => {
    const journal = await files().begin();
    for (const entry of [begin, trying, did, end]) {
      await journal.write(entry);
    }
    await journal.close();
    expect(await names()).toEqual([]);
  });

  it('is gone when the run never began', async () => {
    const journal = await files().begin();
    await journal.close();
    expect(await names()).toEqual([]);
    expect(await files().left()).toEqual([]);
  });

  it('stays when something is left to be done, and anyone can take it up at once', async () => {
    const journal = await files().begin();
    await journal.write(begin);
    await journal.write(trying);
    await journal.close();
    const [left] = await files().left();
    expect(left?.run.doubtful).toBe('bucket');
  });
});

describe('runs that were broken off', () => {
  it('are none where there is no folder yet', async () => {
    expect(await files().left()).toEqual([]);
  });

  it('are not those of a window that lives', async () => {
    const journal = await files().begin();
    await journal.write(begin);
    now += 10_000;
    const other = files();
    expect(await other.left()).toEqual([]);
    const id = path.parse(await journalFile()).name;
    expect(await other.takeOver(id)).toBeUndefined();
  });

  it('are found once their window is dead', async () => {
    await crashed(trying, did);
    const [left] = await files().left();
    expect(left?.run).toMatchObject({ time: begin.time, canResume: true });
    expect([...(left?.run.did.keys() ?? [])]).toEqual(['bucket']);
  });

  it('are taken over by one window, however many try', async () => {
    for (let round = 0; round < 20; round += 1) {
      await crashed(trying, did);
      const [left] = await files().left();
      const windows = Array.from({ length: 5 }, files);
      const taken = await Promise.all(windows.map((one) => one.takeOver(left!.id)));
      expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await files().left()).toEqual([]);
      await files().forget(left!.id);
    }
  });

  it('are not written any more by a window that was only asleep', async () => {
    const asleep = await files().begin();
    await asleep.write(begin);
    await asleep.write(trying);
    now += 60_000;
    const [left] = await files().left();
    const taken = await files().takeOver(left!.id);
    await expect(asleep.check()).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    await expect(asleep.write(did)).rejects.toThrow('Another window');
    await taken?.journal.write({ kind: 'failed', step: 'bucket' });
    await taken?.journal.close();
    // Nor when the other one has left it, too.
    await expect(asleep.check()).rejects.toThrow('Another window');
    const [again] = await files().left();
    expect(again?.run.doubtful).toBeUndefined();
  });

  it('have lost the line that was being written, and nothing else', async () => {
    await crashed(trying);
    const file = await journalFile();
    await appendFile(file, '{"kind":"did","step":"bu');
    const [left] = await files().left();
    expect(left?.run.doubtful).toBe('bucket');
    const taken = await files().takeOver(left!.id);
    await taken?.journal.write(did);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as JournalEntry).kind)).toEqual(['begin', 'trying', 'did']);
  });

  it.each([
    ['empty', ''],
    ['of nobody knows what', '\u0000\u0000\u0000\n'],
    ['of other JSON', '{"kind":"begin"}\n[1]\nnull\n'],
    ['broken in the middle', `${JSON.stringify(begin)}\n{"kind":"tr\n${JSON.stringify(did)}\n`],
    ['without a beginning', `${JSON.stringify(trying)}\n`],
    [
      'whose plan has a step that is none',
      `${JSON.stringify({ ...begin, plan: { ...begin.plan, steps: [{}] } })}\n`,
    ],
    ['whose plan is of no account', `${JSON.stringify({ ...begin, plan: { ...begin.plan, account: 1 } })}\n`],
    ['without a connection', `${JSON.stringify({ ...begin, connection: {} })}\n`],
  ])('are not read out of a file that is %s', async (_, text) => {
    await crashed();
    await writeFile(await journalFile(), text);
    expect(await files().left()).toEqual([]);
  });

  it('are forgotten for good', async () => {
    await crashed(trying);
    const [left] = await files().left();
    await files().forget(left!.id);
    expect(await names()).toEqual([]);
  });

  it('come oldest first', async () => {
    await crashed(trying);
    const journal = await files().begin();
    await journal.write({ ...begin, time: begin.time - 1000 });
    now += 60_000;
    const left = await files().left();
    expect(left.map(({ run }) => run.time)).toEqual([begin.time - 1000, begin.time]);
  });
});
