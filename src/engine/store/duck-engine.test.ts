import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  backgroundRecords,
  idOf,
  LogFolder,
  planted,
  plantedRecords,
  someRecords,
  timeOf,
} from '../../../test/support/log-files.ts';
import { failureOf } from '../../../test/support/failures.ts';
import { call, record, user } from '../../../test/support/records.ts';
import type { JsonObject } from '../../core/json.ts';
import type { LogRow, LogSet, OpenProgress } from '../../core/log-engine.ts';
import { everything } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { usualNoise } from '../../core/query/event-set/noise.ts';
import { facetFields } from '../../core/query/facets.ts';
import { filterOf } from '../../core/query/presets.ts';
import { athenaColumnNames } from '../sql/athena-view.ts';
import { DuckEngine } from './duck-engine.ts';

const { signal } = new AbortController();
const now = Date.UTC(2026, 10, 20);
const newestFirst = { by: 'time', descending: true } as const;
const work = mkdtempSync(path.join(tmpdir(), 'trailscope-duck-'));

let engine: DuckEngine;
let logs: LogFolder;
beforeAll(async () => {
  engine = await DuckEngine.start({ folder: work, index: undefined, threads: 2, memory: 400 });
});
afterAll(() => {
  engine.close();
  rmSync(work, { recursive: true, force: true });
});
beforeEach(() => {
  logs = new LogFolder();
});
afterEach(() => {
  logs.remove();
});

function open(...paths: readonly string[]): Promise<LogSet> {
  return engine.open({ paths: paths.length === 0 ? [logs.folder] : paths }, signal);
}

async function rows(set: LogSet, sql: string): Promise<readonly LogRow[]> {
  const found: LogRow[] = [];
  for await (const page of (await set.query({ sql }, signal)).pages) {
    found.push(...page);
  }
  return found;
}

async function ids(set: LogSet): Promise<readonly unknown[]> {
  return (await rows(set, 'SELECT eventid FROM cloudtrail_logs ORDER BY 1')).flat();
}

