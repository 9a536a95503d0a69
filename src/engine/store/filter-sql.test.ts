/** Filters give the same events in SQL as the predicate does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyEvent } from '../../../test/support/events.ts';
import { anyFilter, testNow } from '../../../test/support/filters.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import { english } from '../../core/localize.ts';
import type { LogSet } from '../../core/log-engine.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import { compileFilter } from '../../core/query/matches.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import { parseContent } from '../reading/parse-content.ts';
import { DuckEngine } from './duck-engine.ts';
import { placeOfRow } from './rebuild-record.ts';

const { signal } = new AbortController();
const folder = mkdtempSync(path.join(tmpdir(), 'trailscope-filter-sql-'));

let engine: DuckEngine;
let logs: LogSet;
/** What the files have, by file and place. */
let events: readonly (readonly CloudTrailEvent[])[];

beforeAll(async () => {
  const records = fc
    .sample(anyEvent, { numRuns: 300, seed: 11 })
    .map(({ record }, index): JsonObject => withOwnId(record, index));
  // DuckDB alone reads the first file; the second has what it would not take.
  const contents = [
    JSON.stringify({ Records: records.filter(({ eventVersion: version }) => version === '1.11') }),
    records
      .map((record) => JSON.stringify(record))
      .join('\n')
      .replaceAll('"event-', '"line-'),
  ];
  const files = ['a.json', 'b.ndjson'].map((name) => path.join(folder, name));
  files.forEach((file, index) => {
    writeFileSync(file, contents[index]!);
  });
  events = contents.map((content) => {
    const parsed = parseContent(Buffer.from(content));
    return parsed === 'digest' ? [] : parsed.records.map(eventFromRecord);
  });
  engine = await DuckEngine.start({ folder, index: undefined, threads: 2, memory: 300 });
  logs = await engine.open({ paths: files }, signal);
  expect(logs.report.events).toBe(events.flat().length);
  expect(events.map(({ length }) => length > 100)).toEqual([true, true]);
});

afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Duplicates would be left out. */
function withOwnId(record: JsonObject, index: number): JsonObject {
  return typeof record['eventID'] === 'string' ? { ...record, eventID: `event-${index}` } : record;
}

async function foundInSql(filter: EventFilter): Promise<readonly string[]> {
  const view = await logs.view({ filter, now: testNow }, signal);
  const rows: string[] = [];
  for await (const page of view.events(signal)) {
    rows.push(...page.map(({ row }) => nameOf(placeOfRow(row).file - 1, placeOfRow(row).place)));
  }
  expect(rows).toHaveLength(view.count);
  view.close();
  return rows.sort();
}

function nameOf(file: number, place: number): string {
  return `${file}/${String(place).padStart(4, '0')}`;
}

function foundByPredicate(filter: EventFilter): readonly string[] {
  const passes = compileFilter(filter, testNow);
  return events.flatMap((list, file) =>
    list.flatMap((event, place) => (passes(event) ? [nameOf(file, place)] : [])),
  );
}

describe('a filter in SQL', () => {
  it('finds what the predicate finds, for any filter and any events', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        expect(await foundInSql(filter), printFilter(filter)).toEqual(foundByPredicate(filter));
      }),
      { numRuns: 40 },
    );
  });

  it('finds texts with half a surrogate pair', async () => {
    const filter: EventFilter = { kind: 'text', parts: ['\ud800 alone'] };
    expect(foundByPredicate(filter)).not.toEqual([]);
    expect(await foundInSql(filter)).toEqual(foundByPredicate(filter));
  });

  it.each([
    'name:Run*',
    'user:maria',
    'user:root',
    'role:AWSServiceRoleFor*',
    '-role:*',
    'principal:arn:aws:iam::111122223333:user/maria',
    'principal:Admin',
    'error:*',
    '-error:AccessDenied',
    'write:true',
    '-write:false',
    'ip:203.0.113.0/24',
    'ip:203.0.113.0/29',
    'ip:2001:db8::/32',
    'key:AKIA*',
    'category:management',
    'mfa:true',
    'resource:logs',
    'resource:arn*',
    'resourcetype:*',
    '-resourcetype:AWS::S3::Bucket',
    'requestParameters.bucketName:logs',
    'requestParameters.items:7',
    'requestParameters.items.note:*',
    'userIdentity.type:AWSService',
    'userIdentity.sessionContext.sessionIssuer.userName:Admin',
    'eventName:RunInstances',
    'maria',
    'userident',
    'insight',
    'responseelements',
    'useragent',
    '"é"',
    'time:-30m..',
    'time:..-10m (name:RunInstances OR -write:*)',
  ])('%s', async (text) => {
    const { filter, problem } = parseFilter(text, english);
    expect(problem).toBeUndefined();
    expect(await foundInSql(filter!)).toEqual(foundByPredicate(filter!));
  });
});
