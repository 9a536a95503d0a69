import type { CloudTrailEvent } from '../events/event.ts';
import { displayText } from '../events/display-text.ts';
import { numberAt, textAt } from '../events/record-values.ts';
import { sentence, sentenceText } from '../events/sentence.ts';
import { allOf, type EventFilter } from './event-filter.ts';
import { fieldIs } from './field-value.ts';

/** A time in which CloudTrail Insights saw something unusual, to be drawn behind the histogram. */
export interface InsightBand {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Undefined where the end has not been seen: it may still go on. */
  readonly to: number | undefined;
  /** The call, such as `RunInstances`. */
  readonly name: string;
  /** What was unusual, in a sentence. */
  readonly text: string;
  /** The calls that it is about, in its time. */
  readonly filter: EventFilter;
  /** The events of the band, the start first. */
  readonly events: readonly CloudTrailEvent[];
}

/** The bands of Insights events, in the order of time. Events of other kinds are left out. */
export function insightBands(events: Iterable<CloudTrailEvent>): readonly InsightBand[] {
  const pairs = new Map<unknown, CloudTrailEvent[]>();
  for (const event of events) {
    if (event.kind === 'insight' && event.time !== undefined) {
      const key = event.sharedId ?? event.id ?? event;
      pairs.set(key, [...(pairs.get(key) ?? []), event]);
    }
  }
  return [...pairs.values()]
    .flatMap((pair) => bandOf(pair) ?? [])
    .sort((left, right) => left.from - right.from || (left.name < right.name ? -1 : 1));
}

function bandOf(pair: readonly CloudTrailEvent[]): InsightBand | undefined {
  const sorted = [...pair].sort((left, right) => (left.time ?? 0) - (right.time ?? 0));
  const end = sorted.find((event) => stateOf(event) === 'End');
  const first = sorted.find((event) => stateOf(event) === 'Start') ?? sorted[0];
  if (first?.time === undefined) {
    return undefined;
  }
  // Of an end alone, how long it lasted tells when it began.
  const minutes =
    numberAt(end?.record, 'insightDetails', 'insightContext', 'statistics', 'insightDuration') ?? 0;
  const from = first === end ? first.time - Math.max(0, minutes) * 60_000 : first.time;
  return {
    from,
    to: end?.time,
    name: displayText(first.name ?? '', 80),
    text: sentenceText(sentence(first)),
    filter: callsOf(first, from, end?.time),
    events: sorted,
  };
}

function callsOf({ name, source }: CloudTrailEvent, from: number, to: number | undefined): EventFilter {
  return allOf(
    ...(name === undefined ? [] : [fieldIs('name', name)]),
    ...(source === undefined ? [] : [fieldIs('source', source)]),
    {
      kind: 'time',
      from: { kind: 'at', time: from },
      ...(to !== undefined && { to: { kind: 'at', time: to } as const }),
    },
  );
}

function stateOf({ record }: CloudTrailEvent): string | undefined {
  return textAt(record, 'insightDetails', 'state');
}
