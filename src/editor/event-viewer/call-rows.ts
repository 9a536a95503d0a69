/** The rows of an event that someone or something caused: who, what, on what, from where, and what came of it. */
import { displayName, displayText } from '../../core/events/display-text.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { identityChain, type IdentityLink, type IdentityStep } from '../../core/events/identity-chain.ts';
import { notable } from '../../core/events/notable.ts';
import { maskKeyId } from '../../core/events/redact.ts';
import { textAt } from '../../core/events/record-values.ts';
import { resultChanges, type ResultFact } from '../../core/events/results.ts';
import { relatedFilter, type Relation } from '../../core/query/related-events.ts';
import type { EventSummary } from '../../core/events/summarise.ts';
import type { Localize } from '../../core/localize.ts';
import type { Part, Row, RowLine, RowLink } from '../../protocol/event-view.ts';
import type { EventItem } from '../events/event-selection.ts';
import { linkAddress, type PageKind } from './links.ts';
import type { ViewWords } from './event-view.ts';
import { code, dim, plain, strong } from './row-parts.ts';

/** More resources than this are counted; the record has them all. */
const mostResources = 8;

/** The rows, without those that the record says nothing about. */
export function callRows(item: EventItem, summary: EventSummary, words: ViewWords): readonly Row[] {
  const { event } = item;
  const { t } = words;
  const rows: readonly Row[] = [
    {
      id: 'who',
      label: t('Who'),
      lines: [
        line(whoParts(event, words), [
          ...related(event, 'session', t('all by this session')),
          ...related(event, 'key', t('all by this key')),
        ]),
      ],
    },
    { id: 'what', label: t('What'), lines: whatLines(item, summary, t) },
    { id: 'on', label: t('On'), lines: resourceLines(item, t) },
    { id: 'from', label: t('From'), lines: fromLines(event, summary, t) },
    { id: 'result', label: t('Result'), lines: resultLines(event) },
    { id: 'note', label: t('Note'), lines: noteLines(event, t) },
  ];
  return rows.filter(({ lines }) => lines.some(({ parts }) => parts.length > 0));
}

function line(parts: readonly Part[], links: readonly RowLink[] = []): RowLine {
  return { parts, links };
}

function whoParts(event: CloudTrailEvent, words: ViewWords): readonly Part[] {
  const { t } = words;
  const { accessKeyId, mfa } = event.actor;
  const chain = identityChain(event);
  const parts = chain.flatMap((member): Part[] => [
    ...(member.step === undefined ? [] : stepParts(member.step, event, words)),
    chip(member, t),
  ]);
  const saysMfa = chain.some(({ step }) => step?.mfa !== undefined);
  return [
    ...parts,
    ...(saysMfa || mfa === undefined ? [] : [dim(mfa ? t('with MFA') : t('without MFA'))]),
    ...(accessKeyId === undefined ? [] : [code(displayText(maskKeyId(accessKeyId), 40), t('Access key'))]),
  ];
}

/** `AssumeRole 13:40 · MFA →`; a relation such as `via` needs no arrow. */
function stepParts(
  { by, at, mfa }: IdentityStep,
  event: CloudTrailEvent,
  { times, t }: ViewWords,
): readonly Part[] {
  const relations = new Map([
    ['via', t('via')],
    ['on behalf of', t('on behalf of')],
    ['delegated by', t('delegated by')],
  ]);
  const relation = relations.get(by);
  if (relation !== undefined) {
    return [dim(relation)];
  }
  const isSameDay =
    at !== undefined && event.time !== undefined && times.dayKey(at) === times.dayKey(event.time);
  const when = at === undefined ? '' : ` ${isSameDay ? times.clock(at) : times.short(at)}`;
  const how = mfa === undefined ? '' : ` · ${mfa ? t('MFA') : t('no MFA')}`;
  return [dim((by === 'sign-in' ? t('sign-in') : by) + when + how), { kind: 'arrow' }];
}

function chip({ name, detail, arn, isClaimed }: IdentityLink, t: Localize): Part {
  return {
    kind: 'chip',
    text: detail === undefined ? name : `${name} / ${detail}`,
    ...(arn !== undefined && { title: displayText(arn, 400) }),
    ...(isClaimed && { note: t('a name that the caller chose; nothing proves it') }),
  };
}