describe('opening log files', () => {
  it('finds planted answers among other events', async () => {
    const background = [...backgroundRecords(3_000)];
    for (let part = 0; part < 6; part++) {
      const some = background.filter((_, index) => index % 6 === part);
      logs.deliver([...some, ...(part === 3 ? plantedRecords() : [])], { unique: `PART${part}` });
    }
    const set = await open();
    expect(set.report).toMatchObject({
      engine: 'duckdb',
      events: 3_000 + plantedRecords().length,
      duplicates: 0,
      files: { found: 6, read: 6, known: 0, digests: 0 },
      quarantine: [],
    });
    const count = async (where: string) =>
      (
        await rows(
          set,
          `SELECT count(*) FROM cloudtrail_logs WHERE sourceipaddress = '${planted.address}' AND ${where}`,
        )
      )[0]![0];
    expect(await count(`eventname = 'TerminateInstances'`)).toBe(planted.terminations);
    expect(await count(`eventname = 'StopLogging'`)).toBe(planted.stopped);
    expect(await count(`errorcode = 'AccessDenied' AND useridentity.arn = '${planted.deniedBy}'`)).toBe(
      planted.denied,
    );
    expect(await count(`json_extract_scalar(requestparameters, '$.bucketName') = '${planted.bucket}'`)).toBe(
      planted.objectReads,
    );
    expect(await count(`resources[1].type = 'AWS::S3::Object'`)).toBe(planted.objectReads);
    expect(await count(`eventtime >= '2026-11-19T11:06:40Z' AND "timestamp" = '2026/11/19'`)).toBe(
      plantedRecords().length,
    );
    const by = async (filter: string) => (await set.view({ filter: filterOf(filter), now }, signal)).count;
    expect(await by(`resource:${planted.terminated}`)).toBe(1);
    expect(await by(`ip:${planted.address} name:ConsoleLogin error:*`)).toBe(planted.failedSignIns);
    expect(await by(`category:data on:${planted.bucket}`)).toBe(planted.objectReads);
    set.close();
  });

  it('reads layouts of organizations, all kinds of records, and old names', async () => {
    const insight = {
      eventVersion: '1.09',
      eventTime: timeOf(1),
      awsRegion: 'eu-west-1',
      eventID: idOf(1),
      eventType: 'AwsCloudTrailInsight',
      recipientAccountId: '123456789012',
      sharedEventID: 'pair',
      insightDetails: { state: 'Start', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
      eventCategory: 'Insight',
    };
    const aggregated = {
      eventVersion: '1.0',
      accountId: '123456789012',
      eventId: idOf(2),
      eventCategory: 'Aggregated',
      eventType: 'AwsAggregatedEvent',
      awsRegion: 'eu-west-1',
      eventSource: 's3.amazonaws.com',
      timeWindow: { windowStart: timeOf(2), windowEnd: timeOf(302), windowSize: 'PT5M' },
      summary: {
        primaryDimension: { dimension: 'eventName', statistics: [{ name: 'GetObject', value: 7 }] },
      },
    };
    const network = record({
      eventID: idOf(3),
      eventCategory: 'NetworkActivity',
      eventType: 'AwsVpceEvent',
      errorCode: 'VpceAccessDenied',
      vpcEndpointId: 'vpce-1',
    });
    const organization = 'o-exampleorgid';
    logs.deliver([insight], { organization, kind: 'CloudTrail-Insight', account: '123456789012' });
    logs.deliver([aggregated], { organization, kind: 'CloudTrail-Aggregated', account: '123456789012' });
    logs.deliver([network], { organization, kind: 'CloudTrail-NetworkActivity' });
    logs.write(
      'AWSLogs/111122223333/CloudTrail/us-east-1/2015/01/01/111122223333_CloudTrail_us-east-1_20150101T1255ZHdkvFTXOA3Vnhbc.json.gz',
      {
        Records: [{ ...record({ eventVersion: '1.02', eventID: idOf(4) }), eventCategory: undefined }],
      },
    );
    logs.write('AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/11/19/d.json.gz', {
      awsAccountId: '111122223333',
      digestStartTime: timeOf(0),
      logFiles: [],
    });
    const set = await open();
    expect(set.report).toMatchObject({ events: 4, files: { read: 4, digests: 1 }, quarantine: [] });
    expect([...set.report.kinds].sort()).toEqual(['aggregated', 'insight', 'management', 'network-activity']);
    expect(set.report.places).toContainEqual({
      account: '123456789012',
      region: 'eu-west-1',
      events: 2,
      from: Date.parse(timeOf(1)),
      to: Date.parse(timeOf(2)),
    });
    const view = await set.view({ filter: everything, now }, signal);
    const events = (await view.rows(0, 10, { by: 'time', descending: false }, signal)).map(
      ({ event }) => event,
    );
    const kept = new Map(events.map((event) => [event.id, event.record]));
    expect([1, 2, 3].map((index) => kept.get(idOf(index)))).toEqual([
      insight,
      aggregated,
      withoutNulls(network),
    ]);
    set.close();
  });

  it('removes duplicates by their ids, and keeps events without one', async () => {
    logs.deliver(someRecords(100), { unique: 'FIRST' });
    logs.deliver(someRecords(100, {}, 60), { unique: 'SECOND' });
    logs.write('c.ndjson', `${JSON.stringify({ eventName: 'A' })}\n${JSON.stringify({ eventName: 'A' })}`);
    const set = await open();
    expect(set.report).toMatchObject({ events: 162, duplicates: 40 });
    expect(new Set(await ids(set)).size).toBe(161);
    set.close();
  });

  it('reads what is sound, and lists what is not, all in one folder', async () => {
    const whole = gzipSync(JSON.stringify({ Records: someRecords(30, {}, 900) }));
    const files: Readonly<Record<string, unknown>> = {
      'empty.json.gz': '',
      'truncated.json.gz': whole.subarray(0, 700),
      'text.json.gz': 'Not Found',
      'other.json': '{"Version": "2012-10-17", "Statement": []}',
      'broken.json': '{"Records":[{"eventName":"RunInstances"',
      'nul.json': '{"Records":[{"eventName":"Run\0"}]}',
      'zeros.json': Buffer.alloc(100),
      'bomb.json.gz': gzipSync(Buffer.alloc(300_000_000, 32), { level: 9 }),
    };
    for (const [name, content] of Object.entries(files)) {
      logs.write(name, content);
    }
    logs.deliver(someRecords(10));
    logs.write('pretty ü.json', JSON.stringify({ Records: someRecords(10, {}, 10) }, undefined, 2));
    logs.write(
      'lines.ndjson',
      someRecords(10, {}, 20)
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    logs.write('list.json', someRecords(10, {}, 30));
    logs.write('lookup.json', {
      Events: someRecords(10, {}, 40).map((each) => ({ CloudTrailEvent: JSON.stringify(each) })),
    });
    logs.write('none.json', { Records: [] });
    symlinkSync(logs.folder, path.join(logs.folder, 'circle'));
    const set = await open();
    expect(await ids(set)).toEqual(Array.from({ length: 50 }, (_, index) => idOf(index)));
    expect(set.report.files).toMatchObject({ found: 14, read: 6 });
    const faults = Object.fromEntries(
      set.report.quarantine.map(({ path: file, fault }) => [path.basename(file), fault]),
    );
    expect(faults).toEqual({
      'empty.json.gz': 'empty',
      'truncated.json.gz': 'truncated',
      'text.json.gz': 'not-json',
      'other.json': 'not-cloudtrail',
      'broken.json': 'not-json',
      'nul.json': 'nul-bytes',
      'zeros.json': 'nul-bytes',
      'bomb.json.gz': 'too-large',
    });
    set.close();
  });

  it('takes records whose members have the wrong types, and shows them as they are', async () => {
    const odd: readonly JsonObject[] = [
      record({ eventID: idOf(1), userIdentity: 'maria' }),
      record({ eventID: idOf(2), userIdentity: { ...user('maria'), sessionContext: 'none' } }),
      record({ eventID: idOf(3), eventTime: 5, resources: 'x', readOnly: 'perhaps' }),
      record({ eventID: idOf(4), newMember: { deep: [1, { x: null }] }, eventVersion: '9.9' }),
      record({ eventID: idOf(5), eventTime: '2026-11-19T14:02:11.123+01:00' }),
      record({ eventID: idOf(6), sourceIPAddress: null, errorMessage: 'half \ud800 a pair' }),
    ];
    logs.deliver([...odd, 'no record' as unknown as JsonObject]);
    logs.deliver(someRecords(5, {}, 100), { unique: 'SOUND' });
    const set = await open();
    expect(set.report.events).toBe(11);
    expect(set.report.quarantine).toMatchObject([{ fault: 'odd-records' }]);
    const view = await set.view({ filter: everything, now }, signal);
    for (const { row, event } of await view.rows(0, 20, { by: 'time', descending: true }, signal)) {
      const original = odd.find(({ eventID }) => eventID === event.id);
      if (original !== undefined && event.id !== idOf(6)) {
        expect(event).toEqual(eventFromRecord(withoutNulls(original)));
        expect((await set.record(row, signal)).record).toEqual(original);
      }
    }
    set.close();
  });

  it('reads 2,000 tiny files, and a line of 20 MB', { timeout: 60_000 }, async () => {
    for (let index = 0; index < 2_000; index++) {
      logs.write(`tiny/${index}.json.gz`, gzipSync(JSON.stringify({ Records: someRecords(1, {}, index) })));
    }
    const many = someRecords(14_000, { requestParameters: { filler: 'x'.repeat(600) } }, 10_000);
    logs.write('long.json', JSON.stringify({ Records: many }));
    const told: OpenProgress[] = [];
    const set = await engine.open(
      { paths: [logs.folder], onProgress: (progress) => told.push(progress) },
      signal,
    );
    expect(set.report).toMatchObject({ events: 16_000, files: { read: 2_001 }, quarantine: [] });
    expect(told.at(-1)).toMatchObject({
      stage: 'finishing',
      files: { done: 2_001, found: 2_001 },
      events: 16_000,
    });
    set.close();
  });

  it('leaves out a record that is longer than any, and reads the others', async () => {
    const long = record({ eventID: idOf(1), requestParameters: { x: 'y'.repeat(68_000_000) } });
    logs.write('a.json', JSON.stringify({ Records: [record({ eventID: idOf(0) }), long] }));
    logs.deliver(someRecords(3, {}, 10));
    const set = await open();
    expect(set.report.events).toBe(4);
    expect(set.report.quarantine).toMatchObject([{ fault: 'odd-records' }]);
    set.close();
  });

  it('shows a record that is nested too deeply as far as events have it', async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    logs.write('a.json', `{"Records":[{"eventName":"X","requestParameters":${nested}}]}`);
    const set = await open();
    const view = await set.view({ filter: everything, now }, signal);
    const [{ row, event } = { row: 0, event: undefined }] = await view.rows(0, 1, newestFirst, signal);
    expect((await set.record(row, signal)).record).toEqual(event!.record);
    set.close();
  });

  it('opens an empty folder', async () => {
    const set = await open();
    expect(set.report).toMatchObject({ events: 0, extent: undefined, places: [] });
    expect(await rows(set, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([[0]]);
    set.close();
  });

  it('stops when it is told to', async () => {
    logs.deliver(someRecords(10));
    const abort = new AbortController();
    const opening = engine.open(
      {
        paths: [logs.folder],
        onProgress: () => {
          abort.abort();
        },
      },
      abort.signal,
    );
    await expect(opening).rejects.toThrow(/abort/i);
  });
});

/** Members without a value are not kept. */
function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== null && member !== undefined),
  );
}

