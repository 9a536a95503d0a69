/** The rows of records that nobody caused: Insights events, and records that count data events. */
import { displayName, displayText } from '../../core/events/display-text.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { listAt, numberAt, textAt, timeAt, valueAt } from '../../core/events/record-values.ts';
import type { Localize } from '../../core/localize.ts';
import type { Row, RowLine } from '../../protocol/event-view.ts';
import { timeSince } from '../time/times.ts';
import type { ViewWords } from './event-view.ts';
import { code, dim, plain, strong } from './row-parts.ts';

/** The record has all of them. */
const mostEntries = 5;

const details = 'insightDetails';
const statistics = [details, 'insightContext', 'statistics'] as const;

/** What was unusual, by how much and for how long, and who contributed most. */
export function insightRows(event: CloudTrailEvent, { t }: ViewWords): readonly Row[] {
  const { record } = event;
  const type = textAt(record, details, 'insightType');
  const state = textAt(record, details, 'state');
  const errorCode = textAt(record, details, 'errorCode');
  const what = [type && insightName(type, t), state && stateName(state, t), errorCode].filter(
    (text) => text !== undefined && text !== '',
  );
  const rows: readonly Row[] = [
    {
      id: 'what',
      label: t('What'),
      lines: oneLine(what.map((text) => displayText(text ?? '', 100)).join(' · ')),
    },
    { id: 'rate', label: t('Rate'), lines: rateLines(record, t) },
    { id: 'duration', label: t('Duration'), lines: durationLines(record, t) },
    ...attributionRows(record, t),
    { id: 'where', label: t('Where'), lines: placeLines(event, t) },
  ];
  return rows.filter(({ lines }) => lines.length > 0);
}

function insightName(type: string, t: Localize): string {
  const names = new Map([
    ['ApiCallRateInsight', t('unusual rate of calls')],
    ['ApiErrorRateInsight', t('unusual rate of errors')],
  ]);
  return names.get(type) ?? type;
}

function stateName(state: string, t: Localize): string {
  const names = new Map([
    ['Start', t('it began')],
    ['End', t('it ended')],
  ]);
  return names.get(state) ?? state;
}

function rateLines(record: unknown, t: Localize): readonly RowLine[] {
  const unusual = numberAt(record, ...statistics, 'insight', 'average');
  const usual = numberAt(record, ...statistics, 'baseline', 'average');
  const parts = [
    ...(unusual === undefined ? [] : [strong(t('{0} a minute', rounded(unusual)))]),
    ...(usual === undefined ? [] : [dim(t('the usual rate is {0}', rounded(usual)))]),
  ];
  return parts.length === 0 ? [] : [{ parts, links: [] }];
}

function durationLines(record: unknown, t: Localize): readonly RowLine[] {
  const unusual = numberAt(record, ...statistics, 'insightDuration');
  const baseline = numberAt(record, ...statistics, 'baselineDuration');
  const parts = [
    ...(unusual === undefined ? [] : [plain(minutesText(unusual, t))]),
    ...(baseline === undefined ? [] : [dim(t('compared with the {0} before', minutesText(baseline, t)))]),
  ];
  return parts.length === 0 ? [] : [{ parts, links: [] }];
}

function minutesText(minutes: number, t: Localize): string {
  return timeSince(0, minutes * 60_000, t);
}

/** Who, what program and which error made up the unusual rate, and the usual one. */
function attributionRows(record: unknown, t: Localize): readonly Row[] {
  const labels = new Map([
    ['userIdentityArn', t('Who')],
    ['userAgent', t('With')],
    ['errorCode', t('Errors')],
  ]);
  return listAt(record, details, 'insightContext', 'attributions').flatMap((attribution, index) => {
    const attribute = textAt(attribution, 'attribute') ?? '';
    const label = labels.get(attribute) ?? displayText(attribute, 40);
    const lines = listAt(attribution, 'insight')
      .slice(0, mostEntries)
      .map((entry) => countLine(textAt(entry, 'value'), numberAt(entry, 'average'), t));
    return index < mostEntries && lines.length > 0 ? [{ id: `attribution-${index}`, label, lines }] : [];
  });
}

function countLine(value: string | undefined, average: number | undefined, t: Localize): RowLine {
  return {
    parts: [
      code(displayName(value ?? t('none'), 160), value === undefined ? undefined : displayText(value, 1000)),
      ...(average === undefined ? [] : [dim(t('{0} a minute', rounded(average)))]),
    ],
    links: [],
  };
}

/** What was counted, over which window, by which dimensions. */
export function aggregatedRows(event: CloudTrailEvent, { times, t }: ViewWords): readonly Row[] {
  const { record } = event;
  const start = timeAt(record, 'timeWindow', 'windowStart');
  const end = timeAt(record, 'timeWindow', 'windowEnd');
  const window =
    start === undefined || end === undefined ? '' : t('{0} to {1}', times.full(start), times.full(end));
  const dimensions = [
    valueAt(record, 'summary', 'primaryDimension'),
    ...listAt(record, 'summary', 'details'),
  ];
  const rows: readonly Row[] = [
    { id: 'window', label: t('Window'), lines: oneLine(window) },
    ...dimensions.slice(0, mostEntries).map((dimension, index) => dimensionRow(dimension, index, t)),
    { id: 'where', label: t('Where'), lines: placeLines(event, t) },
  ];
  return rows.filter(({ lines }) => lines.length > 0);
}

function dimensionRow(dimension: unknown, index: number, t: Localize): Row {
  const label = displayText(textAt(dimension, 'dimension') ?? t('Counted'), 40);
  const entries = listAt(dimension, 'statistics');
  const lines = entries.slice(0, mostEntries).map((entry): RowLine => {
    const count = numberAt(entry, 'value');
    return {
      parts: [
        code(displayName(textAt(entry, 'name') ?? t('none'), 160)),
        ...(count === undefined ? [] : [strong(count.toLocaleString('en'))]),
      ],
      links: [],
    };
  });
  const more = entries.length - mostEntries;
  const rest = more > 0 ? [{ parts: [dim(t('and {0} more', more))], links: [] }] : [];
  return { id: `dimension-${index}`, label, lines: [...lines, ...rest] };
}

function placeLines({ region, accountId }: CloudTrailEvent, t: Localize): readonly RowLine[] {
  const parts = [
    ...(region === undefined ? [] : [plain(displayText(region, 60))]),
    ...(accountId === undefined ? [] : [dim(t('account {0}', displayText(accountId, 40)))]),
  ];
  return parts.length === 0 ? [] : [{ parts, links: [] }];
}

function oneLine(text: string): readonly RowLine[] {
  return text === '' ? [] : [{ parts: [plain(text)], links: [] }];
}

/** Two digits that matter below ten, whole numbers above. */
function rounded(value: number): string {
  return Math.abs(value) >= 10
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(2)));
}
