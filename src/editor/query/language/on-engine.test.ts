/** What is said of SQL here, held against the engine that runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogFolder, planted, plantedRecords, someRecords } from '../../../../test/support/log-files.ts';
import { call, user } from '../../../../test/support/records.ts';
import { english } from '../../../core/localize.ts';
import type { LogRow, LogSet } from '../../../core/log-engine.ts';
import type { TrailscopeError } from '../../../core/failures/failure.ts';
import { athenaColumnNames } from '../../../engine/sql/athena-view.ts';
import { DuckEngine } from '../../../engine/store/duck-engine.ts';
import { problemOf } from '../query-problem.ts';
import { errorPlace } from './error-place.ts';
import { exampleQueries, starterQuery } from './example-queries.ts';
import { columnAt, logColumns, type LogTableColumn } from './log-columns.ts';
import { sortedQuery } from './query-text.ts';
import { sqlFunctions } from './sql-words.ts';

const { signal } = new AbortController();
const work = mkdtempSync(path.join(tmpdir(), 'trailscope-query-'));
const logs = new LogFolder();
let engine: DuckEngine;
let set: LogSet;

beforeAll(async () => {
  engine = await DuckEngine.start({ folder: work, index: undefined, threads: 1, memory: 300 });
  const console = { eventType: 'AwsConsoleSignIn', responseElements: { ConsoleLogin: 'Success' } };
  logs.deliver([
    ...someRecords(50),
    ...plantedRecords(),
    call('signin', 'ConsoleLogin', { ...console, additionalEventData: { MFAUsed: 'No' }, eventID: 'no-mfa' }),
    call('signin', 'ConsoleLogin', { ...console, additionalEventData: { MFAUsed: 'Yes' }, eventID: 'mfa' }),
    call('iam', 'CreateAccessKey', {
      eventID: 'key',
      responseElements: { accessKey: { userName: 'sven', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } },
    }),
    call('ec2', 'RunInstances', {
      eventID: 'by-hand',
      readOnly: false,
      sessionCredentialFromConsole: 'true',
      userIdentity: user('maria'),
    }),
  ]);
  set = await engine.open({ paths: [logs.folder] }, signal);
});
afterAll(() => {
  set.close();
  engine.close();
  logs.remove();
  rmSync(work, { recursive: true, force: true });
});

async function rows(sql: string): Promise<readonly LogRow[]> {
  const found: LogRow[] = [];
  for await (const page of (await set.query({ sql }, signal)).pages) {
    found.push(...page);
  }
  return found;
}

async function failure(sql: string): Promise<TrailscopeError> {
  try {
    await rows(sql);
  } catch (error) {
    return error as TrailscopeError;
  }
  throw new Error(`${sql} did not fail.`);
}

function pathsOf(columns: readonly LogTableColumn[], before = ''): readonly string[] {
  return columns.flatMap(({ name, members = [] }) => [
    before + name,
    ...pathsOf(members, `${before}${name}.`),
  ]);
}

describe('the columns that are told', () => {
  it('are those of the table', () => {
    expect(logColumns.map(({ name }) => name)).toEqual(athenaColumnNames);
  });

  it('can be asked, with all their members', async () => {
    const paths = pathsOf(logColumns);
    expect(paths).toContain('useridentity.sessioncontext.sessionissuer.arn');
    const { columns } = await set.query(
      { sql: `SELECT ${paths.map((each, n) => `${each} AS c${n}`).join(', ')} FROM cloudtrail_logs` },
      signal,
    );
    const types = columns.map(({ type }) => type.replace(/^STRUCT.*?(\[\])?$/, 'STRUCT$1'));
    const told = paths.map((each) => columnAt(each.split('.'))?.type);
    expect(types).toEqual(told);
  });
});

describe('the functions that are offered', () => {
  const values: Readonly<Record<string, string>> = {
    x: 'length(eventname)',
    y: 'length(awsregion)',
    a: "TIMESTAMP '2026-11-19 00:00:00'",
    b: "TIMESTAMP '2026-11-19 01:00:00'",
    text: 'eventname',
    part: "'Trail'",
    old: "'T'",
    new: "'t'",
    start: '1',
  };
  it.each(sqlFunctions.map(({ form }) => form))('%s is known', async (form) => {
    const sql = form
      .replace(/starts_with\(text, start\)/, "starts_with(eventname, 'D')")
      .replace(/substr\(text, start, length\)/, 'substr(eventname, 1, 2)')
      .replace(/\b(x|y|a|b|text|part|old|new|start)\b(?!')/g, (name) => values[name] ?? name);
    await expect(rows(`SELECT ${sql} FROM cloudtrail_logs`)).resolves.not.toHaveLength(0);
  });
});

describe('the queries that are ready', () => {
  const answer = async (title: string) => {
    const example = exampleQueries.find((each) => each.title(english) === title);
    return rows(example?.sql ?? '');
  };

  it.each(exampleQueries.map(({ title, sql }) => [title(english), sql] as const))(
    '%s runs',
    async (_, sql) => {
      expect((await rows(sql)).length).toBeGreaterThanOrEqual(0);
    },
  );

  it('find what is there', async () => {
    expect(await answer('Denied calls')).toEqual([
      expect.arrayContaining([planted.deniedBy, 'CreateAccessKey', planted.denied]),
    ]);
    const [guessed] = await answer('Failed console sign-ins by address');
    expect(guessed?.slice(0, 2)).toEqual([planted.address, planted.failedSignIns]);
    expect(await answer('Who stopped or changed logging')).toHaveLength(planted.stopped);
    const reads = await answer('S3 object reads by bucket and key');
    expect(reads).toHaveLength(planted.objectReads);
    expect(reads[0]?.[0]).toBe(planted.bucket);
    expect((await answer('Console sign-ins without MFA')).map((row) => row.at(-1))).toEqual(['no-mfa']);
    expect((await answer('New access keys'))[0]).toEqual(
      expect.arrayContaining(['sven', 'AKIAIOSFODNN7EXAMPLE']),
    );
    expect((await answer('Changes made in the console')).map((row) => row.at(-1))).toEqual(['by-hand']);
    const [worst] = await answer('Error rates by principal');
    expect(worst?.[0]).toBe(planted.deniedBy);
  });

  it('and the first one shows the newest events', async () => {
    const { sql, cursor } = starterQuery(english);
    expect(sql.slice(0, cursor)).toMatch(/FROM cloudtrail_logs$/);
    const times = (await rows(sql)).map(([time]) => time);
    expect(times.length).toBeGreaterThan(50);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('a result in another order', () => {
  it.each([
    ['SELECT n FROM range(3) AS r(n)'],
    ['SELECT n FROM range(3) AS r(n); -- behind it'],
    ['SELECT n FROM range(3) AS r(n) /* open'],
    ['-- before\nWITH r AS (FROM range(3)) SELECT range FROM r ORDER BY 1;;'],
    ["SELECT n FROM range(3) AS r(n) WHERE '; --' <> ''"],
    ['FROM range(3)'],
    ['VALUES (0), (2), (1)'],
  ])('has the same rows: %s', async (sql) => {
    expect(await rows(sortedQuery(sql, { column: 0, descending: true }))).toEqual([[2], [1], [0]]);
    expect(await rows(sortedQuery(sql, { column: 0, descending: false }))).toEqual([[0], [1], [2]]);
  });

  it('puts NULL last, and takes columns of one name', async () => {
    const sql = 'SELECT x, x FROM (VALUES (NULL), (1), (2)) AS v(x)';
    expect(await rows(sortedQuery(sql, { column: 1, descending: true }))).toEqual([
      [2, 2],
      [1, 1],
      [null, null],
    ]);
  });
});

describe('the place of a mistake', () => {
  const many = Array.from({ length: 40 }, (_, n) => `eventname AS name_${n}`).join(', ');
  it.each([
    ['SELECT §eventnam§ FROM cloudtrail_logs'],
    ['SELECT eventname,\n  §eventtme§\nFROM cloudtrail_logs'],
    ['SELECT * FROM §nowhere§'],
    ["SELECT * FROM §'/etc/passwd'§"],
    ['SELECT * FORM §cloudtrail_logs§'],
    [`SELECT ${many}, §nope§ FROM cloudtrail_logs`],
    [`SELECT ${many} §FORM§ cloudtrail_logs WHERE eventname = 'something that is rather long itself'`],
    ['SELECT §foo§(eventname) FROM cloudtrail_logs'],
    ["-- ünï\nSELECT 'äöü€😀漢字é', §eventnam§ FROM cloudtrail_logs"],
    ['\tSELECT\t§eventnam§ FROM cloudtrail_logs'],
    ["SELECT §'abc FROM x§"],
    ['SELECT (§1§'],
    ['SELECT useridentity.§arm§ FROM cloudtrail_logs'],
    ['SELECT §eventname§, count(*) FROM cloudtrail_logs'],
    ['SELECT §sum§(eventname) FROM cloudtrail_logs'],
    ["SELECT * FROM §read_csv§('/etc/passwd')"],
    ['SELECT\r\n  §eventnam§\r\nFROM cloudtrail_logs'],
  ])('is found: %s', async (marked) => {
    const [before = '', wrong = ''] = marked.split('§');
    const sql = marked.replaceAll('§', '');
    const { message } = await failure(sql);
    const span = errorPlace(message, sql);
    expect([span?.start, sql.slice(span?.start, span?.end)]).toEqual([before.length, wrong]);
  });
});

describe('what is told of a mistake', () => {
  const told = async (sql: string) => problemOf(await failure(sql), sql, english);

  it('is what the engine said, without its picture', async () => {
    const { title, detail } = await told('SELECT eventnam FROM cloudtrail_logs');
    expect(title).toBe('The query is not right');
    expect(detail).toMatch(/^Referenced column "eventnam" not found[\s\S]*"eventname"/);
    expect(detail).not.toContain('LINE');
    expect((await told('SELECT eventname + 1 FROM cloudtrail_logs')).detail).toMatch(/^No function matches/);
  });

  it.each([
    ['DROP VIEW cloudtrail_logs'],
    ['INSERT INTO cloudtrail_logs VALUES (1)'],
    ["-- so\nCOPY cloudtrail_logs TO 'x.csv'"],
    ["ATTACH 'x.db'"],
    ['SET threads = 4'],
    ['EXPLAIN ANALYZE SELECT 1'],
  ])('says plainly that only SELECT is allowed: %s', async (sql) => {
    expect((await told(sql)).title).toBe('Only SELECT is allowed');
  });

  it.each([["SELECT * FROM read_csv('/etc/passwd')"], ["SELECT * FROM read_text('https://192.0.2.1/')"]])(
    'says plainly that nothing else can be reached: %s',
    async (sql) => {
      expect((await told(sql)).title).toBe('SQL cannot reach that');
    },
  );

  it('names the table where there is no such one', async () => {
    expect(await told("SELECT * FROM '/etc/passwd'")).toMatchObject({
      title: 'There is no such table',
      detail: expect.stringContaining('/etc/passwd') as string,
      advice: 'The table is called cloudtrail_logs.',
    });
  });

  it('says what to do with two queries', async () => {
    expect((await told('SELECT 1; SELECT 2')).advice).toBe('Select the one that is to run.');
  });
});
