import { english } from '../../core/localize.ts';
import type { Zone } from '../../core/time-format.ts';
import { absoluteTime } from '../../core/time-format.ts';
import type { TimeRange } from '../../protocol/explorer.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Widths that people count in, in milliseconds. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28].map((count) => count * day),
];

/** Bins of one width that cover a range and begin at round times. */
export interface BinLayout {
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly count: number;
  /** Milliseconds. */
  readonly width: number;
}

/** The narrowest round bins of which no more than `most` cover the range. */
export function binLayout(range: TimeRange, most: number, zone: Zone): BinLayout {
  const limit = Math.max(most, 1);
  for (const width of [...steps, ...Array.from({ length: 20 }, (_, power) => 56 * day * 2 ** power)]) {
    const from = floorTo(range.from, width, zone);
    const count = Math.floor((range.to - from) / width) + 1;
    if (count <= limit) {
      return { from, to: from + count * width, count, width };
    }
  }
  return { from: range.from, to: range.to + 1, count: 1, width: range.to + 1 - range.from };
}

/** The last round time of the zone that is not after this one. Times near a change of clocks are round on one side of it. */
function floorTo(time: number, width: number, zone: Zone): number {
  const offset = offsetAt(time, zone);
  return Math.floor((time + offset) / width) * width - offset;
}

/** Milliseconds that the clocks of the zone are ahead of UTC. */
function offsetAt(time: number, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(time).getTimezoneOffset() * minute;
}

/** A place on the axis of times. */
export interface Tick {
  readonly time: number;
  readonly label: string;
}

/** Times in words, for the axis and around it. */
export class TimeWords {
  readonly #zone: Zone;
  readonly #clock: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #span: Intl.DateTimeFormat;

  /** `language` such as `en`; one that nobody knows falls back to English. */
  constructor(language: string, zone: Zone) {
    this.#zone = zone;
    const format = (options: Intl.DateTimeFormatOptions) => formatOf(language, options);
    const clock = { hour: '2-digit', minute: '2-digit' } as const;
    this.#clock = format(clock);
    this.#seconds = format({ ...clock, second: '2-digit' });
    this.#date = format({ day: 'numeric', month: 'short' });
    this.#month = format({ month: 'short', year: 'numeric' });
    this.#span = format({ ...clock, day: 'numeric', month: 'short' });
  }

  /** Round times in the range, no more than `most`, each with as much of it in words as its neighbours leave open. */
  ticks(from: number, to: number, most: number): readonly Tick[] {
    const width = steps.find((step) => (to - from) / step <= Math.max(most, 1));
    if (width === undefined) {
      return this.#months(from, to, most);
    }
    const ticks: Tick[] = [];
    for (let time = this.#ceil(from, width); time < to; time = this.#ceil(time + 1, width)) {
      ticks.push({ time, label: this.#label(time, width, ticks.at(-1)?.time) });
    }
    return ticks;
  }

  /** `Nov 13, 14:00 – Nov 20, 14:00 UTC`: a range, both ends included. */
  range(from: number, to: number): string {
    const end = to + 1;
    const isSameDay = this.#day(from) === this.#day(to);
    const last = isSameDay ? this.clock(end, end - from) : this.#words(this.#span, end);
    return `${this.#words(this.#span, from)} – ${last} ${this.zoneName(from)}`;
  }

  /** The hour and minute, with seconds where less than a minute matters. */
  clock(time: number, precision: number): string {
    return this.#words(precision < minute ? this.#seconds : this.#clock, time);
  }

  /** `UTC`, `UTC-05:00`. */
  zoneName(time: number): string {
    return absoluteTime(time, this.#zone, english).split(' ')[2] ?? '';
  }

  /** Round times are found in the clock's own days, which are 23 to 25 hours long where clocks change. */
  #ceil(time: number, width: number): number {
    const clockTime = Math.ceil((time + offsetAt(time, this.#zone)) / width) * width;
    const guess = clockTime - offsetAt(time, this.#zone);
    const found = clockTime - offsetAt(guess, this.#zone);
    return found < time ? guess : found;
  }

  #months(from: number, to: number, most: number): readonly Tick[] {
    const months = (to - from) / (30.4 * day);
    const step = [1, 3, 6, 12].find((each) => months / each <= most) ?? 12 * Math.ceil(months / 12 / most);
    const start = new Date(from + offsetAt(from, this.#zone));
    const ticks: Tick[] = [];
    for (let month = Math.ceil(start.getUTCMonth() / step) * step; ; month += step) {
      const clockTime = Date.UTC(start.getUTCFullYear(), month);
      const time = clockTime - offsetAt(clockTime, this.#zone);
      if (time >= to || Number.isNaN(time)) {
        return ticks;
      }
      if (time >= from) {
        ticks.push({ time, label: this.#words(this.#month, time) });
      }
    }
  }

  #label(time: number, width: number, before: number | undefined): string {
    const isOtherDay = before !== undefined && this.#day(before) !== this.#day(time);
    if (width < day) {
      return isOtherDay ? this.#words(this.#date, time) : this.clock(time, width);
    }
    const isSameMonth = before !== undefined && this.#day(before).slice(0, 7) === this.#day(time).slice(0, 7);
    return isSameMonth ? String(Number(this.#day(time).slice(8))) : this.#words(this.#date, time);
  }

  /** `2026-11-19`. */
  #day(time: number): string {
    return absoluteTime(time, this.#zone, english).slice(0, 10);
  }

  #words(format: Intl.DateTimeFormat, time: number): string {
    const shifted = time + offsetAt(time, this.#zone);
    return Number.isFinite(new Date(shifted).getTime()) ? format.format(shifted) : '';
  }
}

/** Formats what was shifted to the zone already. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const all: Intl.DateTimeFormatOptions = { ...options, hourCycle: 'h23', timeZone: 'UTC' };
  try {
    return new Intl.DateTimeFormat(language, all);
  } catch {
    return new Intl.DateTimeFormat('en', all);
  }
}
