/** An event in the words of the viewer. Pure: the clock, the zone and the language come in. */
import { createHash } from 'node:crypto';
import type { CloudTrailEvent, EventKind } from '../../core/events/event.ts';
import { displayText } from '../../core/events/display-text.ts';
import type { EventSummary } from '../../core/events/summarise.ts';
import { summarise } from '../../core/events/summarise.ts';
import { relativeTime } from '../../core/time-format.ts';
import type { Localize } from '../../core/localize.ts';
import type { Chip, CopyKind, EventView, Fact, Outcome, Row, TextPart } from '../../protocol/event-view.ts';
import type { EventItem } from '../events/event-selection.ts';
import type { Times } from '../time/times.ts';
import { callRows } from './call-rows.ts';
import { lookupCommand } from './cli-command.ts';
import { aggregatedRows, insightRows } from './counted-rows.ts';

/** What the words depend on besides the event. */
export interface ViewWords {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly times: Times;
  readonly t: Localize;
}

/** What the viewer shows of an event of any kind, with as much as can be read of a damaged one. */
export function eventView(item: EventItem, words: ViewWords): EventView {
  const { event } = item;
  const { t } = words;
  const summary = summarise(event);
  const isCounted = event.kind === 'insight' || event.kind === 'aggregated';
  return {
    key: event.id ?? createHash('sha256').update(JSON.stringify(event.record)).digest('hex'),
    title: displayText(event.name ?? (isCounted ? kindName(event.kind, t) : t('Event without a name'))),
    service: event.source === undefined ? undefined : displayText(event.source, 80),
    chips: chipsOf(item, t),
    sentence: sentenceParts(summary),
    facts: factsOf(event, summary, words),
    outcome: isCounted ? undefined : outcomeOf(summary, t),
    problem: event.problem,
    rows: rowsOf(item, summary, words),
    copies: copiesOf(item),
  };
}

function rowsOf(item: EventItem, summary: EventSummary, words: ViewWords): readonly Row[] {
  const { event } = item;
  switch (event.kind) {
    case 'insight':
      return insightRows(event, words);
    case 'aggregated':
      return aggregatedRows(event, words);
    default:
      return callRows(item, summary, words);
  }
}

/** The sample account is marked wherever it shows. */
function chipsOf({ event, connection }: EventItem, t: Localize): readonly Chip[] {
  const access = { read: t('read'), write: t('write'), unknown: undefined }[event.access];
  const texts = [
    access,
    event.kind === 'unknown' ? undefined : kindName(event.kind, t),
    connection.credentials.kind === 'sample' ? t('sample account') : undefined,
  ];
  return texts.flatMap((text) => (text === undefined ? [] : [{ text }]));
}

function kindName(kind: EventKind, t: Localize): string {
  switch (kind) {
    case 'management':
      return t('Management');
    case 'data':
      return t('Data');
    case 'network-activity':
      return t('Network activity');
    case 'insight':
      return t('Insights');
    case 'aggregated':
      return t('Aggregated');
    case 'unknown':
      return t('Event');
  }
}

function sentenceParts({ sentence }: EventSummary): readonly TextPart[] {
  return sentence.map(({ text, strong }) => ({
    kind: 'text',
    text,
    ...(strong === true && { style: 'strong' as const }),
  }));
}

function factsOf(event: CloudTrailEvent, { origin }: EventSummary, words: ViewWords): readonly Fact[] {
  const { now, times, t } = words;
  const { time, userAgent } = event;
  const facts: Fact[] = [];
  if (time === undefined) {
    facts.push({ text: t('at an unknown time') });
  } else {
    facts.push({ text: times.full(time) }, { text: relativeTime(time, now, t) });
  }
  const { from, meansText } = origin;
  const title = userAgent === undefined ? undefined : displayText(userAgent, 1000);
  const text =
    from !== undefined && meansText !== undefined
      ? t('from {0} with {1}', from, meansText)
      : (from !== undefined && t('from {0}', from)) || (meansText !== undefined && t('with {0}', meansText));
  return text === false ? facts : [...facts, { text, ...(title !== undefined && { title }) }];
}

function outcomeOf({ outcome, outcomeText }: EventSummary, t: Localize): Outcome | undefined {
  switch (outcome) {
    case 'success':
      return { kind: 'succeeded', text: t('succeeded') };
    case 'failure':
      return { kind: 'failed', text: t('failed: {0}', outcomeText) };
    case 'unknown':
      return undefined;
  }
}

function copiesOf({ event, connection }: EventItem): readonly CopyKind[] {
  return [
    'json',
    'sentence',
    ...(event.id === undefined ? [] : (['id'] as const)),
    ...(lookupCommand(connection, event) === undefined ? [] : (['command'] as const)),
  ];
}
