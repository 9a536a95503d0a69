import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, eventAt } from '../../../test/support/events.ts';
import { anyFilter, testNow } from '../../../test/support/filters.ts';
import { call, roleSession } from '../../../test/support/records.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { eventFromLookup, eventFromRecord } from '../events/parse-record.ts';
import { everything, not } from './event-filter.ts';
import { compileFilter } from './matches.ts';
import { filterOf } from './presets.ts';

const passes = (text: string, event: CloudTrailEvent): boolean =>
  compileFilter(filterOf(text), testNow)(event);

const event = eventFromRecord(
  call('ec2', 'TerminateInstances', {
    userIdentity: { ...roleSession('Admin', 'maria@acme'), invokedBy: 'cloudformation.amazonaws.com' },
    errorCode: 'Client.UnauthorizedOperation',
    vpcEndpointId: 'vpce-0abc',
    requestParameters: {
      instancesSet: { items: [{ instanceId: 'i-0abc' }, { instanceId: 'i-0def' }] },
      dryRun: false,
      count: 5,
      'x-amz-acl': 'private',
      matrix: [[{ a: 1 }]],
      empty: '',
      gone: null,
    },
    responseElements: { role: 'arn:aws:iam::111122223333:role/path/deploy' },
    resources: [{ ARN: 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc', type: 'AWS::EC2::Instance' }],
  }),
);

describe('the event passes', () => {
  it.each([
    ...[
      '',
      '*',
      'name:TerminateInstances',
      'name:Terminate*',
      'name:*minate*Inst*',
      'event:*s',
      'service:ec2',
    ],
    ...[
      'source:ec2.amazonaws.com',
      'source:ec2*',
      'user:maria@acme',
      'role:Admin',
      'who:Admin',
      'who:*/maria@acme',
    ],
    ...[
      'principal:cloudformation.amazonaws.com',
      'principal:111122223333',
      'ip:203.0.113.7',
      'ip:203.0.113.0/24',
    ],
    ...[
      '-ip:203.0.113.128/25',
      'ip:203.*',
      'region:us-east-1',
      'account:111122223333',
      'error:*',
      'error:*Unauth*',
    ],
    ...[
      'write:true',
      'readonly:false',
      'key:ASIAIOSFODNN7EXAMPLE',
      'agent:aws-cli*',
      'vpce:vpce-0abc',
      'mfa:true',
    ],
    ...['resource:i-0abc', 'resource:i-0def', 'resource:deploy', 'resource:path/deploy', 'resource:private'],
    ...['resource:arn:aws:ec2:us-east-1:111122223333:instance/i-0abc', 'resource:*0ab*', 'resource:5'],
    ...['resourcetype:AWS::EC2::Instance', 'type:AwsApiCall', 'category:management', 'id:22222222-*'],
    ...['requestParameters.instancesSet.items.instanceId:i-0def', 'requestParameters.dryRun:false'],
    ...['requestParameters.instancesSet.items[1].instanceId:i-0def', 'requestParameters.count:5'],
    ...[
      'requestParameters["x-amz-acl"]:private',
      'requestParameters.instancesSet:*',
      'requestParameters.empty:*',
    ],
    ...[
      'requestParameters.instancesSet[0].items:*',
      'requestParameters.empty:""',
      'requestParameters.matrix:*',
    ],
    ...[
      'errorCode:Client.*',
      'unauthorized',
      'TERMINATE',
      'i-0AB',
      'instanceid',
      '"i-0abc"',
      'term*inst',
      'false',
    ],
    ...['-user:ci-*', '-error:AccessDenied', '(name:A OR name:Term*) -write:false', 'NOT (name:A OR name:B)'],
    ...[
      'time:-1h..',
      'time:2026-11-19',
      'time:2026-11-19T14:02',
      'time:2026-11-19T14:02:11Z',
      'time:..2026-11-20',
    ],
  ])('%s', (text) => {
    expect(passes(text, event)).toBe(true);
    expect(passes(`-(${text === '' ? '*' : text})`, event)).toBe(false);
  });
});

describe('the event does not pass', () => {
  it.each([
    ...[
      'name:terminateinstances',
      'name:Terminate',
      'name:*X*',
      'user:maria',
      'user:Admin',
      'error:Unauthorized',
    ],
    ...['ip:203.0.113.8', 'ip:2001:db8::/32', 'ip:*.8', 'write:false', 'region:us-east', 'name:"Terminate*"'],
    ...[
      'resource:i-0ab',
      'resource:iam',
      'resource:role',
      'requestParameters.gone:*',
      'requestParameters.none:*',
    ],
    ...[
      'requestParameters.instancesSet.items[2]:*',
      'requestParameters.instancesSet.items:i-0def',
      '"inst*term"',
    ],
    ...[
      'requestParameters.matrix.a:1',
      'requestParameters.count:5.0',
      'requestParameters.toString:*',
      'inst*term',
    ],
    ...[
      'requestParameters.instancesSet:x',
      '"i-0abc,"',
      'i-0abc*i-0def',
      'time:..2026-11-18',
      'time:now..-1h',
      '-*',
    ],
    ...[
      'name:TerminateInstances*TerminateInstances',
      'name:*sInstances*',
      '["__proto__"]:*',
      'mfa:false',
      'null',
    ],
  ])('%s', (text) => {
    expect(passes(text, event)).toBe(false);
  });
});

describe('a filter', () => {
  it('passes an event or its negation does, for any', () => {
    fc.assert(
      fc.property(anyFilter, anyEvent, (filter, any) => {
        const [yes, no] = [filter, not(filter)].map((each) => compileFilter(each, testNow)(any));
        expect(yes).toBe(!no);
        expect(compileFilter(everything, testNow)(any)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('counts relative times from when it runs', () => {
    const at = (seconds: number): boolean => passes('time:-1m..now', eventAt(seconds));
    expect([-61, -60, 0, 1].map(at)).toEqual([false, true, true, false]);
  });

  it('knows an event of which only the outline is known', () => {
    const outline = eventFromLookup({
      eventName: 'StopLogging',
      username: 'maria',
      cloudTrailEvent: '[1, "loose"]',
    });
    expect(passes('name:StopLogging user:maria loose', outline)).toBe(true);
    expect(passes('user:*', eventFromLookup({ username: 'HIDDEN_DUE_TO_SECURITY_REASONS' }))).toBe(false);
  });

  it('is quick with wildcards over long values', () => {
    const long = eventFromRecord(
      call('ec2', `${'a'.repeat(200_000)}b`, { errorMessage: 'a'.repeat(200_000) }),
    );
    const filter = compileFilter(
      filterOf(`name:${'a*'.repeat(20)}c OR ${'a*'.repeat(20)}z OR errorMessage:*a*a*c`),
      testNow,
    );
    const before = performance.now();
    expect(filter(long)).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });
});
