import { html } from 'lit';
import type { Localize } from '../../core/localize.ts';
import type { Zone } from '../../core/time-format.ts';
import { absoluteTime, relativeTime } from '../../core/time-format.ts';
import type { ColumnName, RowView } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';

/** How cells are put into words. */
export interface CellWords {
  readonly zone: Zone;
  readonly times: 'absolute' | 'relative';
  readonly t: Localize;
}

/** What a cell shows. A change, a read and a failure have shapes and words of their own, not only colours. */
export function cellView(row: RowView, name: ColumnName, words: CellWords): unknown {
  const text = row.cells[name];
  if (name === 'time') {
    return html`<span title=${text}>${timeText(row, words)}</span>`;
  }
  if (name === 'event') {
    const [icon, word] = look(row, words.t);
    return html`${icon}<span class="visually-hidden">${word} </span><span class="name">${text}</span>`;
  }
  return name === 'result' && row.outcome === 'success'
    ? html`<span class="ok">${icons.check}<span class="visually-hidden">${text}</span></span>`
    : text;
}

function look({ isInsight, outcome, access }: RowView, t: Localize) {
  if (isInsight) {
    return [icons.insight, t('unusual')] as const;
  }
  if (outcome === 'failure') {
    return [icons.failed, access === 'write' ? t('failed write') : t('failed')] as const;
  }
  return access === 'write'
    ? ([icons.write, t('write')] as const)
    : ([icons.read, access === 'read' ? t('read') : ''] as const);
}

/** The zone stands in the header; all of the time, as the host has put it into words, is in the tooltip. */
function timeText({ time }: RowView, { zone, times, t }: CellWords): string {
  return times === 'relative'
    ? relativeTime(time, Date.now(), t)
    : absoluteTime(time, zone, t).replace(/ UTC\S*$/, '');
}
