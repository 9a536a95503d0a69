import { expect, it } from 'vitest';
import { answeredDate, iamDate, isoSeconds } from './dates.ts';

it.each([
  [
    Date.UTC(2026, 6, 10, 12, 55, 24, 999),
    '2026-07-10T12:55:24Z',
    'Jul 10, 2026, 12:55:24 PM',
    'Jul 10, 2026 12:55:24 PM',
  ],
  [
    Date.UTC(2026, 0, 1, 0, 0, 0),
    '2026-01-01T00:00:00Z',
    'Jan 1, 2026, 12:00:00 AM',
    'Jan 1, 2026 12:00:00 AM',
  ],
  [
    Date.UTC(2026, 11, 31, 23, 5, 9),
    '2026-12-31T23:05:09Z',
    'Dec 31, 2026, 11:05:09 PM',
    'Dec 31, 2026 11:05:09 PM',
  ],
])('writes %d as the services do', (time, iso, answered, iam) => {
  expect(isoSeconds(time)).toBe(iso);
  expect(answeredDate(time)).toBe(answered);
  expect(iamDate(time)).toBe(iam);
});
