import { describe, expect, it } from 'vitest';
import { english } from '../localize.ts';
import { everything } from '../query/event-filter.ts';
import type { LookupPlan } from '../query/lookup-plan.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { planLookup } from '../query/plan-lookup.ts';
import { latestArrival, ReadRanges } from './read-ranges.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const day = { from: now - 24 * hour, to: now };
const here = 'us-east-1';

function planOf(text: string): LookupPlan {
  return planLookup(parseFilter(text, english).filter ?? everything, now).complete;
}

/** What has everything of a day. */
function readDay(plan = planOf('')): ReadRanges {
  const ranges = new ReadRanges();
  ranges.add(here, plan, day, now);
  return ranges;
}

describe('what was read', () => {
  it('has what is narrower, and nothing else', () => {
    const ranges = readDay(planOf('category:management'));
    expect(ranges.covers(here, planOf('name:StopLogging category:management'), day)).toBe(true);
    expect(ranges.covers(here, planOf('category:management'), { from: now - hour, to: now })).toBe(true);
    expect(ranges.covers('eu-west-1', planOf('category:management'), day)).toBe(false);
    expect(ranges.covers(here, planOf(''), day)).toBe(false);
    expect(ranges.covers(here, planOf('category:management'), { ...day, from: day.from - 1 })).toBe(false);
    expect(ranges.covers(here, planOf('category:management'), { ...day, to: now + 1 })).toBe(false);
  });

  it('does not have by one attribute what another one asks for', () => {
    const ranges = readDay(planOf('name:StopLogging'));
    expect(ranges.covers(here, planOf('name:StartLogging'), day)).toBe(false);
    expect(ranges.knownUntil(here, planOf(''), { ...day, to: now + hour })).toBeUndefined();
  });

  it('has of a later question what nothing can have come to since', () => {
    const later = { from: day.from + hour, to: now + hour };
    expect(readDay().knownUntil(here, planOf('name:StopLogging'), later)).toBe(now - latestArrival);
  });

  it('has no part of what begins before it, or where everything may still come', () => {
    const ranges = readDay();
    expect(ranges.knownUntil(here, planOf(''), { from: day.from - 1, to: now + hour })).toBeUndefined();
    expect(ranges.knownUntil(here, planOf(''), { from: now - 1, to: now + hour })).toBeUndefined();
  });

  it('has a range of long ago for good, and the end of a late one only until somebody reads again', () => {
    const ranges = readDay();
    ranges.settle();
    expect(ranges.covers(here, planOf(''), { from: day.from, to: now - latestArrival })).toBe(true);
    expect(ranges.covers(here, planOf(''), day)).toBe(false);
  });

  it('has nothing any more when it is cleared', () => {
    const ranges = readDay();
    ranges.clear();
    expect(ranges.covers(here, planOf(''), day)).toBe(false);
  });
});
