import { knownRegions } from '../../../core/known-regions.ts';
import type { FacetField } from '../../../core/query/facets.ts';

/** The facet of the events whose values a column has. */
export const facetOfColumn: ReadonlyMap<string, FacetField> = new Map<string, FacetField>([
  ['eventname', 'name'],
  ['eventsource', 'source'],
  ['errorcode', 'error'],
  ['awsregion', 'region'],
  ['sourceipaddress', 'ip'],
  ['useragent', 'agent'],
  ['recipientaccountid', 'account'],
  ['useridentity.arn', 'principal'],
  ['useridentity.accesskeyid', 'key'],
]);

const yesOrNo = ['true', 'false'];

const known: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['awsregion', knownRegions],
  [
    'eventname',
    [
      [
        'AssumeRole',
        'ConsoleLogin',
        'CreateAccessKey',
        'CreateUser',
        'DeleteTrail',
        'GetObject',
        'PutObject',
      ],
      ['PutBucketPolicy', 'RunInstances', 'StopLogging', 'TerminateInstances', 'UpdateTrail'],
      [
        'AuthorizeSecurityGroupIngress',
        'AttachRolePolicy',
        'AttachUserPolicy',
        'PutUserPolicy',
        'DeleteObject',
      ],
    ].flat(),
  ],
  [
    'eventsource',
    ['cloudtrail', 'ec2', 'iam', 'kms', 'lambda', 'rds', 's3', 'secretsmanager', 'signin', 'ssm', 'sts'].map(
      (service) => `${service}.amazonaws.com`,
    ),
  ],
  [
    'errorcode',
    ['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'ThrottlingException'],
  ],
  [
    'eventtype',
    [
      'AwsApiCall',
      'AwsServiceEvent',
      'AwsConsoleAction',
      'AwsConsoleSignIn',
      'AwsVpceEvents',
      'AwsCloudTrailInsight',
    ],
  ],
  ['eventcategory', ['Management', 'Data', 'NetworkActivity', 'Insight', 'Aggregated']],
  ['readonly', yesOrNo],
  ['managementevent', yesOrNo],
  ['sessioncredentialfromconsole', ['true']],
  ['useridentity.sessioncontext.attributes.mfaauthenticated', yesOrNo],
  [
    'useridentity.type',
    [
      'Root',
      'IAMUser',
      'AssumedRole',
      'Role',
      'FederatedUser',
      'AWSAccount',
      'AWSService',
      'IdentityCenterUser',
    ],
  ],
  ['useridentity.sessioncontext.sessionissuer.type', ['Role', 'IAMUser', 'Root']],
  ['addendum.reason', ['DELIVERY_DELAY', 'UPDATED_DATA', 'SERVICE_OUTAGE']],
]);

/** Values that a column commonly has, in any account. */
export function commonValues(column: string): readonly string[] {
  return known.get(column) ?? [];
}
