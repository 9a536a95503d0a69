import { summarise } from '../../src/core/events/summarise.ts';
import { sentenceText } from '../../src/core/events/sentence.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { english } from '../../src/core/localize.ts';
import { completionsAt } from '../../src/core/query/complete-filter.ts';
import {
  excludeValue,
  forgetValue,
  includeValue,
  valueState,
  withTime,
} from '../../src/core/query/edit-filter.ts';
import { everything, type EventFilter, type TimeTerm } from '../../src/core/query/event-filter.ts';
import type { Bins, FacetCounts, NoiseCounts } from '../../src/core/query/event-set/event-view.ts';
import type { EventSet } from '../../src/core/query/event-set/event-set.ts';
import { noNoise, usualNoise } from '../../src/core/query/event-set/noise.ts';
import { fieldTitle } from '../../src/core/query/field-words.ts';
import { facetFields, type FacetField } from '../../src/core/query/facets.ts';
import { parseFilter } from '../../src/core/query/parse-filter.ts';
import { filterPresets } from '../../src/core/query/presets.ts';
import { printFilter } from '../../src/core/query/print-filter.ts';
import { absoluteTime } from '../../src/core/time-format.ts';
import type {
  BeginExplorer,
  BinsRequest,
  ExplorerRequest,
  ExplorerSort,
  ExplorerStatus,
  FacetRequest,
  FacetView,
  FilterAnswer,
  NoiseSwitches,
  RowView,
  ToExplorer,
} from '../../src/protocol/explorer.ts';
import { explorerVersion } from '../../src/protocol/explorer.ts';
import { readFromExplorer } from '../../src/protocol/read-explorer.ts';

/** The events of a fake host, as far as one filter shows them. */
export interface ShownEvents {
  readonly count: number;
  readonly hidden: NoiseCounts;
  readonly extent: { readonly from: number; readonly to: number } | undefined;
  rows(from: number, to: number, sort: ExplorerSort): readonly RowView[];
  bins(request: BinsRequest): Bins;
  facets(field: FacetField, top: number): FacetCounts;
}

/** Where a fake host has its events from. */
export interface EventSource {
  readonly total: number;
  /** Adds so many events that are newer than all others. */
  insert?(count: number): void;
  shown(filter: EventFilter, noise: NoiseSwitches): ShownEvents;
}

/** The moment that relative times count from. */
export const hostNow = Date.parse('2026-11-20T14:00:00Z');

/** Events of a set, with the real filters, counts and facets. */
export function eventsOfSet(
  set: EventSet,
  newer: (count: number) => readonly CloudTrailEvent[],
): EventSource {
  return {
    insert: (count) => {
      set.add(newer(count));
    },
    get total() {
      return set.size;
    },
    shown: (filter, noise) => {
      const view = set.view({
        filter,
        ...(noise.isOn && { noise: { ...usualNoise, ...noise, ignored: [] } }),
        now: hostNow,
      });
      return {
        count: view.count,
        hidden: view.hidden,
        extent: view.extent,
        rows: (from, to, sort) => view.rows(from, to, sort).map(({ row, event }) => rowOf(row, event)),
        bins: (request) => view.bins(request),
        facets: (field, top) => view.facets(field, top),
      };
    },
  };
}

function rowOf(row: number, event: CloudTrailEvent): RowView {
  const { who, target, origin, outcome, outcomeText, sentence } = summarise(event);
  return {
    row,
    time: event.time,
    cells: {
      time: absoluteTime(event.time, 'utc', english),
      event: event.name ?? '',
      who,
      what: target ?? '',
      from: origin.from ?? '',
      result: outcomeText,
      region: event.region ?? '',
      account: event.accountId ?? '',
      service: event.source ?? '',
      key: event.actor.accessKeyId ?? '',
      agent: event.userAgent ?? '',
      id: event.id ?? '',
    },
    access: event.access,
    outcome,
    isInsight: event.kind === 'insight',
    sentence: sentenceText(sentence),
  };
}

