/**
 * How records are kept in DuckDB: a column for each member that records have by version 1.11, and `_rest` for what does
 * not fit. A record is made again of its columns and its rest.
 */

/** A text, a truth value (kept as text), any JSON, or an object with known members. */
export type Shape = 'text' | 'flag' | 'json' | { readonly [member: string]: Shape };

const issuer = {
  type: 'text',
  principalId: 'text',
  arn: 'text',
  accountId: 'text',
  userName: 'text',
} as const;

const identity = {
  type: 'text',
  principalId: 'text',
  arn: 'text',
  accountId: 'text',
  invokedBy: 'text',
  accessKeyId: 'text',
  userName: 'text',
  onBehalfOf: { userId: 'text', identityStoreArn: 'text' },
  sessionContext: {
    attributes: { mfaAuthenticated: 'text', creationDate: 'text', sessionCredentialFromConsole: 'text' },
    sessionIssuer: issuer,
    ec2RoleDelivery: 'text',
    webIdFederationData: { federatedProvider: 'text', attributes: 'json' },
    sourceIdentity: 'text',
    assumedRoot: 'text',
    ec2IssuedInVpc: 'text',
  },
  invokedByDelegate: 'json',
  inScopeOf: 'json',
  credentialId: 'text',
  identityProvider: 'text',
} as const satisfies Shape;

/** The members of a record that have a column, in the order of the columns. */
export const recordShape = {
  eventVersion: 'text',
  userIdentity: identity,
  eventTime: 'text',
  eventSource: 'text',
  eventName: 'text',
  awsRegion: 'text',
  sourceIPAddress: 'text',
  userAgent: 'text',
  errorCode: 'text',
  errorMessage: 'text',
  requestParameters: 'json',
  responseElements: 'json',
  additionalEventData: 'json',
  requestID: 'text',
  eventID: 'text',
  readOnly: 'flag',
  resources: 'json',
  eventType: 'text',
  apiVersion: 'text',
  managementEvent: 'flag',
  recipientAccountId: 'text',
  serviceEventDetails: 'json',
  sharedEventID: 'text',
  vpcEndpointId: 'text',
  vpcEndpointAccountId: 'text',
  eventCategory: 'text',
  addendum: 'json',
  sessionCredentialFromConsole: 'text',
  edgeDeviceDetails: 'json',
  tlsDetails: 'json',
  insightDetails: 'json',
  eventContext: 'json',
} as const satisfies Readonly<Record<string, Shape>>;

export type RecordColumn = keyof typeof recordShape;

export const recordColumns = Object.keys(recordShape) as RecordColumn[];

/** The type of a shape in DuckDB's words. */
export function sqlType(shape: Shape): string {
  if (typeof shape === 'object') {
    const members = Object.entries(shape).map(([name, member]) => `"${name}" ${sqlType(member)}`);
    return `STRUCT(${members.join(', ')})`;
  }
  return shape === 'json' ? 'JSON' : 'VARCHAR';
}

/** The versions of records of which every member has a column; others are looked at one by one. */
export const knownVersions: readonly string[] = [
  '1.0',
  ...Array.from({ length: 9 }, (_, index) => `1.0${index + 1}`),
  '1.1',
  '1.10',
  '1.11',
];
