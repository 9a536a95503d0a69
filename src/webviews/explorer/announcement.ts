import type { Localize } from '../../core/localize.ts';
import type { ExplorerStatus } from '../../protocol/explorer.ts';

/**
 * What a screen reader is to be told when the status changes: the counts when another filter or other noise applies
 * and when reading ends or pauses, and nothing while events pour in. Undefined for nothing new.
 */
export function announcement(
  before: ExplorerStatus | undefined,
  now: ExplorerStatus,
  t: Localize,
  language: string,
): string | undefined {
  const isReading = now.reading.state === 'reading';
  const ended = !isReading && before?.reading.state === 'reading';
  const isOther =
    before !== undefined && (before.filter !== now.filter || before.noise.isOn !== now.noise.isOn);
  if (now.answer !== undefined && now.answer.headline !== before?.answer?.headline) {
    return now.answer.headline;
  }
  if (!ended && !isOther) {
    return undefined;
  }
  const counts = countsText(now, t, language);
  if (isReading) {
    return t('{0}. Reading.', counts);
  }
  return now.reading.state === 'paused' ? t('{0}. Paused.', counts) : counts;
}

/** `1,284 of 23,912 events, 8,104 hidden as noise`. */
function countsText({ count, total, hidden }: ExplorerStatus, t: Localize, language: string): string {
  const words = (value: number) => grouped(value, language);
  return hidden.total > 0
    ? t('{0} of {1} events, {2} hidden as noise', words(count), words(total), words(hidden.total))
    : t('{0} of {1} events', words(count), words(total));
}

const formats = new Map<string, Intl.NumberFormat>();

/** A count with its digits in groups, as the language writes it. */
export function grouped(count: number, language: string): string {
  // Making a format takes far longer than using it.
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(count);
}
