import path from 'node:path';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import { isCancelled, toTrailscopeError } from '../../core/failures/failure.ts';
import { isJsonObject } from '../../core/json.ts';
import type { LogEngine, LogReport, LogSet, OpenProgress } from '../../core/log-engine.ts';
import type { Memory } from '../connections/connection-store.ts';
import { Emitter } from '../emitter.ts';
import { SharedLogSet } from './shared-log-set.ts';

/** Log files that the user has opened: a folder, or files that were chosen together. */
export interface OpenedLog {
  /** Equal for the same paths; the `path` of connections of the kind `files`. */
  readonly key: string;
  /** Absolute, as they were chosen. */
  readonly paths: readonly string[];
  /**
   * The name of the folder or file; of several that of the first, and how many more there are: `a.json +2`. With the
   * folder that it is in where another one on the list is called so: `logs (prod)`.
   */
  readonly name: string;
}

/** What is known of opened log files. */
export type LogState =
  /** They were opened in an earlier session, and nothing has needed them yet. */
  | { readonly kind: 'unread' }
  /** Reading was stopped before its end, as when an explorer is paused or closed. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'reading'; readonly progress: OpenProgress | undefined }
  | { readonly kind: 'ready'; readonly report: LogReport }
  | { readonly kind: 'failed'; readonly error: TrailscopeError };

const memoryKey = 'trailscope.openedLogs';

/** More are not remembered: the list is to be read by a person. */
const mostLogs = 100;

/**
 * The log files that are open in this workspace. They are read when something first needs them, once for all that use
 * them at a time. Remembered as paths only.
 */
export class OpenedLogs {
  readonly #memory: Memory;
  readonly #engine: () => Promise<LogEngine>;
  readonly #changed = new Emitter<OpenedLog | undefined>();
  readonly #states = new Map<string, LogState>();
  readonly #shared = new Map<string, SharedLogSet>();
  /** For those who only look: aborted when the files are taken off the list. */
  readonly #looks = new Map<string, AbortController>();
  #list: readonly OpenedLog[];
  /** Tells the files of which something has changed; undefined when the list has. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memory, engine: () => Promise<LogEngine>) {
    this.#memory = memory;
    this.#engine = engine;
    this.#list = rememberedLogs(memory.get(memoryKey));
  }

  /** The last opened first. */
  get list(): readonly OpenedLog[] {
    return this.#list;
  }

  find(key: string): OpenedLog | undefined {
    return this.#list.find((log) => log.key === key);
  }

  stateOf({ key }: OpenedLog): LogState {
    return this.#states.get(key) ?? { kind: 'unread' };
  }

  /** Puts files or a folder on the list; those that are on it keep their place. Nothing is read yet. */
  async add(paths: readonly string[]): Promise<OpenedLog> {
    const log = openedLog(paths);
    if (this.find(log.key) === undefined) {
      await this.#keep([log, ...this.#list].slice(0, mostLogs));
    }
    return this.find(log.key) ?? log;
  }

  /** Takes files off the list; what shows them keeps what it has. Where nothing does they are not read on. */
  async remove({ key }: OpenedLog): Promise<void> {
    this.#states.delete(key);
    this.#shared.delete(key);
    this.#looks.get(key)?.abort();
    this.#looks.delete(key);
    await this.#keep(this.#list.filter((log) => log.key !== key));
  }

  /**
   * The set of these files, to be closed by the caller: it is read at most once for all that have it open.
   *
   * @param how `again` looks for what has changed since the files were read; other holders keep what they have
   * @throws TrailscopeError when the files cannot be read at all, and `cancelled`
   */
  async open(log: OpenedLog, signal: AbortSignal, how?: 'again'): Promise<LogSet> {
    const known = this.#shared.get(log.key);
    const shared = how === 'again' || known?.isUsable !== true ? this.#read(log) : known;
    return shared.open(signal);
  }

  /** Reads files only to know what is in them. A failure is a state like others. */
  async look(log: OpenedLog, signal: AbortSignal, how?: 'again'): Promise<void> {
    const looks = this.#looks.get(log.key) ?? new AbortController();
    this.#looks.set(log.key, looks);
    try {
      (await this.open(log, AbortSignal.any([signal, looks.signal]), how)).close();
    } catch {
      // `stateOf` tells it.
    }
  }

  #read(log: OpenedLog): SharedLogSet {
    const show = (state: LogState): void => {
      if (this.#shared.get(log.key) === shared) {
        this.#show(log, state);
      }
    };
    const shared = new SharedLogSet(async (signal) => {
      show({ kind: 'reading', progress: undefined });
      const onProgress = (progress: OpenProgress): void => {
        show({ kind: 'reading', progress });
      };
      try {
        const set = await (await this.#engine()).open({ paths: log.paths, onProgress }, signal);
        show({ kind: 'ready', report: set.report });
        return set;
      } catch (thrown) {
        const error = toTrailscopeError(thrown);
        show(isCancelled(error) ? { kind: 'stopped' } : { kind: 'failed', error });
        throw error;
      }
    });
    this.#shared.set(log.key, shared);
    return shared;
  }

  #show(log: OpenedLog, state: LogState): void {
    this.#states.set(log.key, state);
    this.#changed.fire(log);
  }

  async #keep(list: readonly OpenedLog[]): Promise<void> {
    this.#list = distinctNames(list);
    this.#changed.fire(undefined);
    await this.#memory.update(
      memoryKey,
      list.map(({ paths }) => ({ paths })),
    );
  }
}

/** The key of the log files that a command's argument is about, as those of rows and explorers are: `{ log }`. */
export function keyOfLog(argument: unknown): string | undefined {
  const log = isJsonObject(argument) ? argument['log'] : undefined;
  const key = isJsonObject(log) ? log['key'] : undefined;
  return typeof key === 'string' ? key : undefined;
}

function openedLog(paths: readonly string[]): OpenedLog {
  const sorted = [...new Set(paths)].sort();
  const first = path.basename(sorted[0] ?? '');
  const name = sorted.length > 1 ? `${first} +${sorted.length - 1}` : first;
  return { key: sorted.join('\n'), paths: sorted, name };
}

function distinctNames(list: readonly OpenedLog[]): readonly OpenedLog[] {
  const plain = list.map(({ paths }) => openedLog(paths));
  return plain.map((log) => {
    const isAlone = plain.every((other) => other.key === log.key || other.name !== log.name);
    return isAlone
      ? log
      : { ...log, name: `${log.name} (${path.basename(path.dirname(log.paths[0] ?? ''))})` };
  });
}

function rememberedLogs(value: unknown): readonly OpenedLog[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostLogs) : [];
  const logs = entries.flatMap((entry) => {
    const named: unknown = isJsonObject(entry) ? entry['paths'] : undefined;
    const paths: readonly unknown[] = Array.isArray(named) ? named : [];
    const absolute = paths.filter(
      (each): each is string => typeof each === 'string' && path.isAbsolute(each),
    );
    return absolute.length === 0 ? [] : [openedLog(absolute)];
  });
  return distinctNames(logs);
}
