import type { CloudTrailEvent } from '../events/event.ts';
import { listAt, textAt, valueAt } from '../events/record-values.ts';
import type { Localize } from '../localize.ts';
import { someText } from '../query/record-leaves.ts';
import { fieldIn } from '../query/field-value.ts';
import type { Zone } from '../time-format.ts';
import { durationText, eventFinding, oldestFirst } from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

const opening = ['AuthorizeSecurityGroupIngress', 'PutBucketPolicy', 'PutBucketAcl'];
const closing = ['RevokeSecurityGroupIngress', 'DeleteBucketPolicy', 'DeleteSecurityGroup', 'DeleteBucket'];

/** Security groups and buckets that were opened to everybody, and whether they still are. */
export const openedToTheWorld: Investigation = {
  id: 'opened-to-the-world',
  title: (t) => t('What was opened to the world?'),
  description: (t) => t('Security groups and buckets that somebody opened to everybody, and for how long.'),
  parameters: [],
  defaultHours: 30 * 24,
  filter: () => fieldIn('name', [...opening, ...closing]),
  answer: ({ events, zone = 'utc' }, t) => {
    const exposures = exposuresOf(oldestFirst(events.filter(({ error }) => error === undefined)));
    const open = exposures.filter(({ closed }) => closed === undefined);
    const sorted = [...open, ...exposures.filter(({ closed }) => closed !== undefined)];
    return {
      headline:
        exposures.length === 0
          ? t('Nothing was seen to be opened to the world.')
          : t(
              '{0} openings to the world were found; {1} were not seen to be closed again.',
              exposures.length,
              open.length,
            ),
      findings: sorted.map((exposure) => findingOf(exposure, zone, t)),
      limits: [
        t(
          'Block Public Access, network ACLs and routes can keep closed what such a call opens; they are not looked at.',
        ),
        t('Rules that open to less than everybody, and other services, are not looked at.'),
      ],
    };
  },
};

/** Something that was opened, and the call that closed it. */
interface Exposure {
  readonly opened: CloudTrailEvent;
  readonly closed: CloudTrailEvent | undefined;
}

function exposuresOf(events: readonly CloudTrailEvent[]): readonly Exposure[] {
  const exposures = events.flatMap((event, index): Exposure[] =>
    isOpening(event) ? [{ opened: event, closed: closingOf(event, events.slice(index + 1)) }] : [],
  );
  return exposures.reverse();
}

function isOpening(event: CloudTrailEvent): boolean {
  const parameters = event.record['requestParameters'];
  switch (event.name) {
    case 'AuthorizeSecurityGroupIngress':
      return namesEverybody(parameters);
    case 'PutBucketPolicy':
      return listAt(parameters, 'bucketPolicy', 'Statement').some(allowsEverybody);
    case 'PutBucketAcl':
      return someText(
        parameters,
        (text) => text.includes('groups/global/') || text.startsWith('public-read'),
      );
    default:
      return false;
  }
}

function namesEverybody(parameters: unknown): boolean {
  return someText(parameters, (text) => text === '0.0.0.0/0' || text === '::/0');
}

/** Conditions can narrow a statement down; one without them means everybody. */
function allowsEverybody(statement: unknown): boolean {
  const principal = valueAt(statement, 'Principal');
  const isEverybody =
    principal === '*' || textAt(principal, 'AWS') === '*' || listAt(principal, 'AWS').includes('*');
  return (
    isEverybody && textAt(statement, 'Effect') === 'Allow' && valueAt(statement, 'Condition') === undefined
  );
}

function closingOf(opened: CloudTrailEvent, later: readonly CloudTrailEvent[]): CloudTrailEvent | undefined {
  return later.find((event) => subjectOf(event) === subjectOf(opened) && closes(event, opened));
}

/** What was opened: a group or a bucket. */
function subjectOf({ record, region }: CloudTrailEvent): string {
  const parameters = record['requestParameters'];
  const group = textAt(parameters, 'groupId') ?? textAt(parameters, 'groupName');
  return group === undefined
    ? `bucket ${textAt(parameters, 'bucketName') ?? ''}`
    : `${region ?? ''} ${group}`;
}

function closes(event: CloudTrailEvent, opened: CloudTrailEvent): boolean {
  switch (event.name) {
    case 'RevokeSecurityGroupIngress':
      return namesEverybody(event.record['requestParameters']);
    case 'PutBucketPolicy':
    case 'PutBucketAcl':
      return event.name === opened.name && !isOpening(event);
    case 'DeleteBucketPolicy':
      return opened.name === 'PutBucketPolicy';
    default:
      return event.name === 'DeleteSecurityGroup' || event.name === 'DeleteBucket';
  }
}

function findingOf({ opened, closed }: Exposure, zone: Zone, t: Localize): Finding {
  const { text } = eventFinding(opened, zone, t);
  if (closed?.time === undefined || opened.time === undefined) {
    return { text: t('{0} Nobody was seen to close it.', text), events: [opened] };
  }
  const length = durationText(closed.time - opened.time, t);
  return { text: t('{0} It was closed after {1}.', text, length), events: [opened, closed] };
}
