import type { JsonObject } from '../../core/json.ts';
import type { LookupAttribute, LookupAttributeKey } from '../../core/ports.ts';
import { attributeValues } from './event-attributes.ts';

/** A place in a timeline. Records of one second are told apart by the order in which they came. */
export interface Cursor {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly sequence: number;
}

/** A record in a timeline. */
export interface Entry extends Cursor {
  readonly record: JsonObject;
  /** Epoch milliseconds from which on lookups find it. */
  readonly visibleAt: number;
}

/** What a lookup asks of a timeline. Times are epoch milliseconds and inclusive. */
export interface TimelineQuery {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly attribute: LookupAttribute | undefined;
  /** Only what lies before the cursor, which is the last entry of the page before. */
  readonly before: Cursor | undefined;
  readonly limit: number;
}

/** The records of one category in one Region by time, with an index for each attribute that was asked for. */
export class Timeline {
  /** Oldest first, so that what happens next goes to the end. */
  readonly #entries: Entry[] = [];
  readonly #indexes = new Map<LookupAttributeKey, Map<string, Entry[]>>();

  add(entry: Entry): void {
    insert(this.#entries, entry);
    for (const [key, index] of this.#indexes) {
      addToIndex(index, key, entry);
    }
  }

  /** At most `limit` entries, newest first, and whether there are more. */
  find(query: TimelineQuery): { readonly entries: readonly Entry[]; readonly hasMore: boolean } {
    const candidates = query.attribute === undefined ? this.#entries : this.#withAttribute(query.attribute);
    const found: Entry[] = [];
    const end = query.before ?? { time: query.to, sequence: Infinity };
    for (let position = firstNotBefore(candidates, end) - 1; position >= 0; position -= 1) {
      const entry = candidates[position];
      if (entry === undefined || entry.time < query.from) {
        break;
      }
      if (entry.visibleAt <= query.now) {
        if (found.length === query.limit) {
          return { entries: found, hasMore: true };
        }
        found.push(entry);
      }
    }
    return { entries: found, hasMore: false };
  }

  #withAttribute(attribute: LookupAttribute): readonly Entry[] {
    let index = this.#indexes.get(attribute.key);
    if (index === undefined) {
      index = new Map();
      for (const entry of this.#entries) {
        addToIndex(index, attribute.key, entry);
      }
      this.#indexes.set(attribute.key, index);
    }
    return index.get(attribute.value) ?? [];
  }
}

function addToIndex(index: Map<string, Entry[]>, key: LookupAttributeKey, entry: Entry): void {
  for (const value of new Set(attributeValues(entry.record, key))) {
    const entries = index.get(value);
    if (entries === undefined) {
      index.set(value, [entry]);
    } else {
      insert(entries, entry);
    }
  }
}

function insert(entries: Entry[], entry: Entry): void {
  const last = entries.at(-1);
  if (last === undefined || compare(last, entry) < 0) {
    entries.push(entry);
  } else {
    entries.splice(firstNotBefore(entries, entry), 0, entry);
  }
}

/** The position of the first entry that is not before the cursor; the length if all are. */
function firstNotBefore(entries: readonly Entry[], cursor: Cursor): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && compare(entry, cursor) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function compare(left: Cursor, right: Cursor): number {
  return left.time - right.time || left.sequence - right.sequence;
}
