import type { FieldName } from './event-filter.ts';

/**
 * The table that filters are compiled for: a column for each member of a record, by its name; `userIdentity` an object;
 * members with objects and lists as JSON text; `_rest` for members without a column; `ms` for the time of the event;
 * `failure` for the code of its error.
 */

/** Members with a text; truth values are texts too. */
export const textColumns: ReadonlySet<string> = new Set([
  'eventVersion',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestID',
  'eventID',
  'readOnly',
  'eventType',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'sessionCredentialFromConsole',
]);

/** Members with JSON. */
export const jsonColumns: ReadonlySet<string> = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
  'serviceEventDetails',
  'addendum',
  'edgeDeviceDetails',
  'tlsDetails',
  'insightDetails',
  'eventContext',
]);

/** Where the names in the field `resource` stand. */
export const resourceColumns: readonly string[] = [
  '"resources"',
  '"requestParameters"',
  '"responseElements"',
  '"serviceEventDetails"',
  '"errorMessage"',
  '_rest',
];

const identityPaths = [
  'type',
  'principalId',
  'arn',
  'accountId',
  'invokedBy',
  'accessKeyId',
  'userName',
  'credentialId',
  'identityProvider',
  'onBehalfOf.userId',
  'onBehalfOf.identityStoreArn',
  'sessionContext.attributes.mfaAuthenticated',
  'sessionContext.attributes.creationDate',
  'sessionContext.attributes.sessionCredentialFromConsole',
  'sessionContext.sessionIssuer.type',
  'sessionContext.sessionIssuer.principalId',
  'sessionContext.sessionIssuer.arn',
  'sessionContext.sessionIssuer.accountId',
  'sessionContext.sessionIssuer.userName',
  'sessionContext.ec2RoleDelivery',
  'sessionContext.webIdFederationData.federatedProvider',
  'sessionContext.webIdFederationData.attributes',
  'sessionContext.sourceIdentity',
  'sessionContext.assumedRoot',
  'sessionContext.ec2IssuedInVpc',
  'invokedByDelegate',
  'inScopeOf',
] as const;

const jsonPaths: ReadonlySet<string> = new Set([
  'invokedByDelegate',
  'inScopeOf',
  'sessionContext.webIdFederationData.attributes',
]);

function identity(path: (typeof identityPaths)[number]): string {
  return `"userIdentity".${path
    .split('.')
    .map((name) => `"${name}"`)
    .join('.')}`;
}

/** The members of `userIdentity` that hold a text, by their path, and those that hold JSON. */
export const identityColumns: ReadonlyMap<string, string> = new Map(
  identityPaths.map((path) => [path, identity(path)]),
);

/** The members of `userIdentity` that hold a text. */
export const identityMembers: ReadonlyMap<string, string> = new Map(
  [...identityColumns].filter(([path]) => !jsonPaths.has(path)),
);

/** The values of a field as SQL. */
export interface FieldSql {
  /** Expressions that are NULL where there is no value. */
  readonly values: readonly string[];
  /** Values that the event may have besides: only the predicate can tell. */
  readonly perhaps?: readonly string[];
}

const filled = (expression: string): string => `nullif(${expression}, '')`;

/** A member of a JSON column that is a text. */
const jsonText = (column: string, path: string): string =>
  `CASE WHEN json_type(${column}, '${path}') = 'VARCHAR' THEN ${filled(`${column} ->> '${path}'`)} END`;

const name = `coalesce(${filled('"eventName"')}, ${jsonText('"insightDetails"', '$.eventName')})`;
const source = `coalesce(${filled('"eventSource"')}, ${jsonText('"insightDetails"', '$.eventSource')})`;

const flag = (expression: string): string =>
  `CASE lower(${expression}) WHEN 'true' THEN 'true' WHEN 'yes' THEN 'true' WHEN 'false' THEN 'false' WHEN 'no' THEN 'false' END`;

const write = `CASE ${flag('"readOnly"')} WHEN 'true' THEN 'false' WHEN 'false' THEN 'true' END`;

const mfa = `coalesce(${flag(`"additionalEventData" ->> '$.MFAUsed'`)},
  ${flag(identity('sessionContext.attributes.mfaAuthenticated'))})`;

/** The name behind the colon of `AROAEXAMPLE:maria`, or the user's own. */
const user = `CASE WHEN ${identity('type')} = 'Root' THEN 'root' ELSE coalesce(${filled(identity('userName'))},
  CASE WHEN contains(${identity('principalId')}, ':')
    THEN ${filled(`substr(${identity('principalId')}, strpos(${identity('principalId')}, ':') + 1)`)} END) END`;

