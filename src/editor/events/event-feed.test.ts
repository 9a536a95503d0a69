import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { EventFeed } from './event-feed.ts';
import type { PlannedLookup } from './event-query.ts';

const prod = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const everything: PlannedLookup = { lookup: {}, leavesReadsOut: false };

/** So many events, one a minute, newest first; `rest` tells the record of each. */
function history(count: number, rest: (index: number) => object = () => ({})): CloudTrailEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(Date.UTC(2026, 10, 20, 12) - index * 60_000).toISOString();
    return eventAt(time, `e${index}`, { ...rest(index) });
  });
}

function feedOf(aws: InMemoryAws, plan = everything): EventFeed {
  return new EventFeed(() => Promise.resolve(aws.events), prod, plan);
}

const ids = (feed: EventFeed): (string | undefined)[] => feed.events.map(({ id }) => id);

describe('a feed of events', () => {
  it('asks for nothing before it is asked, and for one page at a time', async () => {
    const aws = new InMemoryAws({ events: history(5), pageSize: 2 });
    const feed = feedOf(aws);
    expect([feed.status, aws.calls.length]).toEqual(['idle', 0]);
    await feed.loadMore();
    expect([feed.status, ids(feed), aws.calls.length]).toEqual(['more', ['e0', 'e1'], 1]);
    await feed.loadMore();
    await feed.loadMore();
    expect([feed.status, ids(feed)]).toEqual(['complete', ['e0', 'e1', 'e2', 'e3', 'e4']]);
    await feed.loadMore();
    expect(aws.calls.length).toBe(3);
  });

  it('shows an event once that the service gives twice', async () => {
    const [first, second] = history(2);
    const feed = feedOf(new InMemoryAws({ events: [first!, first!, second!] }));
    await feed.loadMore();
    expect(ids(feed)).toEqual(['e0', 'e1']);
  });

  it('reads on over pages without a wanted event', async () => {
    const events = history(7, (index) => ({ readOnly: index < 6 }));
    const aws = new InMemoryAws({ events, pageSize: 2 });
    const feed = feedOf(aws, { ...everything, leavesReadsOut: true });
    await feed.loadMore();
    expect([ids(feed), aws.calls.length, feed.status]).toEqual([['e6'], 4, 'complete']);
  });

  it('asks the user after ten pages in vain, and tells how far back it came', async () => {
    const aws = new InMemoryAws({ events: history(30, () => ({ readOnly: true })), pageSize: 2 });
    const feed = feedOf(aws, { ...everything, leavesReadsOut: true });
    await feed.loadMore();
    expect([aws.calls.length, feed.status, feed.events]).toEqual([10, 'more', []]);
    expect(feed.reached).toBe(Date.UTC(2026, 10, 20, 12) - 19 * 60_000);
    await feed.loadMore();
    expect([aws.calls.length, feed.status]).toEqual([15, 'complete']);
  });

  it('keeps what it has when a page fails, and goes on from there', async () => {
    const aws = new InMemoryAws({ events: history(5), pageSize: 2 });
    const feed = feedOf(aws);
    await feed.loadMore();
    aws.failOnce('events.lookup', { kind: 'throttled' });
    await feed.loadMore();
    expect([feed.status, feed.error?.failure.kind, ids(feed)]).toEqual(['failed', 'throttled', ['e0', 'e1']]);
    await feed.loadMore();
    expect([feed.status, feed.error, ids(feed)]).toEqual(['more', undefined, ['e0', 'e1', 'e2']]);
    expect(aws.calls.at(-1)?.query?.to).toBe(feed.events[1]?.time);
  });

  it('stops at once, aborts the request, and goes on when asked', async () => {
    const aws = new InMemoryAws({ events: history(3), pageSize: 2 });
    const feed = feedOf(aws);
    const release = aws.hold('events.lookup');
    const load = feed.loadMore();
    feed.stop();
    await load;
    expect([feed.status, feed.error?.failure.kind, ids(feed)]).toEqual(['stopped', 'cancelled', []]);
    release();
    await feed.loadMore();
    expect([feed.status, ids(feed)]).toEqual(['more', ['e0', 'e1']]);
  });

  it('can still be stopped on a later page', async () => {
    const aws = new InMemoryAws({ events: history(5), pageSize: 2 });
    const feed = feedOf(aws);
    await feed.loadMore();
    aws.hold('events.lookup');
    const load = feed.loadMore();
    feed.stop();
    await load;
    expect([feed.status, ids(feed)]).toEqual(['stopped', ['e0', 'e1']]);
  });

  it('goes on when it was told to stop between two pages', async () => {
    const feed = feedOf(new InMemoryAws({ events: history(3), pageSize: 2 }));
    await feed.loadMore();
    feed.stop();
    await feed.loadMore();
    expect([feed.status, ids(feed)]).toEqual(['complete', ['e0', 'e1', 'e2']]);
  });

  it('fails as the first page does, when AWS cannot even be opened', async () => {
    const feed = new EventFeed(() => Promise.reject(new Error('no such chunk')), prod, everything);
    await feed.loadMore();
    expect([feed.status, feed.error?.failure.kind]).toEqual(['failed', 'bug']);
  });
});
