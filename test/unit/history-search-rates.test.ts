/** A search over all Regions against the sandbox, which refuses calls beyond the true rate of LookupEvents. */
import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection, inRegion } from '../../src/core/connection.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { LookupPace } from '../../src/core/ports.ts';
import { english } from '../../src/core/localize.ts';
import { HistorySearch } from '../../src/core/search/history-search.ts';
import { HistoryData } from '../../src/editor/explorer/history-data.ts';
import { inProcessHandler, type InProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { sampleAccountId, sampleRegions } from '../../src/sandbox/sample/cast.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { never } from '../support/aws-on-wire.ts';
import { environmentKeys, stubUserConfig } from '../support/user-config.ts';
import { VirtualTime } from '../support/virtual-time.ts';

const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const eventsInRegion = 1000;
const minute = 60_000;

function* history(now: number): Generator<JsonObject> {
  for (let age = eventsInRegion; age > 0; age--) {
    for (const awsRegion of sampleRegions) {
      yield {
        eventVersion: '1.11',
        eventID: `${awsRegion}-${age}`,
        eventTime: new Date(now - age * minute).toISOString().replace('.000Z', 'Z'),
        eventSource: 'ec2.amazonaws.com',
        eventName: 'StartInstances',
        awsRegion,
        eventCategory: 'Management',
        readOnly: false,
        userIdentity: { type: 'Root', accountId: sampleAccountId },
      };
    }
  }
}

/** An account that refuses what comes too fast, on a clock of its own, and what was asked and refused. */
function accountAt(pace: LookupPace) {
  stubUserConfig({ environment: environmentKeys });
  const time = new VirtualTime();
  const start = time.now();
  const account = createSampleAccount({ clock: time, history: () => history(start) });
  const inner = inProcessHandler(account);
  const calls = new Map<string, number[]>();
  const requestHandler: InProcessHandler = {
    ...inner,
    handle: (...[request, options]: Parameters<InProcessHandler['handle']>) => {
      const [, region = ''] = request.hostname.split('.');
      calls.set(region, [...(calls.get(region) ?? []), time.now()]);
      return inner.handle(request, options);
    },
  };
  const log: string[] = [];
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.resolve(inner),
    requestHandler,
    time,
    log: (line) => log.push(line),
  });
  aws.events.usePace(pace);
  const rates = () =>
    [...calls.values()].map((times) => ((times.length - 1) * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0)));
  return { aws, time, calls, rates, refused: () => log.filter((line) => line.includes('throttled')) };
}

/** Searches all Regions, and tells the calls a second of each and what was refused. */
async function ratesAt(pace: LookupPace) {
  const { aws, time, rates, refused } = accountAt(pace);
  const places = sampleRegions.map((region) => ({
    account: sampleAccountId,
    connection: inRegion(chain, region),
  }));
  const found = new Set<string | undefined>();
  const search = new HistorySearch(places, [{}], {
    history: aws.events,
    clock: time,
    onEvents: (events) => {
      events.forEach(({ id }) => found.add(id));
    },
    onProgress: () => undefined,
  });
  await search.run(never);
  return { rates: rates(), found, search, refused: refused() };
}

test.each<[LookupPace, number]>([
  ['full', 2],
  ['half', 1],
])(
  'at %s speed all Regions are read at once, each at %i calls a second, and none is refused',
  { timeout: 120_000 },
  async (pace, allowed) => {
    const { rates, found, search, refused } = await ratesAt(pace);
    expect(search.isDone).toBe(true);
    expect(found.size).toBe(sampleRegions.length * eventsInRegion);
    expect(rates).toHaveLength(sampleRegions.length);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.9 * allowed);
    expect(Math.max(...rates)).toBeLessThanOrEqual(allowed);
    expect(refused).toEqual([]);
  },
);

test('an explorer that reads again asks each Region for the last half hour, no faster than it may', async () => {
  const { aws, time, calls, rates, refused } = accountAt('full');
  const source = { connection: chain, regions: sampleRegions, isPinned: false };
  const data = new HistoryData([source], { ports: () => Promise.resolve(aws), clock: time, t: english });
  await data.read();
  const inAll = Math.min(...[...calls.values()].map(({ length }) => length));
  calls.clear();
  await time.delay(minute, never);
  for (let times = 0; times < 3; times++) {
    await data.refresh();
  }
  expect(data.reading.state).toBe('done');
  // Half an hour is thirty events and the calls of the explorer itself, which are events, too.
  expect(inAll).toBeGreaterThan(eventsInRegion / 50);
  expect(Math.max(...[...calls.values()].map(({ length }) => length))).toBeLessThanOrEqual(3 * 4);
  expect(Math.max(...rates())).toBeLessThanOrEqual(2);
  expect(refused()).toEqual([]);
}, 120_000);
