import { expect, test } from 'vitest';
import { connection } from '../../core/connection.ts';
import { eventFromLookup, eventFromRecord } from '../../core/events/parse-record.ts';
import { copiedText, copiedValue } from './copies.ts';

const record = {
  eventID: 'e1',
  eventName: 'AssumeRole',
  eventSource: 'sts.amazonaws.com',
  responseElements: {
    credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'c2VjcmV0' },
    list: [1, 'two'],
  },
};
const item = {
  connection: connection({ credentials: { kind: 'sample' }, region: 'us-east-1' }),
  event: eventFromRecord(record),
};

test('a text is copied as it is, anything else as JSON', () => {
  expect(copiedValue(record, ['eventName'], false)).toBe('AssumeRole');
  expect(copiedValue(record, ['responseElements', 'list'], false)).toBe('[\n  1,\n  "two"\n]');
  expect(copiedValue(record, ['responseElements', 'list', 0], false)).toBe('1');
});

test('what is masked on the screen is masked on the clipboard', () => {
  const path = ['responseElements', 'credentials', 'sessionToken'];
  expect(copiedValue(record, path, false)).toBe('c2VjcmV0');
  expect(copiedValue(record, path, true)).not.toContain('c2VjcmV0');
  expect(copiedText('json', item, false)).toContain('c2VjcmV0');
  expect(copiedText('json', item, true)).not.toContain('c2VjcmV0');
});

test.each([[['nowhere']], [['eventName', 'length']], [['constructor']], [['responseElements', 'list', 9]]])(
  'a path that the record does not have, %j, copies nothing',
  (path) => {
    expect(copiedValue(record, path, false)).toBeUndefined();
  },
);

test('the sentence and the id are copied as plain text', () => {
  expect(copiedText('sentence', item, false)).toMatch(/assumed/);
  expect(copiedText('id', item, false)).toBe('e1');
  expect(copiedText('command', item, false)).toBeUndefined();
});

test('what is masked is masked in a record that cannot be read, or not as a whole', () => {
  const copied = (cloudTrailEvent: string): string | undefined =>
    copiedText('json', { ...item, event: eventFromLookup({ eventId: 'e2', cloudTrailEvent }) }, true);
  expect(copied('{"password":"hunter2", broken')).toBe('{"password":"[masked]", broken');
  const deep = copied(`{"secretString":"hunter2","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
  expect(deep).toContain('"secretString": "[masked]"');
  expect(deep).not.toContain('hunter2');
});
