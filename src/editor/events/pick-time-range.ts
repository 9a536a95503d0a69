import { l10n, window, type QuickPickItem } from 'vscode';
import { timesSetting } from '../settings/settings.ts';
import { parseMoment } from '../time/parse-moment.ts';
import { historyHours, type TimeRange } from './event-query.ts';
import { capitalised, offeredHours, rangeWords } from './events-words.ts';

interface RangeItem extends QuickPickItem {
  readonly range: TimeRange | undefined;
}

/** Asks for a time range; undefined when the user cancels. `now` is in epoch milliseconds. */
export async function pickTimeRange(current: TimeRange, now: number): Promise<TimeRange | undefined> {
  const offered: RangeItem[] = offeredHours.map((hours) => item({ kind: 'last', hours }, current));
  const custom: RangeItem = { label: l10n.t('Between two times…'), range: undefined };
  const isCustom = current.kind === 'between';
  const items = isCustom ? [...offered, item(current, current), custom] : [...offered, custom];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Time range'),
    placeHolder: l10n.t('CloudTrail keeps the event history for 90 days'),
  });
  return picked === undefined ? undefined : (picked.range ?? askBetween(current, now));
}

function item(range: TimeRange, current: TimeRange): RangeItem {
  const label = capitalised(rangeWords(range, l10n.t, timesSetting()));
  const isCurrent = JSON.stringify(range) === JSON.stringify(current);
  return { label, range, ...(isCurrent && { description: l10n.t('current') }) };
}

async function askBetween(current: TimeRange, now: number): Promise<TimeRange | undefined> {
  const start = current.kind === 'between' ? current : { from: now - 24 * 3_600_000, to: now };
  const oldest = now - historyHours * 3_600_000;
  const from = await askMoment(l10n.t('From (1/2)'), start.from, (time) =>
    time < oldest ? l10n.t('CloudTrail keeps the event history for 90 days') : undefined,
  );
  if (from === undefined) {
    return undefined;
  }
  const to = await askMoment(l10n.t('To (2/2)'), Math.max(start.to, from), (time) =>
    time < from ? l10n.t('This lies before the start') : undefined,
  );
  return to === undefined ? undefined : { kind: 'between', from, to };
}

async function askMoment(
  title: string,
  proposal: number,
  objection: (time: number) => string | undefined,
): Promise<number | undefined> {
  const times = timesSetting();
  const value = await window.showInputBox({
    title,
    value: times.short(proposal),
    prompt:
      times.zone === 'utc'
        ? l10n.t('Date and time in UTC, or a date alone')
        : l10n.t('Date and time in the zone of this machine, or a date alone'),
    validateInput: (text) => {
      const time = parseMoment(text, times.zone);
      return time === undefined
        ? l10n.t('Not a time: write it as {0}', times.short(proposal))
        : objection(time);
    },
  });
  return value === undefined ? undefined : parseMoment(value, times.zone);
}
