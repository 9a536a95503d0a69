import { describe, expect, it } from 'vitest';
import { isJsonObject, nonEmptyString, objectOrEmpty } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { sampleMoments, sampleRegions } from '../../sample/cast.ts';
import { initialTrails } from '../../sample/sample-trails.ts';
import { auditTrail } from '../audit-trail.ts';
import { generateHistory, sampleHistory } from '../generate-history.ts';
import { deniedCalls } from './access-denied-storm.ts';
import { spike } from './call-rate-spike.ts';
import { exposedBucket } from './exposures.ts';
import { failedSignIns } from './guessed-password.ts';
import { hostileTexts } from './hostile-text.ts';
import { sampleStories } from './sample-stories.ts';
import { terminatedInstanceId } from './terminated-instance.ts';

const minute = 60_000;
const endTime = Date.UTC(2026, 3, 14, 9, 30);
const history = [...generateHistory({ ...sampleHistory, endTime })];
const text = (value: unknown): string => nonEmptyString(value) ?? '';
const timeOf = (record: JsonObject | undefined): number => Date.parse(text(record?.['eventTime']));
const named = (name: string): JsonObject[] => history.filter((record) => record['eventName'] === name);

/** The value at the path, through objects and arrays. */
function at(record: JsonObject | undefined, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const step of path.split('.')) {
    value = isJsonObject(value)
      ? value[step]
      : Array.isArray(value)
        ? (value as JsonValue[])[Number(step)]
        : undefined;
  }
  return value;
}

const arn = (record: JsonObject | undefined): string => text(at(record, 'userIdentity.arn'));

describe('the stories', () => {
  it('are told apart by id, latest first, each in a Region of the account', () => {
    expect(new Set(sampleStories.map(({ id }) => id)).size).toBe(sampleStories.length);
    const offsets = sampleStories.map(({ offset }) => offset);
    expect(offsets).toEqual([...offsets].sort((left, right) => left - right));
    for (const { region, title, lookFor, offset } of sampleStories) {
      expect(sampleRegions).toContain(region);
      expect(title.length * lookFor.length).toBeGreaterThan(0);
      expect(offset).toBeGreaterThan(0);
      expect(offset).toBeLessThan(90 * 24 * 60 * minute);
    }
  });

  it('are the same however lively the account is', () => {
    const busy = [...generateHistory({ ...sampleHistory, eventsPerDay: 100, endTime })];
    const id = (records: JsonObject[]): unknown =>
      records.find((record) => JSON.stringify(record).includes(terminatedInstanceId))?.['eventID'];
    expect(id(busy)).toBe(id(history));
  });
});

describe('who terminated the instance', () => {
  const found = named('TerminateInstances').filter(
    (record) => at(record, 'requestParameters.instancesSet.items.0.instanceId') === terminatedInstanceId,
  );

  it('is one event with one answer', () => {
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.7',
      sessionCredentialFromConsole: 'true',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria',
        sessionContext: { sessionIssuer: { userName: 'Admin' }, attributes: { mfaAuthenticated: 'true' } },
      },
      responseElements: {
        instancesSet: {
          items: [{ currentState: { name: 'shutting-down' }, previousState: { name: 'running' } }],
        },
      },
    });
    expect(Math.abs(timeOf(found[0]) - (endTime - sampleMoments.instanceTerminated))).toBeLessThan(
      10 * minute,
    );
  });

  it('leads from the access key to the AssumeRole, and to what she looked at before', () => {
    const key = at(found[0], 'userIdentity.accessKeyId');
    const made = named('AssumeRole').filter(
      (record) => at(record, 'responseElements.credentials.accessKeyId') === key,
    );
    expect(made).toHaveLength(1);
    expect(arn(made[0])).toBe('arn:aws:iam::111122223333:user/maria');
    const session = history.filter((record) => at(record, 'userIdentity.accessKeyId') === key);
    expect(session.map((record) => record['eventName'])).toEqual([
      'DescribeInstances',
      'DescribeInstances',
      'TerminateInstances',
      'DescribeInstances',
    ]);
  });
});

