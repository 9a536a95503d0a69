import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFolder, someRecords } from '../../../test/support/log-files.ts';
import { call, record } from '../../../test/support/records.ts';
import { conform } from './conform.ts';
import type { FileProblem } from './file-problem.ts';
import { listFiles } from './list-files.ts';
import { parseContent } from './parse-content.ts';
import { readLogFile } from './read-file.ts';
import { recogniseContent } from './recognise.ts';
import { splitRecords } from './split-records.ts';

const { signal } = new AbortController();
const ignore = () => undefined;

let logs: LogFolder;
beforeEach(() => {
  logs = new LogFolder();
});
afterEach(() => {
  logs.remove();
});

async function faultOf(read: () => unknown): Promise<string> {
  try {
    await read();
    return 'none';
  } catch (error) {
    return (error as FileProblem).fault;
  }
}

describe('listing files', () => {
  it('finds log files in all folders, with any name, each once, in order', async () => {
    const names = ['b/ü ñ 日本.json.gz', 'a.json', 'c d/e.NDJSON', 'f.jsonl', 'g.gz'];
    for (const name of [...names, 'readme.txt', 'picture.png']) {
      logs.write(name, 'x');
    }
    const { files, faults } = await listFiles([logs.folder, logs.folder], signal, ignore);
    const found = files.map((file) => path.relative(logs.folder, file.path).replaceAll(path.sep, '/'));
    expect(found).toEqual(['a.json', 'b/ü ñ 日本.json.gz', 'c d/e.NDJSON', 'f.jsonl', 'g.gz']);
    expect(faults).toEqual([]);
  });

  it('comes to an end where symbolic links form circles, and takes a linked file once', async () => {
    const file = logs.write('sub/a.json', 'x');
    symlinkSync(logs.folder, path.join(logs.folder, 'sub/up'));
    symlinkSync(path.join(logs.folder, 'self'), path.join(logs.folder, 'self'));
    symlinkSync(file, path.join(logs.folder, 'again.json'));
    const { files, faults } = await listFiles([logs.folder], signal, ignore);
    expect(files.map((each) => path.basename(each.path))).toEqual(['a.json']);
    expect(faults).toMatchObject([{ path: path.join(logs.folder, 'self'), fault: 'unreadable' }]);
  });

  it('tells a folder that is too deep to be looked into', async () => {
    const deep = path.join(logs.folder, ...Array.from({ length: 66 }, () => 'd'));
    mkdirSync(deep, { recursive: true });
    const { faults } = await listFiles([logs.folder], signal, ignore);
    expect(faults).toMatchObject([
      { path: path.dirname(deep), detail: 'It is more than 64 folders deep, and was not looked into.' },
    ]);
  });

  it('tells how many it has found while it looks through one large folder', async () => {
    for (let index = 0; index < 200; index++) {
      logs.write(`${index}.json`, 'x');
    }
    const told: number[] = [];
    await listFiles([logs.folder], signal, (count) => told.push(count));
    expect(told).toEqual([64, 128, 192, 200]);
  });

  it('takes a file that is named, whatever its name, and tells one that is not there', async () => {
    const file = logs.write('export.txt', 'x');
    const { files, faults } = await listFiles([file, path.join(logs.folder, 'gone')], signal, ignore);
    expect(files).toHaveLength(1);
    expect(faults).toMatchObject([{ fault: 'unreadable', detail: 'It cannot be read (ENOENT).' }]);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it('is told when it is named, and passed over in a folder', async () => {
    const pipe = path.join(logs.folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    symlinkSync('/dev/zero', path.join(logs.folder, 'zero.json'));
    expect(await listFiles([logs.folder], signal, ignore)).toEqual({ files: [], faults: [] });
    const { files, faults } = await listFiles([pipe, '/dev/zero'], signal, ignore);
    expect(files).toEqual([]);
    const detail = 'It is neither a file nor a folder.';
    expect(faults).toEqual([
      { path: pipe, fault: 'unreadable', detail },
      { path: '/dev/zero', fault: 'unreadable', detail },
    ]);
  });

  it.each([10, 1_000_000])('is not waited for when it stands where a file of %d bytes was', async (size) => {
    const pipe = path.join(logs.folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    expect(await faultOf(() => readLogFile(pipe, size))).toBe('unreadable');
  });
});

describe('reading a file', () => {
  const whole = gzipSync(JSON.stringify({ Records: someRecords(50) }));

  it.each([
    ['an empty one', '', 'empty'],
    ['gzip of nothing', gzipSync(''), 'empty'],
    ['a truncated one', whole.subarray(0, whole.length / 2), 'truncated'],
    ['one that is cut within its end', whole.subarray(0, whole.length - 4), 'truncated'],
    [
      'a damaged one',
      Buffer.concat([whole.subarray(0, 100), Buffer.alloc(60, 7), whole.subarray(160)]),
      'corrupt',
    ],
    ['a bomb', gzipSync(Buffer.alloc(9_000_000)), 'too-large'],
    ['a bomb that lies about its length', lying(gzipSync(Buffer.alloc(9_000_000))), 'too-large'],
    ['a long one', Buffer.alloc(9_000_000, 32), 'too-large'],
  ])('tells %s', async (_what, content, fault) => {
    const file = logs.write('x.json.gz', content);
    expect(await faultOf(() => readLogFile(file, content.length, 8_000_000))).toBe(fault);
  });

  it('inflates, and takes what is not compressed under any name', async () => {
    expect((await readLogFile(logs.write('a.gz', gzipSync('{}')), 22)).bytes.toString()).toBe('{}');
    expect((await readLogFile(logs.write('b.gz', '{}'), 2)).bytes.toString()).toBe('{}');
  });

  it('gives the size and time of the content that it read, not of what was listed', async () => {
    const file = logs.write('a.json', '{"a":1}');
    await appendFile(file, ' ');
    utimesSync(file, 1_000, 2_000);
    expect(await readLogFile(file, 7)).toMatchObject({ size: 8, modified: 2_000_000 });
  });
});

/** The last four bytes of gzip tell the length, and nobody makes them. */
function lying(bytes: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, bytes.length - 4), Buffer.from([10, 0, 0, 0])]);
}

describe('recognising a content', () => {
  it.each([
    ['{"Records":[]}', 'records'],
    ['\ufeff \r\n{ "Records" : [ {} ] }\n', 'records'],
    ['{"Records":[{}],"more":1}', 'other'],
    ['[{"eventName":"x"}]', 'other'],
    ['{"eventVersion":"1.0"}\n{"eventVersion":"1.0"}', 'other'],
    ['{"awsAccountId":"1","digestStartTime":"2026-11-19T00:00:00Z"}', 'digest'],
  ])('%s', (text, kind) => {
    expect(recogniseContent(Buffer.from(text)).kind).toBe(kind);
  });

  it.each([
    ['  \n', 'empty'],
    ['Hello', 'not-json'],
    ['PK\u0003\u0004', 'not-json'],
    ['\0\0\0\0', 'nul-bytes'],
  ])('refuses %j', async (text, fault) => {
    expect(await faultOf(() => recogniseContent(Buffer.from(text)))).toBe(fault);
  });
});

describe('parsing a content', () => {
  const one = record();
  const text = JSON.stringify(one);

  it.each([
    ['as delivered', `{"Records":[${text}]}`],
    ['a list', `[${text}]`],
    ['a record', text],
    ['lines', `\n${text}\r\n\n`],
    ['lines of files', `{"Records":[${text}]}\n{"Records":[]}`],
    ['a list of files', `[{"Records":[${text}]}]`],
    ['files one behind the other', `{"Records":[${text}]}{"Records":[]} {"Records" : []}`],
    ['lookup-events', JSON.stringify({ Events: [{ EventId: 'x', CloudTrailEvent: text }] })],
    ['EventBridge', JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: one })],
  ])('takes %s', (_what, content) => {
    expect(parseContent(Buffer.from(content))).toEqual({ records: [one], odd: 0 });
  });

  it('takes an empty list for a log file without events', () => {
    expect(parseContent(Buffer.from('{"Records":[]}'))).toEqual({ records: [], odd: 0 });
    expect(parseContent(Buffer.from('{"Events": []}'))).toEqual({ records: [], odd: 0 });
  });

  it('counts what is no record among records', () => {
    const content = `{"Records":[${text}, null, 5, "x", {"a": 1}]}`;
    expect(parseContent(Buffer.from(content))).toEqual({ records: [one], odd: 4 });
    expect(parseContent(Buffer.from(`${text}\n{"broken`))).toEqual({ records: [one], odd: 1 });
  });

  it.each([
    ['{"Records":[{"eventName"', 'not-json'],
    ['{"Records":[{"eventName":"a\0b"}]}', 'nul-bytes'],
    ['{"a":1}', 'not-cloudtrail'],
    ['5', 'not-cloudtrail'],
    ['{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}', 'not-cloudtrail'],
  ])('refuses %j', async (content, fault) => {
    expect(await faultOf(() => parseContent(Buffer.from(content)))).toBe(fault);
  });
});

