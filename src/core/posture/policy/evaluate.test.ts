import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  account,
  anything,
  incompleteList,
  parameter,
  partition,
  plainValue,
  ref,
  sub,
  text,
  unknownValue,
  type Plain,
} from '../../../../test/support/posture.ts';
import type { JsonValue } from '../../json.ts';
import { literalText, type SymbolicText } from '../symbolic-text.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy, policyFromJson } from './parse.ts';
import type { ContextValue, PolicyRequest, RequestPrincipal } from './policy.ts';

const cloudTrail: RequestPrincipal = { kind: 'service', name: literalText('cloudtrail.amazonaws.com') };
const ana: RequestPrincipal = { kind: 'aws', arns: [literalText('arn:aws:iam::111122223333:user/ana')] };

function request(
  changes: Partial<Omit<PolicyRequest, 'context'>> & { keys?: Record<string, string> } = {},
): PolicyRequest {
  const keys = Object.entries(changes.keys ?? {}).map(([key, value]): [string, ContextValue] => [
    key,
    { kind: 'present', values: [literalText(value)] },
  ]);
  return {
    principal: changes.principal ?? cloudTrail,
    action: changes.action ?? 's3:PutObject',
    resource: changes.resource ?? literalText('arn:aws:s3:::logs/AWSLogs/111122223333/file'),
    context: { keys: new Map(keys), others: 'absent' },
  };
}

