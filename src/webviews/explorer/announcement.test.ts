import { describe, expect, test } from 'vitest';
import { english } from '../../core/localize.ts';
import type { ExplorerStatus, ReadingStatus } from '../../protocol/explorer.ts';
import { announcement } from './announcement.ts';

type Facts = Partial<Omit<ExplorerStatus, 'reading'>> & { readonly state?: ReadingStatus['state'] };

const status = ({ state = 'done', ...facts }: Facts = {}): ExplorerStatus =>
  ({
    filter: '',
    noise: { isOn: false },
    count: 1284,
    total: 23_912,
    hidden: { total: 0 },
    reading: { state },
    ...facts,
  }) as ExplorerStatus;
const said = (before: ExplorerStatus | undefined, now: ExplorerStatus) =>
  announcement(before, now, english, 'en');

describe('what is said to screen readers', () => {
  test('nothing while events pour in', () => {
    const reading = status({ state: 'reading', count: 1 });
    expect(said(undefined, reading)).toBeUndefined();
    expect(said(reading, status({ state: 'reading', count: 500 }))).toBeUndefined();
  });

  test('the counts when reading ends, or pauses', () => {
    const reading = status({ state: 'reading' });
    expect(said(reading, status())).toBe('1,284 of 23,912 events');
    expect(said(reading, status({ state: 'paused' }))).toBe('1,284 of 23,912 events. Paused.');
  });

  test('the counts when another filter applies, or other noise', () => {
    const hidden = { total: 8104, reads: 8104, services: 0, trailscope: 0, ignored: 0 };
    const noise = { ...status().noise, isOn: true };
    expect(said(status(), status({ filter: 'error:*' }))).toBe('1,284 of 23,912 events');
    expect(said(status(), status({ noise, hidden }))).toBe('1,284 of 23,912 events, 8,104 hidden as noise');
    expect(said(status(), status({ filter: 'error:*', state: 'reading' }))).toBe(
      '1,284 of 23,912 events. Reading.',
    );
    expect(said(status(), status({ count: 5 }))).toBeUndefined();
  });

  test('the answer of an investigation, once', () => {
    const answered = status({
      answer: { title: 'Root', headline: 'Root was used twice.', findings: [], unseen: [] },
    });
    expect(said(status(), answered)).toBe('Root was used twice.');
    expect(said(answered, answered)).toBeUndefined();
  });
});
