import { expect, it } from 'vitest';
import { followConfiguration } from './follow-configuration.ts';

it('forgets credentials before it asks again, until it is disposed', () => {
  const listeners = new Set<() => void>();
  const done: string[] = [];
  const follower = followConfiguration(
    {
      watch: (listener) => {
        const tell = () => {
          listener('sessions');
        };
        listeners.add(tell);
        return () => listeners.delete(tell);
      },
    },
    [{ configurationChanged: () => done.push('forgotten') }],
    () => {
      done.push('asked again');
      return Promise.resolve();
    },
  );
  listeners.forEach((tell) => {
    tell();
  });
  expect(done).toEqual(['forgotten', 'asked again']);
  follower.dispose();
  expect(listeners.size).toBe(0);
});