const allow = {
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::logs/AWSLogs/*',
} as const;

function decide(statements: JsonValue, changes?: Parameters<typeof request>[0]): string {
  return evaluate(policyFromJson({ Statement: statements }), request(changes)).decision;
}

function decideValue(policy: Plain, changes?: Parameters<typeof request>[0]): string {
  return evaluate(parsePolicy(plainValue(policy)), request(changes)).decision;
}

describe('the decision', () => {
  test.each<[string, JsonValue, string]>([
    ['nothing', [], 'not-allowed'],
    ['an Allow', [allow], 'allowed'],
    ['one statement without a list', allow, 'allowed'],
    ['a Deny beside an Allow', [allow, { ...allow, Effect: 'Deny' }], 'denied'],
    ['a Deny alone', [{ ...allow, Effect: 'Deny' }], 'denied'],
    ['a Deny of something else', [allow, { ...allow, Effect: 'Deny', Action: 's3:GetObject' }], 'allowed'],
    ['an Allow of something else', [{ ...allow, Action: ['s3:GetObject'] }], 'not-allowed'],
  ])('of %s', (_, statements, expected) => {
    expect(decide(statements)).toBe(expected);
  });

  test('names the statements that decide', () => {
    const policy = policyFromJson({
      Statement: [
        { ...allow, Sid: 'Let' },
        { ...allow, Sid: 'Other', Action: 's3:*Acl' },
      ],
    });
    expect(evaluate(policy, request()).decisive.map(({ sid }) => sid)).toEqual(['Let']);
    const denied = policyFromJson({ Statement: [allow, { ...allow, Effect: 'Deny', Sid: 'Not' }] });
    expect(evaluate(denied, request()).decisive.map(({ sid }) => sid)).toEqual(['Not']);
  });
});

describe('principals', () => {
  const root = 'arn:aws:iam::111122223333:root';

  test.each<[JsonValue, string, string, string]>([
    // principal element, for the service, for the user ana, for anyone
    ['*', 'allowed', 'allowed', 'allowed'],
    [{ AWS: '*' }, 'allowed', 'allowed', 'allowed'],
    [{ AWS: ['*'] }, 'allowed', 'allowed', 'allowed'],
    [['*'], 'allowed', 'allowed', 'allowed'],
    [{ Service: 'cloudtrail.amazonaws.com' }, 'allowed', 'not-allowed', 'not-allowed'],
    [
      { Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] },
      'allowed',
      'not-allowed',
      'not-allowed',
    ],
    [{ Service: 'config.amazonaws.com' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ Service: '*' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ AWS: 'cloudtrail.amazonaws.com' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ AWS: root }, 'not-allowed', 'allowed', 'not-allowed'],
    [{ AWS: '111122223333' }, 'not-allowed', 'allowed', 'not-allowed'],
    [{ AWS: 'arn:aws:iam::111122223333:user/ana' }, 'not-allowed', 'allowed', 'not-allowed'],
    [{ AWS: 'arn:aws:iam::111122223333:user/bo' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ AWS: 'arn:aws:iam::444455556666:root' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ Federated: '*' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ CanonicalUser: '*' }, 'not-allowed', 'not-allowed', 'not-allowed'],
    [{}, 'not-allowed', 'not-allowed', 'not-allowed'],
  ])('%j', (principal, service, user, anyone) => {
    const statement = { ...allow, Principal: principal };
    expect(decide(statement)).toBe(service);
    expect(decide(statement, { principal: ana })).toBe(user);
    expect(decide(statement, { principal: { kind: 'anonymous' } })).toBe(anyone);
  });

  test('NotPrincipal means everyone else', () => {
    const deny = { Effect: 'Deny', NotPrincipal: { AWS: root }, Action: '*', Resource: '*' };
    expect(decide([allow, deny])).toBe('denied');
    expect(decide([{ ...allow, Principal: '*' }, deny], { principal: ana })).toBe('allowed');
  });

  test('a policy without principals means its holder', () => {
    const { Effect, Action, Resource } = allow;
    expect(decide({ Effect, Action, Resource }, { principal: { kind: 'holder' } })).toBe('allowed');
    expect(decide({ Effect, Action, Resource })).toBe('not-allowed');
  });

  test('an account that is a symbol is itself, and no service', () => {
    const policy = {
      Statement: { ...allow, Principal: { AWS: sub`arn:${partition}:iam::${account}:root` } },
    };
    expect(decideValue(policy)).toBe('not-allowed');
    const arns: readonly SymbolicText[] = [text('arn:', partition, ':iam::', account, ':role/r')];
    expect(decideValue(policy, { principal: { kind: 'aws', arns } })).toBe('allowed');
    expect(decideValue(policy, { principal: ana })).toBe('unknown');
  });
});

describe('actions and resources', () => {
  test.each<[Record<string, JsonValue>, string]>([
    [{ Action: 's3:*' }, 'allowed'],
    [{ Action: '*' }, 'allowed'],
    [{ Action: 'S3:putobject' }, 'allowed'],
    [{ Action: 's3:Put?bject' }, 'allowed'],
    [{ Action: 's3:PutObjectAcl' }, 'not-allowed'],
    [{ Action: [] }, 'not-allowed'],
    [{ Resource: '*' }, 'allowed'],
    [{ Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'] }, 'allowed'],
    [{ Resource: 'arn:aws:s3:::logs' }, 'not-allowed'],
    [{ Resource: 'arn:aws:s3:::LOGS/*' }, 'not-allowed'],
    [{ Resource: 'arn:aws:s3:::lo*/file' }, 'allowed'],
  ])('%j', (changes, expected) => {
    expect(decide({ ...allow, ...changes })).toBe(expected);
  });

  test('NotAction and NotResource mean all others', () => {
    const { Effect, Principal, Action, Resource } = allow;
    expect(decide({ Effect, Principal, Resource, NotAction: 's3:Delete*' })).toBe('allowed');
    expect(decide({ Effect, Principal, Resource, NotAction: 's3:Put*' })).toBe('not-allowed');
    expect(decide({ Effect, Principal, Action, NotResource: 'arn:aws:s3:::other/*' })).toBe('allowed');
    expect(decide({ Effect, Principal, Action, NotResource: 'arn:aws:s3:::logs/*' })).toBe('not-allowed');
  });

  test('a variable stands for the value of the request', () => {
    const statement = { ...allow, Resource: 'arn:aws:s3:::logs/AWSLogs/${aws:SourceAccount}/*' };
    expect(decide(statement, { keys: { 'aws:sourceaccount': '111122223333' } })).toBe('allowed');
    expect(decide(statement, { keys: { 'aws:sourceaccount': '444455556666' } })).toBe('not-allowed');
    expect(decide(statement)).toBe('not-allowed');
  });
});

