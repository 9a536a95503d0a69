/**
 * The members of a CloudTrail record (version 1.11, with those of Insights and aggregated records): what a path can
 * begin with.
 */
export const recordMembers = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'apiVersion',
  'eventType',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'serviceEventDetails',
  'managementEvent',
  'eventCategory',
  'addendum',
  'sessionCredentialFromConsole',
  'edgeDeviceDetails',
  'tlsDetails',
  'vpcEndpointAccountId',
  'eventContext',
  'insightDetails',
  'timeWindow',
  'summary',
  'eventId',
  'accountId',
] as const;

const members: ReadonlySet<string> = new Set(recordMembers);

/** Whether records have a member of this name. */
export function isRecordMember(name: string): boolean {
  return members.has(name);
}