describe('a query in SQL', () => {
  let set: LogSet;
  let opened: LogFolder;
  beforeAll(async () => {
    opened = new LogFolder();
    opened.deliver(someRecords(5_000));
    set = await open(opened.folder);
  });
  afterAll(() => {
    set.close();
    opened.remove();
  });

  it('has the columns of Athena, and some more', async () => {
    const { columns } = await set.query({ sql: 'SELECT * FROM cloudtrail_logs' }, signal);
    const names = columns.map(({ name }) => name);
    expect(names).toEqual(athenaColumnNames);
    expect(names.slice(0, 5)).toEqual([
      'eventversion',
      'useridentity',
      'eventtime',
      'eventsource',
      'eventname',
    ]);
    expect(columns[1]!.type).toMatch(/^STRUCT\("?type"? VARCHAR, "?principalId"? VARCHAR, "?arn"? VARCHAR/);
  });

  it('gives the rows in pages, with names and types, and texts where numbers are not exact', async () => {
    const result = await set.query(
      {
        sql: `SELECT eventid AS id, 1 AS one, 9007199254740993 AS big, count(*) OVER () AS n FROM cloudtrail_logs`,
      },
      signal,
    );
    expect(result.columns).toEqual([
      { name: 'id', type: 'VARCHAR' },
      { name: 'one', type: 'INTEGER' },
      { name: 'big', type: 'BIGINT' },
      { name: 'n', type: 'BIGINT' },
    ]);
    let count = 0;
    for await (const page of result.pages) {
      expect(page.length).toBeLessThanOrEqual(2_048);
      expect(page[0]!.slice(1)).toEqual([1, '9007199254740993', 5_000]);
      count += page.length;
    }
    expect(count).toBe(5_000);
  });

  it('sees only the events that are asked for', async () => {
    const within = { filter: filterOf('time:2026-11-19T00:00..2026-11-19T00:00 user:maria'), now };
    const { pages } = await set.query({ sql: 'SELECT count(*) FROM cloudtrail_logs', within }, signal);
    expect((await pages[Symbol.asyncIterator]().next()).value).toEqual([[60]]);
  });

  it.each([
    ['is wrong', 'SELEC 1'],
    ['names what is not there', 'SELECT nope FROM cloudtrail_logs'],
    ['is empty', '  -- nothing'],
    ['is two', 'SELECT 1; SELECT 2'],
    ['is huge', `SELECT '${'x'.repeat(1_100_000)}'`],
    ['creates', 'CREATE TABLE x AS SELECT 1'],
    ['changes', 'UPDATE cloudtrail_logs SET eventname = 1'],
    ['deletes', 'DELETE FROM set1_batch1'],
    ['attaches', `ATTACH '/tmp/x.db' AS x`],
    ['copies', `COPY (SELECT 1) TO '/tmp/trailscope-copied.csv'`],
    ['exports', `EXPORT DATABASE '/tmp/x'`],
    ['installs', 'INSTALL httpfs'],
    ['loads', 'LOAD httpfs'],
    ['sets', `SET memory_limit = '100GB'`],
    ['opens the walls', 'SET enable_external_access = true'],
    ['calls', 'CALL pragma_version()'],
    ['begins a transaction', 'BEGIN'],
    ['explains and runs', 'EXPLAIN ANALYZE SELECT 1'],
    ['reads a file', `SELECT * FROM read_text('/etc/hostname')`],
    ['reads a file by its name', `SELECT * FROM '/etc/hosts.csv'`],
    ['lists files', `SELECT * FROM glob('/etc/*')`],
    ['leaves its folder', `SELECT * FROM read_text('${work}/../x')`],
    ['asks the network', `SELECT * FROM read_json('https://192.0.2.1/x.json')`],
    ['asks a bucket', `SELECT * FROM read_parquet('s3://bucket/key')`],
    ['hides a statement', `SELECT * FROM query('DROP TABLE x')`],
    ['hides a query', `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`],
    ["reads a file of the engine's own", `SELECT * FROM glob('${work}/*')`],
    ["reads a file of the engine's own by its name", `SELECT * FROM '${work}/x.json'`],
    ['reads one in an expression', `SELECT (SELECT count(*) FROM read_blob('${work}/*'))`],
    ['reads what the engine keeps', 'SELECT count(*) FROM set1_events'],
    ['reads it through a table of its name', 'WITH set1_events AS (FROM set1_events) FROM set1_events'],
    ['reads it beside a table of its name', 'FROM set1_events, (WITH set1_events AS (SELECT 1) SELECT 2)'],
    ['reads it where a table of its name is not seen yet', 'WITH a AS (FROM b), b AS (SELECT 1) FROM a'],
    ['asks for settings', 'SELECT * FROM duckdb_settings()'],
    ['asks for tables', 'SELECT * FROM information_schema.tables'],
    ['shows tables', 'SHOW TABLES'],
    ['asks by a pragma', 'PRAGMA database_list'],
    ['has a NUL in it', 'SELECT 1 \0 FROM x'],
    ['unites too much', Array.from({ length: 1_100 }, () => 'SELECT 1').join(' UNION ALL ')],
    ['is too deep', `SELECT ${'1+'.repeat(50_000)}1`],
  ])('that %s is refused', async (_what, sql) => {
    expect(await failureOf(rows(set, sql))).toMatchObject({ kind: 'invalid-input' });
    expect(await rows(set, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([[5_000]]);
  });

  it.each([
    `WITH a AS (SELECT * FROM cloudtrail_logs), b AS (FROM A) SELECT count(*) FROM b`,
    `WITH RECURSIVE r AS (SELECT 5000 AS n UNION ALL SELECT n FROM r WHERE n < 0) SELECT n FROM r`,
    'SELECT count(*) FROM cloudtrail_logs c, LATERAL (SELECT c.eventid) l, range(1)',
    'FROM CloudTrail_Logs SELECT count(*)',
    'SELECT (SELECT count(*) FROM cloudtrail_logs) -- ; and a comment',
    'SELECT 50 * count(*) FROM (SELECT unnest(range(100)))',
    "SELECT 5000 + 0 * count(*) FROM cloudtrail_logs, json_each(coalesce(requestparameters, '{}'))",
  ])('%s', async (sql) => {
    expect(await rows(set, sql)).toEqual([[5_000]]);
  });

  it('that needs more memory than there is fails, and the next one does not', async () => {
    expect(await failureOf(rows(set, 'SELECT list(range) FROM range(1000000000)'))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^The query needs more memory than it may have\. [^\n]+$/) as string,
    });
    expect(await rows(set, 'SELECT count(*) FROM cloudtrail_logs')).toEqual([[5_000]]);
  });

  it('is stopped when it is cancelled or takes too long', async () => {
    const endless =
      'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range % 11';
    const abort = new AbortController();
    const running = set
      .query({ sql: endless }, abort.signal)
      .then(({ pages }) => pages[Symbol.asyncIterator]().next());
    abort.abort();
    expect(await failureOf(running)).toMatchObject({ kind: 'cancelled' });
    const late = set
      .query({ sql: endless, timeLimit: 50 }, signal)
      .then(({ pages }) => pages[Symbol.asyncIterator]().next());
    expect(await failureOf(late)).toMatchObject({ kind: 'unavailable' });
  });

  it('has no formula in CSV, and every value as it is in other files', async () => {
    const sql = `SELECT value, -1 AS number, [value] AS list, value AS value FROM (VALUES ('=cmd'), (' +1'), ('\u00a0@x'),
      ('＝1'), ('a=b'), ('-'), (NULL), ('"')) AS texts(value)`;
    const [csv, json] = ['csv', 'json'].map((format) => path.join(logs.folder, `formulas.${format}`));
    await set.export({ sql }, { format: 'csv', path: csv! }, signal);
    const lines = readFileSync(csv!, 'utf8').split('\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual([
      'value',
      "'=cmd",
      "' +1",
      "'\u00a0@x",
      "'＝1",
      'a=b',
      "'-",
      '',
      '""""',
      '',
    ]);
    expect(lines[1]?.split(',').slice(1)).toEqual(['-1', "['=cmd']", "'=cmd"]);
    await set.export({ sql }, { format: 'json', path: json! }, signal);
    expect(JSON.parse(readFileSync(json!, 'utf8').split('\n')[0] ?? '')).toMatchObject({ value: '=cmd' });
  });

  it('is written to a file in one piece, or not at all', async () => {
    const target = path.join(logs.folder, 'out.csv');
    writeFileSync(target, 'old');
    const sql = 'SELECT eventid, awsregion FROM cloudtrail_logs ORDER BY 1 LIMIT 2; -- two';
    expect(await set.export({ sql: sql.slice(0, -7) }, { format: 'csv', path: target }, signal)).toEqual({
      rows: 2,
    });
    expect(readFileSync(target, 'utf8')).toBe(
      `eventid,awsregion\n${idOf(0)},us-east-1\n${idOf(1)},us-east-1\n`,
    );
    const parquet = path.join(logs.folder, 'out.parquet');
    expect(
      await set.export(
        { sql: 'SELECT * FROM cloudtrail_logs' },
        { format: 'parquet', path: parquet },
        signal,
      ),
    ).toEqual({
      rows: 5_000,
    });
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    const nowhere = { format: 'csv' as const, path: path.join(logs.folder, 'no/such/folder.csv') };
    expect(await failureOf(set.export({ sql: 'SELECT 1' }, nowhere, signal))).toMatchObject({
      kind: 'invalid-input',
    });
    expect(
      await failureOf(set.export({ sql: 'DROP VIEW x' }, { format: 'csv', path: target }, signal)),
    ).toMatchObject({
      kind: 'invalid-input',
    });
  });
});

