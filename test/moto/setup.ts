/** Trails that are set up on `moto_server`, through the adapters that talk to AWS. */
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import { TrailscopeError } from '../../src/core/failures/failure.ts';
import { nonEmptyString, type JsonObject } from '../../src/core/json.ts';
import { english } from '../../src/core/localize.ts';
import type { AwsCaller } from '../../src/core/ports.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts } from '../../src/core/trails/setup/facts.ts';
import { planLogging } from '../../src/core/trails/setup/plan-logging.ts';
import { planTrail } from '../../src/core/trails/setup/plan-trail.ts';
import type { Plan, ServiceId } from '../../src/core/trails/setup/plan.ts';
import { readAccount, readFacts, type ReadWorld } from '../../src/core/trails/setup/read-facts.ts';
import { runPlan, type RunResult } from '../../src/core/trails/setup/run-plan.ts';
import { never } from '../support/aws-on-wire.ts';
import { FakeTime } from '../support/fake-time.ts';

export const region = 'eu-west-1';

/** The account that moto plays. */
export const account = '123456789012';

export class MotoSetup {
  /** Fails these operations, before they reach the server. */
  denied: readonly string[] = [];
  readonly time = new FakeTime();
  readonly #aws: Aws;
  readonly #connection;

  constructor(endpoint: string) {
    this.#connection = connection({ credentials: { kind: 'default-chain' }, region, endpoint });
    this.#aws = openAws({
      version: '1.2.3',
      sampleHandler: () => Promise.reject(new Error('The sample account is not part of this test')),
      time: this.time,
    });
  }

  dispose(): void {
    this.#aws.dispose();
  }

  /** Makes or reads something besides. */
  call(service: ServiceId, operation: string, input: JsonObject, where = region): Promise<JsonObject> {
    return this.#aws.caller.call(this.#connection, { service, operation, region: where, input }, never);
  }

  get #caller(): AwsCaller {
    return {
      call: (to, call, signal) =>
        this.denied.includes(call.operation)
          ? Promise.reject(new TrailscopeError({ kind: 'denied' }, `${call.operation} is denied`))
          : this.#aws.caller.call(to, call, signal),
    };
  }

  get #world(): ReadWorld {
    const { time } = this;
    return {
      caller: this.#caller,
      account: this.#aws.account,
      connection: this.#connection,
      now: () => time.now(),
    };
  }

  facts(answers: TrailAnswers): Promise<AccountFacts> {
    return readFacts(answers, this.#world, never);
  }

  async plan(answers: TrailAnswers): Promise<Plan> {
    return planTrail(answers, await this.facts(answers), english);
  }

  async loggingPlan(kind: 'start-logging' | 'stop-logging', arn: string): Promise<Plan> {
    return planLogging({ kind, arn }, await readAccount(region, this.#world, never), english);
  }

  run(plan: Plan): Promise<RunResult> {
    const { time } = this;
    const world = {
      ...this.#world,
      journal: { write: () => Promise.resolve() },
      delay: (milliseconds: number, signal: AbortSignal) => time.delay(milliseconds, signal),
      calm: never,
      t: english,
    };
    return runPlan(plan, world, never, () => undefined);
  }

  /** All that a trail can be made of, as the services list it; keys without those that are to be deleted. */
  async everything(): Promise<JsonObject> {
    const list = (service: ServiceId, operation: string): Promise<JsonObject> =>
      this.call(service, operation, {});
    const keys = await list('kms', 'ListKeys');
    const described = await Promise.all(
      (keys['Keys'] as readonly JsonObject[]).map(({ KeyId }) =>
        this.call('kms', 'DescribeKey', { KeyId: nonEmptyString(KeyId) ?? '' }),
      ),
    );
    const kept = described.map(({ KeyMetadata }) => KeyMetadata as JsonObject);
    const calls: readonly (readonly [ServiceId, string, string])[] = [
      ['cloudtrail', 'ListTrails', 'Trails'],
      ['iam', 'ListRoles', 'Roles'],
      ['kms', 'ListAliases', 'Aliases'],
      ['logs', 'DescribeLogGroups', 'logGroups'],
      ['s3', 'ListBuckets', 'Buckets'],
      ['sns', 'ListTopics', 'Topics'],
    ];
    const entries = calls.map(
      async ([service, operation, member]) =>
        [operation, (await list(service, operation))[member] ?? []] as const,
    );
    return {
      ...Object.fromEntries(await Promise.all(entries)),
      keys: kept.filter(({ KeyState }) => KeyState !== 'PendingDeletion'),
    };
  }
}
