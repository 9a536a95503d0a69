import type { CloudTrailEvent } from '../../core/events/event.ts';
import type { InvestigationAnswer } from '../../core/investigations/investigation.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Localize } from '../../core/localize.ts';
import { completionsAt } from '../../core/query/complete-filter.ts';
import {
  excludeValue,
  forgetValue,
  includeValue,
  valueState,
  withTime,
} from '../../core/query/edit-filter.ts';
import {
  anyOf,
  everything,
  type EventFilter,
  type FieldName,
  type TimeTerm,
} from '../../core/query/event-filter.ts';
import type { NoiseOptions } from '../../core/query/event-set/event-view.ts';
import { facetFields, type FacetField } from '../../core/query/facets.ts';
import { fieldIs } from '../../core/query/field-value.ts';
import { insightBands } from '../../core/query/insight-bands.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import { likelyMeant } from '../../core/query/value-hints.ts';
import type {
  AnswerView,
  ExplorerRequest,
  ExplorerStatus,
  FacetRequest,
  FacetView,
  FilterAnswer,
  InsightBand,
  NamedFilter,
  NoiseSwitches,
} from '../../protocol/explorer.ts';
import { Emitter } from '../emitter.ts';
import type { Times } from '../time/times.ts';
import type { ExplorerData } from './explorer-data.ts';
import { readingStatus, sourceStatus } from './explorer-status.ts';
import { rowView } from './row-view.ts';

/** What an explorer starts with, and what is remembered of it. */
export interface ExplorerMemory {
  readonly filter: string;
  readonly noise: NoiseSwitches;
  readonly saved: readonly NamedFilter[];
}

export interface SessionNeeds {
  readonly data: ExplorerData;
  /** Is told what went wrong where nobody waits for an answer. */
  readonly failed: (thrown: unknown) => void;
  readonly t: Localize;
  readonly times: () => Times;
  /** What the page keeps beside the filter, so that its explorer can come back with the same sources. */
  readonly origin?: JsonObject;
}

/** The requests that are answered from the data alone; the others need the editor. */
export type DataRequest = Exclude<
  ExplorerRequest,
  { readonly kind: 'act' | 'open' | 'copy' | 'columns' | 'remember' }
>;

/** How many values of each facet are known to the completion. */
const knownValues = 20;

/** One explorer: its filter, its noise and its data, as the page sees them. */
export class ExplorerSession {
  readonly data: ExplorerData;
  readonly #needs: SessionNeeds;
  readonly #changed = new Emitter<undefined>();
  readonly #subscription: { dispose(): void };
  #filter: EventFilter = everything;
  #noise: NoiseSwitches;
  #saved: readonly NamedFilter[];
  #answer: AnswerView | undefined;
  #bands: { readonly revision: number; readonly bands: readonly InsightBand[] } | undefined;
  /** Is told when the status has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(needs: SessionNeeds, memory: ExplorerMemory) {
    this.data = needs.data;
    this.#needs = needs;
    this.#noise = memory.noise;
    this.#saved = memory.saved;
    this.#filter = parseFilter(memory.filter, needs.t).filter ?? everything;
    this.#subscription = needs.data.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    this.#ask();
  }

  get filter(): EventFilter {
    return this.#filter;
  }

  get memory(): ExplorerMemory {
    return { filter: printFilter(this.#filter), noise: this.#noise, saved: this.#saved };
  }

  /** Shows what passes this filter, and reads what is missing for it. */
  show(filter: EventFilter): void {
    this.#filter = filter;
    this.#ask();
    this.read();
  }

  /** Shows what passes this filter as of now, and reads it again where it was read. */
  renew(filter: EventFilter): void {
    this.#filter = filter;
    this.#ask();
    this.refresh();
  }

