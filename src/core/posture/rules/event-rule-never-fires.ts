import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { isSet, literalOfValue, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { dataEvent, recordingOf, records } from '../selectors.ts';
import { any } from '../truth.ts';
import { itemsOf, type Value } from '../value.ts';

export const eventRuleNeverFires: Rule = {
  id: 'event-rule-never-fires',
  family: 'deploy',
  severity: 'warning',
  title: 'An EventBridge rule that never fires',
  what: 'An EventBridge rule on `AWS API Call via CloudTrail` asks only for read calls (`Describe…`, `Get…`, `List…`) without the state that lets them through, or (a hint) only for data events, and no trail of the file records those.',
  why: 'EventBridge gets read-only management events only where the state of the rule asks for all of them, and data events only where a trail records them. The rule deploys and stays silent.',
  fix: 'Set `State: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`, or let a trail record the data events.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  ],
  check,
};

const detailType = 'AWS API Call via CloudTrail';

function* check(posture: Posture): Iterable<Verdict> {
  for (const rule of posture.ofType('AWS::Events::Rule')) {
    const calls = askedCalls(rule);
    if (calls === undefined) {
      continue;
    }
    if (isForReadsOnly(rule, calls)) {
      yield {
        outcome: 'fail',
        resource: rule,
        at: propertyAt(rule, 'State'),
        message:
          'This rule never fires: EventBridge lets read calls through only in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. Set it.',
        related: [{ at: calls.at, message: 'These are all read calls.' }],
      };
    } else {
      yield* unrecordedCalls(posture, rule, calls);
    }
  }
}

/** A data event that no trail records: the trails may be in another file, so that it is a hint. */
function* unrecordedCalls({ trails }: Posture, rule: Resource, calls: AskedCalls): Iterable<Verdict> {
  const [source] = calls.sources;
  const types = calls.names.map((name) => dataEventType(source, name));
  if (
    trails.length === 0 ||
    calls.sources.length !== 1 ||
    isEnabled(rule) !== true ||
    !types.every((type) => type !== undefined)
  ) {
    return;
  }
  const areRecorded = any(
    trails.flatMap((trail) =>
      [...new Set(types)].map((type) => records(recordingOf(trail), dataEvent(type), 'some')),
    ),
  );
  if (areRecorded === 'no') {
    yield {
      outcome: 'fail',
      resource: rule,
      at: calls.at,
      message:
        'This rule never fires unless a trail elsewhere records these data events: none of this file does. Add them to the event selectors of a trail.',
      severity: 'hint',
      related: trails.map(({ at }) => ({ at, message: 'This trail does not record them.' })),
    };
  } else if (areRecorded === 'unknown') {
    yield { outcome: 'unknown', resource: rule, reason: 'A trail may record these data events.' };
  }
}

interface AskedCalls {
  /** Names or beginnings of names of API calls; never empty. */
  readonly names: readonly string[];
  /** Such as `s3.amazonaws.com`; empty where the pattern names none. */
  readonly sources: readonly string[];
  readonly at: Location;
}

/** The calls that a rule asks for; undefined where it asks for other things too or they are not known. */
function askedCalls(rule: Resource): AskedCalls | undefined {
  const types = itemsOf(property(rule, 'EventPattern', 'detail-type')).map(literalOfValue);
  const names = itemsOf(property(rule, 'EventPattern', 'detail', 'eventName')).map(nameOf);
  const sources = sourcesOf(rule);
  const isOfCloudTrail = types.length > 0 && types.every((type) => type === detailType);
  const areKnown =
    names.every((name) => name !== undefined) && sources.every((source) => source !== undefined);
  return isOfCloudTrail && areKnown && names.length > 0
    ? { names, sources, at: propertyAt(rule, 'EventPattern', 'detail', 'eventName') }
    : undefined;
}

/** From `detail.eventSource`, else from `source`, where `aws.s3` stands for `s3.amazonaws.com`. */
function sourcesOf(rule: Resource): readonly (string | undefined)[] {
  const named = itemsOf(property(rule, 'EventPattern', 'detail', 'eventSource')).map(literalOfValue);
  return named.length > 0
    ? named
    : itemsOf(property(rule, 'EventPattern', 'source')).map((source) =>
        literalOfValue(source)?.replace(/^aws\.(.*)$/, '$1.amazonaws.com'),
      );
}

/** A name, or the beginning that a content filter asks for: `{"prefix": "Describe"}`. */
function nameOf(value: Value): string | undefined {
  const only = value.kind === 'map' && value.members.size === 1 ? value.members : undefined;
  const filter = only?.get('prefix') ?? only?.get('equals-ignore-case');
  return literalOfValue(filter === undefined ? value : filter.value);
}

/** Undefined where the state is not known. */
function isEnabled(rule: Resource): boolean | undefined {
  const state = property(rule, 'State');
  if (isSet(state) === 'no') {
    return true;
  }
  const literal = literalOfValue(state);
  return literal === undefined ? undefined : literal === 'ENABLED';
}

function isForReadsOnly(rule: Resource, { names, sources }: AskedCalls): boolean {
  return (
    isEnabled(rule) === true &&
    sources.length > 0 &&
    names.every((name) => sources.every((source) => isManagementRead(source, name)))
  );
}

/**
 * Services all of whose calls that begin so are read-only management events. Others have data events among them, or
 * exceptions such as GetSessionToken of STS: nothing is said of those.
 */
const readBeginnings: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    [
      'autoscaling',
      'cloudformation',
      'cloudtrail',
      'config',
      'ec2',
      'elasticloadbalancing',
      'guardduty',
      'iam',
      'kms',
      'lambda',
      'organizations',
      'rds',
      'secretsmanager',
      'securityhub',
    ].map((service) => [`${service}.amazonaws.com`, /^(?:Describe|Get|List)/]),
  ),
  'dynamodb.amazonaws.com': /^(?:Describe|List)/,
  's3.amazonaws.com': /^(?:Get|List)Bucket/,
};