function whatLines(item: EventItem, { action }: EventSummary, t: Localize): readonly RowLine[] {
  const { event } = item;
  const { type, region, accountId } = event;
  const about = [
    type === undefined || type === 'AwsApiCall' ? undefined : displayText(type, 60),
    region === undefined ? undefined : displayText(region, 60),
    accountId === undefined ? undefined : t('account {0}', displayText(accountId, 40)),
  ].filter((text) => text !== undefined);
  const parts = [
    plain(action),
    ...(about.length === 0 ? [] : [dim(about.join(' · '))]),
    ...notableParts(event, t),
  ];
  return [
    line(parts, [
      ...doors(item, 'documentation', t('documentation')),
      ...doors(item, 'event', t('open in console')),
    ]),
  ];
}

/** What attackers use the call for: it is no verdict, so it is said once and quietly. */
function notableParts(event: CloudTrailEvent, t: Localize): readonly Part[] {
  const found = notable(event);
  return found === undefined
    ? []
    : [
        { kind: 'notice', tone: 'warning', text: t('used by attackers to {0}', found.use) },
        dim(found.technique, t('Technique {0} of MITRE ATT&CK', found.technique)),
      ];
}

/** The link to other events, if the event says what they have in common. */
function related(event: CloudTrailEvent, relation: Relation, text: string, index = 0): readonly RowLink[] {
  return relatedFilter(event, relation, index) === undefined
    ? []
    : [{ kind: `events-by-${relation}`, text, index }];
}

/** The link, if it leads anywhere. */
function doors(item: EventItem, kind: PageKind, text: string, index = 0): readonly RowLink[] {
  return linkAddress(kind, index, item) === undefined ? [] : [{ kind, text, index }];
}

function resourceLines(item: EventItem, t: Localize): readonly RowLine[] {
  const { resources } = item.event;
  const lines = resources
    .slice(0, mostResources)
    .map(({ name, type, arn }, index) =>
      line(
        [
          code(displayName(name, 160), arn === undefined ? undefined : displayText(arn, 400)),
          ...(type === undefined ? [] : [dim(displayText(type, 80))]),
        ],
        [
          ...related(item.event, 'resource', t('its history'), index),
          ...doors(item, 'resource', t('open in console'), index),
        ],
      ),
    );
  const more = resources.length - mostResources;
  return more > 0 ? [...lines, line([dim(t('and {0} more', more))])] : lines;
}

function fromLines(event: CloudTrailEvent, { origin }: EventSummary, t: Localize): readonly RowLine[] {
  const { userAgent } = event;
  const endpoint = textAt(event.record, 'vpcEndpointId');
  return [
    line(
      [
        ...(origin.from === undefined ? [] : [plain(origin.from)]),
        ...(endpoint === undefined ? [] : [dim(t('through {0}', displayText(endpoint, 60)))]),
        ...(userAgent === undefined ? [] : [dim(displayText(userAgent, 80), displayText(userAgent, 1000))]),
      ],
      related(event, 'address', t('all from this address')),
    ),
  ];
}

function resultLines(event: CloudTrailEvent): readonly RowLine[] {
  const { error } = event;
  const failure: RowLine[] =
    error === undefined
      ? []
      : [
          line([
            { kind: 'notice', tone: 'error', text: displayText(error.code, 120) },
            ...(error.message === undefined ? [] : [plain(displayText(error.message, 1024))]),
          ]),
        ];
  const changes = resultChanges(event);
  const [change] = changes;
  // The row above has just named it.
  const isPlain = changes.length === 1 && change?.label === event.resources[0]?.name;
  return [
    ...failure,
    ...changes.map((fact) => line(changeParts(isPlain ? { ...fact, label: undefined } : fact))),
  ];
}

/** `i-05c… running → shutting-down`: the state after is what counts. */
function changeParts({ label, text }: ResultFact): readonly Part[] {
  const [before = '', after] = text.split(' → ', 2);
  const change =
    after === undefined ? [plain(text)] : [plain(before), { kind: 'arrow' } as const, strong(after)];
  return [...(label === undefined ? [] : [dim(label)]), ...change];
}

/** CloudTrail says in an addendum why a record came late or was changed. */
function noteLines({ record }: CloudTrailEvent, t: Localize): readonly RowLine[] {
  const reason = textAt(record, 'addendum', 'reason');
  const reasons = new Map([
    ['DELIVERY_DELAY', t('CloudTrail delivered this event late.')],
    ['UPDATED_DATA', t('CloudTrail updated this event after it was delivered first.')],
    ['SERVICE_OUTAGE', t('The service logged this event late, after an outage.')],
  ]);
  return reason === undefined ? [] : [line([plain(reasons.get(reason) ?? displayText(reason, 200))])];
}
