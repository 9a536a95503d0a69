import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  call,
  hostileRecord,
  hostileText,
  record,
  roleSession,
  user,
} from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { eventFromLookup, eventFromRecord } from './parse-record.ts';
import { longestSentence, sentence, sentenceText } from './sentence.ts';

function text(source: JsonObject): string {
  return sentenceText(sentence(eventFromRecord(source)));
}

/** The sentence of maria's call with these parameters. */
function did(
  service: string,
  name: string,
  requestParameters: JsonObject | null = null,
  more: JsonObject = {},
): string {
  return text(call(service, name, { requestParameters, ...more }));
}

const instance = { instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }] } };

describe('who acted', () => {
  it.each([
    [user('maria'), 'maria terminated i-05c30218156bcc246 in us-east-1.'],
    [
      roleSession('Admin', 'maria'),
      'maria, through role Admin with MFA, terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      { ...roleSession('Admin', 'maria', { attributes: {} }), invokedBy: 'cloudformation.amazonaws.com' },
      'maria, through role Admin, by way of AWS CloudFormation, terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      roleSession('Deploy', 'botocore-session-1688990082', { attributes: {} }),
      'Role Deploy terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      roleSession('web', 'i-0aaa11112222bbbb3', { attributes: {} }),
      'Instance i-0aaa11112222bbbb3, through role web, terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      roleSession('AWSReservedSSO_Admin_abcdef0123456789', 'maria@example.com', { attributes: {} }),
      'maria@example.com, through permission set Admin, terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [{ type: 'Root' }, 'The root user terminated i-05c30218156bcc246 in us-east-1.'],
    [
      { type: 'Root', userName: 'acme' },
      'The root user of acme terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' },
      'EC2 Auto Scaling terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [
      { type: 'AWSAccount', accountId: '444455556666' },
      'Account 444455556666 terminated i-05c30218156bcc246 in us-east-1.',
    ],
    [null, 'Someone unknown terminated i-05c30218156bcc246 in us-east-1.'],
  ])('is the subject: %o', (userIdentity, expected) => {
    expect(did('ec2', 'TerminateInstances', instance, { userIdentity })).toBe(expected);
  });

  it('does not name the console as a service in between', () => {
    const userIdentity = user('maria', { invokedBy: 'signin.amazonaws.com' });
    expect(did('ec2', 'StopInstances', instance, { userIdentity })).toBe(
      'maria stopped i-05c30218156bcc246 in us-east-1.',
    );
  });
});

