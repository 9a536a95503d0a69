import type { JsonObject } from '../../json.ts';
import type { Localize } from '../../localize.ts';
import type { TrailAnswers } from './answers.ts';
import type { AccountFacts } from './facts.ts';
import { findingsOfPlan } from './findings-of-plan.ts';
import { addBucket } from './plan-bucket.ts';
import { addChecks } from './plan-checks.ts';
import { guardOn, PlanDraft } from './plan-draft.ts';
import { addKey, keyArn } from './plan-key.ts';
import { addLogGroup, logDelivery } from './plan-log-group.ts';
import { addTopic, topicName } from './plan-topic.ts';
import { historyBegins, type Call, type Cost, type Plan, type Undo } from './plan.ts';
import {
  advancedSelectorsReading,
  customSelectorsReading,
  insightsReading,
  loggingReading,
  trailBucketReading,
  trailReading,
} from './readings.ts';
import { advancedSelectors } from './selectors.ts';

/**
 * The plan for a new trail that logs: what it needs comes first, the trail with its selectors next, and logging starts
 * last. Where something speaks against it, it says so in `refusals` and must not run.
 *
 * @param facts what was read of the account for these answers
 */
export function planTrail(answers: TrailAnswers, facts: AccountFacts, t: Localize): Plan {
  const draft = new PlanDraft(answers, facts, t);
  addChecks(draft);
  addBucket(draft);
  addKey(draft);
  addLogGroup(draft);
  addTopic(draft);
  addTrail(draft);
  addSelectors(draft);
  addInsights(draft);
  addStart(draft, []);
  const sketch = planOf(draft);
  const rules = new Set(findingsOfPlan(sketch, facts).findings.map(({ rule }) => rule));
  const isSecondCopy = rules.has('duplicate-management-events');
  if (isSecondCopy) {
    draft.warn(
      'second-copy',
      t(
        'Another trail records the same management events. The first copy is free; each further one costs 2 USD for 100,000 events.',
      ),
    );
  } else {
    warnOfCopiesElsewhere(draft);
  }
  if (rules.has('data-event-loop')) {
    draft.warn(
      'records-own-delivery',
      t('The trail records the delivery of its own log files, each in the next one, without end.'),
    );
  }
  draft.steps.pop();
  addStart(draft, costsOf(draft, isSecondCopy));
  return planOf(draft);
}

/** What the trails of single other Regions record was not read. */
function warnOfCopiesElsewhere(draft: PlanDraft): void {
  const { answers, facts, t } = draft;
  const { reads, writes } = answers.management;
  if (answers.isMultiRegion && (reads || writes) && facts.elsewhere.length > 0) {
    const names = facts.elsewhere.map(({ name, homeRegion }) => `${name} (${homeRegion})`).join(', ');
    draft.warn(
      'second-copy',
      t(
        'Trails of other Regions may record the same management events there: {0}. The first copy is free; each further one costs 2 USD for 100,000 events.',
        names,
      ),
    );
  }
}

function planOf({ answers, facts, trailArn, steps, refusals, warnings }: PlanDraft): Plan {
  return {
    kind: 'create-trail',
    trail: { name: answers.name, arn: trailArn, region: answers.homeRegion },
    account: facts.caller.account,
    caller: facts.caller.arn,
    steps: [...steps],
    refusals: [...refusals],
    warnings: [...warnings],
  };
}

function cloudTrail({ answers }: PlanDraft, operation: string, input: JsonObject): Call {
  return { service: 'cloudtrail', operation, region: answers.homeRegion, input };
}

/** What CloudTrail answers for a moment after a trail was made, or while it is being changed. */
const fresh = ['TrailNotFoundException', 'ConflictException'];

function addTrail(draft: PlanDraft): void {
  const { answers, trailId, t } = draft;
  const region = answers.homeRegion;
  const exists = trailReading(trailId, region);
  draft.add({
    id: 'trail',
    call: cloudTrail(draft, 'CreateTrail', trailInput(draft)),
    why: t('The trail itself. It does not log yet.'),
    before: [guardOn(exists, null, t('The trail {0} exists by now.', answers.name))],
    // A trail of the name that somebody else made meanwhile delivers elsewhere.
    took: { kind: 'value', guard: guardOn(trailBucketReading(trailId, region), answers.bucket.name, '') },
    undo: {
      kind: 'calls',
      calls: [
        {
          call: cloudTrail(draft, 'DeleteTrail', { Name: trailId }),
          only: [guardOn(loggingReading(trailId, region), false, t('Somebody has started its logging.'))],
          gone: ['TrailNotFoundException'],
        },
      ],
      text:
        answers.bucket.kind === 'new'
          ? t('Deletes the trail, unless it logs.')
          : t("Deletes the trail, unless it logs. CloudTrail's empty folder objects stay in the bucket."),
    },
    makes: draft.trailArn,
    retryOn: [...draft.settling, 'ConflictException'],
  });
}