function isManagementRead(source: string, name: string): boolean {
  return Object.hasOwn(readBeginnings, source) && readBeginnings[source]?.test(name) === true;
}

/**
 * The data events that can be asked for in a trail of the file, by service.
 *
 * Source: CloudTrail User Guide, "Logging data events"; S3 User Guide, "Amazon S3 CloudTrail events".
 */
const dataEventCalls: Readonly<
  Record<string, { readonly type: string; readonly calls: ReadonlySet<string> }>
> = {
  's3.amazonaws.com': {
    type: 'AWS::S3::Object',
    calls: new Set([
      'AbortMultipartUpload',
      'CompleteMultipartUpload',
      'CopyObject',
      'CreateMultipartUpload',
      'DeleteObject',
      'DeleteObjects',
      'DeleteObjectTagging',
      'GetObject',
      'GetObjectAcl',
      'GetObjectAttributes',
      'GetObjectTagging',
      'HeadObject',
      'PutObject',
      'PutObjectAcl',
      'PutObjectTagging',
      'RestoreObject',
      'SelectObjectContent',
      'UploadPart',
      'UploadPartCopy',
    ]),
  },
  'lambda.amazonaws.com': { type: 'AWS::Lambda::Function', calls: new Set(['Invoke']) },
  'dynamodb.amazonaws.com': {
    type: 'AWS::DynamoDB::Table',
    calls: new Set([
      'BatchGetItem',
      'BatchWriteItem',
      'DeleteItem',
      'GetItem',
      'PutItem',
      'Query',
      'Scan',
      'TransactGetItems',
      'TransactWriteItems',
      'UpdateItem',
    ]),
  },
};

function dataEventType(source: string | undefined, name: string): string | undefined {
  const known =
    source !== undefined && Object.hasOwn(dataEventCalls, source) ? dataEventCalls[source] : undefined;
  return known?.calls.has(name) === true ? known.type : undefined;
}
