import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Bins } from '../../src/core/query/event-set/event-view.ts';
import { noNoise } from '../../src/core/query/event-set/noise.ts';
import type { RowView } from '../../src/protocol/explorer.ts';
import { hostNow, type EventSource } from './explorer-host.ts';

/** Made-up events for the explorer's page: the same ones each time. */

const week = 7 * 24 * 3_600_000;
const account = '111122223333';

// Small ones of their own: those of `records.ts` come with a library that fills a browser's memory.

function user(name: string, accessKeyId = 'AKIAIOSFODNN7EXAMPLE'): JsonObject {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return { type: 'IAMUser', userName: name, arn, accountId: account, accessKeyId };
}

function roleSession(role: string, session: string): JsonObject {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE00000000001:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
    },
  };
}

function call(service: string, name: string, more: JsonObject): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: user('maria'),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...more,
  };
}

/** Numbers from 0 to 1 that are the same in each run (Mulberry32, public domain). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What happens, how often, and with which parameters. */
const calls: readonly (readonly [number, string, string, (index: number) => JsonObject])[] = [
  [30, 'ec2', 'DescribeInstances', () => ({ readOnly: true })],
  [16, 's3', 'GetBucketAcl', () => ({ readOnly: true, requestParameters: { bucketName: 'acme-data' } })],
  [
    10,
    'sts',
    'AssumeRole',
    () => ({ requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Admin' } }),
  ],
  [
    8,
    'ec2',
    'RunInstances',
    (index) => ({ requestParameters: { instancesSet: { items: [{ instanceId: instance(index) }] } } }),
  ],
  [
    7,
    'ec2',
    'TerminateInstances',
    (index) => ({ requestParameters: { instancesSet: { items: [{ instanceId: instance(index) }] } } }),
  ],
  [6, 's3', 'PutBucketPolicy', () => ({ requestParameters: { bucketName: 'acme-artifacts' } })],
  [
    5,
    'signin',
    'ConsoleLogin',
    () => ({
      errorMessage: 'Failed authentication',
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: 'Failure' },
    }),
  ],
  [4, 'iam', 'CreateAccessKey', () => ({ requestParameters: { userName: 'backup' } })],
  [
    4,
    'iam',
    'AttachRolePolicy',
    () => ({
      requestParameters: { roleName: 'Admin', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
  ],
  [
    3,
    's3',
    'DeleteBucket',
    () => ({
      errorCode: 'AccessDenied',
      errorMessage: 'Access Denied',
      requestParameters: { bucketName: 'acme-data' },
    }),
  ],
  [1, 'cloudtrail', 'StopLogging', () => ({ requestParameters: { name: 'org-audit' } })],
];

const callers = [
  roleSession('Admin', 'maria'),
  user('deploy-bot'),
  user('ci-runner', 'AKIAEXAMPLECIRUNNER0'),
  user('sven'),
  roleSession('ReadOnly', 'lena'),
];
const addresses = ['203.0.113.7', '198.51.100.23', 'cloudformation.amazonaws.com', '192.0.2.44'];
const regions = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'ap-southeast-2'];
const agents = ['aws-cli/2.31.0', 'console.amazonaws.com', 'Boto3/1.40.1'];

function instance(index: number): string {
  return `i-0${(index * 2_654_435_761).toString(16).padStart(16, '0').slice(-16)}`;
}

/** Events of a week: quiet hours and busy ones, and one burst of failures. */
export function weekOfEvents(count: number): CloudTrailEvent[] {
  const next = numbers(7);
  const total = calls.reduce((sum, [weight]) => sum + weight, 0);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  return Array.from({ length: count }, (_, index) => {
    let left = next() * total;
    const isBurst = index % 19 === 0;
    const [, service, name, more] =
      (isBurst ? calls[9] : calls.find(([weight]) => (left -= weight) < 0)) ?? calls[0]!;
    const hours = isBurst ? 100 + next() * 3 : next() * 168;
    const wave = (hours + 9 * Math.sin(hours / 3.8)) % 168;
    return eventFromRecord(
      call(service, name, {
        eventID: `${String(index).padStart(8, '0')}-aaaa-4bbb-8ccc-000000000001`,
        eventTime: new Date(hostNow - week + Math.abs(wave) * 3_600_000).toISOString().replace(/\.\d+/, ''),
        userIdentity: isBurst ? callers[2] : pick(callers),
        awsRegion: pick(regions),
        sourceIPAddress: pick(addresses),
        userAgent: pick(agents),
        ...more(index),
      }),
    );
  });
}

/** Events that are newer than all of the week. */
export function newerEvents(count: number): CloudTrailEvent[] {
  return Array.from({ length: count }, (_, index) =>
    eventFromRecord(
      call('ec2', 'StartInstances', {
        eventID: `newer-${index}`,
        eventTime: new Date(hostNow + index * 1000).toISOString().replace(/\.\d+/, ''),
      }),
    ),
  );
}

/** Events with texts that try to be something else. */
export function hostileEvents(): CloudTrailEvent[] {
  const texts = [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    'javascript:alert(1)',
    '\u202Egpj.exe',
    'a\u0000b\u001B[31m\nnext',
    'x'.repeat(5000),
    '{{constructor}}${alert(1)}',
    ' OR name:* ',
  ];
  return texts.map((text, index) =>
    eventFromRecord(
      call('ec2', text, {
        eventID: `${index}-hostile`,
        eventTime: new Date(hostNow - index * 1000).toISOString().replace(/\.\d+/, ''),
        userIdentity: user(text),
        userAgent: text,
        awsRegion: text,
        errorCode: text,
        sourceIPAddress: text,
        requestParameters: { bucketName: text },
      }),
    ),
  );
}

const names = ['DescribeInstances', 'AssumeRole', 'RunInstances', 'PutBucketPolicy', 'ConsoleLogin'];

/** So many rows, each made when it is asked for: for measuring the page alone. */
export function countlessRows(count: number): EventSource {
  const range = { from: hostNow - week, to: hostNow };
  const bins = (from: number, to: number, size: number): Bins => {
    const all = Array.from({ length: size }, (_, index) =>
      Math.floor((count / size) * (1 + 0.5 * Math.sin(index))),
    );
    const failed = all.map((each, index) => (index % 5 === 0 ? Math.floor(each / 4) : 0));
    const stack = (value: string, counts: readonly number[]) => ({
      kind: 'value' as const,
      value,
      label: value,
      total: counts.reduce((sum, each) => sum + each, 0),
      counts,
    });
    const succeeded = all.map((each, index) => each - (failed[index] ?? 0));
    return {
      from,
      to,
      width: (to - from) / size,
      totals: all,
      stacks: [stack('success', succeeded), stack('failure', failed)],
    };
  };
  return {
    total: count,
    shown: () => ({
      count,
      hidden: noNoise,
      extent: range,
      rows: (from, to) =>
        Array.from({ length: Math.max(Math.min(to, count) - from, 0) }, (_, index) =>
          madeUpRow(from + index, count),
        ),
      bins: ({ from, to, count: size }) => bins(from, to, size),
      facets: (field) => ({
        field,
        values: names.map((value, index) => ({
          value,
          label: value,
          count: Math.floor(count / (index + 2)),
        })),
        distinct: 400,
        none: 0,
      }),
    }),
  };
}

function madeUpRow(place: number, count: number): RowView {
  const name = names[place % names.length] ?? '';
  const time = hostNow - Math.floor((place / count) * week);
  const isFailure = place % 7 === 3;
  return {
    row: place,
    time,
    cells: {
      time: new Date(time).toISOString().slice(0, 19).replace('T', ' '),
      event: name,
      who: `user-${place % 97}`,
      what: instance(place),
      from: `203.0.113.${place % 250}`,
      result: isFailure ? 'AccessDenied' : 'succeeded',
      region: 'us-east-1',
      account: '111122223333',
      service: 'ec2',
      key: 'AKIAIOSFODNN7EXAMPLE',
      agent: 'aws-cli/2.31.0',
      id: `event-${place}`,
    },
    access: place % 3 === 0 ? 'write' : 'read',
    outcome: isFailure ? 'failure' : 'success',
    isInsight: false,
    sentence: `user-${place % 97} called ${name}.`,
  };
}