describe('who guessed a password', () => {
  const signIns = named('ConsoleLogin').filter((record) => record['sourceIPAddress'] === '203.0.113.77');

  it('failed many times from one address, then got in without MFA', () => {
    const outcomes = signIns.map((record) => at(record, 'responseElements.ConsoleLogin'));
    expect(outcomes).toEqual([...Array<string>(failedSignIns).fill('Failure'), 'Success']);
    expect(signIns.at(-1)).toMatchObject({
      userIdentity: { userName: 'sven' },
      additionalEventData: { MFAUsed: 'No' },
      eventType: 'AwsConsoleSignIn',
    });
  });

  it('hides names that the account does not have, and gives no error code', () => {
    const failures = signIns.slice(0, -1);
    expect(new Set(failures.map((record) => at(record, 'userIdentity.userName')))).toEqual(
      new Set(['HIDDEN_DUE_TO_SECURITY_REASONS', 'sven']),
    );
    expect(failures.every((record) => typeof record['errorMessage'] === 'string')).toBe(true);
    expect(failures.some((record) => 'errorCode' in record)).toBe(false);
  });

  it('is the only one whose sign-ins fail', () => {
    const failed = named('ConsoleLogin').filter(
      (record) => at(record, 'responseElements.ConsoleLogin') === 'Failure',
    );
    expect(failed).toHaveLength(failedSignIns);
  });
});

it('tells of root in one session only', () => {
  const root = history.filter((record) => at(record, 'userIdentity.type') === 'Root');
  expect(root.map((record) => record['eventName'])).toEqual([
    'ConsoleLogin',
    'GetAccountSummary',
    'ListAccessKeys',
    'CreateAccessKey',
    'UpdateAccountPasswordPolicy',
  ]);
  expect(root.every((record) => record['awsRegion'] === 'us-east-1')).toBe(true);
  expect(root[3]).toMatchObject({
    requestParameters: null,
    responseElements: { accessKey: { status: 'Active' } },
  });
});

describe('the trails', () => {
  const trails = initialTrails(endTime);
  const about = (trail: string): JsonObject[] =>
    history.filter(
      (record) =>
        record['eventSource'] === 'cloudtrail.amazonaws.com' &&
        record['readOnly'] === false &&
        JSON.stringify(record['requestParameters']).includes(`trail/${trail}"`),
    );

  it('org-audit was stopped, changed and started within six minutes, by one session', () => {
    const changes = about('org-audit');
    expect(changes.map((record) => record['eventName'])).toEqual([
      'StopLogging',
      'UpdateTrail',
      'PutEventSelectors',
      'StartLogging',
    ]);
    expect(timeOf(changes[3]) - timeOf(changes[0])).toBe(6 * minute);
    expect(new Set(changes.map(arn)).size).toBe(1);
    expect(arn(changes[0])).toContain('AWSReservedSSO_PowerUserAccess_');
  });

  it('the last change of org-audit is how the account has it', () => {
    const changes = about('org-audit');
    const { selectors, keyArn } = auditTrail();
    expect(objectOrEmpty(changes[2]?.['requestParameters'])).toMatchObject(selectors);
    expect(at(changes[1], 'responseElements.kmsKeyId')).toBe(keyArn);
    const { logging } = trails[0]!;
    expect(timeOf(changes[0])).toBe(logging.stoppedAt);
    expect(timeOf(changes[3])).toBe(logging.startedAt);
  });

  it('legacy was stopped twelve days ago and never started again', () => {
    const changes = about('legacy');
    expect(changes.map((record) => record['eventName'])).toEqual(['StopLogging']);
    expect(changes[0]?.['awsRegion']).toBe('us-west-2');
    expect(timeOf(changes[0])).toBe(endTime - 12 * 24 * 60 * minute);
  });

  it('the bucket of data-access denies CloudTrail since its deliveries fail', () => {
    const policies = named('PutBucketPolicy').filter(
      (record) => at(record, 'requestParameters.bucketName') === 'acme-data-access-logs',
    );
    expect(policies).toHaveLength(1);
    expect(at(policies[0], 'requestParameters.bucketPolicy.Statement.0.Effect')).toBe('Deny');
    expect(timeOf(policies[0])).toBe(endTime - sampleMoments.dataAccessDenied);
  });
});

it('denies the pipeline again and again within ten minutes', () => {
  const denied = history.filter(
    (record) =>
      /AccessDenied|UnauthorizedOperation/.test(text(record['errorCode'])) &&
      arn(record).endsWith(':assumed-role/ci-runner/deploy-bot') &&
      Math.abs(timeOf(record) - (endTime - sampleMoments.accessDeniedStorm)) < 15 * minute,
  );
  expect(denied).toHaveLength(deniedCalls);
  expect(timeOf(denied.at(-1)) - timeOf(denied[0])).toBeLessThanOrEqual(10 * minute);
  expect(new Set(denied.map((record) => record['eventSource'])).size).toBeGreaterThanOrEqual(6);
  expect(new Set(denied.map((record) => at(record, 'userIdentity.accessKeyId'))).size).toBe(1);
  expect(
    denied.every((record) => text(record['errorMessage']).includes('is not authorized to perform')),
  ).toBe(true);
});

