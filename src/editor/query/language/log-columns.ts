import type { Localize } from '../../../core/localize.ts';

/** A column of `cloudtrail_logs`, or a member of one. */
export interface LogTableColumn {
  readonly name: string;
  /** In the words of SQL. */
  readonly type: string;
  /** What it holds, in a sentence. */
  readonly about: (t: Localize) => string;
  /** Of a struct. */
  readonly members?: readonly LogTableColumn[];
}

export const tableName = 'cloudtrail_logs';

const text = (name: string, about: LogTableColumn['about']): LogTableColumn => ({
  name,
  type: 'VARCHAR',
  about,
});
const struct = (
  name: string,
  about: LogTableColumn['about'],
  members: readonly LogTableColumn[],
): LogTableColumn => ({ name, type: 'STRUCT', about, members });

const issuer: readonly LogTableColumn[] = [
  text('type', (t) => t('What issued the session: Role, or Root, IAMUser')),
  text('principalid', (t) => t('Id of the role or user behind the session')),
  text('arn', (t) => t('ARN of the role or user behind the session')),
  text('accountid', (t) => t('Account of the role or user behind the session')),
  text('username', (t) => t('Name of the role or user behind the session')),
];

const sessionContext: readonly LogTableColumn[] = [
  struct('sessionissuer', (t) => t('The role or user that the session is of'), issuer),
  struct('attributes', (t) => t('When and how the session began'), [
    text('mfaauthenticated', (t) => t("'true' where MFA was used to begin the session")),
    text('creationdate', (t) => t('When the session began')),
  ]),
  text('sourceidentity', (t) => t('The person behind the session, as whoever assumed the role said')),
  text('ec2roledelivery', (t) => t('Version of the instance metadata service that gave the credentials')),
  text('ec2issuedinvpc', (t) => t('Where the credentials of an instance were issued')),
  text('assumedroot', (t) => t("'true' for a session as the root user of a member account")),
];

const identity: readonly LogTableColumn[] = [
  text('type', (t) => t('Kind of caller: IAMUser, AssumedRole, Root, AWSService …')),
  text('principalid', (t) =>
    t("Id of the caller; of a role's session with the session's name behind a colon"),
  ),
  text('arn', (t) => t('ARN of the caller')),
  text('accountid', (t) => t("The caller's account")),
  text('invokedby', (t) => t('The AWS service that made the call, for itself or for somebody')),
  text('accesskeyid', (t) => t('The access key that signed the call')),
  text('username', (t) => t('Name of the IAM user; hidden for a sign-in with a wrong name')),
  struct('sessioncontext', (t) => t('The session, for temporary credentials'), sessionContext),
  struct('onbehalfof', (t) => t('The user of IAM Identity Center behind the call'), [
    text('userid', (t) => t('Id of the user in the identity store')),
    text('identitystorearn', (t) => t('ARN of the identity store')),
  ]),
];

/** The columns of `cloudtrail_logs`, in their order. */
export const logColumns: readonly LogTableColumn[] = [
  text('eventversion', (t) => t("Version of the record's format, such as 1.11")),
  struct('useridentity', (t) => t('Who made the call'), identity),
  text('eventtime', (t) => t('When the call was made, in UTC, such as 2026-11-19T14:02:11Z')),
  text('eventsource', (t) => t('The service that was called, such as ec2.amazonaws.com')),
  text('eventname', (t) => t('The action that was called, such as RunInstances')),
  text('awsregion', (t) => t('The Region that the call was made to; us-east-1 for global services')),
  text('sourceipaddress', (t) => t('Where the call came from: an address, or the host of a service')),
  text('useragent', (t) => t('The program that made the call, as it calls itself')),
  text('errorcode', (t) => t('Why the call failed; NULL where it did not')),
  text('errormessage', (t) => t('Why the call failed, in words')),
  text('requestparameters', (t) =>
    t('What was asked for, as JSON: json_extract_scalar(requestparameters, …)'),
  ),
  text('responseelements', (t) => t('What was answered, as JSON; NULL for calls that only read')),
  text('additionaleventdata', (t) => t('More about the event, as JSON, such as whether MFA was used')),
  text('requestid', (t) => t("The service's id for the request")),
  text('eventid', (t) => t("CloudTrail's id for the event; with it a row can be opened")),
  text('readonly', (t) => t("'true' for calls that only read, 'false' for those that change something")),
  {
    name: 'resources',
    type: 'STRUCT[]',
    about: (t) => t('What the call was about: a list of structs with ARN, accountId and type'),
  },
  text('eventtype', (t) => t('AwsApiCall, AwsServiceEvent, AwsConsoleSignIn …')),
  text('apiversion', (t) => t('Version of the API that was called')),
  text('recipientaccountid', (t) => t('The account whose trail has the event')),
  text('serviceeventdetails', (t) => t('What a service did by itself, as JSON')),
  text('sharedeventid', (t) => t('Equal for the events that one call left in several accounts')),
  text('vpcendpointid', (t) => t('The VPC endpoint that the call went through')),
  text('vpcendpointaccountid', (t) => t('Owner of the VPC endpoint that the call went through')),
  text('eventcategory', (t) => t('Management, Data, NetworkActivity, Insight, Aggregated')),
  struct('addendum', (t) => t('Why an event came late, or was delivered once more'), [
    text('reason', (t) => t('Why the event came late, or was delivered once more')),
    text('updatedfields', (t) => t('The fields of an event that were changed afterwards')),
    text('originalrequestid', (t) => t('Request id of the event that was changed')),
    text('originaleventid', (t) => t('Id of the event that was changed')),
  ]),
  text('sessioncredentialfromconsole', (t) => t("'true' for calls that were made by hand in the console")),
  text('edgedevicedetails', (t) => t('The edge device that was called, as JSON')),
  struct('tlsdetails', (t) => t('How the connection was secured'), [
    text('tlsversion', (t) => t('Version of TLS, such as TLSv1.3')),
    text('ciphersuite', (t) => t('The cipher suite')),
    text('clientprovidedhostheader', (t) => t('The host that the caller asked for')),
    text('keyexchange', (t) => t('How the keys were agreed on')),
  ]),
  text('timestamp', (t) => t("The day, such as 2026/11/19: the partition of Athena's table")),
  text('managementevent', (t) => t("'true' for management events. Not in Athena's table")),
  text('insightdetails', (t) => t("What an Insights event found, as JSON. Not in Athena's table")),
  text('eventcontext', (t) =>
    t("Tags and conditions at the time of the call, as JSON. Not in Athena's table"),
  ),
  text('otherfields', (t) => t("Members of the record without a column, as JSON. Not in Athena's table")),
];

/** The column or member of a path such as `useridentity.arn`, in any case. */
export function columnAt(path: readonly string[]): LogTableColumn | undefined {
  let columns: readonly LogTableColumn[] = logColumns;
  let found: LogTableColumn | undefined;
  for (const step of path) {
    found = columns.find(({ name }) => name === step.toLowerCase());
    columns = found?.members ?? [];
  }
  return found;
}
