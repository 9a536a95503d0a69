import { displayText } from '../../core/events/display-text.ts';
import { sentenceText } from '../../core/events/sentence.ts';
import { servicePrefix } from '../../core/events/services.ts';
import { summarise } from '../../core/events/summarise.ts';
import type { EventRow } from '../../core/query/event-set/event-view.ts';
import type { RowView } from '../../protocol/explorer.ts';
import type { Times } from '../time/times.ts';

/** A cell is one line of this many characters at most; the event viewer has the whole. */
const longestCell = 200;

/** A row of the table in words. Never throws, whatever the event's record holds. */
export function rowView({ row, event }: EventRow, times: Times): RowView {
  const { who, target, origin, outcome, outcomeText, sentence } = summarise(event);
  const from = [origin.from, origin.meansText].filter((part) => part !== undefined).join(' · ');
  const cell = (text: string | undefined): string => displayText(text ?? '', longestCell);
  return {
    row,
    time: event.time,
    cells: {
      time: times.full(event.time),
      event: cell(event.name),
      who,
      what: target ?? '',
      from: cell(from),
      result: event.problem === undefined ? outcomeText : `${outcomeText} · ${cell(event.problem)}`,
      region: cell(event.region),
      account: cell(event.accountId),
      service: cell(event.source === undefined ? '' : servicePrefix(event.source)),
      key: cell(event.actor.accessKeyId),
      agent: cell(event.userAgent),
      id: cell(event.id),
    },
    access: event.access,
    outcome,
    isInsight: event.kind === 'insight',
    sentence: sentenceText(sentence),
  };
}
