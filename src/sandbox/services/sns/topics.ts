import { nonEmptyString } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { objectOrEmpty } from '../../../core/json.ts';
import { jsonList } from '../../state/json-list.ts';
import { Propagating } from '../../state/propagating.ts';
import type { Topic } from '../../state/resources.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { policyProblem } from '../policy-text.ts';
import type { Call, Operation } from '../service.ts';

const topicsPerPage = 100;

/** The attributes that can be set beside the policy. */
const settable = ['DisplayName', 'KmsMasterKeyId', 'DeliveryPolicy', 'SignatureVersion', 'TracingConfig'];

/** Makes a topic; one that is there already with the same attributes is answered as if it were new. */
function createTopic(call: Call): JsonObject {
  const { state, region, input } = call;
  const name = nonEmptyString(input['Name']) ?? '';
  if (!/^[\w-]{1,256}$/.test(name)) {
    throw invalidParameter('Topic Name');
  }
  const arn = `arn:aws:sns:${region}:${state.accountId}:${name}`;
  const attributes = new Map(
    members(input['Attributes'], 'entry').map(({ key, value }) => [
      nonEmptyString(key) ?? '',
      nonEmptyString(value) ?? '',
    ]),
  );
  const existing = state.topics.get(arn);
  if (existing !== undefined) {
    const isSame = [...attributes].every(([key, value]) => attributeOf(existing, key) === value);
    if (!isSame) {
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    }
    return { TopicArn: arn };
  }
  const topic: Topic = {
    arn,
    name,
    region,
    policy: new Propagating(defaultTopicPolicy(arn, state.accountId)),
    attributes: new Map(),
    tags: new Map(
      members(input['Tags'], 'member').map(({ Key, Value }) => [
        nonEmptyString(Key) ?? '',
        nonEmptyString(Value) ?? '',
      ]),
    ),
  };
  for (const [attribute, value] of attributes) {
    setAttribute(topic, attribute, value, 0);
  }
  state.topics.set(arn, topic);
  return { TopicArn: arn };
}

/** The policy that a topic gets by itself: its own account may use it. */
export function defaultTopicPolicy(arn: string, accountId: string): string {
  const actions = ['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'];
  const more = ['DeleteTopic', 'Subscribe', 'ListSubscriptionsByTopic', 'Publish'];
  const statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [...actions, ...more].map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
  };
  return JSON.stringify({ Version: '2008-10-17', Id: '__default_policy_ID', Statement: [statement] });
}

function setAttribute(topic: Topic, name: string, value: string, lag: number): void {
  if (name === 'Policy') {
    const problem = policyProblem(value, {
      principal: true,
      resource: true,
      hasAction: (action) => action === '*' || /^sns:[A-Za-z*]+$/i.test(action),
      hasResource: (resource) => resource === '*' || resource.startsWith('arn:aws:sns:'),
    });
    if (problem !== undefined) {
      throw invalidParameter(
        problem.kind === 'action'
          ? 'Policy statement action out of service scope!'
          : `Policy Error: ${problem.kind === 'principal' ? 'PrincipalNotFound' : 'null'}`,
      );
    }
    topic.policy.set(value, lag);
  } else if (settable.includes(name)) {
    if (value === '') {
      topic.attributes.delete(name);
    } else {
      topic.attributes.set(name, value);
    }
  } else {
    throw invalidParameter('AttributeName');
  }
}

function attributeOf({ policy, attributes }: Topic, name: string): string | undefined {
  return name === 'Policy' ? policy.current : attributes.get(name);
}

function deleteTopic(call: Call): JsonObject {
  // A topic that is not there is no error.
  call.state.topics.delete(topicArn(call));
  return {};
}

function getTopicAttributes(call: Call): JsonObject {
  const topic = findTopic(call);
  const attributes: Readonly<Record<string, string>> = {
    TopicArn: topic.arn,
    Owner: call.state.accountId,
    DisplayName: '',
    Policy: topic.policy.current,
    SubscriptionsConfirmed: '0',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    ...Object.fromEntries(topic.attributes),
  };
  return { Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) } };
}

function setTopicAttributes(call: Call): JsonObject {
  const { state, input } = call;
  const name = nonEmptyString(input['AttributeName']) ?? '';
  const value = typeof input['AttributeValue'] === 'string' ? input['AttributeValue'] : '';
  setAttribute(findTopic(call), name, value, state.lags.topicPolicy ?? 0);
  return {};
}

function listTopics({ state, region, input }: Call): JsonObject {
  const start = Number(nonEmptyString(input['NextToken']) ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw invalidParameter('NextToken');
  }
  const topics = [...state.topics.values()].filter((topic) => topic.region === region);
  const end = start + topicsPerPage;
  return {
    Topics: { member: topics.slice(start, end).map(({ arn }) => ({ TopicArn: arn })) },
    ...(topics.length > end && { NextToken: String(end) }),
  };
}

function listTagsForResource(call: Call): JsonObject {
  const topic = findTopic(call, call.input['ResourceArn']);
  return { Tags: { member: [...topic.tags].map(([Key, Value]) => ({ Key, Value })) } };
}

function topicArn({ region, input }: Call, arn = input['TopicArn']): string {
  const text = nonEmptyString(arn) ?? '';
  if (!new RegExp(`^arn:aws:sns:${region}:\\d{12}:[\\w-]{1,256}$`).test(text)) {
    throw invalidParameter('TopicArn');
  }
  return text;
}

/** @throws ServiceError NotFound, InvalidParameter */
function findTopic(call: Call, arn = call.input['TopicArn']): Topic {
  const topic = call.state.topics.get(topicArn(call, arn));
  if (topic === undefined) {
    throw new ServiceError('NotFound', 'Topic does not exist', 404);
  }
  return topic;
}

function invalidParameter(what: string): ServiceError {
  return new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** The items of a list or map of the query protocol, which are wrapped in an element. */
function members(value: JsonValue | undefined, wrapper: string): readonly JsonObject[] {
  return jsonList(objectOrEmpty(value)[wrapper]).map(objectOrEmpty);
}

/** The operations on topics. */
export const topicOperations: Readonly<Record<string, Operation>> = {
  CreateTopic: { readOnly: false, run: createTopic },
  DeleteTopic: { readOnly: false, run: deleteTopic },
  GetTopicAttributes: { readOnly: true, run: getTopicAttributes },
  SetTopicAttributes: { readOnly: false, run: setTopicAttributes },
  ListTopics: { readOnly: true, run: listTopics },
  ListTagsForResource: { readOnly: true, run: listTagsForResource },
};
