import { expect, test } from 'vitest';
import { connection } from '../../core/connection.ts';
import { eventFromLookup, eventFromRecord } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import { restoredEvent, savedEvent } from './saved-event.ts';

const own = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });

/** As VS Code keeps it. */
function kept(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

test('an event comes back as it was, with its connection', () => {
  const event = eventFromRecord({
    eventID: 'e1',
    eventTime: '2026-11-19T14:02:11Z',
    eventName: 'TerminateInstances',
    eventSource: 'ec2.amazonaws.com',
    userIdentity: { type: 'IAMUser', userName: 'maria' },
    readOnly: false,
  });
  const saved = kept(savedEvent({ connection: own, event }));
  expect(restoredEvent(saved, undefined)).toEqual({ connection: own, event });
});

test('an event whose record was no JSON comes back with its outline and its problem', () => {
  const event = eventFromLookup({
    eventId: 'e2',
    eventName: 'RunInstances',
    eventSource: 'ec2.amazonaws.com',
    eventTime: 1_700_000_000_000,
    username: 'maria',
    readOnly: 'false',
    resources: [{ type: 'AWS::EC2::Instance', name: 'i-05c30218156bcc246' }],
    cloudTrailEvent: '<not json>',
  });
  const restored = restoredEvent(kept(savedEvent({ connection: own, event })), undefined);
  expect(restored?.event).toEqual(event);
  expect(restored?.event.problem).toMatch(/JSON/);
});

test('an event whose record never came comes back with its problem', () => {
  const event = eventFromLookup({ eventId: 'e3', eventName: 'RunInstances' });
  expect(restoredEvent(kept(savedEvent({ connection: own, event })), undefined)?.event).toEqual(event);
});

test('an event whose record is nested too deeply comes back as it was', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  const event = eventFromLookup({ cloudTrailEvent: `{"eventID":"e4","requestParameters":${deep}}` });
  expect(restoredEvent(kept(savedEvent({ connection: own, event })), undefined)?.event).toEqual(event);
});

test.each([
  ['nothing', {}],
  ['no connection', { record: {}, outline: {} }],
  ['a connection without credentials', { connection: { region: 'x' }, record: {}, outline: {} }],
  ['a record that is a text', { connection: { ...own }, record: '{}', outline: {} }],
])('%s is not restored', (_, saved) => {
  expect(restoredEvent(saved as unknown as JsonObject, undefined)).toBeUndefined();
});

test('an endpoint is believed only as that of the connection in use', () => {
  const endpoint = 'https://collect.example';
  const event = eventFromRecord({ eventID: 'e1' });
  const emulated = connection({ ...own, endpoint });
  const saved = kept(savedEvent({ connection: emulated, event }));
  expect(restoredEvent(saved, undefined)?.connection.endpoint).toBeUndefined();
  expect(restoredEvent(saved, own)?.connection.endpoint).toBeUndefined();
  expect(restoredEvent(saved, emulated)?.connection).toEqual(emulated);
});