describe('a view', () => {
  it('shows and counts what an event set does', async () => {
    const records = [...backgroundRecords(1_500), ...plantedRecords()];
    logs.deliver(records);
    const set = await open();
    const events = new EventSet();
    events.add(records.map((each) => eventFromRecord(JSON.parse(JSON.stringify(each)))));
    for (const filter of ['', 'error:*', 'write:true -region:us-east-1', `ip:${planted.address}`]) {
      for (const noise of [undefined, usualNoise]) {
        const options = { filter: filterOf(filter), now, ...(noise !== undefined && { noise }) };
        const [expected, view] = [events.view(options), await set.view(options, signal)];
        expect({ count: view.count, hidden: view.hidden, extent: view.extent }).toEqual({
          count: expected.count,
          hidden: expected.hidden,
          extent: expected.extent,
        });
        for (const field of facetFields) {
          expect(await view.facets(field, 8, signal), field).toEqual(expected.facets(field, 8));
        }
        const range = { from: Date.UTC(2026, 10, 12), to: Date.UTC(2026, 10, 20), count: 24 };
        for (const stackBy of ['outcome', 'name', 'error'] as const) {
          const options = { ...range, stackBy, stacks: 3 };
          expect(await view.bins(options, signal), stackBy).toEqual(expected.bins(options));
        }
        for (const descending of [true, false]) {
          const shown = await view.rows(5, 60, { by: 'time', descending }, signal);
          const times = shown.map(({ event }) => event.time);
          expect(times).toEqual(
            expected.rows(5, 60, { by: 'time', descending }).map(({ event }) => event.time),
          );
        }
        view.close();
      }
    }
    set.close();
  });

  it('finds the record in its file, and makes it of its columns when the file is gone', async () => {
    const file = logs.write('a.json', { Records: someRecords(3, { requestParameters: { a: null, b: [] } }) });
    const set = await open();
    const view = await set.view({ filter: filterOf(`id:${idOf(1)}`), now }, signal);
    const [{ row } = { row: -1 }] = await view.rows(0, 1, { by: 'time', descending: true }, signal);
    const original = someRecords(3, { requestParameters: { a: null, b: [] } })[1]!;
    expect(await set.record(row, signal)).toEqual({ record: original, path: file });
    const other = await set.view({ filter: filterOf(`id:${idOf(2)}`), now }, signal);
    const [{ row: second } = { row: -1 }] = await other.rows(0, 1, { by: 'time', descending: true }, signal);
    set.close();
    const again = await open();
    rmSync(file);
    expect((await again.record(second, signal)).record).toEqual(
      withoutNulls(someRecords(3, { requestParameters: { a: null, b: [] } })[2]!),
    );
    expect(await failureOf(again.record(4_194_304 * 99, signal))).toMatchObject({ kind: 'not-found' });
    again.close();
  });

  it('tells console sign-ins that failed, and errors wherever they are written', async () => {
    logs.deliver([
      call('signin', 'ConsoleLogin', { eventID: idOf(1), responseElements: { ConsoleLogin: 'Failure' } }),
      call('x', 'Y', { eventID: idOf(2), responseElements: { Error: { Code: 'Nope', Message: 'm' } } }),
      call('x', 'Y', { eventID: idOf(3), responseElements: { error: { message: 'm' } } }),
      call('x', 'Y', { eventID: idOf(4), responseElements: { errorCode: 0 } }),
    ]);
    const set = await open();
    const view = await set.view({ filter: everything, now }, signal);
    const { values, none } = await view.facets('error', 10, signal);
    expect(values.map(({ value }) => value).sort()).toEqual(['Error', 'Failure', 'Nope']);
    expect(none).toBe(1);
    set.close();
  });
});
