import type { Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';

/**
 * The AWS CLI command that finds the event in the event history; undefined for an event that has no id that
 * a shell takes as one word, is in no event history (data and network-activity events), or is in the sample account.
 */
export function lookupCommand(
  { credentials, region, endpoint }: Connection,
  event: CloudTrailEvent,
): string | undefined {
  const isInHistory = event.kind === 'management' || event.kind === 'insight' || event.kind === 'unknown';
  if (
    event.id === undefined ||
    !plainWord.test(event.id) ||
    !isInHistory ||
    credentials.kind === 'sample' ||
    credentials.kind === 'files'
  ) {
    return undefined;
  }
  return [
    'aws cloudtrail lookup-events',
    `--lookup-attributes AttributeKey=EventId,AttributeValue=${event.id}`,
    ...(event.kind === 'insight' ? ['--event-category insight'] : []),
    // The history that the event was found in, which for a global service is not the Region of the call.
    `--region ${quoted(region)}`,
    ...(credentials.kind === 'profile' ? [`--profile ${quoted(credentials.name)}`] : []),
    ...(endpoint === undefined ? [] : [`--endpoint-url ${quoted(endpoint)}`]),
  ].join(' ');
}

/** An id is hostile text: it must not become a second command when the line is pasted. */
const plainWord = /^[\w.:-]{1,128}$/;

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.:/=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
