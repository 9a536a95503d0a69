import type { TimeBound, TimeTerm, TimeUnit } from './event-filter.ts';

const unitLengths: Readonly<Record<TimeUnit, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** The moment of a bound in epoch milliseconds, for a filter that runs at `now`. */
export function momentOf(bound: TimeBound, now: number): number {
  switch (bound.kind) {
    case 'ago':
      return now - bound.amount * unitLengths[bound.unit];
    case 'now':
      return now;
    case 'at':
      return bound.time;
  }
}

/** A term as the language writes it behind `time:`, such as `-24h..-1h` or `2026-11-19T14:02:11Z..`. */
export function timeRangeText({ from, to }: TimeTerm): string {
  return `${from === undefined ? '' : boundText(from, 0)}..${to === undefined ? '' : boundText(to, 999)}`;
}

/** A bound; the milliseconds are left out where they are those that the language fills in. */
function boundText(bound: TimeBound, impliedMilliseconds: number): string {
  switch (bound.kind) {
    case 'ago':
      return `-${bound.amount}${bound.unit}`;
    case 'now':
      return 'now';
    case 'at': {
      const text = new Date(bound.time).toISOString();
      const implied = `.${String(impliedMilliseconds).padStart(3, '0')}Z`;
      return text.endsWith(implied) ? `${text.slice(0, -implied.length)}Z` : text;
    }
  }
}

/** The term that the text behind `time:` writes; undefined for a text that is none. Times without a zone are UTC. */
export function parseTimeRange(text: string): TimeTerm | undefined {
  const dots = text.indexOf('..');
  if (dots < 0) {
    return parseSpan(text);
  }
  const [fromText, toText] = [text.slice(0, dots), text.slice(dots + 2)];
  const from = fromText === '' ? undefined : parseBound(fromText)?.from;
  const to = toText === '' ? undefined : parseBound(toText)?.to;
  const isWhole = (fromText === '' || from !== undefined) && (toText === '' || to !== undefined);
  return isWhole && text !== '..' ? termOf(from, to) : undefined;
}

/** A single moment: the day, minute or second that it names, or from so long ago until now. */
function parseSpan(text: string): TimeTerm | undefined {
  const span = parseBound(text);
  if (span === undefined) {
    return undefined;
  }
  return span.from.kind === 'at' ? termOf(span.from, span.to) : termOf(span.from, undefined);
}

function termOf(from: TimeBound | undefined, to: TimeBound | undefined): TimeTerm {
  return { kind: 'time', ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** The first and the last moment of what the text names. */
interface Span {
  readonly from: TimeBound;
  readonly to: TimeBound;
}

const relative = /^-(\d{1,6})([smhdw])$/;
const absolute = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

function parseBound(text: string): Span | undefined {
  if (text === 'now') {
    return { from: { kind: 'now' }, to: { kind: 'now' } };
  }
  const [, amount, unit] = relative.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const bound: TimeBound = { kind: 'ago', amount: Number(amount), unit: unit as TimeUnit };
    return { from: bound, to: bound };
  }
  return parseAbsolute(text);
}

function parseAbsolute(text: string): Span | undefined {
  const [, date, minute, second, fraction, zone] = absolute.exec(text) ?? [];
  if (date === undefined) {
    return undefined;
  }
  const start = Date.parse(
    `${date}T${minute ?? '00:00'}:${second ?? '00'}${fraction ?? ''}${zone?.toUpperCase() ?? 'Z'}`,
  );
  // `Date` takes the 31st of February for a day in March.
  if (Number.isNaN(start) || !isDay(date)) {
    return undefined;
  }
  const length = minute === undefined ? unitLengths.d : second === undefined ? unitLengths.m : 1000;
  const end = fraction === undefined ? start + length - 1 : start;
  return { from: { kind: 'at', time: start }, to: { kind: 'at', time: end } };
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
