import { describe, expect, test } from 'vitest';
import { connection } from '../../core/connection.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { linkAddress, mayOpen } from './links.ts';

const record = {
  eventID: '4f6b1a6e-3d5c-4a52-9d8e-0a1b2c3d4e5f',
  eventCategory: 'Management',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'TerminateInstances',
  awsRegion: 'eu-west-1',
  resources: [
    { ARN: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-05c30218156bcc246', type: 'AWS::EC2::Instance' },
  ],
};
const own = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

describe('where links lead', () => {
  test('to the documentation, by a search for the call', () => {
    const address = linkAddress('documentation', 0, { connection: sample, event: eventFromRecord(record) });
    expect(address).toBe(
      'https://docs.aws.amazon.com/search/doc-search.html?searchPath=documentation&searchQuery=ec2+TerminateInstances',
    );
  });

  test('to the event in the Region of its history, and to a resource in its own', () => {
    const item = { connection: own, event: eventFromRecord(record) };
    expect(linkAddress('event', 0, item)).toContain('https://us-east-1.console.aws.amazon.com/cloudtrailv2/');
    expect(linkAddress('event', 0, item)).toContain(record.eventID);
    expect(linkAddress('resource', 0, item)).toContain('https://eu-west-1.console.aws.amazon.com/ec2/');
    expect(linkAddress('resource', 9, item)).toBeUndefined();
  });

  test('nowhere in the console for the sample account', () => {
    const item = { connection: sample, event: eventFromRecord(record) };
    expect(linkAddress('event', 0, item)).toBeUndefined();
    expect(linkAddress('resource', 0, item)).toBeUndefined();
  });

  test('nowhere for a data event, which the console does not list', () => {
    const event = eventFromRecord({ ...record, eventCategory: 'Data' });
    expect(linkAddress('event', 0, { connection: own, event })).toBeUndefined();
  });

  test('nowhere for a record that names no call', () => {
    expect(linkAddress('documentation', 0, { connection: own, event: eventFromRecord({}) })).toBeUndefined();
  });

  test('still to AWS when the record tries to lead elsewhere', () => {
    const hostile = {
      ...record,
      eventID: 'x#@evil.example/',
      eventSource: 'evil.example/?.amazonaws.com',
      eventName: '"><script>&searchQuery=x',
      awsRegion: 'evil.example/',
    };
    const item = { connection: own, event: eventFromRecord(hostile) };
    for (const kind of ['documentation', 'event', 'resource'] as const) {
      const address = linkAddress(kind, 0, item);
      expect(address === undefined || mayOpen(address), address).toBe(true);
    }
  });
});

describe('what may be opened', () => {
  test.each([
    'https://docs.aws.amazon.com/search/doc-search.html',
    'https://us-east-1.console.aws.amazon.com/ec2/home',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/',
    'https://cn-north-1.console.amazonaws.cn/',
  ])('%s', (address) => {
    expect(mayOpen(address)).toBe(true);
  });

  test.each([
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://evil.example/docs.aws.amazon.com',
    'https://docs.aws.amazon.com@evil.example/',
    'https://user@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com:8443/',
    'command:workbench.action.terminal.new',
    'file:///etc/passwd',
    'vscode://trailscope.trailscope',
    'not an address',
    '',
  ])('not %j', (address) => {
    expect(mayOpen(address)).toBe(false);
  });
});
