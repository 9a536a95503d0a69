/**
 * Log files to a first answer, each way in processes of its own, and what later questions take. By default on a tenth of
 * the data; `npm run bench -- log-engine --full` on 500,000 events in 170 files, and `--huge` on 5 million as well.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { cacheFolder, projectRoot } from '../../scripts/lib/project.mjs';
import type { LogEngine, LogSet } from '../../src/core/log-engine.ts';
import { filterOf } from '../../src/core/query/presets.ts';
import { usualNoise } from '../../src/core/query/event-set/noise.ts';
import { startEngine } from '../../src/engine/start-engine.ts';
import { generateHistory } from '../../src/sandbox/history/generate-history.ts';
import { bench } from './runner.ts';

const size = process.env['TRAILSCOPE_BENCH'] ?? 'small';
const isFull = size !== 'small';
const { signal } = new AbortController();
const now = Date.UTC(2026, 10, 20);
const firstQuestion =
  'SELECT eventname, count(*) AS n FROM cloudtrail_logs GROUP BY 1 ORDER BY n DESC LIMIT 3';

/** Writes log files once; later runs find them. */
function logFolder(events: number, files: number): string {
  const folder = path.join(cacheFolder, 'bench-logs', `${events}-in-${files}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const perFile = Math.ceil(events / files);
    let [batch, written, count]: [unknown[], number, number] = [[], 0, 0];
    const write = () => {
      const day = path.join(
        unfinished,
        'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11',
        String((written % 28) + 1),
      );
      mkdirSync(day, { recursive: true });
      writeFileSync(path.join(day, `${written}.json.gz`), gzipSync(JSON.stringify({ Records: batch })));
      written += 1;
      batch = [];
    };
    for (const record of generateHistory({ seed: 7, endTime: now, days: 30, eventsPerDay: events / 34 })) {
      batch.push(record);
      count += 1;
      if (batch.length === perFile || count === events) {
        write();
      }
      if (count === events) {
        break;
      }
    }
    renameSync(unfinished, folder);
  }
  return folder;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => file.endsWith('.gz'));
}

/** What a plain script does: inflate, parse, count. */
const withNode = `
  import { readFileSync } from 'node:fs';
  import { gunzipSync } from 'node:zlib';
  const counts = new Map();
  for (const file of JSON.parse(readFileSync(process.argv[1], 'utf8'))) {
    for (const { eventName } of JSON.parse(gunzipSync(readFileSync(file)).toString()).Records) {
      counts.set(eventName, (counts.get(eventName) ?? 0) + 1);
    }
  }
  console.log([...counts].sort((a, b) => b[1] - a[1]).slice(0, 3));
  console.error(process.resourceUsage().maxRSS);`;

/** What somebody who knows DuckDB writes: one statement with typed columns, into a table. */
const withDuckDB = `
  import { createRequire } from 'node:module';
  import { readFileSync } from 'node:fs';
  const require = createRequire(${JSON.stringify(path.join(projectRoot, 'package.json'))});
  const { DuckDBInstance } = require('@duckdb/node-api');
  const files = JSON.parse(readFileSync(process.argv[1], 'utf8')).map((file) => "'" + file + "'").join(', ');
  const texts = ['eventVersion', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent',
    'errorCode', 'errorMessage', 'requestID', 'eventID', 'readOnly', 'eventType', 'apiVersion', 'recipientAccountId',
    'sharedEventID', 'vpcEndpointId', 'eventCategory', 'managementEvent', 'sessionCredentialFromConsole'];
  const parts = ['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails', 'resources',
    'tlsDetails', 'addendum', 'insightDetails', 'edgeDeviceDetails', 'eventContext'];
  const issuer = 'STRUCT("type" VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, userName VARCHAR)';
  const context = 'STRUCT(attributes STRUCT(mfaAuthenticated VARCHAR, creationDate VARCHAR), sessionIssuer ' + issuer +
    ', ec2RoleDelivery VARCHAR, sourceIdentity VARCHAR, webIdFederationData JSON)';
  const identity = 'STRUCT("type" VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, invokedBy VARCHAR, ' +
    'accessKeyId VARCHAR, userName VARCHAR, onBehalfOf JSON, sessionContext ' + context + ')';
  const record = 'STRUCT(' + [...texts.map((name) => name + ' VARCHAR'), ...parts.map((name) => name + ' JSON'),
    'userIdentity ' + identity].join(', ') + ')';
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  await connection.run("CREATE TABLE logs AS SELECT r.* FROM (SELECT unnest(Records) r FROM read_json([" + files +
    "], columns = {Records: '" + record + "[]'}, maximum_object_size = 67108864))");
  const answer = await connection.runAndReadAll('SELECT eventName, count(*) FROM logs GROUP BY 1 ORDER BY 2 DESC LIMIT 3');
  console.log(answer.getRows());
  console.error(process.resourceUsage().maxRSS);`;

const peaks = new Map<string, number>();

/** Runs a script over files in a process of its own. */
function script(label: string, code: string, list: string): () => Promise<void> {
  return async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, list], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    if (status !== 0) {
      throw new Error(`${label} failed: ${output}`);
    }
    peaks.set(label, Number(output.trim().split('\n').at(-1)) / 1024);
  };
}

function withJq(list: string): () => Promise<void> {
  const command = `tr '\\n' '\\0' < '${list}.txt' | xargs -0 zcat | jq -r '.Records[].eventName' | sort | uniq -c | sort -rn | head -3`;
  return async () => {
    const child = spawn('sh', ['-c', command], { stdio: 'ignore' });
    await new Promise((resolve) => child.on('close', resolve));
  };
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function newEngine(): LogEngine {
  return startEngine({ entry: path.join(projectRoot, 'dist/engine.js') });
}

async function ask(set: LogSet, sql: string): Promise<void> {
  for await (const page of (await set.query({ sql }, signal)).pages) {
    if (page.length === 0) {
      return;
    }
  }
}

/** Megabytes that the engine's process had at most; only Linux tells. */
function peakOfEngine(): number {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const peak = children.map(
      (pid) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
    );
    return Math.max(...peak.map(Number)) / 1024;
  } catch {
    return Number.NaN;
  }
}

function firstAnswer(folder: string): () => Promise<void> {
  return async () => {
    const engine = newEngine();
    try {
      const set = await engine.open({ paths: [folder] }, signal);
      await ask(set, firstQuestion);
      peaks.set('the engine', peakOfEngine());
    } finally {
      engine.dispose();
    }
  };
}

async function compare(what: string, events: number, files: number): Promise<void> {
  const folder = logFolder(events, files);
  const list = `${folder}.list`;
  writeFileSync(list, JSON.stringify(filesIn(folder)));
  writeFileSync(`${list}.txt`, filesIn(folder).join('\n'));
  const candidate = { label: 'the engine', run: firstAnswer(folder) };
  const contenders = [
    { label: 'Node, JSON.parse', run: script('Node, JSON.parse', withNode, list) },
    { label: 'DuckDB itself', run: script('DuckDB itself', withDuckDB, list) },
    ...(isInstalled('jq') && isInstalled('zcat') ? [{ label: 'zcat | jq', run: withJq(list) }] : []),
  ];
  for (const baseline of contenders) {
    await bench(what, { unit: 'events/s', amount: events, rounds: 3, baseline, candidate });
  }
  const memory = [...peaks].map(([label, megabytes]) => `${label} ${Math.round(megabytes)} MB`);
  console.log(`  peak memory: ${memory.join(', ')}`);
}

/** Milliseconds of the fastest of three. */
async function fastest(run: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return `${Math.round(Math.min(...times))} ms`.padStart(8);
}

/** What is asked of logs that are open, from memory and from the index. */
async function laterQuestions(events: number, files: number): Promise<void> {
  const folder = logFolder(events, files);
  const place = path.join(cacheFolder, 'bench-index');
  rmSync(place, { recursive: true, force: true });
  for (const state of ['just opened', 'from the index']) {
    const engine = startEngine({
      entry: path.join(projectRoot, 'dist/engine.js'),
      index: { folder: place, maxBytes: 1e11 },
    });
    const start = performance.now();
    const set = await engine.open({ paths: [folder] }, signal);
    console.log(
      `${state}: ${set.report.events.toLocaleString('en-US')} events in ${Math.round(performance.now() - start)} ms`,
    );
    if (state === 'from the index') {
      await questions(set);
    }
    await set.kept(signal);
    console.log(`  peak memory: ${Math.round(peakOfEngine())} MB`);
    engine.dispose();
  }
  rmSync(place, { recursive: true, force: true });
}

async function questions(set: LogSet): Promise<void> {
  const statements = [
    firstQuestion,
    'SELECT useridentity.arn, count(*) FROM cloudtrail_logs GROUP BY 1 ORDER BY 2 DESC LIMIT 20',
    `SELECT count(*) FROM cloudtrail_logs WHERE requestparameters LIKE '%acme-reports%'`,
    `SELECT * FROM cloudtrail_logs WHERE errorcode = 'AccessDenied' ORDER BY eventtime DESC LIMIT 100`,
    'SELECT sourceipaddress, count(DISTINCT eventname) FROM cloudtrail_logs GROUP BY 1 ORDER BY 2 DESC LIMIT 20',
  ];
  for (const sql of statements) {
    console.log(`  ${await fastest(() => ask(set, sql))}  ${sql}`);
  }
  const filters = [
    '',
    'error:*',
    'ip:203.0.113.0/24',
    'user:maria write:true',
    'resource:acme-reports',
    'acme-reports',
  ];
  for (const filter of filters) {
    const options = { filter: filterOf(filter), noise: usualNoise, now };
    console.log(
      `  ${await fastest(async () => {
        (await set.view(options, signal)).close();
      })}  the view of "${filter}" without noise`,
    );
  }
  const view = await set.view({ filter: filterOf(''), noise: usualNoise, now }, signal);
  const range = {
    from: view.extent?.from ?? 0,
    to: view.extent?.to ?? 1,
    count: 200,
    stackBy: 'outcome' as const,
  };
  console.log(
    `  ${await fastest(() => view.rows(0, 100, { by: 'time', descending: true }, signal))}  its newest 100 rows`,
  );
  console.log(`  ${await fastest(() => view.bins(range, signal))}  its histogram`);
  console.log(`  ${await fastest(() => view.facets('principal', 20, signal))}  its callers`);
  console.log(`  ${await fastest(() => view.facets('resource', 20, signal))}  its resources`);
  view.close();
}

await compare('log files to an answer', isFull ? 500_000 : 50_000, isFull ? 170 : 17);
await compare('many small log files to an answer', isFull ? 100_000 : 10_000, isFull ? 4_000 : 400);
if (isFull) {
  await laterQuestions(500_000, 170);
}
if (size === 'huge') {
  await laterQuestions(5_000_000, 1_700);
}