describe('what was done', () => {
  it.each<[string, string, JsonObject | null, string]>([
    ['ec2', 'RunInstances', null, 'launched instances in us-east-1'],
    ['ec2', 'StartInstances', instance, 'started i-05c30218156bcc246 in us-east-1'],
    ['ec2', 'RebootInstances', instance, 'rebooted i-05c30218156bcc246 in us-east-1'],
    ['ec2', 'DescribeInstances', null, 'listed instances in us-east-1'],
    ['ec2', 'DescribeInstances', instance, 'looked up i-05c30218156bcc246 in us-east-1'],
    ['ec2', 'CreateSecurityGroup', { groupName: 'web' }, 'created security group web in us-east-1'],
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      { groupId: 'sg-04cfb7a4712d75b00' },
      'allowed inbound traffic in security group sg-04cfb7a4712d75b00 in us-east-1',
    ],
    [
      'ec2',
      'DeleteFlowLogs',
      { flowLogId: 'fl-064ed3a785e4a37ef' },
      'deleted flow log fl-064ed3a785e4a37ef in us-east-1',
    ],
    [
      'ec2',
      'CreateTags',
      { resourcesSet: { items: [{ resourceId: 'vol-0a2e548958718390d' }] } },
      'tagged volume vol-0a2e548958718390d in us-east-1',
    ],
    [
      'ec2',
      'DescribeVpcAttribute',
      { vpcId: 'vpc-06fe1a64761a0f720' },
      'looked up an attribute of vpc-06fe1a64761a0f720 in us-east-1',
    ],
    ['iam', 'CreateUser', { userName: 'backup' }, 'created user backup'],
    ['iam', 'CreateRole', { roleName: 'Deploy' }, 'created role Deploy'],
    ['iam', 'CreateAccessKey', { userName: 'backup' }, 'created an access key for user backup'],
    ['iam', 'CreateAccessKey', null, 'created an access key for themselves'],
    [
      'iam',
      'AttachUserPolicy',
      { userName: 'backup', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'attached policy AdministratorAccess to user backup',
    ],
    [
      'iam',
      'PutRolePolicy',
      { roleName: 'Deploy', policyName: 'inline' },
      'put inline policy inline on role Deploy',
    ],
    ['iam', 'UpdateAssumeRolePolicy', { roleName: 'Deploy' }, 'changed who may assume role Deploy'],
    ['iam', 'ListAttachedRolePolicies', { roleName: 'Deploy' }, 'listed attached policies of role Deploy'],
    ['iam', 'ListInstanceProfilesForRole', { roleName: 'Deploy' }, 'listed instance profiles of role Deploy'],
    ['iam', 'GetAccountSummary', null, 'read the account summary'],
    ['iam', 'DeactivateMFADevice', { userName: 'backup' }, 'deactivated an MFA device of user backup'],
    [
      'sts',
      'AssumeRole',
      { roleArn: 'arn:aws:iam::111122223333:role/Admin' },
      'assumed role Admin in us-east-1',
    ],
    ['sts', 'AssumeRole', null, 'assumed a role in us-east-1'],
    ['sts', 'GetCallerIdentity', null, 'checked their own identity in us-east-1'],
    ['s3', 'CreateBucket', { bucketName: 'acme-data' }, 'created bucket acme-data in us-east-1'],
    ['s3', 'PutBucketPolicy', { bucketName: 'acme-data' }, 'set the policy of bucket acme-data in us-east-1'],
    ['s3', 'GetBucketAcl', { bucketName: 'acme-data' }, 'read the ACL of bucket acme-data in us-east-1'],
    ['s3', 'GetObject', { bucketName: 'acme-data', key: 'in/a.csv' }, 'read acme-data/in/a.csv in us-east-1'],
    [
      's3',
      'DeleteObject',
      { bucketName: 'acme-data', key: 'in/a.csv' },
      'deleted acme-data/in/a.csv in us-east-1',
    ],
    ['s3', 'ListBuckets', null, 'listed buckets in us-east-1'],
    [
      'kms',
      'ScheduleKeyDeletion',
      { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
      'scheduled the deletion of key 1234abcd-12ab-34cd-56ef-1234567890ab in us-east-1',
    ],
    ['kms', 'Decrypt', null, 'decrypted data in us-east-1'],
    [
      'secretsmanager',
      'GetSecretValue',
      { secretId: 'prod/db' },
      'read the value of secret prod/db in us-east-1',
    ],
    ['ssm', 'GetParameters', { names: ['/a', '/b', '/c'] }, 'read parameter /a and 2 more in us-east-1'],
    [
      'ssm',
      'SendCommand',
      { documentName: 'AWS-RunShellScript', instanceIds: ['i-05c30218156bcc246'] },
      'ran AWS-RunShellScript on i-05c30218156bcc246 in us-east-1',
    ],
    ['cloudtrail', 'CreateTrail', { name: 'org-audit' }, 'created trail org-audit in us-east-1'],
    ['cloudtrail', 'StopLogging', { name: 'org-audit' }, 'stopped logging of trail org-audit in us-east-1'],
    [
      'cloudtrail',
      'StartLogging',
      { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/org-audit' },
      'started logging of trail org-audit in us-east-1',
    ],
    [
      'cloudtrail',
      'PutEventSelectors',
      { trailName: 'org-audit' },
      'changed what trail org-audit records in us-east-1',
    ],
    ['cloudtrail', 'LookupEvents', null, 'searched the event history in us-east-1'],
    ['lambda', 'CreateFunction20150331', { functionName: 'import' }, 'created function import in us-east-1'],
    [
      'lambda',
      'UpdateFunctionCode20150331v2',
      { functionName: 'import' },
      'replaced the code of function import in us-east-1',
    ],
    [
      'logs',
      'CreateLogGroup',
      { logGroupName: '/aws/cloudtrail' },
      'created log group /aws/cloudtrail in us-east-1',
    ],
    [
      'rds',
      'DeleteDBInstance',
      { dBInstanceIdentifier: 'orders' },
      'deleted DB instance orders in us-east-1',
    ],
    ['dynamodb', 'DeleteTable', { tableName: 'orders' }, 'deleted table orders in us-east-1'],
    ['cloudformation', 'UpdateStack', { stackName: 'web' }, 'updated stack web in us-east-1'],
    ['guardduty', 'DeleteDetector', { detectorId: '6ec1aa' }, 'deleted detector 6ec1aa in us-east-1'],
    ['glue', 'GetJobs', null, 'read AWS Glue jobs in us-east-1'],
    ['glue', 'CreateTrigger', { name: 'nightly' }, 'created trigger nightly in us-east-1'],
    ['directconnect', 'DescribeDirectConnectGateways', null, 'listed Direct Connect gateways in us-east-1'],
    [
      'ssm',
      'ListTagsForResource',
      { resourceType: 'Parameter', resourceId: '/prod/db' },
      'listed tags of parameter /prod/db in us-east-1',
    ],
    ['organizations', 'LeaveOrganization', null, 'took the account out of its organization'],
    ['robots', 'DeployFleet', null, 'deployed a robots fleet in us-east-1'],
    ['robots', 'Frobnicate', null, 'called robots:Frobnicate in us-east-1'],
  ])('%s:%s with %o', (service, name, parameters, predicate) => {
    expect(did(service, name, parameters)).toBe(`maria ${predicate}.`);
  });

  it('names the first of several and counts the others', () => {
    const items = [
      'i-05c30218156bcc246',
      'i-0aaa11112222bbbb3',
      'i-0ccc11112222dddd3',
      'i-0eee11112222ffff3',
    ];
    const many = { instancesSet: { items: items.map((instanceId) => ({ instanceId })) } };
    expect(did('ec2', 'TerminateInstances', many)).toBe(
      'maria terminated i-05c30218156bcc246 and 3 more in us-east-1.',
    );
  });

  it('speaks of the thing that the name of the call is about, not of the first one in the record', () => {
    const responseElements = { subnet: { subnetId: 'subnet-01ed430875cff578d' } };
    expect(did('ec2', 'CreateSubnet', { vpcId: 'vpc-06fe1a64761a0f720' }, { responseElements })).toBe(
      'maria created subnet-01ed430875cff578d in us-east-1.',
    );
  });

  it('emphasises names only', () => {
    const parts = sentence(
      eventFromRecord(call('iam', 'CreateUser', { requestParameters: { userName: 'backup' } })),
    );
    expect(parts).toEqual([
      { text: 'maria', strong: true },
      { text: ' created user ' },
      { text: 'backup', strong: true },
      { text: '.' },
    ]);
  });
});

describe('what failed', () => {
  it.each([
    ['AccessDenied', 'which was denied (AccessDenied)'],
    ['Client.UnauthorizedOperation', 'which was denied (UnauthorizedOperation)'],
    ['ThrottlingException', 'which was throttled (ThrottlingException)'],
    ['Client.DryRunOperation', 'which was only a dry run'],
    ['Client.InvalidInstanceID.NotFound', 'which failed (InvalidInstanceID.NotFound)'],
  ])('with %s was tried, %s', (errorCode, clause) => {
    expect(did('ec2', 'TerminateInstances', instance, { errorCode })).toBe(
      `maria tried to terminate i-05c30218156bcc246 in us-east-1, ${clause}.`,
    );
  });

  it('tells that network activity was denied by an endpoint', () => {
    const more = {
      eventCategory: 'NetworkActivity',
      errorCode: 'VpceAccessDenied',
      vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    };
    expect(did('s3', 'ListObjects', { bucketName: 'acme-data' }, more)).toBe(
      'maria, through vpce-0a1b2c3d4e5f60718, tried to list objects in bucket acme-data in us-east-1, which was denied (VpceAccessDenied).',
    );
  });
});

describe('a sign-in', () => {
  const signIn = (more: JsonObject): string =>
    did('signin', 'ConsoleLogin', null, { eventType: 'AwsConsoleSignIn', ...more });

  it('tells MFA and the address', () => {
    expect(
      signIn({ additionalEventData: { MFAUsed: 'Yes' }, responseElements: { ConsoleLogin: 'Success' } }),
    ).toBe('maria signed in to the console with MFA from 203.0.113.7.');
    expect(
      signIn({ additionalEventData: { MFAUsed: 'No' }, responseElements: { ConsoleLogin: 'Success' } }),
    ).toBe('maria signed in to the console without MFA from 203.0.113.7.');
  });

  it('that failed tells why, and hides the name that AWS hides', () => {
    expect(
      signIn({
        userIdentity: { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
        errorMessage: 'No username found in supplied account',
        additionalEventData: { MFAUsed: 'No' },
        responseElements: { ConsoleLogin: 'Failure' },
      }),
    ).toBe(
      'Someone whose name AWS hides failed to sign in to the console without MFA from 203.0.113.7 (No username found in supplied account).',
    );
  });

  it('of a role says nothing about MFA, which its provider may have asked for', () => {
    const more = { userIdentity: roleSession('Admin', 'maria'), additionalEventData: { MFAUsed: 'No' } };
    expect(signIn(more)).toBe('maria, through role Admin, signed in to the console from 203.0.113.7.');
  });
});

describe('events of services', () => {
  it('are put into words where the name has a verb, and reported where it has not', () => {
    const service = { accountId: '111122223333', invokedBy: 'secretsmanager.amazonaws.com' };
    const more = { userIdentity: service, eventType: 'AwsServiceEvent' };
    expect(did('secretsmanager', 'StartSecretVersionDelete', null, more)).toBe(
      'AWS Secrets Manager started to delete a version of a secret in us-east-1.',
    );
    expect(did('secretsmanager', 'RotationSucceeded', null, more)).toBe(
      'AWS Secrets Manager reported: rotation succeeded in us-east-1.',
    );
  });
});

describe('an Insights event', () => {
  const insight = (details: JsonObject, average: number, baseline: number): string =>
    text({
      eventTime: '2026-11-19T09:00:00Z',
      awsRegion: 'us-east-1',
      eventCategory: 'Insight',
      insightDetails: {
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: { baseline: { average: baseline }, insight: { average }, insightDuration: 12 },
        },
        ...details,
      },
    });

  it('tells the rate and the baseline', () => {
    expect(insight({ state: 'Start' }, 52, 0.3)).toBe(
      'The call rate of RunInstances (ec2) rose to 52 a minute in us-east-1; the baseline is 0.3.',
    );
    expect(insight({ state: 'Start' }, 0.011, 12.7)).toBe(
      'The call rate of RunInstances (ec2) fell to 0.011 a minute in us-east-1; the baseline is 13.',
    );
  });

  it('tells which errors, and how long it lasted', () => {
    const errors = { insightType: 'ApiErrorRateInsight', errorCode: 'AccessDenied' };
    expect(insight({ state: 'End', ...errors }, 52, 0.3)).toBe(
      'The rate of AccessDenied errors of RunInstances (ec2) returned to normal after 12 minutes in us-east-1; it had been 52 a minute; the baseline is 0.3.',
    );
  });

  it('is readable without its numbers', () => {
    expect(text({ eventCategory: 'Insight' })).toBe('The call rate of a call was unusual.');
  });
});

describe('an aggregated record', () => {
  const aggregated = (summary: JsonObject): string =>
    text({
      awsRegion: 'us-east-1',
      eventCategory: 'Aggregated',
      eventSource: 's3.amazonaws.com',
      timeWindow: { windowStart: '2026-11-19T09:00:00Z', windowSize: 'PT5M' },
      summary,
    });

  it('tells the window and the largest counts', () => {
    const statistics = [
      { name: 'GetObject', value: 1200 },
      { name: 'PutObject', value: 30 },
      { name: 'ListObjects', value: 2 },
    ];
    expect(aggregated({ primaryDimension: { dimension: 'eventName', statistics } })).toBe(
      'Over 5 minutes in us-east-1, CloudTrail counted 1,200 GetObject, 30 PutObject and 1 more of Amazon S3.',
    );
  });

  it('is readable without them', () => {
    expect(aggregated({})).toBe('Over 5 minutes in us-east-1, CloudTrail counted data events of Amazon S3.');
  });
});

describe('any record', () => {
  it('has a sentence that is bounded, on one line, and of visible characters', () => {
    fc.assert(
      fc.property(hostileRecord, (source) => {
        const shown = sentenceText(sentence(eventFromRecord(source)));
        expect(shown.trim()).not.toBe('');
        expect(shown.length).toBeLessThanOrEqual(longestSentence);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('of any name, service, error and person has such a sentence', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, hostileText, (name, source, error, who) => {
        const shown = text(
          record({
            eventName: name,
            eventSource: source,
            errorCode: error,
            awsRegion: error,
            userIdentity: user(who),
          }),
        );
        expect(shown).toMatch(/\.$|…$/);
        expect(shown.length).toBeLessThanOrEqual(longestSentence);
      }),
    );
  });
});

describe('an event whose record cannot be read', () => {
  const outline = {
    eventName: 'TerminateInstances',
    eventSource: 'ec2.amazonaws.com',
    username: 'maria',
    resources: [{ type: 'AWS::EC2::Instance', name: 'i-05c30218156bcc246' }],
    cloudTrailEvent: '<not json>',
  };
  const unknown = 'its record cannot be read, so whether it succeeded is not known.';

  it.each([
    [outline, `CloudTrail lists TerminateInstances (ec2) by maria on i-05c30218156bcc246; ${unknown}`],
    [
      { eventName: 'ConsoleLogin', username: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      `CloudTrail lists ConsoleLogin by someone whose name AWS hides; ${unknown}`,
    ],
    [{ eventName: 'DeleteTrail' }, `CloudTrail lists DeleteTrail; ${unknown}`],
    [{}, 'CloudTrail lists an event whose record cannot be read.'],
  ])('does not claim that anything was done: %j', (item, expected) => {
    expect(sentenceText(sentence(eventFromLookup(item)))).toBe(expected);
  });
});
