import { nonEmptyString } from '../../core/json.ts';
import type { JsonObject } from '../../core/json.ts';
import { isInsight, recordTime } from './event-attributes.ts';
import { Timeline } from './timeline.ts';
import type { Entry, TimelineQuery } from './timeline.ts';

/** The event history of the account: what the generator tells and what was called since. */
export class SandboxHistory {
  readonly #source: () => Iterable<JsonObject>;
  readonly #delay: number;
  /** What was called before the first lookup, which is when the generator runs. */
  #called: JsonObject[] = [];
  #timelines: Map<string, Timeline> | undefined;
  #nextSequence = 0;

  /**
   * @param source gives the records of the past; it is run once, when history is first asked for
   * @param delay milliseconds until a call made on the sandbox can be found
   */
  constructor(source: () => Iterable<JsonObject>, delay: number) {
    this.#source = source;
    this.#delay = delay;
  }

  /** Takes up the record of a call that was made just now. */
  append(record: JsonObject): void {
    if (this.#timelines === undefined) {
      this.#called.push(record);
    } else {
      this.#add(this.#timelines, record, this.#delay);
    }
  }

  /** The entries of a Region, newest first, and whether there are more than the query's limit. */
  find(
    region: string,
    category: 'management' | 'insight',
    query: TimelineQuery,
  ): { readonly entries: readonly Entry[]; readonly hasMore: boolean } {
    const timeline = this.#load().get(timelineKey(region, category));
    return timeline?.find(query) ?? { entries: [], hasMore: false };
  }

  #load(): Map<string, Timeline> {
    if (this.#timelines === undefined) {
      const timelines = new Map<string, Timeline>();
      for (const record of this.#source()) {
        this.#add(timelines, record, 0);
      }
      for (const record of this.#called) {
        this.#add(timelines, record, this.#delay);
      }
      this.#called = [];
      this.#timelines = timelines;
    }
    return this.#timelines;
  }

  #add(timelines: Map<string, Timeline>, record: JsonObject, delay: number): void {
    const category = categoryOf(record);
    const region = nonEmptyString(record['awsRegion']);
    const time = recordTime(record);
    if (category === undefined || region === undefined || Number.isNaN(time)) {
      return;
    }
    const key = timelineKey(region, category);
    const timeline = timelines.get(key) ?? new Timeline();
    timelines.set(key, timeline);
    timeline.add({ record, time, sequence: this.#nextSequence, visibleAt: time + delay });
    this.#nextSequence += 1;
  }
}

/** LookupEvents knows management and Insights events; data events and network activity go to trails only. */
function categoryOf(record: JsonObject): 'management' | 'insight' | undefined {
  if (isInsight(record)) {
    return 'insight';
  }
  const category = record['eventCategory'];
  return category === undefined || category === 'Management' ? 'management' : undefined;
}

function timelineKey(region: string, category: string): string {
  return `${region} ${category}`;
}
