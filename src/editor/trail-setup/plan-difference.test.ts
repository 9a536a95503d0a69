import { describe, expect, it } from 'vitest';
import { account, answers, bucket, emptyAccount, knownFact } from '../../../test/support/account-facts.ts';
import { connection } from '../../core/connection.ts';
import { english } from '../../core/localize.ts';
import type { AccountFacts } from '../../core/trails/setup/facts.ts';
import { findingsOfPlan } from '../../core/trails/setup/findings-of-plan.ts';
import { planTrail } from '../../core/trails/setup/plan-trail.ts';
import { differences } from './plan-difference.ts';
import type { Review } from './plan-request.ts';

const given = answers({ bucket: { kind: 'existing', name: 'acme-audit' } });

function reviewOf(facts: Partial<AccountFacts> = {}): Review {
  const all = { ...emptyAccount, bucket: bucket(), ...facts };
  const plan = planTrail(given, all, english);
  const { findings } = findingsOfPlan(plan, all);
  const place = connection({ credentials: { kind: 'default-chain' }, region: 'eu-west-1' });
  const askAgain = () => Promise.resolve(undefined);
  return {
    request: { kind: 'create', connection: place, answers: given, askAgain },
    plan,
    facts: all,
    findings,
  };
}

const role = `arn:aws:sts::${account}:assumed-role/auditor`;
const caller = (arn: string) => ({ caller: { account, arn, userId: 'AROAEXAMPLE:ada' } });

describe('what has changed since the review', () => {
  it('is nothing where the plan is the same, though read at another time', () => {
    expect(differences(reviewOf(), reviewOf({ readAt: 1 }), english)).toEqual([]);
  });

  it('is nothing for another session of the same role', () => {
    const [before, after] = [reviewOf(caller(`${role}/one`)), reviewOf(caller(`${role}/two`))];
    expect(differences(before, after, english)).toEqual([]);
  });

  it('is the caller', () => {
    const after = reviewOf(caller(`arn:aws:iam::${account}:user/eve`));
    expect(differences(reviewOf(), after, english)[0]).toContain('user/eve');
  });

  it('is a policy that somebody has changed: its step is another one', () => {
    const statement = { Effect: 'Allow', Principal: { AWS: account }, Action: 's3:GetObject', Resource: '*' };
    const policy = knownFact(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
    const texts = differences(reviewOf(), reviewOf({ bucket: bucket({ policy }) }), english);
    expect(texts).toContain('Step 1, s3:PutBucketPolicy, is another one now.');
  });

  it('is what speaks against the plan now, and what did not any more', () => {
    const pays = reviewOf({ bucket: bucket({ isRequesterPays: knownFact(true) }) });
    expect(differences(reviewOf(), pays, english)[0]).toMatch(/^New: CloudTrail cannot deliver/);
    const elsewhere = ['1', '2', '3', '4'].map((name) => ({ name, arn: name, homeRegion: 'eu-west-1' }));
    expect(differences(reviewOf({ elsewhere }), reviewOf(), english)[0]).toMatch(
      /^No longer: This is the last/,
    );
  });

  it('is a step that is needed now, or no longer', () => {
    const before = reviewOf();
    const after = { ...before, plan: { ...before.plan, steps: before.plan.steps.slice(1) } };
    expect(differences(before, after, english)).toEqual(['s3:PutBucketPolicy is no longer needed.']);
    expect(differences(after, before, english)).toEqual(['Step 1, s3:PutBucketPolicy, is new.']);
  });

  it('is said even where nothing tells what it is', () => {
    const before = reviewOf();
    const after = {
      ...before,
      plan: { ...before.plan, trail: { ...before.plan.trail, region: 'us-west-2' } },
    };
    expect(differences(before, after, english)).toEqual(['The account has changed.']);
  });
});
