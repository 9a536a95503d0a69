import { expect, it } from 'vitest';
import type { LeftRun } from './journal-files.ts';
import { offerLeftRuns } from './offer-left-runs.ts';

/** Of a run only its id counts here. */
const run = (id: string): LeftRun => ({ id }) as LeftRun;

it('offers each run once, also one whose window was closed only a moment ago', async () => {
  const looks = [[run('old')], [run('old'), run('reloaded')]];
  const offered: string[] = [];
  await offerLeftRuns(
    { left: () => Promise.resolve(looks.shift() ?? []) },
    () => Promise.resolve(),
    ({ id }) => {
      offered.push(id);
      return Promise.resolve();
    },
  );
  expect(offered).toEqual(['old', 'reloaded']);
});

it('looks again while an offer is not answered', async () => {
  const looks = [[run('ignored')], [run('ignored'), run('reloaded')]];
  const reloaded = new Promise<string>((resolve) => {
    void offerLeftRuns(
      { left: () => Promise.resolve(looks.shift() ?? []) },
      () => Promise.resolve(),
      ({ id }) => {
        if (id === 'reloaded') {
          resolve(id);
        }
        return new Promise(() => undefined);
      },
    );
  });
  expect(await reloaded).toBe('reloaded');
});
