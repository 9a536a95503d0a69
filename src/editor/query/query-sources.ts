import { isJsonObject } from '../../core/json.ts';
import type { Memory } from '../connections/connection-store.ts';

const memoryKey = 'trailscope.querySources';

/** More documents than these are not remembered: the one that was given a source longest ago goes first. */
const mostDocuments = 200;

/**
 * Which log files a document asks, by its address. It is kept with the workspace and never in the document, whose text
 * may come from anybody.
 */
export class QuerySources {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The key of the document's log files. */
  of(document: string): string | undefined {
    return this.#all().get(document);
  }

  async choose(document: string, log: string): Promise<void> {
    const all = this.#all();
    all.delete(document);
    all.set(document, log);
    await this.#keep(all);
  }

  async forget(document: string): Promise<void> {
    const all = this.#all();
    if (all.delete(document)) {
      await this.#keep(all);
    }
  }

  #all(): Map<string, string> {
    const kept = this.#memory.get(memoryKey);
    const entries = isJsonObject(kept) ? Object.entries(kept) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  async #keep(all: ReadonlyMap<string, string>): Promise<void> {
    await this.#memory.update(memoryKey, Object.fromEntries([...all].slice(-mostDocuments)));
  }
}
