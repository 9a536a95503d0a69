/** Sessions that end between the review of a plan and its last call: what is left of the account, and what is said. */
import { describe, expect, it } from 'vitest';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { defaultAnswers } from '../../src/core/trails/setup/answers.ts';
import { unfinishedRun } from '../../src/core/trails/setup/journal.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { ServiceError } from '../../src/sandbox/wire/service-error.ts';
import { SandboxSetup, sampleRegion, withoutKept } from '../support/sandbox-setup.ts';

const answers: TrailAnswers = {
  ...defaultAnswers('new-trail', sampleRegion, sampleAccountId),
  encryption: { kind: 'new-key', alias: 'trail-logs' },
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/new-trail', retentionDays: 365 },
    role: { kind: 'new', name: 'CloudTrail-new-trail' },
  },
  topic: { kind: 'new', name: 'cloudtrail-new-trail' },
};

/** A session that ends when a test says so, and that somebody signs in to again. */
function withSession(): { setup: SandboxSetup; session: { isOver: boolean } } {
  const session = { isOver: false };
  const setup = new SandboxSetup({
    refuse: ({ service }) =>
      session.isOver
        ? new ServiceError(
            // Each service has its own word for it.
            service === 's3' || service === 'sts' ? 'ExpiredToken' : 'ExpiredTokenException',
            'The security token included in the request is expired',
          )
        : undefined,
  });
  return { setup, session };
}

describe('a session that is over', () => {
  it('between review and apply stops the run before it changes anything', async () => {
    const { setup, session } = withSession();
    const plan = await setup.plan(answers);
    const before = setup.account.snapshot();
    const planned = setup.calls.length;
    session.isOver = true;
    const result = await setup.run(plan);
    expect(result).toMatchObject({
      outcome: 'undone',
      stop: { kind: 'failed', error: { failure: { kind: 'expired' } } },
      done: [],
      undone: [],
      remaining: [],
    });
    // Nothing has begun, so that there is no step to blame and nothing to go on with.
    expect(result.stop).not.toHaveProperty('step');
    expect(setup.entries).toEqual([]);
    expect(setup.calls.slice(planned).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    expect(setup.account.snapshot()).toEqual(before);
  });

  it('is signed in to again, and the same plan runs', async () => {
    const { setup, session } = withSession();
    const plan = await setup.plan(answers);
    session.isOver = true;
    await setup.run(plan);
    session.isOver = false;
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true });
  });

  it.each(['PutBucketPolicy', 'CreateAlias', 'CreateRole', 'CreateTrail', 'StartLogging'])(
    'from %s on leaves a journal with which all is undone after signing in again',
    async (operation) => {
      const { setup, session } = withSession();
      const before = setup.account.snapshot();
      const plan = await setup.plan(answers);
      setup.meanwhile = (call) => {
        session.isOver ||= call.operation === operation;
        return Promise.resolve();
      };
      const result = await setup.run(plan);
      expect(result).toMatchObject({
        outcome: 'partly-undone',
        stop: { kind: 'failed', error: { failure: { kind: 'expired' } } },
      });
      expect(result.remaining.every(({ mayPass }) => mayPass)).toBe(true);
      const unfinished = unfinishedRun(setup.entries);
      expect(unfinished).toMatchObject({ canResume: false });
      setup.meanwhile = () => Promise.resolve();
      session.isOver = false;
      expect(await setup.undo(unfinished!)).toMatchObject({ outcome: 'undone', remaining: [] });
      expect(withoutKept(setup.account.snapshot())).toEqual(withoutKept(before));
      expect(unfinishedRun(setup.entries)).toBeUndefined();
    },
  );
});
