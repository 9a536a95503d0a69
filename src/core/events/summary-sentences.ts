import { hidden, nobody } from './actor.ts';
import { displayName, displayText } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { listAt, numberAt, textAt } from './record-values.ts';
import type { SentencePart } from './sentence.ts';
import { servicePrefix, serviceName } from './services.ts';
import { targetOf, targetText } from './targets.ts';

/**
 * An Insights event in words: "The call rate of RunInstances (ec2) rose to 52 a minute in us-east-1; the baseline is
 * 0.3." The event that ends an insight tells how long it lasted, in minutes.
 */
export function insightSentence(event: CloudTrailEvent): readonly SentencePart[] {
  const details = event.record['insightDetails'];
  const statistics = ['insightContext', 'statistics'] as const;
  const rate = numberAt(details, ...statistics, 'insight', 'average');
  const baseline = numberAt(details, ...statistics, 'baseline', 'average');
  const minutes = numberAt(details, ...statistics, 'insightDuration');
  const service = event.source === undefined ? '' : ` (${displayText(servicePrefix(event.source), 60)})`;
  const opening = [
    ...rateOf(event),
    { text: displayText(event.name ?? 'a call', 80), strong: true },
    { text: service },
  ];
  const place = event.region === undefined ? '' : ` in ${displayText(event.region, 60)}`;
  const usual = baseline === undefined ? '' : `; the baseline is ${amount(baseline)}`;
  if (textAt(details, 'state') === 'End') {
    const lasted =
      minutes === undefined ? '' : ` after ${amount(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
    const was = rate === undefined ? '' : `; it had been ${amount(rate)} a minute`;
    return [...opening, { text: ` returned to normal${lasted}${place}${was}${usual}.` }];
  }
  const direction = rate !== undefined && baseline !== undefined && rate < baseline ? 'fell' : 'rose';
  return rate === undefined
    ? [...opening, { text: ` was unusual${place}${usual}.` }]
    : [
        ...opening,
        { text: ` ${direction} to ` },
        { text: `${amount(rate)} a minute`, strong: true },
        { text: `${place}${usual}.` },
      ];
}

function rateOf(event: CloudTrailEvent): readonly SentencePart[] {
  const details = event.record['insightDetails'];
  if (textAt(details, 'insightType') !== 'ApiErrorRateInsight') {
    return [{ text: 'The call rate of ' }];
  }
  const code = textAt(details, 'errorCode');
  return code === undefined
    ? [{ text: 'The error rate of ' }]
    : [{ text: 'The rate of ' }, { text: displayText(code, 80), strong: true }, { text: ' errors of ' }];
}

/**
 * An event of which only the outline is known: "CloudTrail lists TerminateInstances (ec2) by maria on
 * i-05c30218156bcc246; its record cannot be read, so whether it succeeded is not known." That a call was recorded does
 * not mean that anything was done.
 */
export function outlineSentence(event: CloudTrailEvent): readonly SentencePart[] {
  const { name, source, actor } = event;
  if (name === undefined) {
    return [{ text: 'CloudTrail lists an event whose record cannot be read.' }];
  }
  const target = targetOf(event);
  const actorName = actor.name === hidden ? 'someone whose name AWS hides' : displayName(actor.name, 90);
  return [
    { text: 'CloudTrail lists ' },
    { text: displayText(name, 80), strong: true },
    { text: source === undefined ? '' : ` (${displayText(servicePrefix(source), 60)})` },
    ...(actor.name === nobody ? [] : [{ text: ' by ' }, { text: actorName, strong: true }]),
    ...(target === undefined ? [] : [{ text: ' on ' }, { text: targetText(target), strong: true }]),
    { text: '; its record cannot be read, so whether it succeeded is not known.' },
  ];
}

/**
 * An aggregated record in words: "Over 5 minutes in us-east-1, CloudTrail counted 120 GetObject, 30 PutObject and 2
 * more of Amazon S3."
 */
export function aggregatedSentence(event: CloudTrailEvent): readonly SentencePart[] {
  const window = durationText(textAt(event.record, 'timeWindow', 'windowSize'));
  const place = event.region === undefined ? '' : ` in ${displayText(event.region, 60)}`;
  const service = event.source === undefined ? 'an unnamed service' : serviceTitleOf(event.source);
  const counted = countsOf(event);
  return [
    { text: `Over ${window}${place}, CloudTrail counted ` },
    ...(counted.length === 0 ? [{ text: 'data events' }] : counted),
    { text: ' of ' },
    { text: service, strong: true },
    { text: '.' },
  ];
}

function serviceTitleOf(host: string): string {
  return displayText(serviceName(host) ?? host, 80);
}

const mostCounts = 2;

function countsOf(event: CloudTrailEvent): readonly SentencePart[] {
  const statistics = listAt(event.record, 'summary', 'primaryDimension', 'statistics');
  const known = statistics.slice(0, mostCounts).flatMap((entry, index) => {
    const name = textAt(entry, 'name');
    const value = numberAt(entry, 'value');
    const count = value === undefined ? '' : `${amount(value)} `;
    const separator = index === 0 ? '' : ', ';
    return name === undefined
      ? []
      : [{ text: separator + count }, { text: displayName(name, 80), strong: true }];
  });
  const more = statistics.length - mostCounts;
  return known.length > 0 && more > 0 ? [...known, { text: ` and ${more} more` }] : known;
}

/** A duration as AWS writes windows (`PT5M`, `PT1H`) in words. */
function durationText(duration: string | undefined): string {
  const [, hours, minutes] = /^PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?$/.exec(duration ?? '') ?? [];
  const parts = [countText(hours, 'hour'), countText(minutes, 'minute')].filter((part) => part !== '');
  return parts.length === 0 ? 'a while' : parts.join(' and ');
}

function countText(digits: string | undefined, unit: string): string {
  return digits === undefined ? '' : `${digits} ${unit}${Number(digits) === 1 ? '' : 's'}`;
}

/** A number for reading: at most two digits that matter below 10, none behind the point from there on. */
function amount(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) {
    return value.toExponential(1);
  }
  return size >= 10 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
}
