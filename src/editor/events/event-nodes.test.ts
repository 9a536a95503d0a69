import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { connection } from '../../core/connection.ts';
import { eventFromLookup } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import { english } from '../../core/localize.ts';
import { timesIn } from '../time/times.ts';
import { eventNode, groupByDay, type EventWording } from './event-nodes.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const real = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const utc: EventWording = {
  t: english,
  times: timesIn('utc', 'en', english),
  now: Date.UTC(2026, 10, 20, 12),
};

function nodeOf(record: JsonObject, from = real) {
  return eventNode({ index: 0, event: eventAt('2026-11-19T14:02:11Z', 'e1', record) }, from, utc);
}

function tooltipOf(record: JsonObject, from = real): string[] {
  return nodeOf(record, from).tooltip!().map(({ text }) => text);
}

describe('days', () => {
  const events = ['2026-11-20T04:30:00Z', '2026-11-19T23:00:00Z', '2026-11-18T00:00:00Z'].map((time, index) =>
    eventAt(time, `e${index}`),
  );

  it('are called as people call them', () => {
    expect(groupByDay(events, utc).map(({ label }) => label)).toEqual([
      'Today',
      'Yesterday',
      'Wednesday, 2026-11-18',
    ]);
  });

  it('are those of the zone that times are shown in', () => {
    const local = { ...utc, times: timesIn('local', 'en', english) };
    expect(groupByDay(events, local).map(({ events: ofDay }) => ofDay.length)).toEqual([2, 1]);
  });

  it('have a place for events without a time', () => {
    const odd = eventFromLookup({ eventId: 'odd' });
    expect(groupByDay([odd], utc)).toMatchObject([{ id: 'day:', label: 'Unknown time' }]);
  });
});

describe('the row of an event', () => {
  it('says what to what, by whom and when', () => {
    const node = nodeOf({});
    expect(node.label).toBe('TerminateInstances i-05c30218156bcc246');
    expect(node.description).toBe('14:02 · by maria');
    expect(node.spoken).toBe(
      'TerminateInstances i-05c30218156bcc246, write, by maria, 2026-11-19 14:02:11 UTC',
    );
  });

  it('says first that it failed, and why', () => {
    const node = nodeOf({
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: 'You are not authorized.',
    });
    expect(node.description).toBe('14:02 · failed: UnauthorizedOperation · by maria');
    expect(node.icon?.id).toBe('error');
    expect(node.spoken).toContain('failed: UnauthorizedOperation');
  });

  it.each<[string, JsonObject]>([
    ['edit', {}],
    ['eye', { readOnly: true }],
    ['question', { readOnly: null }],
    ['gear', { userIdentity: { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' } }],
    ['sign-in', { eventType: 'AwsConsoleSignIn', eventName: 'ConsoleLogin' }],
    ['pulse', { eventCategory: 'Insight', insightDetails: { eventName: 'RunInstances' } }],
    ['error', { errorCode: 'AccessDenied', readOnly: true }],
  ])('has the shape %s for %j', (icon, record) => {
    expect(nodeOf(record).icon?.id).toBe(icon);
  });

  it('opens the event, and has what its menu needs', () => {
    const node = nodeOf({ resources: [{ ARN: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' }] });
    expect(node.command?.id).toBe('trailscope.openEvent');
    expect(node.command?.arguments).toEqual([node.subject]);
    expect(node.context).toEqual(['event', 'hasId', 'hasResourceArn', 'hasCallerArn', 'hasConsole']);
  });

  it('leads to the console, but never from the sample account', () => {
    const links = (from: typeof sample) =>
      nodeOf({}, from).tooltip!().filter(({ link }) => link !== undefined);
    expect(links(real)).toHaveLength(1);
    expect(links(sample)).toEqual([]);
    expect(nodeOf({}, sample).context).not.toContain('hasConsole');
  });

  it('leads to the Region whose history it is in, and nowhere for what that history does not have', () => {
    const page = (rest: JsonObject) =>
      nodeOf(rest, real).tooltip!().find(({ link }) => link !== undefined)?.link;
    expect(page({ awsRegion: 'eu-west-1' })).toContain(`https://${real.region}.console.aws.amazon.com/`);
    expect(page({ eventCategory: 'Insight' })).toBeUndefined();
  });
});

describe('an event that is not as it should be', () => {
  it('is told by its outline when its record is not JSON', () => {
    const item = { eventId: 'e9', eventName: 'RunInstances', eventTime: Date.UTC(2026, 10, 20, 1) };
    const event = eventFromLookup({ ...item, username: 'maria', cloudTrailEvent: '{"eventName": "Run' });
    const node = eventNode({ index: 0, event }, real, utc);
    expect(node.label).toBe('RunInstances');
    expect(node.description).toBe('01:00 · incomplete record · by maria');
    expect(
      node.tooltip!()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('not a JSON object');
  });

  it('has someone unknown for an actor when it has no userIdentity', () => {
    expect(nodeOf({ userIdentity: null }).description).toBe('14:02 · by unknown');
  });

  it('is readable when its kind is unknown and it has no name', () => {
    const node = nodeOf({ eventCategory: 'Dreams', eventType: 'AwsDream', eventName: null, readOnly: null });
    expect(node.label).toContain('(no name)');
    expect(node.spoken).toContain('read or write not recorded');
  });

  it('keeps rows apart that have no id', () => {
    const event = eventFromLookup({});
    const nodes = [0, 1].map((index) => eventNode({ index, event }, real, utc).id);
    expect(new Set(nodes).size).toBe(2);
  });

  it('stays text when it tries to be HTML, Markdown or a link', () => {
    const evil = '<img src=x onerror=alert(1)> [click](command:evil)\n# $(alert)';
    const node = nodeOf({ eventName: evil, userIdentity: { type: 'IAMUser', userName: evil } });
    expect(node.label).not.toContain('\n');
    const links = node.tooltip!().flatMap(({ link }) => link ?? []);
    expect(links.every((link) => link.startsWith('https://'))).toBe(true);
    expect(links.join('')).not.toContain('evil');
    expect(tooltipOf({ errorCode: evil, errorMessage: evil })).toContain(evil);
  });

  it("has short texts however long the record's are", () => {
    const long = 'x'.repeat(100_000);
    const node = nodeOf({
      eventName: long,
      errorCode: long,
      userIdentity: { type: 'IAMUser', userName: long },
    });
    expect(node.label.length).toBeLessThan(300);
    expect(node.description!.length).toBeLessThan(400);
  });
});
