import type { Localize } from '../../../core/localize.ts';

/** What a new document has in it, and where one goes on. */
export function starterQuery(t: Localize): { readonly sql: string; readonly cursor: number } {
  const sql = `-- ${t('Ctrl+Enter (Cmd+Enter) runs all of it, or what is selected.')}
SELECT eventtime, eventname, eventsource, awsregion,
  useridentity.arn, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
ORDER BY eventtime DESC
LIMIT 100
`;
  const table = 'FROM cloudtrail_logs';
  return { sql, cursor: sql.indexOf(table) + table.length };
}

/** A query that is ready to run. */
export interface ExampleQuery {
  readonly title: (t: Localize) => string;
  /** What it needs of the logs, or tells. */
  readonly detail: (t: Localize) => string;
  readonly sql: string;
}

/** Questions that are asked of every account. They are written in what DuckDB and Athena both understand. */
export const exampleQueries: readonly ExampleQuery[] = [
  {
    title: (t) => t('Error rates by principal'),
    detail: (t) => t('Who fails most, and how often'),
    sql: `SELECT
  coalesce(useridentity.arn, useridentity.invokedby) AS principal,
  count(*) AS calls,
  count(errorcode) AS errors,
  round(100.0 * count(errorcode) / count(*), 1) AS percent
FROM cloudtrail_logs
GROUP BY 1
HAVING count(errorcode) > 0
ORDER BY errors DESC
LIMIT 50
`,
  },
  {
    title: (t) => t('Denied calls'),
    detail: (t) => t('Who was denied what, and how often'),
    sql: `SELECT useridentity.arn AS principal, eventsource, eventname, errorcode, count(*) AS denied, max(eventtime) AS last
FROM cloudtrail_logs
WHERE errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation'
GROUP BY 1, 2, 3, 4
ORDER BY denied DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Console sign-ins without MFA'),
    detail: (t) => t('That succeeded; single sign-on brings its own MFA, which is not seen here'),
    sql: `SELECT eventtime, useridentity.arn AS principal, useridentity.type, sourceipaddress, useragent, eventid
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND json_extract_scalar(additionaleventdata, '$.MFAUsed') = 'No'
ORDER BY eventtime DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Failed console sign-ins by address'),
    detail: (t) => t('Many from one address may be somebody who guesses'),
    sql: `SELECT sourceipaddress, count(*) AS failures, count(DISTINCT useridentity.username) AS users,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin'
  AND (json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure' OR errormessage = 'Failed authentication')
GROUP BY 1
ORDER BY failures DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Use of the root user'),
    detail: (t) => t('By a person, not by a service'),
    sql: `SELECT eventtime, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE useridentity.type = 'Root' AND useridentity.invokedby IS NULL AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Who stopped or changed logging'),
    detail: (t) => t('Trails that were stopped, deleted or told to record less'),
    sql: `SELECT eventtime, eventname, json_extract_scalar(requestparameters, '$.name') AS trail,
  useridentity.arn AS principal, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventsource = 'cloudtrail.amazonaws.com'
  AND eventname IN ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors')
ORDER BY eventtime DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('New access keys'),
    detail: (t) => t('Made for whom, by whom'),
    sql: `SELECT eventtime, useridentity.arn AS made_by,
  json_extract_scalar(responseelements, '$.accessKey.userName') AS made_for,
  json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS access_key,
  sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventsource = 'iam.amazonaws.com' AND eventname = 'CreateAccessKey'
ORDER BY eventtime DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('S3 object reads by bucket and key'),
    detail: (t) => t('Needs data events of S3 in the logs'),
    sql: `SELECT json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  json_extract_scalar(requestparameters, '$.key') AS object_key,
  useridentity.arn AS principal, count(*) AS reads, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com' AND eventname = 'GetObject' AND errorcode IS NULL
GROUP BY 1, 2, 3
ORDER BY reads DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Changes made in the console'),
    detail: (t) => t('By hand, where infrastructure is written as code'),
    sql: `SELECT eventtime, eventsource, eventname, awsregion, useridentity.arn AS principal, sourceipaddress, eventid
FROM cloudtrail_logs
WHERE sessioncredentialfromconsole = 'true' AND readonly = 'false'
ORDER BY eventtime DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Calls from outside of AWS by address'),
    detail: (t) => t('With the callers and services behind each address'),
    sql: `SELECT sourceipaddress, count(*) AS calls, count(DISTINCT useridentity.arn) AS principals,
  count(DISTINCT eventsource) AS services, min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE sourceipaddress NOT LIKE '%.amazonaws.com' AND sourceipaddress <> 'AWS Internal'
GROUP BY 1
ORDER BY calls DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Roles assumed from other accounts'),
    detail: (t) => t('Which account took which role'),
    sql: `SELECT useridentity.accountid AS from_account, recipientaccountid AS account,
  json_extract_scalar(requestparameters, '$.roleArn') AS role, count(*) AS sessions, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventname = 'AssumeRole' AND useridentity.accountid <> recipientaccountid
GROUP BY 1, 2, 3
ORDER BY sessions DESC
LIMIT 100
`,
  },
  {
    title: (t) => t('Events by hour'),
    detail: (t) => t('How much happened when'),
    sql: `SELECT date_trunc('hour', from_iso8601_timestamp(eventtime)) AS hour, count(*) AS events, count(errorcode) AS errors
FROM cloudtrail_logs
GROUP BY 1
ORDER BY 1
`,
  },
];
