import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { Socket } from 'node:net';
import path from 'node:path';
import { cancelled, TrailscopeError } from '../core/failures/failure.ts';
import type { LogEngine, LogIndexPlace, OpenProgress } from '../core/log-engine.ts';
import type { CallName, Calls, EngineSettings, FromEngine, ToEngine } from './protocol.ts';
import { RemoteLogSet } from './remote-log-set.ts';
import { engineFolderPrefix } from './store/leftovers.ts';

export interface EngineOptions {
  /** The bundle of `process/main.ts`. */
  readonly entry: string;
  /** Where what was read is kept; absent to keep nothing. */
  readonly index?: LogIndexPlace;
  /** Megabytes for DuckDB. */
  readonly memory?: number;
  readonly threads?: number;
}

/** Asks the engine's process something. */
export type Ask = <Name extends CallName>(
  name: Name,
  ask: Calls[Name]['ask'],
  signal?: AbortSignal,
  onProgress?: (progress: OpenProgress) => void,
) => Promise<Calls[Name]['answer']>;

/** A log engine in a process of its own, which is started when it is first asked for anything, and again after its end. */
export function startEngine(options: EngineOptions): LogEngine {
  const engine = new EngineProcess(options);
  return {
    open: async ({ paths, onProgress }, signal) => {
      const process = engine.current();
      const ask: Ask = (...call) => process.ask(...call);
      return new RemoteLogSet(ask, () => process.isAlive, await ask('open', { paths }, signal, onProgress));
    },
    dispose: () => {
      engine.dispose();
    },
  };
}

class EngineProcess {
  private readonly options: EngineOptions;
  private running: RunningEngine | undefined;
  private isDisposed = false;

  constructor(options: EngineOptions) {
    this.options = options;
  }

  /** The process that is there, or a new one. */
  current(): RunningEngine {
    if (this.isDisposed) {
      throw new TrailscopeError({ kind: 'unavailable' }, 'The log engine has been shut down.');
    }
    if (this.running?.isAlive !== true) {
      this.running = new RunningEngine(this.options);
    }
    return this.running;
  }

  dispose(): void {
    this.isDisposed = true;
    this.running?.end();
  }
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: TrailscopeError) => void;
  readonly onProgress: ((progress: OpenProgress) => void) | undefined;
}

/** What the process last wrote to its standard error is kept up to so many characters. */
const longestComplaint = 2_000;

class RunningEngine {
  isAlive = true;
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private complaint = '';

  constructor(options: EngineOptions) {
    const parent = options.index?.folder ?? tmpdir();
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    this.folder = mkdtempSync(path.join(parent, `${engineFolderPrefix}${process.pid}-`));
    const settings: EngineSettings = {
      folder: this.folder,
      index: options.index,
      threads: options.threads ?? Math.min(8, availableParallelism()),
      memory: options.memory ?? usualMemory(),
    };
    this.child = fork(options.entry, [JSON.stringify(settings)], {
      // Without the owner's arguments, such as a debugger's port; VS Code's own program runs as Node with the variable.
      execArgv: [],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-longestComplaint);
    });
    if (this.child.stderr instanceof Socket) {
      this.child.stderr.unref();
    }
    this.child.on('message', (message) => {
      this.receive(message as FromEngine);
    });
    this.child.on('error', (error) => {
      this.ended(`The log engine cannot be started: ${error.message}`);
    });
    this.child.on('exit', (code, signal) => {
      this.ended(`The log engine came to an unexpected end (${signal ?? `code ${code ?? 'unknown'}`}).`);
    });
  }

  ask<Name extends CallName>(
    name: Name,
    ask: Calls[Name]['ask'],
    signal?: AbortSignal,
    onProgress?: (progress: OpenProgress) => void,
  ): Promise<Calls[Name]['answer']> {
    this.calls += 1;
    const id = this.calls;
    return new Promise<Calls[Name]['answer']>((resolve, reject) => {
      if (!this.isAlive) {
        reject(
          new TrailscopeError(
            { kind: 'unavailable' },
            'The log engine is not running any more: open the logs again.',
          ),
        );
        return;
      }
      if (signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const cancel = () => {
        this.send({ kind: 'cancel', id });
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const settle = () => {
        signal?.removeEventListener('abort', cancel);
        this.waiting.delete(id);
        this.restIfIdle();
      };
      this.waiting.set(id, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(signal?.aborted === true ? cancelled(error) : error);
        },
        onProgress,
      });
      this.child.ref();
      this.child.channel?.ref();
      this.send({ kind: 'call', id, name, ask } as ToEngine);
    });
  }

  end(): void {
    this.isAlive = false;
    this.child.kill();
    this.ended('The log engine has been shut down.');
  }

  /** An idle engine does not keep its owner from ending. */
  private restIfIdle(): void {
    if (this.waiting.size === 0) {
      this.child.unref();
      this.child.channel?.unref();
    }
  }

  private send(message: ToEngine): void {
    if (this.child.connected) {
      this.child.send(message, () => {
        // Whatever hinders it ends the process, which is told to all that wait.
      });
    }
  }

  private receive(message: FromEngine): void {
    const waiting = this.waiting.get(message.id);
    switch (message.kind) {
      case 'answer':
        waiting?.resolve(message.answer as never);
        return;
      case 'failed':
        waiting?.reject(new TrailscopeError(message.failure, message.message));
        return;
      case 'progress':
        waiting?.onProgress?.(message.progress);
        return;
    }
  }

  private ended(why: string): void {
    this.isAlive = false;
    rmSync(this.folder, { recursive: true, force: true });
    const message = this.complaint === '' ? why : `${why}\n${this.complaint}`;
    for (const { reject } of [...this.waiting.values()]) {
      reject(new TrailscopeError({ kind: 'unavailable' }, message));
    }
  }
}

/** A third of the machine's memory, within reason: large logs are kept in files. */
function usualMemory(): number {
  return Math.round(Math.min(650, Math.max(400, totalmem() / 3 / 1_048_576)));
}