function trailInput(draft: PlanDraft): JsonObject {
  const { answers } = draft;
  const key = keyArn(draft);
  const topic = topicName(draft);
  const logs = logDelivery(draft);
  return {
    Name: answers.name,
    S3BucketName: answers.bucket.name,
    ...(answers.keyPrefix === undefined || answers.keyPrefix === ''
      ? {}
      : { S3KeyPrefix: answers.keyPrefix }),
    IsMultiRegionTrail: answers.isMultiRegion,
    IncludeGlobalServiceEvents: answers.includesGlobalServiceEvents,
    EnableLogFileValidation: answers.validatesLogFiles,
    ...(answers.isOrganization ? { IsOrganizationTrail: true } : {}),
    ...(key === undefined ? {} : { KmsKeyId: key }),
    ...(topic === undefined ? {} : { SnsTopicName: topic }),
    ...(logs === undefined
      ? {}
      : { CloudWatchLogsLogGroupArn: logs.groupArn, CloudWatchLogsRoleArn: logs.roleArn }),
    RecursiveLogging: answers.isRecursive,
    ...(answers.tags.length === 0
      ? {}
      : { TagsList: answers.tags.map(({ key: Key, value: Value }) => ({ Key, Value })) }),
  };
}

function withTrail({ t }: PlanDraft): Undo {
  return { kind: 'with', step: 'trail', text: t('Goes with the trail.') };
}

function addSelectors(draft: PlanDraft): void {
  const { answers, trailId, t } = draft;
  const selectors = advancedSelectors(answers);
  if (selectors === undefined) {
    return;
  }
  const read = customSelectorsReading(trailId, answers.homeRegion);
  draft.add({
    id: 'selectors',
    call: cloudTrail(draft, 'PutEventSelectors', { TrailName: trailId, AdvancedEventSelectors: selectors }),
    why: t('Which events the trail records.'),
    before: [{ read, oneOf: [false, null], otherwise: t('Somebody has changed what the trail records.') }],
    took: {
      kind: 'value',
      guard: guardOn(advancedSelectorsReading(trailId, answers.homeRegion), selectors, ''),
    },
    undo: withTrail(draft),
    retryOn: fresh,
  });
}

function addInsights(draft: PlanDraft): void {
  const { answers, trailId, t } = draft;
  if (answers.insights.length === 0) {
    return;
  }
  const selectors = answers.insights.map(({ type, categories }) => ({
    InsightType: type,
    ...(categories.includes('Data') ? { EventCategories: [...categories] } : {}),
  }));
  const read = insightsReading(trailId, answers.homeRegion);
  draft.add({
    id: 'insights',
    call: cloudTrail(draft, 'PutInsightSelectors', { TrailName: trailId, InsightSelectors: selectors }),
    why: t('CloudTrail looks for unusual rates of calls and errors.'),
    before: [{ read, oneOf: [false, null], otherwise: t('Somebody has changed what the trail records.') }],
    took: { kind: 'value', guard: guardOn(read, true, '') },
    undo: withTrail(draft),
    retryOn: fresh,
  });
}

function addStart(draft: PlanDraft, costs: readonly Cost[]): void {
  const { answers, trailId, t } = draft;
  const order = ['unknown', 'known', 'free'] as const;
  const kind = order.find((one) => costs.some((cost) => cost.kind === one)) ?? 'free';
  const read = loggingReading(trailId, answers.homeRegion);
  draft.add({
    id: historyBegins,
    call: cloudTrail(draft, 'StartLogging', { Name: trailId }),
    why: t('From here on the trail records.'),
    cost: { kind, text: costs.map(({ text }) => text).join(' ') },
    took: { kind: 'value', guard: guardOn(read, true, '') },
    undo: { kind: 'none', text: t('What is recorded is kept: once logging has started, nothing is undone.') },
    retryOn: fresh,
  });
}

/**
 * What recording costs.
 *
 * Source: AWS CloudTrail pricing, the same in nearly all Regions.
 */
function costsOf({ answers, t }: PlanDraft, isSecondCopy: boolean): readonly Cost[] {
  const { management, data, network, insights } = answers;
  const costs: Cost[] = [];
  if (management.reads || management.writes) {
    costs.push(
      isSecondCopy
        ? { kind: 'known', text: t('A second copy of management events: 2 USD for 100,000.') }
        : { kind: 'free', text: t('The first copy of management events is free.') },
    );
  }
  if (data.length > 0) {
    costs.push({ kind: 'known', text: t('Data events: 0.10 USD for 100,000.') });
  }
  if (network.length > 0) {
    costs.push({ kind: 'known', text: t('Network activity events: 0.10 USD for 100,000.') });
  }
  if (insights.length > 0) {
    costs.push({
      kind: 'known',
      text: t(
        'Insights: 0.35 USD for 100,000 management events that are analysed, 0.03 USD for 100,000 data events, for each type.',
      ),
    });
  }
  costs.push({ kind: 'unknown', text: t('How many events there will be is not known.') });
  return costs;
}
