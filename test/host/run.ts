/**
 * The module that VS Code calls in the extension host: runs the host tests there with mocha and tells each result,
 * as it comes, to whoever listens on the loopback port it was given.
 */
import { createRequire } from 'node:module';
import net from 'node:net';
import type { Runnable, Test } from 'mocha';

/** What the runner hands in, as JSON in the environment variable `TRAILSCOPE_HOST_TESTS`. */
interface HostTestOrder {
  readonly port: number;
  readonly files: readonly string[];
  readonly grep?: string;
  /** Per test, in milliseconds. */
  readonly timeout: number;
  /** How often a test that failed is tried again. */
  readonly retries: number;
}

/** One line of JSON each; `end` is the last. */
type HostTestMessage =
  | { readonly type: 'start'; readonly title: string }
  | {
      readonly type: 'result';
      readonly title: string;
      readonly state: 'passed' | 'failed' | 'skipped';
      readonly duration: number;
      readonly error?: string;
      /** Passed, but only when it was tried again; `error` is then of the try before. */
      readonly isFlaky?: boolean;
    }
  | { readonly type: 'end' };

/** Called by VS Code. Never throws: what goes wrong is told as a failed test. */
export async function run(): Promise<void> {
  const order = JSON.parse(process.env['TRAILSCOPE_HOST_TESTS'] ?? '') as HostTestOrder;
  const socket = net.connect({ port: order.port, host: '127.0.0.1' });
  const tell = (message: HostTestMessage) => {
    socket.write(`${JSON.stringify(message)}\n`);
  };
  try {
    await runMocha(order, tell);
  } catch (error) {
    tell({
      type: 'result',
      title: 'loading the tests',
      state: 'failed',
      duration: 0,
      error: describe(error),
    });
  }
  tell({ type: 'end' });
  await new Promise<void>((resolve) => socket.end(resolve));
}

async function runMocha(order: HostTestOrder, tell: (message: HostTestMessage) => void): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: order.timeout,
    retries: order.retries,
    color: false,
    reporter: Mocha.reporters.Base,
  });
  if (order.grep) {
    mocha.grep(new RegExp(order.grep));
  }
  // Loaded with `require`, which VS Code answers with its API for `vscode`; mocha would use `import`.
  const load = createRequire(__filename);
  for (const file of order.files) {
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    load(file);
  }
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on('test', (test: Test) => {
      tell({ type: 'start', title: test.fullTitle() });
    });
    const firstErrors = new Map<string, unknown>();
    const tellResult = (runnable: Runnable, state: 'passed' | 'failed' | 'skipped', error?: unknown) => {
      tell({
        type: 'result',
        title: runnable.fullTitle(),
        state,
        duration: runnable.duration ?? 0,
        ...(error === undefined ? {} : { error: describe(error) }),
        ...(error !== undefined && state === 'passed' ? { isFlaky: true } : {}),
      });
    };
    runner.on('retry', (test: Test, error: unknown) => {
      firstErrors.set(test.fullTitle(), error);
    });
    runner.on('pass', (test: Test) => {
      tellResult(test, 'passed', firstErrors.get(test.fullTitle()));
    });
    runner.on('pending', (test: Test) => {
      tellResult(test, 'skipped');
    });
    runner.on('fail', (test: Runnable, error: unknown) => {
      tellResult(test, 'failed', error);
    });
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