/**
 * A host of the events explorer for tests: it keeps to the contract, refuses what it could not read, and records what
 * the page asks for. It answers in a task of its own, as messages do.
 */
export class FakeExplorerHost {
  readonly asked: ExplorerRequest[] = [];
  /** What could not be read as a message of the page. */
  readonly refused: unknown[] = [];
  /** Kinds of requests that fail, with what is then told. */
  readonly failing = new Map<string, string | undefined>();
  /** Kinds of requests that are not answered until {@link release}. */
  readonly held = new Set<string>();
  begin: BeginExplorer;
  #status: Partial<ExplorerStatus> = {};
  #filter: EventFilter = everything;
  #noise: NoiseSwitches = {
    isOn: false,
    reads: true,
    services: true,
    trailscope: true,
    ignored: true,
    ignoreList: ['user:monitoring'],
  };
  #revision = 1;
  #isReady = false;
  #waiting: (() => void)[] = [];
  readonly #source: EventSource;
  readonly #post: (message: ToExplorer) => void;

  constructor(source: EventSource, post: (message: ToExplorer) => void) {
    this.#source = source;
    this.#post = post;
    this.begin = {
      type: 'begin',
      version: explorerVersion,
      strings: {},
      zone: 'utc',
      language: 'en',
      facets: facetFields.map((field) => ({ field, label: fieldTitle(field, english) })),
      presets: filterPresets
        .filter(({ asks }) => asks === undefined)
        .map(({ title, text }) => ({ name: title(english), text })),
      columns: [
        { name: 'time', width: 170 },
        { name: 'event', width: 190 },
        { name: 'who', width: 170 },
        { name: 'what', width: 200 },
        { name: 'from', width: 146 },
        { name: 'region', width: 114 },
        { name: 'result', width: 150 },
      ],
      ui: { sort: { by: 'time', descending: true }, stackBy: 'outcome', hasFacets: true, top: 0 },
    };
  }

  /** Takes a message of the page. */
  receive(message: unknown): void {
    const read = readFromExplorer(message);
    if (read === undefined) {
      this.refused.push(message);
    } else if (read.type === 'ready') {
      this.#isReady = true;
      this.#post(this.begin);
      this.#tell();
    } else {
      this.asked.push(read.request);
      const answer = () => {
        this.#answer(read.id, read.request);
      };
      if (this.held.has(read.request.kind)) {
        this.#waiting.push(answer);
      } else {
        answer();
      }
    }
  }

  /** Answers what was held back, and holds nothing back from now on. */
  release(): void {
    this.held.clear();
    for (const answer of this.#waiting.splice(0)) {
      answer();
    }
  }

  /** Changes what the status says, over what follows from the events. */
  set(change: Partial<ExplorerStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#tell();
  }

  /** The events have changed. */
  change(): void {
    this.#revision += 1;
    this.#tell();
  }

  /** So many newer events have come. */
  insert(count: number): void {
    this.#source.insert?.(count);
    this.change();
  }

  /** The requests of a kind, so far. */
  requests<Kind extends ExplorerRequest['kind']>(kind: Kind): Extract<ExplorerRequest, { kind: Kind }>[] {
    return this.asked.filter(
      (request): request is Extract<ExplorerRequest, { kind: Kind }> => request.kind === kind,
    );
  }

  get #shown(): ShownEvents {
    return this.#source.shown(this.#filter, this.#noise);
  }

  #tell(): void {
    if (!this.#isReady) {
      return;
    }
    const shown = this.#shown;
    const extent = shown.extent ?? { from: hostNow - 86_400_000, to: hostNow };
    this.#post({
      type: 'status',
      revision: this.#revision,
      filter: printFilter(this.#filter),
      saved: [{ name: 'What maria changed', text: 'user:maria write:true' }],
      noise: this.#noise,
      count: shown.count,
      total: this.#source.total,
      hidden: this.#noise.isOn ? shown.hidden : noNoise,
      range: timeOf(this.#filter) ?? extent,
      sources: [
        {
          name: 'sample account',
          regions: [
            { region: 'us-east-1', state: 'reading', text: 'back to 3 days ago' },
            { region: 'eu-west-1', state: 'done', text: 'done' },
            { region: 'eu-south-2', state: 'failed', text: 'The Region is not enabled.' },
          ],
          limits: ['No data events: the event history has management events and Insights only'],
        },
      ],
      plan: { service: 'At the service: the time', here: 'Here: the rest', canBeThorough: false },
      reading: {
        state: 'done',
        text: 'us-east-1 back to 17 Nov · eu-west-1 done',
        isFullSpeed: false,
        hasFailures: false,
      },
      ...this.#status,
    });
  }

  #answer(id: number, request: ExplorerRequest): void {
    if (this.failing.has(request.kind)) {
      const text = this.failing.get(request.kind);
      this.#post({ type: 'reply', id, ok: false, ...(text !== undefined && { text }) });
    } else {
      this.#post({ type: 'reply', id, ok: true, value: this.#valueOf(request) });
    }
  }

  #valueOf(request: ExplorerRequest): unknown {
    switch (request.kind) {
      case 'rows':
        return { revision: this.#revision, rows: this.#shown.rows(request.from, request.to, request.sort) };
      case 'bins':
        return this.#shown.bins(request);
      case 'facets':
        return request.fields.map((field) => this.#facet(field, request.top));
      case 'filter':
        return this.#apply(request.text);
      case 'check':
        return checked(request.text);
      case 'complete':
        return completionsAt(
          request.text,
          request.offset,
          (field) =>
            facetFields.some((each) => each === field)
              ? this.#shown.facets(field as FacetField, 50).values
              : [],
          english,
        );
      case 'facet':
        return this.#changed(facetChange(this.#filter, request));
      case 'time': {
        const { from, to } = request;
        const term: TimeTerm = {
          kind: 'time',
          ...(from !== undefined && { from: { kind: 'at', time: from } }),
          ...(to !== undefined && { to: { kind: 'at', time: to } }),
        };
        return this.#changed(
          withTime(this.#filter, from === undefined && to === undefined ? undefined : term),
        );
      }
      case 'noise':
        this.#noise = { ...this.#noise, ...request.noise };
        this.change();
        return true;
      default:
        return true;
    }
  }

  #apply(text: string): FilterAnswer {
    const { filter } = parseFilter(text, english);
    return filter === undefined ? checked(text) : this.#changed(filter);
  }

  #changed(filter: EventFilter): FilterAnswer {
    this.#filter = filter;
    this.change();
    return { ok: true, text: printFilter(filter) };
  }

  #facet(field: FacetField, top: number): FacetView {
    const counts = this.#shown.facets(field, top);
    const values = counts.values.map((each) => ({
      ...each,
      state: valueState(this.#filter, field, each.value),
    }));
    return { ...counts, values, noneState: valueState(this.#filter, field, undefined) };
  }
}

function checked(text: string): FilterAnswer {
  const { problem } = parseFilter(text, english);
  return problem === undefined ? { ok: true, text } : { ok: false, problems: [problem] };
}

function facetChange(filter: EventFilter, { field, value, change }: FacetRequest): EventFilter {
  const changes = { include: includeValue, exclude: excludeValue, forget: forgetValue };
  return changes[change](filter, field, value);
}

/** The absolute times that a filter asks for. */
function timeOf(filter: EventFilter): ExplorerStatus['range'] {
  const terms = filter.kind === 'and' ? filter.of : [filter];
  const term = terms.find((each): each is TimeTerm => each.kind === 'time');
  return term?.from?.kind === 'at' && term.to?.kind === 'at'
    ? { from: term.from.time, to: term.to.time }
    : undefined;
}
