/**
 * The process of the log engine: it alone loads DuckDB, and its end, whatever the reason, takes nothing with it. It is
 * started by `start-engine.ts` with its settings as the only argument, and ends with its owner.
 */
import { rmSync } from 'node:fs';
import type { EngineSettings, FromEngine, ToEngine } from '../protocol.ts';
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
    });
  } catch (error) {
    const { PlainEngine } = await import('../plain/plain-engine.ts');
    return new PlainEngine(error instanceof Error ? error.message : String(error));
  }
}

const answer = serve(
  () => (engine ??= startEngine()),
  (message: FromEngine) => process.send?.(message),
);

process.on('message', (message) => {
  answer(message as ToEngine);
});

process.on('disconnect', () => {
  process.exit();
});

// So that the folder goes when the user ends the program in the terminal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.exit();
  });
}

process.on('exit', () => {
  rmSync(settings.folder, { recursive: true, force: true });
});
