/** Trails that are set up in the sandbox, all the way through the SDK's clients and AWS's wire protocols. */
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { english } from '../../src/core/localize.ts';
import type { AwsCaller } from '../../src/core/ports.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts } from '../../src/core/trails/setup/facts.ts';
import type { JournalEntry, UnfinishedRun } from '../../src/core/trails/setup/journal.ts';
import type { Call, Plan } from '../../src/core/trails/setup/plan.ts';
import { planTrail } from '../../src/core/trails/setup/plan-trail.ts';
import { readFacts } from '../../src/core/trails/setup/read-facts.ts';
import { runPlan, undoRun, type RunResult } from '../../src/core/trails/setup/run-plan.ts';
import type { RunWorld } from '../../src/core/trails/setup/run.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import {
  createSampleAccount,
  type SampleAccount,
  type SampleAccountOptions,
} from '../../src/sandbox/sample-account.ts';
import { never } from './aws-on-wire.ts';
import { FakeTime } from './fake-time.ts';

export const sampleRegion = 'us-east-1';

export class SandboxSetup {
  readonly time = new FakeTime();
  readonly account: SampleAccount;
  readonly aws: Aws;
  readonly entries: JournalEntry[] = [];
  /** Every call that was made, whether or not it was answered. */
  readonly calls: Call[] = [];
  /** Done before a call is sent, by somebody else. */
  meanwhile: (call: Call) => Promise<void> = () => Promise.resolve();
  readonly controller = new AbortController();
  readonly connection = connection({ credentials: { kind: 'sample' }, region: sampleRegion });

  constructor(options: Partial<SampleAccountOptions> = {}) {
    this.account = createSampleAccount({ clock: this.time, history: () => [], throttles: false, ...options });
    this.aws = openAws({
      version: '1.2.3',
      sampleHandler: () => Promise.resolve(inProcessHandler(this.account)),
      time: this.time,
    });
  }

  get caller(): AwsCaller {
    return {
      call: async (to, call, signal) => {
        this.calls.push(call);
        await this.meanwhile(call);
        return this.aws.caller.call(to, call, signal);
      },
    };
  }

  /** Something that somebody else does. */
  act(call: Call): Promise<JsonObject> {
    return this.aws.caller.call(this.connection, call, never);
  }

  facts(answers: TrailAnswers): Promise<AccountFacts> {
    const { connection: to, aws, time } = this;
    const world = { caller: this.caller, account: aws.account, connection: to, now: () => time.now() };
    return readFacts(answers, world, never);
  }

  async plan(answers: TrailAnswers): Promise<Plan> {
    return planTrail(answers, await this.facts(answers), english);
  }

  run(plan: Plan): Promise<RunResult> {
    return runPlan(plan, this.#world, this.controller.signal, () => undefined);
  }

  undo(unfinished: UnfinishedRun): Promise<RunResult> {
    return undoRun(unfinished, this.#world, () => undefined);
  }

  get #world(): RunWorld {
    return {
      caller: this.caller,
      connection: this.connection,
      journal: {
        write: (entry: JournalEntry) => {
          this.entries.push(entry);
          return Promise.resolve();
        },
      },
      now: () => this.time.now(),
      delay: (milliseconds: number, signal: AbortSignal) => this.time.delay(milliseconds, signal),
      calm: never,
      t: english,
    };
  }
}

/**
 * A snapshot without what the guards keep: keys that are scheduled for deletion, as undoing can do no more to a key, and
 * CloudTrail's empty folder objects, as nothing is deleted from a bucket that existed before.
 */
export function withoutKept(snapshot: JsonObject): JsonObject {
  const keys = Object.entries(snapshot['keys'] as JsonObject).filter(
    ([, key]) => (key as JsonObject)['deletedAt'] === null,
  );
  const buckets = Object.entries(snapshot['buckets'] as JsonObject).map(([name, bucket]) => {
    const { objects, ...rest } = bucket as JsonObject;
    const kept = Object.entries(objects as JsonObject).filter(([key]) => !/AWSLogs\/.*\/$/.test(key));
    return [name, { ...rest, objects: Object.fromEntries(kept) }];
  });
  return { ...snapshot, keys: Object.fromEntries(keys), buckets: Object.fromEntries(buckets) as JsonObject };
}
