import { expect, test } from 'vitest';
import { connection, type Connection } from '../../core/connection.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { lookupCommand } from './cli-command.ts';

const id = '4f6b1a6e-3d5c-4a52-9d8e-0a1b2c3d4e5f';
const own = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const command = (record: object, from: Connection = own) =>
  lookupCommand(from, eventFromRecord({ eventID: id, ...record }));

test('the command names the event and the Region whose history has it', () => {
  expect(command({ eventCategory: 'Management', awsRegion: 'eu-west-1' })).toBe(
    `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventId,AttributeValue=${id} --region us-east-1`,
  );
});

test('the profile and the endpoint of the connection are part of it', () => {
  const from = connection({
    credentials: { kind: 'profile', name: "o'brien dev" },
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4566',
  });
  expect(command({ eventCategory: 'Management' }, from)).toContain(
    `--region eu-west-1 --profile 'o'\\''brien dev' --endpoint-url http://127.0.0.1:4566`,
  );
});

test('Insights events are in a category of their own', () => {
  expect(command({ eventCategory: 'Insight', insightDetails: {} })).toContain(' --event-category insight ');
});

test.each([
  ['a data event', { eventCategory: 'Data' }],
  ['a network activity event', { eventCategory: 'NetworkActivity' }],
  ['an event without an id', { eventID: undefined }],
  ['an id that is a second command', { eventID: 'a; rm -rf ~' }],
  ['an id with a line break', { eventID: 'a\nrm -rf ~' }],
  ['an id with a quote', { eventID: "a'b" }],
  ['an endless id', { eventID: 'a'.repeat(500) }],
])('%s has no command', (_, record) => {
  expect(command({ eventCategory: 'Management', ...record })).toBeUndefined();
});

test('the sample account cannot be asked by the AWS CLI', () => {
  const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
  expect(command({ eventCategory: 'Management' }, sample)).toBeUndefined();
});
