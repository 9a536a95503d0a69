import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, hostileRecord, record, roleSession, user } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { eventFromRecord } from './parse-record.ts';
import { summarise, type EventSummary } from './summarise.ts';

function summary(source: JsonObject): EventSummary {
  return summarise(eventFromRecord(source));
}

describe('a summary', () => {
  it('tells who did what to what, from where and with what', () => {
    const requestParameters = { instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }] } };
    const userIdentity = roleSession('Admin', 'maria');
    const source = call('ec2', 'TerminateInstances', {
      requestParameters,
      userIdentity,
      sessionCredentialFromConsole: 'true',
    });
    expect(summary(source)).toMatchObject({
      service: 'ec2',
      action: 'ec2:TerminateInstances',
      who: 'maria (role Admin)',
      target: 'i-05c30218156bcc246',
      origin: { from: '203.0.113.7', means: 'console', meansText: 'the console' },
      outcome: 'success',
      outcomeText: 'succeeded',
    });
  });

  it.each([
    [user('maria'), 'maria'],
    [roleSession('Deploy', 'botocore-session-1688990082'), 'role Deploy'],
    [roleSession('AWSReservedSSO_Admin_abcdef0123456789', 'maria'), 'maria (permission set Admin)'],
    [{ type: 'Root' }, 'root'],
    [{ type: 'AWSService', invokedBy: 'config.amazonaws.com' }, 'AWS Config'],
    [{ type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, '(hidden)'],
    [null, 'unknown'],
  ])('says who %o is: %s', (userIdentity, who) => {
    expect(summary(record({ userIdentity })).who).toBe(who);
  });

  it.each([
    ['cloudtrail', 'StopLogging', { name: 'org-audit' }, 'trail org-audit'],
    ['iam', 'CreateUser', { userName: 'backup' }, 'user backup'],
    ['s3', 'PutObject', { bucketName: 'acme-data', key: 'a.csv' }, 'acme-data/a.csv'],
    ['s3', 'PutBucketPolicy', { bucketName: 'acme-data' }, 'bucket acme-data'],
    ['glue', 'CreateTrigger', { name: 'nightly' }, 'trigger nightly'],
    ['iam', 'ListUsers', null, undefined],
  ])('names the target of %s:%s with %o', (service, name, requestParameters, target) => {
    expect(summary(call(service, name, { requestParameters })).target).toBe(target);
  });

  it.each([
    ['monitoring.amazonaws.com', 'DeleteAlarms', 'cloudwatch:DeleteAlarms'],
    ['lambda.amazonaws.com', 'CreateFunction20150331', 'lambda:CreateFunction'],
    ['s3.amazonaws.com.cn', 'GetObject', 's3:GetObject'],
  ])('writes %s %s as the action %s', (eventSource, eventName, action) => {
    expect(summary(record({ eventSource, eventName })).action).toBe(action);
  });

  it.each([
    [{ errorCode: 'AccessDenied', errorMessage: 'a long story' }, 'AccessDenied'],
    [{ errorCode: 'Client.UnauthorizedOperation' }, 'UnauthorizedOperation'],
    [{ eventType: 'AwsConsoleSignIn', errorMessage: 'Failed authentication' }, 'Failed authentication'],
    [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } }, 'failed'],
  ])('says why %o failed: %s', (more, outcomeText) => {
    expect(summary(record(more))).toMatchObject({ outcome: 'failure', outcomeText });
  });

  it('is bounded and on one line, whatever the record holds', () => {
    fc.assert(
      fc.property(hostileRecord, (source) => {
        const { service, action, who, target = '', origin, outcomeText } = summarise(eventFromRecord(source));
        expect(who).not.toBe('');
        for (const text of [
          service,
          action,
          who,
          target,
          outcomeText,
          origin.from ?? '',
          origin.meansText ?? '',
        ]) {
          expect(text.length).toBeLessThanOrEqual(250);
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});
