/** A query on the engine's process as it ships, which comes to its end on the way. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleEngine, removeEngine } from '../../../test/support/log-engine.ts';
import { LogFolder, someRecords } from '../../../test/support/log-files.ts';
import { english } from '../../core/localize.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { OpenedLogs } from '../opened-logs/opened-logs.ts';
import { QuerySession } from './query-session.ts';
import { queryStatus } from './query-status.ts';

const files = new LogFolder();
let entry: string;

beforeAll(async () => {
  entry = await bundleEngine();
}, 60_000);
afterAll(async () => {
  files.remove();
  await removeEngine();
});

it('a query whose engine crashes says so, and the next one runs', async () => {
  files.deliver(someRecords(20));
  const crashing = path.join(files.folder, 'engine.mjs');
  writeFileSync(
    crashing,
    `await import(${JSON.stringify(pathToFileURL(entry).href)});
     process.on('message', ({ ask }) => { if (ask?.query?.sql === 'crash') process.kill(process.pid, 'SIGKILL'); });`,
  );
  const engine = startEngine({ entry: crashing, memory: 300, threads: 1 });
  const memory = { get: () => undefined, update: () => Promise.resolve() };
  const logs = new OpenedLogs(memory, () => Promise.resolve(engine));
  const log = await logs.add([files.folder]);
  const session = new QuerySession(logs, { now: () => 0 });
  const run = async (sql: string) => {
    await session.run({ log, sql, offset: 0 });
    const stateOf = () => logs.stateOf(log);
    return queryStatus(session, { t: english, language: 'en', stateOf, lineAt: () => undefined });
  };
  expect((await run('SELECT count(*) FROM cloudtrail_logs')).state).toBe('done');
  expect(session.value(1, 0, 0)).toBe(20);
  expect((await run('crash')).problem?.title).toBe('The log engine stopped');
  expect((await run('SELECT count(*) FROM cloudtrail_logs')).state).toBe('done');
  expect(session.value(2, 0, 0)).toBe(20);
  session.dispose();
  engine.dispose();
});
