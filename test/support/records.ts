import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';

/** Records of CloudTrail for tests: synthetic, in the shape of version 1.11. */

const account = '111122223333';

/** The identity of an IAM user. */
export function user(name: string, more: JsonObject = {}): JsonObject {
  return {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE00000000001',
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: name,
    ...more,
  };
}

/** The identity of a role session. */
export function roleSession(role: string, session: string, context: JsonObject = {}): JsonObject {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE00000000001:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE00000000001',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: '2026-11-19T13:40:00Z', mfaAuthenticated: 'true' },
      ...context,
    },
  };
}

/** A management event: maria's `DescribeTrails`, unless told otherwise. */
export function record(more: JsonObject = {}): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: user('maria'),
    eventTime: '2026-11-19T14:02:11Z',
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'DescribeTrails',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0 md/Botocore#1.40.0',
    requestParameters: null,
    responseElements: null,
    requestID: '11111111-aaaa-4bbb-8ccc-000000000001',
    eventID: '22222222-aaaa-4bbb-8ccc-000000000001',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...more,
  };
}

/** A call of a service by its prefix: `call('ec2', 'StopInstances', { … })` is a write by maria. */
export function call(service: string, name: string, more: JsonObject = {}): JsonObject {
  return record({ eventSource: `${service}.amazonaws.com`, eventName: name, readOnly: false, ...more });
}

const hostileTexts = [
  '',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  'toString',
  '\u202Egpj.exe\u202C',
  'a\u0000b\u001B[31mred\nnext',
  '\uD800 alone',
  'x'.repeat(100_000),
  '=cmd|/c calc',
  'arn:aws:iam::111122223333:role/a/b',
  'arn:::::',
];

/** Texts that try something: markup, controls, lone surrogates, prototype names, 100 kB. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary' }),
);

const members = [
  ...[
    'eventName',
    'eventSource',
    'eventTime',
    'eventID',
    'eventType',
    'eventCategory',
    'errorCode',
    'errorMessage',
  ],
  ...['userIdentity', 'type', 'arn', 'userName', 'principalId', 'accountId', 'invokedBy', 'sessionContext'],
  ...[
    'sessionIssuer',
    'attributes',
    'mfaAuthenticated',
    'onBehalfOf',
    'requestParameters',
    'responseElements',
  ],
  ...[
    'resources',
    'ARN',
    'ARNPrefix',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'readOnly',
    'vpcEndpointId',
  ],
  ...[
    'insightDetails',
    'insightContext',
    'statistics',
    'insight',
    'baseline',
    'average',
    'state',
    'timeWindow',
  ],
  ...['summary', 'primaryDimension', 'name', 'value', 'instancesSet', 'items', 'instanceId', 'previousState'],
  ...[
    'additionalEventData',
    'MFAUsed',
    'bucketName',
    'key',
    'roleName',
    'credentials',
    'accessKeyId',
    '__proto__',
  ],
];

const values = [
  ...['TerminateInstances', 'ConsoleLogin', 'AssumeRole', 'GetObject', 'PutRolePolicy', 'AwsConsoleSignIn'],
  ...[
    'Insight',
    'Aggregated',
    'NetworkActivity',
    'Root',
    'AssumedRole',
    'AWSService',
    'AWSAccount',
    'Failure',
  ],
  ...['ec2.amazonaws.com', 's3.amazonaws.com', 'iam.amazonaws.com', 'true', 'End', '2026-11-19T14:02:11Z'],
];

const { anyJson } = fc.letrec<{ anyJson: JsonValue }>((tie) => ({
  anyJson: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(
      hostileText,
      fc.constantFrom(...values),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('anyJson'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...members), hostileText), tie('anyJson')), { maxLength: 8 })
      // fromEntries makes members even of the names that assignments would not.
      .map((entries) => Object.fromEntries(entries) as JsonObject),
  ),
}));

/** Any JSON, with the members and values of records in all the wrong places. */
export const hostileJson: fc.Arbitrary<JsonValue> = anyJson;

/** A record some of whose members are replaced by anything. */
export const hostileRecord: fc.Arbitrary<JsonValue> = fc.oneof(
  anyJson,
  fc
    .array(fc.tuple(fc.constantFrom(...members), anyJson), { maxLength: 6 })
    .map((changes) => ({ ...record(), ...Object.fromEntries(changes) })),
);
