import { describe, expect, it } from 'vitest';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import { failureItem, notificationText } from './failure-nodes.ts';

describe('the text of a notification', () => {
  it('says what failed, why, and what to do', () => {
    const context = { operation: 'cloudtrail:StartLogging', region: 'eu-west-1' };
    expect(notificationText(new TrailscopeError({ kind: 'expired' }, 'old', context), english)).toBe(
      'cloudtrail:StartLogging failed in eu-west-1. The credentials have expired or were revoked. ' +
        'Sign in again, then try again.',
    );
  });

  it('has no links, whatever the service says', () => {
    const message = 'No [trail](command:workbench.action.quit) of [that](https://evil.example) name';
    const text = notificationText(new TrailscopeError({ kind: 'refused', code: 'X' }, message), english);
    expect(text).toContain('[trail]');
    expect(text).not.toMatch(/\]\(/);
  });
});

describe('the argument of a command on a failure', () => {
  const item = { error: new TrailscopeError({ kind: 'expired' }, 'old'), retry: () => Promise.resolve() };

  it('is a failure that can be tried again', () => {
    expect(failureItem({ id: 'row', ...item })).toEqual(item);
  });

  it.each([undefined, null, 'x', {}, { ...item, retry: 'x' }, { ...item, error: { failure: {} } }])(
    'is nothing when it is %j',
    (argument) => {
      expect(failureItem(argument)).toBeUndefined();
    },
  );
});
