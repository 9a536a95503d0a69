/** Plans that are run on the fake account, with a journal that can be read and time that does not pass. */
import { connection } from '../../src/core/connection.ts';
import { english } from '../../src/core/localize.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts } from '../../src/core/trails/setup/facts.ts';
import type { JournalEntry } from '../../src/core/trails/setup/journal.ts';
import type { Plan } from '../../src/core/trails/setup/plan.ts';
import { planTrail } from '../../src/core/trails/setup/plan-trail.ts';
import { runPlan, type RunResult } from '../../src/core/trails/setup/run-plan.ts';
import type { Progress, RunWorld } from '../../src/core/trails/setup/run.ts';
import { account, answers, emptyAccount } from './account-facts.ts';
import { FakeAccount } from './fake-account.ts';
import { FakeTime } from './fake-time.ts';

/** All that a plan can make. */
export const everything: Partial<TrailAnswers> = {
  keyPrefix: 'prod',
  encryption: { kind: 'new-key', alias: 'trail-logs' },
  data: [{ type: 'AWS::S3::Object', reads: false, writes: true, arns: [] }],
  insights: [{ type: 'ApiErrorRateInsight', categories: ['Management'] }],
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/org-audit', retentionDays: 365 },
    role: { kind: 'new', name: 'CloudTrail-org-audit' },
  },
  topic: { kind: 'new', name: 'cloudtrail-org-audit' },
};

export const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/org-audit`;
export const bucketName = `cloudtrail-logs-${account}-org-audit`;

export class PlanRun {
  readonly account = new FakeAccount();
  readonly time = new FakeTime();
  readonly entries: JournalEntry[] = [];
  readonly progress: Progress[] = [];
  readonly controller = new AbortController();
  readonly plan: Plan;

  constructor(changes: Partial<TrailAnswers> = everything, facts: Partial<AccountFacts> = {}) {
    this.plan = planTrail(answers(changes), { ...emptyAccount, ...facts }, english);
  }

  get world(): RunWorld {
    return {
      caller: this.account,
      connection: connection({ credentials: { kind: 'default-chain' }, region: 'eu-west-1' }),
      journal: {
        write: (entry) => {
          this.entries.push(entry);
          return Promise.resolve();
        },
      },
      now: () => this.time.now(),
      delay: (milliseconds, signal) => this.time.delay(milliseconds, signal),
      calm: new AbortController().signal,
      t: english,
    };
  }

  run(): Promise<RunResult> {
    return runPlan(this.plan, this.world, this.controller.signal, (progress) => this.progress.push(progress));
  }

  /** The operations that changed something, in order. */
  changes(): readonly string[] {
    return this.account.calls
      .map(({ operation }) => operation)
      .filter((operation) => !/^(Get|List|Describe)/.test(operation));
  }
}
