import { cancelled } from '../../core/failures/failure.ts';
import type { LogSet } from '../../core/log-engine.ts';

/** One log set for several holders: read for the first of them, closed with the last. */
export class SharedLogSet {
  readonly #abort = new AbortController();
  readonly #set: Promise<LogSet>;
  #opened: LogSet | undefined;
  #holders = 0;
  #isOver = false;

  /** @param read begins right after; its signal is aborted when nobody waits for the set any more */
  constructor(read: (signal: AbortSignal) => Promise<LogSet>) {
    // A turn later: by then whoever makes it has it at hand.
    this.#set = Promise.resolve().then(() => read(this.#abort.signal));
    this.#set.then(
      (set) => {
        this.#opened = set;
        if (this.#isOver) {
          set.close();
        }
      },
      () => {
        this.#isOver = true;
      },
    );
  }

  /** Whether another holder can have it: reading did not fail, nobody closed it, and its engine still runs. */
  get isUsable(): boolean {
    return !this.#isOver && this.#opened?.isLost !== true;
  }

  /**
   * The set for one holder, who closes it. Where the holder gives up before it is read, and no other waits, reading
   * ends.
   *
   * @throws TrailscopeError what reading threw, and `cancelled`
   */
  async open(signal: AbortSignal): Promise<LogSet> {
    this.#holders += 1;
    const leave = atMostOnce(() => {
      this.#leave();
    });
    let giveUp = leave;
    const abandoned = new Promise<never>((_, reject) => {
      giveUp = () => {
        leave();
        reject(cancelled());
      };
    });
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) {
      giveUp();
    }
    try {
      const set = await Promise.race([this.#set, abandoned]);
      if (signal.aborted) {
        throw cancelled();
      }
      return heldSet(set, leave);
    } catch (thrown) {
      leave();
      throw thrown;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  #leave(): void {
    this.#holders -= 1;
    if (this.#holders === 0) {
      this.#isOver = true;
      this.#abort.abort();
      this.#opened?.close();
    }
  }
}

function heldSet(set: LogSet, leave: () => void): LogSet {
  return {
    report: set.report,
    get isLost() {
      return set.isLost;
    },
    query: (query, signal) => set.query(query, signal),
    export: (query, target, signal) => set.export(query, target, signal),
    view: (options, signal) => set.view(options, signal),
    record: (row, signal) => set.record(row, signal),
    kept: (signal) => set.kept(signal),
    close: leave,
  };
}

function atMostOnce(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) {
      isDone = true;
      act();
    }
  };
}