const lastPart = (expression: string): string => filled(`regexp_extract(${expression}, '[^/:]*$')`);

const roleArn = filled(identity('sessionContext.sessionIssuer.arn'));

const roleName = `coalesce(${filled(identity('sessionContext.sessionIssuer.userName'))},
  ${filled(`regexp_extract(${identity('arn')}, ':assumed-role/([^/]+)/(?:.+)$', 1, 's')`)},
  ${lastPart(roleArn)}, ${lastPart(identity('arn'))})`;

const isRole = `${identity('type')} IN ('AssumedRole', 'Role')`;

/** Events of services often lack the type; what they are then is seen from the rest. */
const mayBeRole = `"userIdentity" IS NOT NULL AND coalesce(${identity('type')} NOT IN ('Root', 'IAMUser',
  'AssumedRole', 'Role', 'FederatedUser', 'SAMLUser', 'WebIdentityUser', 'Directory', 'IdentityCenterUser', 'AWSAccount',
  'AWSService'), true)`;

const role = `CASE WHEN ${isRole} THEN ${roleName} END`;
const issuer = `CASE WHEN ${isRole} THEN ${roleArn} END`;
const roleByLook = `CASE WHEN ${mayBeRole} THEN ${roleName} END`;
const issuerByLook = `CASE WHEN ${mayBeRole} THEN ${roleArn} END`;

const category = `CASE
  WHEN "eventCategory" = 'Management' THEN 'management'
  WHEN "eventCategory" = 'Data' THEN 'data'
  WHEN "eventCategory" = 'NetworkActivity' THEN 'network-activity'
  WHEN "eventCategory" = 'Insight' THEN 'insight'
  WHEN "eventCategory" = 'Aggregated' THEN 'aggregated'
  WHEN "eventType" = 'AwsCloudTrailInsight' THEN 'insight'
  WHEN "eventType" = 'AwsAggregatedEvent' THEN 'aggregated'
  WHEN "eventType" IN ('AwsVpceEvents', 'AwsVpceEvent', 'AwsVpcEvents', 'AwsVpcEvent') THEN 'network-activity'
  WHEN ${flag('"managementEvent"')} = 'true' THEN 'management'
  WHEN ${flag('"managementEvent"')} = 'false' THEN 'data'
  WHEN json_type("insightDetails") = 'OBJECT' THEN 'insight'
  ELSE 'unknown' END`;

/** The fields whose values SQL can tell; `resource` is searched for, `resourcetype` follows from too much. */
export const fieldSql: Readonly<Partial<Record<FieldName, FieldSql>>> = {
  name: { values: [name] },
  source: { values: [source] },
  user: { values: [user] },
  role: { values: [role], perhaps: [roleByLook] },
  principal: {
    values: [
      filled(identity('arn')),
      filled(identity('invokedBy')),
      user,
      filled(identity('principalId')),
      filled(identity('accountId')),
      role,
      issuer,
    ],
    perhaps: [roleByLook, issuerByLook],
  },
  ip: { values: [filled('"sourceIPAddress"')] },
  region: { values: [filled('"awsRegion"')] },
  account: { values: [`coalesce(${filled('"recipientAccountId"')}, ${jsonText('_rest', '$.accountId')})`] },
  error: { values: ['failure'] },
  write: { values: [write] },
  key: { values: [filled(identity('accessKeyId'))] },
  agent: { values: [filled('"userAgent"')] },
  type: { values: [filled('"eventType"')] },
  category: { values: [category] },
  id: { values: [`coalesce(${filled('"eventID"')}, ${jsonText('_rest', '$.eventId')})`] },
  vpce: { values: [filled('"vpcEndpointId"')] },
  mfa: { values: [mfa] },
};

/** What the facet of a field counts: one value of each event. */
export const facetSql: Readonly<Partial<Record<FieldName, string>>> = {
  name,
  source,
  principal: `coalesce(${['arn', 'invokedBy', 'principalId', 'accountId']
    .map((member) => filled(identity(member as 'arn')))
    .join(', ')}, ${user})`,
  ip: filled('"sourceIPAddress"'),
  region: filled('"awsRegion"'),
  account: fieldSql.account?.values[0] ?? 'NULL',
  error: 'failure',
  write,
  key: filled(identity('accessKeyId')),
  agent: filled('"userAgent"'),
};