  /** Reads what is missing, and tells what went wrong. Nobody waits for the end of it. */
  read(): void {
    this.data.read().catch(this.#needs.failed);
  }

  /** Reads again from now. */
  refresh(): void {
    this.data.refresh().catch(this.#needs.failed);
  }

  /** Hides what these switches say. */
  hide(noise: Partial<NoiseSwitches>): void {
    this.#noise = { ...this.#noise, ...noise };
    this.#ask();
  }

  save(saved: readonly NamedFilter[]): void {
    this.#saved = saved;
    this.#changed.fire(undefined);
  }

  /** Shows what an investigation found; undefined closes it. */
  answer(title: string, answer: InvestigationAnswer | undefined): void {
    this.#answer = answer && answerView(title, answer);
    this.#changed.fire(undefined);
  }

  async status(): Promise<ExplorerStatus> {
    const { t, times } = this.#needs;
    const { data } = this;
    // Taken before the counts: what comes in the meantime is told with the next status, never missed.
    const { revision, plan } = data;
    const { shown, total, hidden } = await data.counts();
    const filter = printFilter(this.#filter);
    const findsNothing = shown === 0 && total > 0 && data.reading.state !== 'reading';
    const meant = findsNothing ? likelyMeant(this.#filter, await this.#known()) : undefined;
    return {
      type: 'status',
      revision,
      filter,
      saved: this.#saved,
      noise: this.#noise,
      count: shown,
      total,
      hidden,
      range: data.range,
      sources: data.sources.map((source) => sourceStatus(source, t, times())),
      plan: {
        service: plan?.service ?? '',
        ...(plan?.here !== undefined && { here: plan.here }),
        ...(plan?.caution !== undefined && { caution: plan.caution }),
        canBeThorough: data.canBeThorough,
      },
      reading: readingStatus(data, t, times()),
      ...(meant !== undefined && { meant: printFilter(meant) }),
      insights: await this.#insights(),
      ...(this.#answer !== undefined && { answer: this.#answer }),
      kept: { ...this.#needs.origin, filter },
    };
  }

  /**
   * The answer to a request of the page, in the shape that the protocol has for its kind.
   * @throws TrailscopeError when the data cannot be had
   */
  async answerTo(request: DataRequest): Promise<unknown> {
    const { data } = this;
    switch (request.kind) {
      case 'rows': {
        const { revision } = data;
        const rows = await data.rows(request.from, request.to, request.sort);
        return { revision, rows: rows.map((row) => rowView(row, this.#needs.times())) };
      }
      case 'bins':
        return data.bins(request);
      case 'facets':
        return Promise.all(request.fields.map((field) => this.#facet(field, request.top)));
      case 'filter':
        return this.#applyText(request.text);
      case 'check':
        return this.#check(request.text);
      case 'complete':
        return completionsAt(request.text, request.offset, await this.#known(), this.#needs.t);
      case 'facet':
        return this.#applied(this.#withFacet(request));
      case 'time':
        return this.#applied(withTime(this.#filter, timeTerm(request.from, request.to)));
      case 'noise':
        this.hide(request.noise);
        return true;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.data.dispose();
  }

  #ask(): void {
    const noise = this.#noiseOptions();
    this.data.ask({ filter: this.#filter, ...(noise !== undefined && { noise }) });
    this.#changed.fire(undefined);
  }

  #noiseOptions(): NoiseOptions | undefined {
    const { isOn, ignored, ignoreList, ...switches } = this.#noise;
    const filters = ignored
      ? ignoreList.flatMap((text) => parseFilter(text, this.#needs.t).filter ?? [])
      : [];
    return isOn ? { ...switches, ignored: filters } : undefined;
  }

  async #facet(field: FacetField, top: number): Promise<FacetView> {
    const counts = await this.data.facets(field, top);
    return {
      ...counts,
      values: counts.values.map((each) => ({
        ...each,
        state: valueState(this.#filter, field, each.value),
      })),
      noneState: valueState(this.#filter, field, undefined),
    };
  }

  #withFacet({ field, value, change }: FacetRequest): EventFilter {
    switch (change) {
      case 'include':
        return includeValue(this.#filter, field, value);
      case 'exclude':
        return excludeValue(this.#filter, field, value);
      case 'forget':
        return forgetValue(this.#filter, field, value);
    }
  }

  #applyText(text: string): FilterAnswer {
    const { filter, problem } = parseFilter(text, this.#needs.t);
    return filter === undefined ? { ok: false, problems: [problem] } : this.#applied(filter);
  }

  #check(text: string): FilterAnswer {
    const { filter, problem } = parseFilter(text, this.#needs.t);
    return filter === undefined
      ? { ok: false, problems: [problem] }
      : { ok: true, text: printFilter(filter) };
  }

  #applied(filter: EventFilter): FilterAnswer {
    this.show(filter);
    return { ok: true, text: printFilter(filter) };
  }

  /** Bands of all Insights events that were read, whatever the filter asks for. */
  async #insights(): Promise<readonly InsightBand[]> {
    const { revision } = this.data;
    if (this.#bands?.revision !== revision) {
      const events: CloudTrailEvent[] = [];
      for await (const event of this.data.matching(fieldIs('category', 'insight'))) {
        events.push(event);
      }
      const bands = insightBands(events).map(({ from, to, text, filter }) => ({
        from,
        ...(to !== undefined && { to }),
        text,
        filter: printFilter(filter),
      }));
      this.#bands = { revision, bands };
    }
    return this.#bands.bands;
  }

  /** The values that occur, for the completion. */
  async #known() {
    const counts = await Promise.all(
      facetFields.map(
        async (field) => [field, (await this.data.facetsOfAll(field, knownValues)).values] as const,
      ),
    );
    const byField = new Map<FieldName, (typeof counts)[number][1]>(counts);
    return (field: FieldName) => byField.get(field) ?? [];
  }
}

function timeTerm(from: number | undefined, to: number | undefined): TimeTerm | undefined {
  return from === undefined && to === undefined
    ? undefined
    : {
        kind: 'time',
        ...(from !== undefined && { from: { kind: 'at', time: from } }),
        ...(to !== undefined && { to: { kind: 'at', time: to } }),
      };
}

/** More ids than this would make a filter that nobody can read; the first of them show what it is about. */
const mostIds = 100;

function answerView(title: string, { headline, findings, unseen }: InvestigationAnswer): AnswerView {
  return {
    title,
    headline,
    findings: findings.map(({ text, events }) => {
      const ids = events.flatMap(({ id }) => id ?? []).slice(0, mostIds);
      const filter = ids.length === 0 ? everything : anyOf(...ids.map((id) => fieldIs('id', id)));
      return { text, filter: printFilter(filter) };
    }),
    unseen,
  };
}

/** The list with one more; one of the same name is replaced. */
export function withSaved(saved: readonly NamedFilter[], added: NamedFilter): readonly NamedFilter[] {
  return [...saved.filter(({ name }) => name !== added.name), added];
}
