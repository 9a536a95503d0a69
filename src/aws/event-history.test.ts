import { describe, expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { json, jsonError, silence, xml, type WireAnswer } from '../../test/support/fake-wire.ts';
import { inRegion } from '../core/connection.ts';
import type { JsonObject } from '../core/json.ts';
import type { EventLookup, EventPage } from '../core/ports.ts';

function item(name: string): JsonObject {
  const eventTime = '2026-11-20T13:55:00Z';
  return {
    EventId: `id-of-${name}`,
    EventName: name,
    ReadOnly: 'true',
    EventTime: Date.parse(eventTime) / 1000,
    EventSource: 'ec2.amazonaws.com',
    Username: 'maria',
    Resources: [],
    CloudTrailEvent: JSON.stringify({ eventID: `id-of-${name}`, eventName: name, eventTime, readOnly: true }),
  };
}

/** Three pages of one event; the token says which comes next. */
function threePages({ input }: { readonly input: JsonObject }): WireAnswer {
  const number = Number(input['NextToken'] ?? 1);
  return json({ Events: [item(`Call${number}`)], ...(number < 3 && { NextToken: String(number + 1) }) });
}

async function all(pages: AsyncIterable<EventPage>): Promise<EventPage[]> {
  const result: EventPage[] = [];
  for await (const page of pages) {
    result.push(page);
  }
  return result;
}

describe('pages', () => {
  test('every page until the last, each with the same parameters', async () => {
    const { aws, wire } = awsOnWire(threePages);
    const query: EventLookup = {
      from: Date.UTC(2026, 10, 19),
      to: Date.UTC(2026, 10, 20),
      attribute: { key: 'EventName', value: 'RunInstances' },
    };
    const pages = await all(aws.events.lookup(chain, query, never));
    expect(pages.map(({ events, isLast }) => [events.map(({ name }) => name), isLast])).toEqual([
      [['Call1'], false],
      [['Call2'], false],
      [['Call3'], true],
    ]);
    const parameters = {
      MaxResults: 50,
      StartTime: Date.UTC(2026, 10, 19) / 1000,
      EndTime: Date.UTC(2026, 10, 20) / 1000,
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'RunInstances' }],
    };
    expect(wire.requests.map(({ input }) => input)).toEqual([
      parameters,
      { ...parameters, NextToken: '2' },
      { ...parameters, NextToken: '3' },
    ]);
  });

  test('nothing is fetched before it is asked for', async () => {
    const { aws, wire } = awsOnWire(threePages);
    const pages = aws.events.lookup(chain, {}, never)[Symbol.asyncIterator]();
    expect(wire.requests).toHaveLength(0);
    await pages.next();
    expect(wire.requests).toHaveLength(1);
    await pages.return?.();
    expect(wire.requests).toHaveLength(1);
  });

  test('an empty history is one empty page', async () => {
    const { aws } = awsOnWire(() => json({}));
    expect(await all(aws.events.lookup(chain, {}, never))).toEqual([{ events: [], isLast: true }]);
  });

  test('a page without events need not be the last', async () => {
    const { aws } = awsOnWire(({ input }) =>
      input['NextToken'] === undefined
        ? json({ Events: [], NextToken: 'more' })
        : json({ Events: [item('Call')] }),
    );
    const pages = await all(aws.events.lookup(chain, {}, never));
    expect(pages.map(({ events, isLast }) => [events.length, isLast])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  test('Insights events on request', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    await all(aws.events.lookup(chain, { category: 'insight' }, never));
    await all(aws.events.lookup(chain, { category: 'management' }, never));
    expect(wire.requests.map(({ input }) => input['EventCategory'])).toEqual(['insight', undefined]);
  });

  test('an event whose record is not JSON, and one of which nothing is known, are events too', async () => {
    const { aws } = awsOnWire(() => json({ Events: [{ ...item('Call'), CloudTrailEvent: '<b>no' }, {}] }));
    const [page] = await all(aws.events.lookup(chain, {}, never));
    expect(page?.events.map(({ id, name }) => [id, name])).toEqual([
      ['id-of-Call', 'Call'],
      [undefined, undefined],
    ]);
    expect(page?.events.map(({ problem }) => problem)).not.toContain(undefined);
  });
});

describe('cancelling', () => {
  test('in the middle of a page', async () => {
    const controller = new AbortController();
    const { aws, wire } = awsOnWire((request, signal) => {
      if (request.input['NextToken'] === undefined) {
        return threePages(request);
      }
      queueMicrotask(() => {
        controller.abort();
      });
      return silence(signal);
    });
    const pages = aws.events.lookup(chain, {}, controller.signal)[Symbol.asyncIterator]();
    await pages.next();
    expect((await failureOf(pages.next())).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toHaveLength(2);
    expect((await pages.next()).done).toBe(true);
  });

  test('while a page waits for its turn: it is not sent', async () => {
    const { aws, wire } = awsOnWire(threePages);
    const controller = new AbortController();
    const pages = aws.events.lookup(chain, {}, controller.signal)[Symbol.asyncIterator]();
    await pages.next();
    const second = failureOf(pages.next());
    controller.abort();
    expect((await second).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toHaveLength(1);
  });

  test('between pages: nothing more is sent', async () => {
    const { aws, wire } = awsOnWire(threePages);
    const controller = new AbortController();
    const pages = aws.events.lookup(chain, {}, controller.signal)[Symbol.asyncIterator]();
    await pages.next();
    controller.abort(new Error('a newer request'));
    expect((await failureOf(pages.next())).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toHaveLength(1);
  });
});

describe('the rate of calls', () => {
  test('pages keep to half of two a second, or to all of it', async () => {
    const { aws, time } = awsOnWire(threePages);
    await all(aws.events.lookup(chain, {}, never));
    expect(time.delays).toEqual([1000, 1000]);
    aws.events.usePace('full');
    time.advance(1000);
    await all(aws.events.lookup(chain, {}, never));
    expect(time.delays.slice(2)).toEqual([500, 500]);
  });

  test('lookups of one account and Region share it, those of another Region do not', async () => {
    const { aws, time } = awsOnWire(() => json({}));
    await all(aws.events.lookup(chain, {}, never));
    await all(aws.events.lookup(inRegion(chain, 'eu-west-1'), {}, never));
    expect(time.delays).toEqual([]);
    await all(aws.events.lookup(chain, { category: 'insight' }, never));
    expect(time.delays).toEqual([1000]);
  });

  test('a throttled page is tried again, later each time, and no event is lost or doubled', async () => {
    let refusals = 2;
    const { aws, wire, time, log } = awsOnWire((request) =>
      request.input['NextToken'] === '2' && refusals-- > 0
        ? jsonError('ThrottlingException', 'Rate exceeded')
        : threePages(request),
    );
    const pages = await all(aws.events.lookup(chain, {}, never));
    expect(pages.flatMap(({ events }) => events.map(({ name }) => name))).toEqual([
      'Call1',
      'Call2',
      'Call3',
    ]);
    expect(wire.requests).toHaveLength(5);
    const [, first = 0, second = 0] = time.delays;
    expect(first).toBeGreaterThanOrEqual(500);
    expect(first).toBeLessThanOrEqual(1000);
    expect(second).toBeGreaterThanOrEqual(1000);
    expect(second).toBeLessThanOrEqual(2000);
    expect(log.filter((line) => /throttled ThrottlingException, again in \d+ ms/.test(line))).toHaveLength(2);
  });

  test('in the end a throttled lookup fails', async () => {
    const { aws, wire } = awsOnWire(() => jsonError('ThrottlingException', 'Rate exceeded'));
    const { failure, context } = await failureOf(all(aws.events.lookup(chain, {}, never)));
    expect(failure).toEqual({ kind: 'throttled' });
    expect(context.requestId).toBe('request-5');
    expect(wire.requests).toHaveLength(5);
  });

  test('cancelling ends the wait for another attempt', async () => {
    const controller = new AbortController();
    const { aws, wire } = awsOnWire(() => {
      controller.abort();
      return jsonError('ThrottlingException', 'Rate exceeded');
    });
    const lookup = all(aws.events.lookup(chain, {}, controller.signal));
    expect((await failureOf(lookup)).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toHaveLength(1);
  });

  test('the account that STS names joins the connections that are in it', async () => {
    const answer =
      '<R><GetCallerIdentityResult><Arn>a</Arn><UserId>u</UserId><Account>111122223333</Account></GetCallerIdentityResult></R>';
    const { aws, time } = awsOnWire(({ operation }) =>
      operation === 'GetCallerIdentity' ? xml(answer) : json({}),
    );
    const emulator = { ...chain, endpoint: 'http://127.0.0.1:4566' };
    await aws.account.identity(chain, never);
    await aws.account.identity(emulator, never);
    await all(aws.events.lookup(chain, {}, never));
    await all(aws.events.lookup(emulator, {}, never));
    expect(time.delays).toEqual([1000]);
  });
});
