/**
 * The process of the log engine: it alone loads DuckDB, and its end, whatever the reason, takes nothing with it. It is
 * started by `start-engine.ts` with its settings as the only argument, and ends with its owner.
 */
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { EngineSettings, FromEngine, ToEngine } from '../protocol.ts';
import { removeLeftovers } from '../store/leftovers.ts';
import { serve, type ServedEngine } from './serve.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as EngineSettings;

let engine: Promise<ServedEngine> | undefined;

/** DuckDB; the plain reader where there is no DuckDB for this platform. */
async function startEngine(): Promise<ServedEngine> {
  try {
    const { DuckEngine } = await import('../store/duck-engine.ts');
    return await DuckEngine.start({
      folder: settings.folder,
      index: settings.index,
      threads: settings.threads,
      memory: settings.memory,
      onStuck: die,
    });
  } catch (error) {
    const { PlainEngine } = await import('../plain/plain-engine.ts');
    return new PlainEngine(error instanceof Error ? error.message : String(error));
  }
}

const answer = serve(
  () => (engine ??= startEngine()),
  (message: FromEngine) => {
    process.send?.(message, undefined, undefined, () => {
      if (
        message.kind === 'failed' &&
        /^(Failed to [a-z ]+: )?(FATAL|INTERNAL) Error/.test(message.message)
      ) {
        die('DuckDB cannot go on.');
      }
    });
  },
);

process.on('message', (message) => {
  answer(message as ToEngine);
});

/** Ends the process with a reason, which the owner tells to all who wait. */
function die(why: string): void {
  try {
    writeSync(2, why);
  } catch {
    // Nobody listens any more.
  }
  end();
}

/** Ends the process at once: `process.exit` would wait for what DuckDB is doing. */
function end(): void {
  rmSync(settings.folder, { recursive: true, force: true });
  process.kill(process.pid, 'SIGKILL');
}

/**
 * What DuckDB keeps to for its data does not hold for all that it does, such as to plan a query, or to make very wide
 * values. Beyond this many bytes the machine would suffer.
 */
const mostMemory = Math.min(4 * 1024 ** 3, 0.6 * totalmem());

setInterval(() => {
  if (process.memoryUsage.rss() > mostMemory) {
    die(`It took more than ${Math.round(mostMemory / 1024 ** 2)} MB of memory.`);
  }
}, 250).unref();

function prepareMachine(): void {
  try {
    // Where memory is short nevertheless, Linux is to end this process and not its owner.
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Another system.
  }
  try {
    removeLeftovers(path.dirname(settings.folder), Date.now());
  } catch {
    // There will be another time.
  }
}

setImmediate(prepareMachine);

process.on('disconnect', end);

// So that the folder goes when the user ends the program in the terminal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, end);
}