it('a file of more records than have numbers is refused', async () => {
  const one = '{"eventName":"a"},';
  const bytes = Buffer.concat([
    Buffer.from('{"Records":['),
    Buffer.alloc(one.length * 4_194_304, one),
    Buffer.from('{"eventName":"a"}]}'),
  ]);
  expect(await faultOf(() => splitRecords(bytes, 0, bytes.length))).toBe('too-large');
});

describe('a record for the columns', () => {
  it('keeps what fits, and puts the rest beside it', () => {
    const odd = call('ec2', 'RunInstances', {
      eventName: 5,
      readOnly: 'true',
      userIdentity: { type: 'IAMUser', arn: 7, newMember: 'x' },
      unknownMember: { a: [1] },
      requestParameters: 'text',
    });
    expect(conform(odd)).toMatchObject({
      readOnly: 'true',
      userIdentity: { type: 'IAMUser' },
      requestParameters: 'text',
      _rest: { eventName: 5, userIdentity: { arn: 7, newMember: 'x' }, unknownMember: { a: [1] } },
    });
    expect(conform(odd)).not.toHaveProperty('eventName');
  });

  it('finds the id and time of an aggregated record', () => {
    const aggregated = {
      eventId: 'agg-1',
      accountId: '111122223333',
      timeWindow: { windowStart: '2026-11-19T14:00:00Z' },
    };
    expect(conform(aggregated)).toEqual({
      eventID: 'agg-1',
      _rest: aggregated,
      _time: Date.UTC(2026, 10, 19, 14),
    });
  });
});
