/** `moto_server`, an implementation of AWS's services by others, where it is installed (`pip install 'moto[server]'`). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface MotoServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  /** Forgets all that was made. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** What a shell, or a shim that stands in for a program, ends with where there is no such program. */
const notFound = 127;

/**
 * Starts the server on a free port of this machine alone, which it chooses itself.
 * @returns undefined where it is not installed
 * @throws Error with its last words where it does not start
 */
export async function startMoto(): Promise<MotoServer | undefined> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const words: string[] = [];
  const ended = new Promise<number | undefined>((resolve) => {
    child.once('error', () => {
      resolve(notFound);
    });
    child.once('exit', (code) => {
      resolve(code ?? undefined);
    });
  });
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      // Read to the end, or the server would wait for somebody to listen.
      createInterface(stream).on('line', (line) => {
        words.push(line);
        const [, endpoint] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
        if (endpoint !== undefined) {
          resolve(endpoint);
        }
      });
    }
  });
  const first = await Promise.race([listening, ended]);
  if (typeof first !== 'string') {
    if (first === notFound) {
      return undefined;
    }
    throw new Error(`moto_server ended with ${String(first)}: ${words.slice(-5).join(' ')}`);
  }
  return {
    endpoint: first,
    async reset() {
      const { ok, status } = await fetch(`${first}/moto-api/reset`, { method: 'POST' });
      if (!ok) {
        throw new Error(`moto_server cannot forget: ${status}`);
      }
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
