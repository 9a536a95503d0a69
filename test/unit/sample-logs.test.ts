/** The sample log files, as the reader of log files takes them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchFrom, investigations, runInvestigation } from '../../src/core/investigations/investigations.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import { english } from '../../src/core/localize.ts';
import type { LogSet } from '../../src/core/log-engine.ts';
import { everything } from '../../src/core/query/event-filter.ts';
import { PlainEngine } from '../../src/engine/plain/plain-engine.ts';
import { exposedBucket } from '../../src/sandbox/history/stories/exposures.ts';
import { keepSampleLogs } from '../../src/sandbox/log-files/keep-sample-logs.ts';
import { leakedKey, strangerAddress } from '../../src/sandbox/log-files/object-records.ts';

const now = Date.UTC(2026, 10, 20, 16, 40);
const { signal } = new AbortController();
const parent = mkdtempSync(path.join(tmpdir(), 'trailscope-samples-'));
let set: LogSet;
let events: readonly CloudTrailEvent[];

beforeAll(async () => {
  const folder = path.join(parent, 'sample-logs');
  await keepSampleLogs({ folder, version: '1.0.0', clock: { now: () => now } });
  set = await new PlainEngine('the test wants none').open({ paths: [folder] }, signal);
  const { count } = await set.view({ filter: everything, now }, signal);
  const rows = Array.from({ length: count }, (_, row) => set.record(row, signal));
  events = (await Promise.all(rows)).map(({ record }) => eventFromRecord(record));
});

afterAll(() => {
  set.close();
  rmSync(parent, { recursive: true, force: true });
});

describe('the sample log files', () => {
  it('are read but for the two that are damaged', () => {
    const { report } = set;
    expect(report.quarantine.map(({ fault }) => fault).sort()).toEqual(['empty', 'truncated']);
    expect(report.files.digests).toBe(24);
    expect(report.files.found).toBe(report.files.read + report.files.digests + 2);
    expect(report.duplicates).toBe(0);
    expect(report.events).toBeGreaterThan(6000);
    expect([...report.kinds].sort()).toEqual(['data', 'insight', 'management']);
    expect(report.extent!.to).toBeLessThanOrEqual(now);
    expect(now - report.extent!.from).toBeGreaterThan(89 * 86_400_000);
    expect(report.places.map(({ account }) => account)).toEqual(Array(7).fill('111122223333'));
  });

  it('answer who read and who deleted an object', async () => {
    const objectAccess = investigations.find(({ id }) => id === 'object-access')!;
    const parameters = { bucket: exposedBucket, key: leakedKey };
    const fetch = fetchFrom(events, now);
    const { findings } = await runInvestigation(
      objectAccess,
      { parameters, range: everything, fetch },
      english,
    );
    const texts = findings.map(({ text }) => text);
    expect(texts[0]).toContain('jonas');
    expect(texts.some((text) => text.includes(strangerAddress))).toBe(true);
  });
});
