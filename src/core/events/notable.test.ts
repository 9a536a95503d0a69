import { describe, expect, it } from 'vitest';
import { call, record, roleSession } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { notable } from './notable.ts';
import { eventFromRecord } from './parse-record.ts';

function technique(source: JsonObject): string | undefined {
  return notable(eventFromRecord(source))?.technique;
}

describe('notable events', () => {
  it.each([
    ['cloudtrail', 'StopLogging', 'T1685.002'],
    ['ec2', 'TerminateInstances', 'T1485'],
    ['iam', 'CreateAccessKey', 'T1098.001'],
    ['lambda', 'UpdateFunctionCode20150331v2', 'T1648'],
    ['ec2', 'DescribeInstances', undefined],
    // The same name of another service is another call.
    ['appmesh', 'CreateUser', undefined],
    ['', 'constructor', undefined],
  ])('%s:%s is %s', (service, name, expected) => {
    expect(technique(call(service, name))).toBe(expected);
  });

  it('say what they are used for, as the end of a sentence', () => {
    expect(notable(eventFromRecord(call('cloudtrail', 'DeleteTrail')))?.use).toBe(
      'remove the trail that would show them',
    );
  });

  it('are notable when they failed, too', () => {
    expect(technique(call('cloudtrail', 'DeleteTrail', { errorCode: 'AccessDenied' }))).toBe('T1685.002');
  });

  it('are sign-ins that failed, were of the root user, or had no MFA', () => {
    const signIn = (more: JsonObject): string | undefined =>
      technique(record({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', ...more }));
    const noMfa = { additionalEventData: { MFAUsed: 'No' } };
    expect(signIn({ additionalEventData: { MFAUsed: 'Yes' } })).toBeUndefined();
    expect(signIn(noMfa)).toBe('T1078.004');
    expect(signIn({ ...noMfa, userIdentity: roleSession('Admin', 'maria') })).toBeUndefined();
    expect(signIn({ additionalEventData: { MFAUsed: 'Yes' }, userIdentity: { type: 'Root' } })).toBe(
      'T1078.004',
    );
    expect(signIn({ responseElements: { ConsoleLogin: 'Failure' } })).toBe('T1110');
  });
});
