import { describe, expect, it } from 'vitest';
import { english } from '../localize.ts';
import { explainFailure, missingAction } from './explain-failure.ts';
import { TrailscopeError, type Failure, type SignInWay } from './failure.ts';

const context = { operation: 'cloudtrail:LookupEvents', region: 'eu-west-1', requestId: 'request-1' };

const failures: Failure[] = [
  { kind: 'denied' },
  { kind: 'no-credentials' },
  { kind: 'expired' },
  { kind: 'sign-in-needed', how: { kind: 'command', command: ['aws', 'sso', 'login'] } },
  { kind: 'sign-in-needed', how: { kind: 'mfa-code', profile: 'maria', serial: 'arn' } },
  { kind: 'not-trusted', profile: 'maria' },
  { kind: 'throttled' },
  { kind: 'not-found', code: 'TrailNotFoundException' },
  { kind: 'refused', code: 'InvalidTrailNameException' },
  { kind: 'unavailable', status: 503 },
  { kind: 'offline', reason: 'ENOTFOUND' },
  { kind: 'invalid-input' },
  { kind: 'cancelled' },
  { kind: 'bug' },
];

describe('a failure for the user', () => {
  it.each(failures)('$kind says what failed, why, and what to do next', (failure) => {
    const explained = explainFailure(new TrailscopeError(failure, 'said so', context), english);
    expect(explained.title).toBe('cloudtrail:LookupEvents failed in eu-west-1');
    expect(explained.reason).toMatch(/^[A-Z].+[.)o]$/);
    expect(explained.remedy).toMatch(/^[A-Z].+\.$/);
    expect(explained.actions.length > 0).toBe(failure.kind !== 'cancelled');
  });

  it('names the permission that is missing, and offers it for copying', () => {
    const error = new TrailscopeError({ kind: 'denied', action: 'cloudtrail:DescribeTrails' }, 'no', context);
    const explained = explainFailure(error, english);
    expect(explained.reason).toBe('The credentials lack the permission cloudtrail:DescribeTrails.');
    expect(explained.actions).toContain('copy-permission');
    expect(missingAction(error)).toBe('cloudtrail:DescribeTrails');
  });

  it('takes the call for the permission where AWS does not say it', () => {
    expect(missingAction(new TrailscopeError({ kind: 'denied' }, 'no', context))).toBe(
      'cloudtrail:LookupEvents',
    );
    const nameless = new TrailscopeError({ kind: 'denied' }, 'no');
    expect(missingAction(nameless)).toBeUndefined();
    expect(explainFailure(nameless, english).actions).not.toContain('copy-permission');
    expect(missingAction(new TrailscopeError({ kind: 'throttled' }, 'slow', context))).toBeUndefined();
  });

  it('tells an answer of something else from a fault of the service', () => {
    const reason = (status: number) =>
      explainFailure(new TrailscopeError({ kind: 'unavailable', status }, 'x', context), english).reason;
    expect(reason(200)).toMatch(/not one of AWS \(HTTP 200\)/);
    expect(reason(503)).toMatch(/error of its own \(HTTP 503\)/);
  });

  it('lets what is no service say itself what is the matter', () => {
    const error = new TrailscopeError({ kind: 'unavailable' }, 'The log engine ended (SIGKILL).');
    const { reason, remedy } = explainFailure(error, english);
    expect(reason).toBe('The log engine ended (SIGKILL).');
    expect(remedy).not.toContain('AWS');
  });

  it('quotes the service where it refuses a value', () => {
    const error = new TrailscopeError(
      { kind: 'refused', code: 'S3BucketDoesNotExistException' },
      'no such bucket',
    );
    expect(explainFailure(error, english).reason).toBe(
      'AWS refused the call (S3BucketDoesNotExistException): no such bucket',
    );
  });

  it('quotes on one line and within bounds', () => {
    const error = new TrailscopeError({ kind: 'refused', code: 'X' }, `one\n${'two '.repeat(10_000)}\u202E`);
    const { reason } = explainFailure(error, english);
    expect(reason.length).toBeLessThan(400);
    expect(reason).not.toMatch(/[\n\u202E]/);
  });

  it('lets the sample account help out where there are no credentials', () => {
    const { actions } = explainFailure(new TrailscopeError({ kind: 'no-credentials' }, 'none'), english);
    expect(actions).toEqual(['sign-in', 'open-sample-account', 'retry']);
  });

  it('says which profile gives no credentials, and why', () => {
    const error = new TrailscopeError(
      { kind: 'no-credentials', profile: 'prod' },
      'it ended with exit code 3',
    );
    expect(explainFailure(error, english).reason).toBe(
      'The profile prod gives no credentials: it ended with exit code 3',
    );
  });

  it('names the command that signs in, or the device that a code is needed of', () => {
    const remedy = (how: SignInWay) =>
      explainFailure(new TrailscopeError({ kind: 'sign-in-needed', how }, 'x'), english).remedy;
    const command = ['aws', 'sso', 'login', '--profile', 'prod'] as const;
    expect(remedy({ kind: 'command', command })).toBe('Run "aws sso login --profile prod" in a terminal.');
    expect(remedy({ kind: 'mfa-code', profile: 'prod', serial: 'arn:aws:iam::1:mfa/x' })).toBe(
      'Sign in and enter the code of arn:aws:iam::1:mfa/x.',
    );
  });

  it('is in the language of the user', () => {
    const shout = (message: string): string => message.toUpperCase();
    expect(explainFailure(new TrailscopeError({ kind: 'expired' }, 'old'), shout).remedy).toBe(
      'SIGN IN AGAIN, THEN TRY AGAIN.',
    );
  });
});

describe('the title of what failed before any call', () => {
  it.each([
    [{ kind: 'expired' }, 'Sign in again'],
    [{ kind: 'no-credentials', profile: 'prod' }, 'No credentials'],
    [{ kind: 'not-trusted', profile: 'prod' }, 'Not in Restricted Mode'],
    [{ kind: 'invalid-input' }, 'Something could not be done'],
  ] as const)('of %o', (failure, title) => {
    expect(explainFailure(new TrailscopeError(failure, ''), english).title).toBe(title);
  });
});
