import type { Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { withoutRevision } from '../../core/events/api-words.ts';
import { displayText } from '../../core/events/display-text.ts';
import { sentence, sentenceText } from '../../core/events/sentence.ts';
import { summarise } from '../../core/events/summarise.ts';
import { eventPage } from '../../core/console-links.ts';
import { namesText, targetOf } from '../../core/events/targets.ts';
import type { Localize } from '../../core/localize.ts';
import { hasConsole } from '../connections/console-access.ts';
import type { Times } from '../time/times.ts';
import type { NodeIcon, TooltipLine, TreeNode } from '../tree/tree-node.ts';
import type { EventFeed } from './event-feed.ts';
import type { EventItem } from './event-selection.ts';

/** What words depend on besides the data. */
export interface EventWording {
  readonly t: Localize;
  readonly times: Times;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Events of one day that follow each other, with their places in the feed. */
export interface EventGroup {
  readonly id: string;
  readonly label: string;
  readonly events: readonly FeedEntry[];
}

export interface FeedEntry {
  readonly index: number;
  readonly event: CloudTrailEvent;
}

export const moreNodeId = 'more';

/** The events by the day that they happened on, in the zone of the words, in the order that they came in. */
export function groupByDay(events: readonly CloudTrailEvent[], wording: EventWording): readonly EventGroup[] {
  const groups = new Map<string, { label: string; events: FeedEntry[] }>();
  events.forEach((event, index) => {
    const id = `day:${wording.times.dayKey(event.time)}`;
    const group = groups.get(id) ?? { label: wording.times.day(event.time, wording.now), events: [] };
    groups.set(id, group);
    group.events.push({ index, event });
  });
  return [...groups].map(([id, group]) => ({ id, ...group }));
}

/** The row of a day. */
export function groupNode({ id, label }: EventGroup): TreeNode {
  return { id, label, context: ['day'], expansion: 'expanded' };
}

/** The row of an event: what and to what; then when, how it ended if it failed, and who. */
export function eventNode(
  { event, index }: FeedEntry,
  connection: Connection,
  wording: EventWording,
): TreeNode {
  const { t, times } = wording;
  const { who, outcome, outcomeText } = summarise(event);
  const what = displayText(withoutRevision(event.name ?? t('(no name)')), 100);
  // The names alone: what they are, the event's name mostly tells.
  const target = targetOf(event);
  const label = target === undefined ? what : `${what} ${namesText(target)}`;
  const failed = [
    ...(event.problem === undefined ? [] : [t('incomplete record')]),
    ...(outcome === 'failure' ? [t('failed: {0}', outcomeText)] : []),
  ];
  const time = event.time === undefined ? [] : [times.clock(event.time)];
  // The time first: it is short, and a narrow side bar cuts the end off.
  const description = [...time, ...failed, t('by {0}', who)].join(' · ');
  const item: EventItem = { connection, event };
  return {
    id: `event:${event.id ?? `#${index}`}`,
    label,
    description,
    icon: eventIcon(event),
    tooltip: () => eventTooltip(event, connection, wording),
    context: eventContext(item),
    spoken: [
      label,
      kindName(event, t),
      ...failed,
      t('by {0}', who),
      ...(event.time === undefined ? [] : [times.full(event.time)]),
    ].join(', '),
    command: { id: 'trailscope.openEvent', title: t('Open event'), arguments: [item] },
    subject: item,
  };
}

const accessIcons = { read: 'eye', write: 'edit', unknown: 'question' } as const;

/**
 * Shapes tell failures from successes, machines from people and writes from reads, in this order of what matters.
 * Only a failure has a colour of its own, so that a long list stays calm; reads step back.
 */
function eventIcon(event: CloudTrailEvent): NodeIcon {
  if (event.error !== undefined) {
    return { id: 'error', color: 'list.errorForeground' };
  }
  const id = shapeOf(event);
  return event.access === 'read' ? { id, color: 'descriptionForeground' } : { id };
}

function shapeOf(event: CloudTrailEvent): string {
  if (event.kind === 'insight') {
    return 'pulse';
  }
  if (event.type === 'AwsConsoleSignIn') {
    return 'sign-in';
  }
  const isByMachine = event.actor.kind === 'service' || event.actor.invokedBy !== undefined;
  return isByMachine ? 'gear' : accessIcons[event.access];
}

/** What the icon's shape says, in words. */
function kindName(event: CloudTrailEvent, t: Localize): string {
  if (event.kind === 'insight') {
    return t('Insights event');
  }
  if (event.type === 'AwsConsoleSignIn') {
    return t('sign-in');
  }
  switch (event.access) {
    case 'read':
      return t('read');
    case 'write':
      return t('write');
    case 'unknown':
      return t('read or write not recorded');
  }
}

function eventContext(item: EventItem): string[] {
  const { event } = item;
  return [
    'event',
    ...(event.id === undefined ? [] : ['hasId']),
    ...(event.resources.some(({ arn }) => arn !== undefined) ? ['hasResourceArn'] : []),
    ...(event.actor.arn === undefined ? [] : ['hasCallerArn']),
    ...(eventConsoleUrl(item) === undefined ? [] : ['hasConsole']),
  ];
}

function eventTooltip(
  event: CloudTrailEvent,
  connection: Connection,
  { t, times }: EventWording,
): readonly TooltipLine[] {
  const { problem, error, time, sourceAddress } = event;
  return [
    { text: sentenceText(sentence(event)) },
    ...(problem === undefined ? [] : [{ text: t('The record is not sound: {0}', problem) }]),
    ...(error?.message === undefined ? [] : [{ text: error.message, style: 'code' as const }]),
    {
      text: [
        ...(time === undefined ? [] : [times.full(time)]),
        ...(sourceAddress === undefined ? [] : [sourceAddress]),
      ].join(' · '),
    },
    ...consoleLine({ connection, event }, t),
  ];
}

/**
 * The event's page in the console: in the Region whose history it was found in, which for a global service is not the
 * Region of the call. Undefined for events that the console's history does not have: those of the sample account and of
 * custom endpoints, data events, network activity and Insights.
 */
export function eventConsoleUrl({ connection, event }: EventItem): string | undefined {
  const isInHistory = event.kind === 'management' || event.kind === 'unknown';
  return hasConsole(connection) && isInHistory && event.id !== undefined
    ? eventPage(event.id, connection.region)
    : undefined;
}

function consoleLine(item: EventItem, t: Localize): TooltipLine[] {
  const link = eventConsoleUrl(item);
  return link === undefined ? [] : [{ text: t('Open in the AWS console'), link }];
}

/** The row at the end while the service may have more: what was read so far, and reading on when it is chosen. */
export function moreNode(feed: EventFeed, { t, times }: EventWording): TreeNode {
  const isLoading = feed.status === 'loading';
  const back = feed.reached === undefined ? '' : t('back to {0}', times.short(feed.reached));
  return {
    id: moreNodeId,
    label: isLoading ? t('Loading…') : t('Load more'),
    description: isLoading ? back : t('so far {0}', back),
    icon: { id: isLoading ? 'loading~spin' : 'fold-down' },
    tooltip: () => [{ text: t('CloudTrail gives 50 events at a time, two times a second.') }],
    context: ['more'],
    ...(!isLoading && { command: { id: 'trailscope.loadMoreEvents', title: t('Load more events') } }),
  };
}

/** The row that leads to the Region where events of global services are recorded. */
export function globalNode(region: string, t: Localize): TreeNode {
  const label = t('Global events: {0}', region);
  const description = t('IAM, sign-in …');
  return {
    id: 'global',
    label,
    description,
    icon: { id: 'globe' },
    spoken: t('Global events (IAM, sign-in …) are in {0}', region),
    tooltip: () => [
      { text: t('Global events (IAM, sign-in …) are in {0}', region), style: 'title' },
      {
        text: t(
          'Services without a Region, such as IAM, CloudFront and most sign-ins, are recorded there only.',
        ),
      },
    ],
    context: ['global'],
    command: { id: 'trailscope.goToGlobalEvents', title: t('Show the Region of global events') },
  };
}