describe('conditions', () => {
  test('all of them have to be met', () => {
    const Condition = {
      StringEquals: { 'S3:X-Amz-Acl': ['bucket-owner-full-control'], 'aws:SourceAccount': 'a' },
    };
    expect(decide({ ...allow, Condition }, { keys: { 's3:x-amz-acl': 'bucket-owner-full-control' } })).toBe(
      'not-allowed',
    );
    expect(
      decide(
        { ...allow, Condition },
        { keys: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:sourceaccount': 'a' } },
      ),
    ).toBe('allowed');
  });

  test('a Deny on a negated operator meets a request without the key', () => {
    const deny = (operator: string): JsonValue => ({
      ...allow,
      Principal: '*',
      Effect: 'Deny',
      Condition: { [operator]: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    });
    expect(decide([allow, deny('StringNotEquals')])).toBe('denied');
    expect(decide([allow, deny('StringEquals')])).toBe('allowed');
  });

  test('booleans and numbers are texts', () => {
    const Condition = { Bool: { 'aws:SecureTransport': false } };
    expect(
      decide([allow, { ...allow, Effect: 'Deny', Condition }], { keys: { 'aws:securetransport': 'false' } }),
    ).toBe('denied');
  });
});

describe('what is not known', () => {
  test.each<[string, Plain, string]>([
    ['the policy', unknownValue(), 'unknown'],
    ['a statement', { Statement: [unknownValue()] }, 'unknown'],
    ['a statement beside an Allow', { Statement: [allow, unknownValue()] }, 'unknown'],
    ['further statements', { Statement: incompleteList() }, 'unknown'],
    [
      'a Deny, with nothing allowed',
      { Statement: [{ ...allow, Effect: 'Deny', Action: unknownValue() }] },
      'not-allowed',
    ],
    ['a Deny', { Statement: [allow, { ...allow, Effect: 'Deny', Resource: unknownValue() }] }, 'unknown'],
    [
      'a Deny of something else',
      { Statement: [allow, { ...allow, Effect: 'Deny', Action: 's3:Get*', Resource: unknownValue() }] },
      'allowed',
    ],
    ['a principal', { Statement: { ...allow, Principal: { Service: unknownValue() } } }, 'unknown'],
    [
      'another principal',
      { Statement: { ...allow, Principal: { Service: allow.Principal.Service, AWS: unknownValue() } } },
      'allowed',
    ],
    ['an effect', { Statement: { ...allow, Effect: unknownValue() } }, 'unknown'],
    ['a condition', { Statement: { ...allow, Condition: unknownValue() } }, 'unknown'],
    [
      'a condition on a key that is unknown',
      { Statement: { ...allow, Condition: { StringEquals: unknownValue() } } },
      'unknown',
    ],
    ['a resource', { Statement: { ...allow, Resource: sub`${parameter('Arn')}` } }, 'unknown'],
    ['nothing of importance', { Statement: [allow, { ...allow, Resource: unknownValue() }] }, 'allowed'],
    ['whether there is one', undefined, 'not-allowed'],
  ])('%s', (_, policy, expected) => {
    expect(decideValue(policy)).toBe(expected);
  });

  test('a key of the request that is not listed can be unknown', () => {
    const policy = policyFromJson({
      Statement: { ...allow, Condition: { StringEquals: { 'aws:RequestTag/a': 'b' } } },
    });
    const asked = request();
    expect(evaluate(policy, { ...asked, context: { ...asked.context, others: 'unknown' } }).decision).toBe(
      'unknown',
    );
    expect(evaluate(policy, asked).decision).toBe('not-allowed');
  });
});

describe('a policy as text', () => {
  test('is the same policy', () => {
    expect(decideValue(JSON.stringify({ Statement: [allow] }))).toBe('allowed');
    expect(evaluate(policyFromJson(JSON.stringify({ Statement: [allow] })), request()).decision).toBe(
      'allowed',
    );
  });

  test('keeps its symbols', () => {
    const policy = sub`{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject",
      "Resource": "arn:${partition}:s3:::${ref('LogBucket')}/${account}/*"}}`;
    const bucket = { kind: 'ref', resource: 'LogBucket' } as const;
    const resource = text('arn:', partition, ':s3:::', bucket, '/', account, '/', anything());
    expect(decideValue(policy, { resource })).toBe('allowed');
    expect(decideValue(policy, { resource: text('arn:', partition, ':s3:::', bucket, '/x') })).toBe(
      'not-allowed',
    );
  });

  test('that is no JSON is unknown', () => {
    expect(decideValue('{"Statement": [')).toBe('unknown');
    expect(decideValue('[]')).toBe('unknown');
  });
});

describe('for every policy', () => {
  const effect = fc.constantFrom('Allow', 'Deny');
  const principal = fc.constantFrom<JsonValue>(
    '*',
    { AWS: '111122223333' },
    { Service: 'cloudtrail.amazonaws.com' },
    { Service: ['config.amazonaws.com'], AWS: ['*'] },
  );
  const actions = fc.subarray(['s3:PutObject', 's3:Get*', 's3:*', '*', 'kms:Decrypt']);
  const resources = fc.subarray(['*', 'arn:aws:s3:::logs', 'arn:aws:s3:::logs/*', 'arn:aws:s3:::l?gs/A*']);
  const operator = fc.constantFrom(
    'StringEquals',
    'StringNotLike',
    'ArnLike',
    'Bool',
    'Null',
    'IpAddress',
    'DateLessThan',
    'ForAllValues:StringLikeIfExists',
    'NumericGreaterThan',
  );
  const conditions = fc.dictionary(
    operator,
    fc.dictionary(
      fc.constantFrom('aws:SourceArn', 'aws:SourceIp', 'k'),
      fc.constantFrom('true', 'a*', '192.0.2.0/24', 'arn:aws:s3:::x'),
    ),
    { maxKeys: 2 },
  );
  const statement = fc.record({
    Effect: effect,
    Principal: principal,
    Action: actions,
    Resource: resources,
    Condition: conditions,
  });
  const statements = fc.array(statement, { maxLength: 4 });
  const keys = fc.dictionary(
    fc.constantFrom('aws:sourcearn', 'aws:sourceip', 'k'),
    fc.constantFrom('true', 'ab', '192.0.2.9', 'arn:aws:s3:::x'),
  );
  const requests = fc.record({
    principal: fc.constantFrom<RequestPrincipal>(cloudTrail, ana, { kind: 'anonymous' }),
    action: fc.constantFrom('s3:PutObject', 's3:GetObject', 'kms:Decrypt'),
    resource: fc.constantFrom('arn:aws:s3:::logs', 'arn:aws:s3:::logs/AWSLogs/x').map(literalText),
    keys,
  });

  test('a Deny never allows more', () => {
    fc.assert(
      fc.property(statements, statement, requests, (some, more, asked) => {
        const before = decide(some, asked);
        const after = decide([...some, { ...more, Effect: 'Deny' }], asked);
        expect(after === 'allowed' && before !== 'allowed').toBe(false);
        expect(before === 'denied' && after !== 'denied').toBe(false);
      }),
    );
  });

  test('an Allow of everything allows whatever is not denied', () => {
    const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    fc.assert(
      fc.property(statements, requests, (some, asked) => {
        const isDenied = decide(some, asked) === 'denied';
        expect(decide([...some, everything], asked)).toBe(isDenied ? 'denied' : 'allowed');
      }),
    );
  });

  test('literals leave no doubt', () => {
    fc.assert(
      fc.property(statements, requests, (some, asked) => {
        expect(decide(some, asked)).not.toBe('unknown');
      }),
    );
  });

  test('what is known in part never contradicts what is known in full', () => {
    const withHidden = (one: Readonly<Record<string, Plain>>, name: string): Plain => ({
      ...one,
      [name]: unknownValue(),
    });
    fc.assert(
      fc.property(
        statements,
        requests,
        fc.constantFrom('Principal', 'Action', 'Resource', 'Condition'),
        (some, asked, hidden) => {
          const full = decide(some, asked);
          const part = decideValue({ Statement: some.map((one) => withHidden(one, hidden)) }, asked);
          const isEither = (decision: string) => (decision === 'denied' ? 'not-allowed' : decision);
          if (part !== 'unknown') {
            expect(isEither(part)).toBe(isEither(full));
          }
        },
      ),
    );
  });

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), requests, (policy, asked) => {
        decide(policy, asked);
        evaluate(policyFromJson(policy), request(asked));
      }),
    );
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as JsonValue;
    expect(decide(deep)).toBe('unknown');
  });
});
