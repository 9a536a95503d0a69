import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import { everything, type EventFilter } from '../../src/core/query/event-filter.ts';
import { EventSet } from '../../src/core/query/event-set/event-set.ts';
import { facetValuesOf } from '../../src/core/query/facets.ts';
import { compileFilter } from '../../src/core/query/matches.ts';
import { filterOf } from '../../src/core/query/presets.ts';
import { generateHistory } from '../../src/sandbox/history/generate-history.ts';
import { bench } from './runner.ts';

const endTime = Date.UTC(2026, 3, 14, 9, 30);
const size = 50_000;
const history = generateHistory({ seed: 7, endTime, days: 90, eventsPerDay: Math.ceil(size / 94) });
const events = [...history].map((record) => eventFromRecord(record));
const set = new EventSet();
set.add(events);
set.ordered();

const count = (filter: EventFilter): number => set.view({ filter, now: endTime }).count;
const filtered = (filter: EventFilter): readonly CloudTrailEvent[] =>
  events.filter(compileFilter(filter, endTime));

for (const text of [
  'name:RunInstances',
  'write:true error:*',
  'resource:i-05c30218156bcc246',
  'failed authentication',
]) {
  const filter = filterOf(text);
  await bench(`filter ${text}`, {
    unit: 'events/s',
    amount: events.length,
    rounds: 7,
    baseline: { label: 'predicate', run: () => filtered(filter).length > 0 },
    candidate: { label: 'event set', run: () => count(filter) > 0 },
  });
}

const all = set.view({ filter: everything, now: endTime });
await bench('top callers', {
  unit: 'ms',
  baseline: {
    label: 'one by one',
    run: () => {
      const counts = new Map<string, number>();
      for (const event of events) {
        for (const { value } of facetValuesOf('principal', event)) {
          counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      return counts.size > 0;
    },
  },
  candidate: { label: 'facets', run: () => all.facets('principal', 10).distinct > 0 },
});

await bench('histogram of 200 bins', {
  unit: 'ms',
  baseline: {
    label: 'one by one',
    run: () => {
      const bins = new Array<number>(200).fill(0);
      for (const { time = 0 } of events) {
        const bin = Math.floor(((time - endTime) / (90 * 86_400_000) + 1) * 200);
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      return bins.length > 0;
    },
  },
  candidate: {
    label: 'bins by outcome',
    run: () =>
      all.bins({ from: endTime - 90 * 86_400_000, to: endTime, count: 200, stackBy: 'outcome' }).width > 0,
  },
});