describe('the spike', () => {
  const insights = history.filter((record) => record['eventCategory'] === 'Insight');

  it('is a pair of Insights events without the members of a call', () => {
    expect(insights.map((record) => at(record, 'insightDetails.state'))).toEqual(['Start', 'End']);
    expect(new Set(insights.map((record) => record['sharedEventID'])).size).toBe(1);
    for (const record of insights) {
      expect(record).toMatchObject({
        eventType: 'AwsCloudTrailInsight',
        insightDetails: { insightType: 'ApiCallRateInsight', eventName: 'RunInstances' },
      });
      expect(record).not.toHaveProperty('userIdentity');
      expect(record).not.toHaveProperty('eventName');
    }
  });

  it('says what the calls themselves say', () => {
    const [start, end] = insights.map(timeOf) as [number, number];
    const calls = named('RunInstances').filter(
      (record) =>
        timeOf(record) >= start && timeOf(record) < end && arn(record).includes('/batch-scheduler/'),
    );
    expect(calls).toHaveLength(spike.calls);
    expect((end - start) / minute).toBe(spike.minutes);
    const statistics = objectOrEmpty(at(insights[0], 'insightDetails.insightContext.statistics'));
    expect(statistics).toMatchObject({
      insight: { average: calls.length / ((end - start) / minute) },
      insightDuration: spike.minutes,
    });
  });
});

describe('what was open for a while', () => {
  it('is a security group for 25 minutes', () => {
    const toTheWorld = (name: string): JsonObject[] =>
      named(name).filter((record) => JSON.stringify(record).includes('0.0.0.0/0'));
    const opened = toTheWorld('AuthorizeSecurityGroupIngress');
    const closed = toTheWorld('RevokeSecurityGroupIngress');
    expect([opened.length, closed.length]).toEqual([1, 1]);
    expect(at(opened[0], 'requestParameters')).toEqual(at(closed[0], 'requestParameters'));
    expect(timeOf(closed[0]) - timeOf(opened[0])).toBe(25 * minute);
    expect(arn(opened[0])).toBe('arn:aws:sts::111122223333:assumed-role/Developer/jonas');
  });

  it('is a bucket for 47 minutes', () => {
    const changes = history.filter(
      (record) =>
        record['eventSource'] === 's3.amazonaws.com' &&
        record['readOnly'] === false &&
        at(record, 'requestParameters.bucketName') === exposedBucket &&
        Math.abs(timeOf(record) - (endTime - sampleMoments.bucketMadePublic)) < 60 * minute,
    );
    expect(changes.map((record) => record['eventName'])).toEqual([
      'PutBucketPublicAccessBlock',
      'PutBucketPolicy',
      'DeleteBucketPolicy',
      'PutBucketPublicAccessBlock',
    ]);
    expect(at(changes[1], 'requestParameters.bucketPolicy.Statement.0.Principal')).toBe('*');
    expect(timeOf(changes[2]) - timeOf(changes[1])).toBe(47 * minute);
  });

  it('is the fate of a key for 19 hours', () => {
    const [scheduled, ...others] = named('ScheduleKeyDeletion');
    const [cancelled] = named('CancelKeyDeletion');
    expect(others).toHaveLength(0);
    expect(at(scheduled, 'requestParameters.keyId')).toBe(at(cancelled, 'requestParameters.keyId'));
    expect(at(scheduled, 'requestParameters.pendingWindowInDays')).toBe(7);
    expect(timeOf(cancelled) - timeOf(scheduled)).toBe(19 * 60 * minute);
  });
});

describe('hostile text', () => {
  it('is in tags and in a user agent, as it was written', () => {
    const [record] = history.filter(({ userAgent }) => userAgent === hostileTexts.userAgent);
    const tags = JSON.stringify(at(record, 'requestParameters.tagSet'));
    for (const text of [
      hostileTexts.markup,
      hostileTexts.link,
      hostileTexts.instruction,
      hostileTexts.names,
    ]) {
      expect(tags).toContain(JSON.stringify(text));
    }
  });

  it('is a parameter near the limit of IAM', () => {
    const lengths = named('PutRolePolicy').map(
      (record) => text(at(record, 'requestParameters.policyDocument')).length,
    );
    expect(Math.max(...lengths)).toBeGreaterThan(9000);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10_240);
  });
});
