import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from '@playwright/test';
import { chromiumArguments } from './chromium.mjs';
import { filesBelow } from './files.mjs';
import { projectRoot } from './project.mjs';
import { offlineAws, sampleSettings } from './test-environment.mjs';
import { startVscodeServer } from './vscode-server.mjs';

/**
 * @typedef {import('./test-results.mjs').TestResult} TestResult
 *
 * @typedef {object} HostTestChoice
 * @property {readonly string[]} files Parts of the paths of the test files to run; all when empty.
 * @property {string | undefined} grep A regular expression that the titles match.
 *
 * @typedef {object} HostTestBundle
 * @property {string} module The module with `run()`.
 * @property {readonly string[]} files The test files, bundled.
 */

/** Per test, in milliseconds. */
export const testTimeout = 20_000;
/** A test that needs its second try is told as flaky, and is to be mended. */
export const testRetries = process.env['CI'] === 'true' ? 1 : 0;
/** The host must say something within this time, be it the start of a test. */
const silenceDeadline = 60_000;

/**
 * Bundles the host tests, found by glob, into out/host: as CommonJS, which VS Code loads with its API.
 *
 * @param {readonly string[]} chosen As in {@link HostTestChoice}.
 * @returns {Promise<HostTestBundle>}
 */
export async function bundleHostTests(chosen) {
  const outdir = path.join(projectRoot, 'out/host');
  const found = await filesBelow('test/host', '.test.ts');
  const wanted = found.filter((file) => chosen.length === 0 || chosen.some((part) => file.includes(part)));
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['test/host/run.ts', ...wanted],
    outbase: 'test/host',
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const bundled = (/** @type {string} */ file) =>
    path.join(outdir, path.relative('test/host', file)).replace(/\.ts$/, '.cjs');
  return { module: bundled('test/host/run.ts'), files: wanted.map(bundled) };
}

/**
 * Runs the bundled tests in the extension host of a served VS Code, which a browser has to open.
 *
 * @param {import('./vscode-releases.mjs').InstalledVscode} vscode
 * @param {string} browser The program.
 * @param {HostTestBundle} bundle
 * @param {HostTestChoice} choice
 * @returns {Promise<TestResult[]>}
 */
export async function runHostTests(vscode, browser, bundle, { grep }) {
  const report = await listenForResults();
  const workspace = await mkdtemp(path.join(tmpdir(), 'trailscope-workspace-'));
  await cp(path.join(projectRoot, 'scripts/demo-workspace'), workspace, { recursive: true });
  const order = { port: report.port, files: bundle.files, grep, timeout: testTimeout, retries: testRetries };
  const server = await startVscodeServer({
    vscode,
    settings: sampleSettings,
    env: { ...offlineAws, TRAILSCOPE_HOST_TESTS: JSON.stringify(order) },
  });
  const running = await chromium.launch({ executablePath: browser, args: chromiumArguments });
  /** @type {string[]} */
  const pageMessages = [];
  try {
    const page = await running.newPage();
    page.on('console', (message) => pageMessages.push(message.text()));
    page.on('pageerror', (error) => pageMessages.push(error.stack ?? error.message));
    const development = { extension: projectRoot, tests: bundle.module };
    await page.goto(server.address({ folder: workspace, development }));
    return await report.results();
  } catch (error) {
    const log = path.join(projectRoot, `out/results/host-${vscode.version}.log`);
    await mkdir(path.dirname(log), { recursive: true });
    await writeFile(log, ['In the page:', ...pageMessages, '', 'The server:', server.output()].join('\n'));
    const reason = error instanceof Error ? error.message : String(error);
    const hint = `What the page and the server said is in ${path.relative(projectRoot, log)}.`;
    return [...report.soFar(), { title: 'the run', state: 'failed', error: `${reason}. ${hint}` }];
  } finally {
    await running.close();
    await server.stop();
    report.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/**
 * Listens for what test/host/run.ts tells.
 *
 * @returns {Promise<{ port: number, results: () => Promise<TestResult[]>, soFar: () => TestResult[], close: () => void }>}
 */
export async function listenForResults() {
  /** @type {TestResult[]} */
  const results = [];
  let running = 'nothing yet';
  /** @type {(results: TestResult[]) => void} */
  let finish = () => {};
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<TestResult[]>} */
  const done = new Promise((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  // Nobody may be waiting yet when it fails.
  done.catch(() => {});
  const silent = () => {
    fail(
      new Error(`Nothing heard from the extension host for ${silenceDeadline / 1000} s; it ran ${running}`),
    );
  };
  let deadline = setTimeout(silent, silenceDeadline);
  const hear = (/** @type {string} */ line) => {
    clearTimeout(deadline);
    deadline = setTimeout(silent, silenceDeadline);
    const message = JSON.parse(line);
    if (message.type === 'start') {
      running = message.title;
    } else if (message.type === 'result') {
      results.push(message);
    } else {
      finish(results);
    }
  };
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      const lines = (text + chunk.toString()).split('\n');
      text = lines.pop() ?? '';
      lines.forEach(hear);
    });
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error(`The extension host ended while it ran ${running}`));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    results: () => done,
    soFar: () => results,
    close: () => {
      clearTimeout(deadline);
      server.close();
    },
  };
}
