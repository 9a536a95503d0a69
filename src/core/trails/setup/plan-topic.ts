import type { JsonObject } from '../../json.ts';
import { known } from './facts.ts';
import { addPolicyChange, guardOn, type PlanDraft } from './plan-draft.ts';
import { longestKeyPolicy, putKeyPolicy } from './plan-key.ts';
import type { Call } from './plan.ts';
import { topicKeyStatement, topicStatement } from './policies.ts';
import { topicKeyRequests, topicRequests } from './policy-check.ts';
import { policyOf } from './policy-document.ts';
import { keyPolicyReading, subscriptionsReading, topicPolicyReading, topicReading } from './readings.ts';
import { serviceTags } from './service-tags.ts';

/** Bytes (Amazon SNS endpoints and quotas). */
const longestPolicy = 30 * 1024;

/** What CreateTrail answers before the topic and its policy are visible. */
const settles = ['InvalidSnsTopicNameException', 'InsufficientSnsTopicPolicyException'];

/**
 * The topic for CreateTrail: by its name where it is in the account and Region of the trail, which is enough there and
 * is all that some emulators take; else by its ARN.
 */
export function topicName(draft: PlanDraft): string | undefined {
  const arn = topicArn(draft);
  const { answers, facts, subject } = draft;
  const here = `arn:${subject.partition}:sns:${answers.homeRegion}:${facts.caller.account}:`;
  return arn?.startsWith(here) === true ? arn.slice(here.length) : arn;
}

function topicArn({ answers, facts, subject }: PlanDraft): string | undefined {
  switch (answers.topic?.kind) {
    case undefined:
      return undefined;
    case 'existing':
      return answers.topic.arn;
    case 'new':
      return `arn:${subject.partition}:sns:${answers.homeRegion}:${facts.caller.account}:${answers.topic.name}`;
  }
}

/** Adds the steps for the topic that is told of each log file. */
export function addTopic(draft: PlanDraft): void {
  const arn = topicArn(draft);
  if (arn === undefined) {
    return;
  }
  if (draft.answers.topic?.kind === 'new') {
    addNewTopic(draft, draft.answers.topic.name, arn);
  } else {
    addExistingTopic(draft, arn);
  }
}

function sns(draft: PlanDraft, operation: string, input: JsonObject): Call {
  return { service: 'sns', operation, region: draft.answers.homeRegion, input };
}

function addNewTopic(draft: PlanDraft, name: string, arn: string): void {
  const { answers, facts, subject, t } = draft;
  if (facts.topic.kind === 'known') {
    draft.refuse(
      'thing-exists',
      t('There is a topic {0} already. Choose it as an existing one, or another name.', name),
    );
  }
  settles.forEach((code) => draft.settling.add(code));
  const policy = policyOf([topicStatement(subject, arn)]);
  const region = answers.homeRegion;
  // SNS takes the name of an existing topic without a word, so that it has to be looked for first.
  draft.add({
    id: 'topic',
    call: sns(draft, 'CreateTopic', {
      Name: name,
      Attributes: { Policy: policy },
      ...serviceTags('Key', 'Value', answers.tags),
    }),
    why: t('Tells its subscribers of each log file; CloudTrail may publish for this trail alone.'),
    cost: { kind: 'unknown', text: t('SNS charges for deliveries to some kinds of subscribers.') },
    before: [guardOn(topicReading(arn, region), null, t('The topic {0} exists by now.', name))],
    took: { kind: 'value', guard: guardOn(topicReading(arn, region), true, '') },
    undo: {
      kind: 'calls',
      calls: [
        {
          call: sns(draft, 'DeleteTopic', { TopicArn: arn }),
          only: [
            guardOn(
              topicPolicyReading(arn, region),
              policy,
              t('Somebody has changed the policy of the topic.'),
            ),
            ...(['Confirmed', 'Pending'] as const).map((which) => ({
              read: subscriptionsReading(arn, region, which),
              oneOf: [null, '0'],
              otherwise: t('Somebody has subscribed to the topic.'),
            })),
          ],
          gone: ['NotFound', 'NotFoundException'],
        },
      ],
      text: t('Deletes the topic, unless somebody uses it.'),
    },
    makes: arn,
  });
}

function addExistingTopic(draft: PlanDraft, arn: string): void {
  const { facts, subject, t } = draft;
  if (facts.topic.kind === 'absent') {
    draft.refuse('thing-missing', t('There is no topic {0}.', arn));
    return;
  }
  if (facts.topic.kind === 'unknown') {
    draft.refuse('not-read', t('The topic {0} could not be looked at: {1}', arn, facts.topic.reason));
    return;
  }
  const topic = facts.topic.value;
  const read = topicPolicyReading(arn, draft.answers.homeRegion);
  addPolicyChange(draft, {
    id: 'topic-policy',
    thing: arn,
    current: topic.policy,
    statements: [topicStatement(subject, arn)],
    requests: topicRequests(subject, arn),
    limit: longestPolicy,
    read,
    put: (policy) =>
      sns(draft, 'SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policy }),
    member: 'AttributeValue',
    why: t('Lets CloudTrail publish to the topic for this trail; all else in its policy stays.'),
    manager: topic.manager,
    settles: ['InsufficientSnsTopicPolicyException'],
  });
  addTopicKey(draft, arn, topic.key);
}

/** An encrypted topic takes messages of CloudTrail only if its key does. */
function addTopicKey(draft: PlanDraft, arn: string, name: string | undefined): void {
  const { facts, subject, t } = draft;
  if (name === undefined) {
    return;
  }
  const key = known(facts.topicKey);
  if (key?.isAwsManaged === true || /(^|:)alias\/aws\/sns$/.test(name)) {
    draft.refuse(
      'topic-encryption',
      t(
        "CloudTrail cannot publish to {0}: it is encrypted with AWS's own key for SNS, whose policy nobody can change.",
        arn,
      ),
    );
    return;
  }
  if (key === undefined) {
    draft.refuse('not-read', t('The key {0} of the topic could not be looked at.', name));
    return;
  }
  addPolicyChange(draft, {
    id: 'topic-key-policy',
    thing: key.arn,
    // Where the topic has the key of the log files, this comes after what the trail itself added to it.
    current: pendingPolicy(draft, key.arn) ?? key.policy,
    statements: [topicKeyStatement(subject)],
    requests: topicKeyRequests(subject, key.arn),
    limit: longestKeyPolicy,
    read: keyPolicyReading(key.arn, key.region),
    put: (policy) => putKeyPolicy(key, policy),
    member: 'Policy',
    why: t('Lets CloudTrail publish to the topic, which this key encrypts; all else in its policy stays.'),
    manager: key.manager,
    settles: ['InsufficientSnsTopicPolicyException', 'KmsKeyNotFoundException', 'KmsException'],
  });
}

function pendingPolicy({ steps }: PlanDraft, of: string) {
  const change = steps.find(({ id, changes }) => id === 'key-policy' && changes?.of === of)?.changes;
  return change === undefined ? undefined : ({ kind: 'known', value: change.after } as const);
}
