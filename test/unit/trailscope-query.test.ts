/** `trailscope query` as users run it, on logs with known answers. */
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleCli, Playground } from '../support/cli.ts';
import { LogFolder, planted, plantedRecords, someRecords } from '../support/log-files.ts';

let logs: LogFolder;
let playground: Playground;

beforeAll(bundleCli, 60_000);
beforeEach(() => {
  playground = new Playground();
  logs = new LogFolder();
  logs.deliver([...someRecords(40), ...plantedRecords()]);
  logs.deliver(someRecords(10, { awsRegion: 'eu-west-1' }, 100), { region: 'eu-west-1' });
  logs.write('empty.json', '');
});
afterEach(() => {
  playground.remove();
  logs.remove();
});

const query = (...words: string[]) => playground.run(['query', '--from', logs.folder, ...words]);
const all = 50 + plantedRecords().length;

describe('trailscope query', () => {
  it('shows events as a table, and what was read beside it', async () => {
    const { code, stdout, stderr } = await query('--filter', 'name:TerminateInstances');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2 + planted.terminations);
    expect(lines[0]).toMatch(/^time +event +region +who +what +source address +error$/);
    expect(lines.at(-1)).toContain(planted.terminated);
    expect(stderr).toContain(`${all} events in 2 log files.\nSet aside, not or not wholly read: 1\n`);
    expect(stderr).toContain('empty.json: The file is empty.');
  });

  it('answers in SQL, in every format', async () => {
    const sql = `SELECT eventname AS name, count(*) AS n FROM cloudtrail_logs WHERE sourceipaddress = '${planted.address}'
      GROUP BY 1 ORDER BY n DESC, 1 LIMIT 2`;
    const inFormat = async (format: string) => (await query('--sql', sql, '--format', format)).stdout;
    expect(await inFormat('csv')).toBe('name,n\r\nCreateAccessKey,7\r\nGetObject,5\r\n');
    expect(JSON.parse(await inFormat('json'))).toEqual([
      { name: 'CreateAccessKey', n: 7 },
      { name: 'GetObject', n: 5 },
    ]);
    expect(await inFormat('ndjson')).toBe('{"name":"CreateAccessKey","n":7}\n{"name":"GetObject","n":5}\n');
    expect(await inFormat('table')).toBe(
      'name             n\n---------------  -\nCreateAccessKey  7\nGetObject        5\n',
    );
  });

  it('looks only at the time, account and Region that are asked for', async () => {
    const count = async (...words: string[]) => {
      const { stdout } = await query(
        '--sql',
        'SELECT count(*) AS n FROM cloudtrail_logs',
        '--format',
        'ndjson',
        ...words,
      );
      return (JSON.parse(stdout) as { n: number }).n;
    };
    expect(await count()).toBe(all);
    expect(await count('--region', 'eu-west-1')).toBe(10);
    expect(await count('--account', '999999999999')).toBe(0);
    expect(await count('--since', '2026-11-19T00:00:30Z', '--until', '2026-11-19T00:01:42Z')).toBe(13);
  });

  it('ends when its answer is given, in a process of its own', async () => {
    const words = ['query', '--from', logs.folder, '--sql', 'SELECT 1 AS one', '--format', 'csv'];
    expect(await playground.start(words)).toMatchObject({ code: 0, stdout: 'one\r\n1\r\n' });
  });

  it('gives whole records', async () => {
    const { stdout } = await query('--filter', `on:${planted.bucket}`, '--format', 'ndjson');
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ eventID }) => eventID).sort()).toEqual(
      plantedRecords()
        .filter(({ eventName }) => eventName === 'GetObject')
        .map(({ eventID }) => eventID),
    );
    expect(records[0]).toMatchObject({
      eventName: 'GetObject',
      requestParameters: { bucketName: planted.bucket },
    });
  });

  it('runs an investigation', async () => {
    const { stdout, code } = await query('--investigation', 'access-denied');
    expect(code).toBe(0);
    expect(stdout).toMatch(/mallory: 7 calls denied/);
    const json = await query(
      '--investigation',
      'who-changed-this',
      '--param',
      `resource=${planted.terminated}`,
      '--format',
      'json',
    );
    expect(JSON.parse(json.stdout)).toMatchObject({ headline: expect.stringContaining('mallory') as string });
  });

  it.each([
    [['--sql', 'SELECT nope FROM cloudtrail_logs'], /^trailscope: Binder Error: .*"nope"/m],
    [['--sql', 'DROP VIEW x'], /^trailscope: /m],
    [['--sql', "COPY (SELECT 1) TO '/tmp/x'"], /^trailscope: /m],
    [['--filter', 'name:(a'], /^trailscope: The filter cannot be read\.\n {2}name:\(a\n {7}\^/m],
    [['--filter', 'x', '--sql', 'SELECT 1'], /one thing at a time/],
    [['--since', 'yesterday'], /"yesterday" is no time/],
    [['--investigation', 'acces-denied'], /access-denied/],
    [['--investigation', 'who-changed-this'], /is needed, such as/],
    [['--investigation', 'root-use', '--param', 'x=1'], /takes no parameters/],
    [['--param', 'x=1'], /belongs to --investigation/],
    [['--format', 'xml'], /xml/],
  ])('says what is wrong with %j', async (words, message) => {
    const { code, stdout, stderr } = await query(...words);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('bug');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('says what it needs, and where nothing is', async () => {
    expect((await playground.run(['query'])).stderr).toContain('Say where the log files are');
    const nowhere = await playground.run(['query', '--from', 'no/such/folder']);
    expect(nowhere).toMatchObject({ code: 2, stdout: '' });
    expect(nowhere.stderr).toContain('ENOENT');
    const other = logs.write('other/policy.json', { Statement: [] });
    for (const from of [other, logs.write('none/readme.txt', ''), path.join(logs.folder, 'none')]) {
      const { code, stdout, stderr } = await playground.run(['query', '--from', from, '--sql', 'SELECT 1']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('trailscope: There is no log file to ask.\nName a log file, or a folder');
    }
  });

  it('answers from what is there when something that was named is not, and tells by its exit code', async () => {
    const words = ['--sql', 'SELECT count(*) AS n FROM cloudtrail_logs', '--format', 'csv'];
    const { code, stdout, stderr } = await query('--from', 'no/such/file.json', ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: `n\r\n${all}\r\n` });
    expect(stderr).toContain('no/such/file.json: It cannot be read (ENOENT).');
  });

  it('tells who read the objects of a bucket', async () => {
    const ask = (...params: string[]) =>
      query('--investigation', 'object-access', ...params.flatMap((param) => ['--param', param]));
    expect((await ask(`bucket=${planted.bucket}`)).stdout).toMatch(
      new RegExp(`^${planted.objectReads} calls on objects of ${planted.bucket} by mallory`),
    );
    expect((await ask(`bucket=${planted.bucket}`, 'key=*/salaries-1.csv')).stdout).toMatch(
      /^1 call on objects/,
    );
    expect((await ask('bucket=other')).stdout).toMatch(/^No call on such objects of other was found/);
  });

  it('tells the answers that were planted', async () => {
    const from = `sourceipaddress = '${planted.address}'`;
    const value = async (sql: string) =>
      (await query('--sql', sql, '--format', 'csv')).stdout.split('\r\n')[1];
    const count = (where: string) => value(`SELECT count(*) FROM cloudtrail_logs WHERE ${from} AND ${where}`);
    expect(await count(`eventname = 'StopLogging'`)).toBe(String(planted.stopped));
    expect(await count(`errorcode LIKE '%AccessDenied%'`)).toBe(String(planted.denied));
    expect(
      await count(
        `eventname = 'ConsoleLogin' AND json_extract_scalar(additionaleventdata, '$.MFAUsed') = 'No'`,
      ),
    ).toBe(String(planted.failedSignIns));
    expect(
      await value(`SELECT json_extract_scalar(requestparameters, '$.instancesSet.items[0].instanceId')
        FROM cloudtrail_logs WHERE eventname = 'TerminateInstances' ORDER BY eventtime LIMIT 1`),
    ).toBe(planted.terminated);
    expect(
      await value(`SELECT sourceipaddress FROM cloudtrail_logs WHERE useridentity.username = 'mallory'
        GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`),
    ).toBe(planted.address);
    expect(await value('SELECT count(DISTINCT eventsource) FROM cloudtrail_logs')).toBe('5');
  });
});

it('trailscope investigations lists what can be asked, and how', async () => {
  const { stdout, code } = await playground.run(['investigations']);
  expect(stdout).toMatch(/^who-changed-this --param resource=i-05c30218156bcc246\n {2}\S/);
  expect(code).toBe(0);
});
