/**
 * `cloudtrail_logs`, as a query sees it: the columns of Athena's CloudTrail table, by its names and types, so that a
 * query can run there too; and a few that Athena lacks.
 */
const columns: readonly (readonly [name: string, expression: string])[] = [
  ['eventversion', '"eventVersion"'],
  ['useridentity', '"userIdentity"'],
  ['eventtime', '"eventTime"'],
  ['eventsource', '"eventSource"'],
  ['eventname', '"eventName"'],
  ['awsregion', '"awsRegion"'],
  ['sourceipaddress', '"sourceIPAddress"'],
  ['useragent', '"userAgent"'],
  ['errorcode', '"errorCode"'],
  ['errormessage', '"errorMessage"'],
  ['requestparameters', 'CAST("requestParameters" AS VARCHAR)'],
  ['responseelements', 'CAST("responseElements" AS VARCHAR)'],
  ['additionaleventdata', 'CAST("additionalEventData" AS VARCHAR)'],
  ['requestid', '"requestID"'],
  ['eventid', '"eventID"'],
  ['readonly', '"readOnly"'],
  ['resources', `from_json("resources", '[{"ARN":"VARCHAR","accountId":"VARCHAR","type":"VARCHAR"}]')`],
  ['eventtype', '"eventType"'],
  ['apiversion', '"apiVersion"'],
  ['recipientaccountid', '"recipientAccountId"'],
  ['serviceeventdetails', 'CAST("serviceEventDetails" AS VARCHAR)'],
  ['sharedeventid', '"sharedEventID"'],
  ['vpcendpointid', '"vpcEndpointId"'],
  ['vpcendpointaccountid', '"vpcEndpointAccountId"'],
  ['eventcategory', '"eventCategory"'],
  [
    'addendum',
    `from_json("addendum", '{"reason":"VARCHAR","updatedFields":"VARCHAR","originalRequestID":"VARCHAR","originalEventID":"VARCHAR"}')`,
  ],
  ['sessioncredentialfromconsole', '"sessionCredentialFromConsole"'],
  ['edgedevicedetails', 'CAST("edgeDeviceDetails" AS VARCHAR)'],
  [
    'tlsdetails',
    `from_json("tlsDetails", '{"tlsVersion":"VARCHAR","cipherSuite":"VARCHAR","clientProvidedHostHeader":"VARCHAR","keyExchange":"VARCHAR"}')`,
  ],
  // The partition of Athena's table.
  ['timestamp', `strftime(make_timestamp(ms * 1000), '%Y/%m/%d')`],
  ['managementevent', '"managementEvent"'],
  ['insightdetails', 'CAST("insightDetails" AS VARCHAR)'],
  ['eventcontext', 'CAST("eventContext" AS VARCHAR)'],
  ['otherfields', 'CAST(_rest AS VARCHAR)'],
];

/** The names of the columns of `cloudtrail_logs`, in their order. */
export const athenaColumnNames: readonly string[] = columns.map(([name]) => name);

/**
 * The statements that give a connection its `cloudtrail_logs`, and Athena's names for what DuckDB calls otherwise. All of
 * it is temporary: it is the connection's own, and goes with it.
 *
 * @param events the table of all events
 * @param condition which of them the query may see
 */
export function athenaView(events: string, condition: string): readonly string[] {
  const list = columns.map(([name, expression]) => `${expression} AS "${name}"`).join(', ');
  return [
    `CREATE OR REPLACE TEMP VIEW cloudtrail_logs AS SELECT ${list} FROM ${events} WHERE ${condition}`,
    'CREATE OR REPLACE TEMP MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)',
    'CREATE OR REPLACE TEMP MACRO from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMP)',
  ];
}
