import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { bundleHostTests, runHostTests } from './host-tests.mjs';
import { projectRoot } from './project.mjs';
import { run, runForCode } from './run.mjs';
import { countTier, printResults } from './test-results.mjs';
import { ensureVscode } from './vscode-releases.mjs';

/**
 * @typedef {import('./test-results.mjs').TestResult} TestResult
 * @typedef {import('./test-results.mjs').TierResult} TierResult
 *
 * @typedef {object} TierChoice
 * @property {readonly string[]} files Parts of the paths of the test files to run; all when empty.
 * @property {string | undefined} grep A regular expression that the titles match.
 * @property {readonly import('./vscode-releases.mjs').VscodeRelease[]} releases For the host tests.
 * @property {() => Promise<{ browser: string }>} setUp Waits for the editors and the browser; throws without them.
 */

/** What one run of this script has built already. */
const made = new Map();

/** @type {Readonly<Record<string, (choice: TierChoice) => Promise<TierResult[]>>>} */
const tiers = {
  unit: unitTier,
  'aws-cli': (choice) => otherProgramTier('aws-cli', 'The AWS CLI is not installed', choice),
  moto: (choice) =>
    otherProgramTier('moto', "moto_server is not installed (pip install 'moto[server]')", choice),
  package: packageTier,
  host: hostTier,
  browser: browserTier,
};

/**
 * Runs the tests of a tier and prints them. Never throws: a tier that breaks has failed.
 *
 * @param {string} tier unit, aws-cli, moto, package, host or browser.
 * @param {TierChoice} choice
 * @returns {Promise<TierResult[]>} One, or for the host tests one per release.
 */
export async function runTier(tier, choice) {
  const start = performance.now();
  try {
    return (await tiers[tier]?.(choice)) ?? [];
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return [countTier(tier, start, [{ title: 'the tier itself broke', state: 'failed' }], false)];
  }
}

/** @param {TierChoice} choice */
async function unitTier(choice) {
  return [await vitest('unit', choice)];
}

/**
 * Skipped as a whole where the program that it talks to is not installed, which is no failure.
 *
 * @param {string} tier
 * @param {string} absence Says that the program is not there.
 * @param {TierChoice} choice
 */
async function otherProgramTier(tier, absence, choice) {
  const result = await vitest(tier, choice, true);
  if (result.skipped > 0 && result.passed + result.failed === 0) {
    console.log(`${absence}, so all of these are skipped.`);
  }
  return [result];
}

/** @param {TierChoice} choice */
async function packageTier(choice) {
  await once('package');
  return [await vitest('package', choice)];
}

/** @param {TierChoice} choice */
async function hostTier({ files, grep, releases, setUp }) {
  const { browser } = await setUp();
  await once('build');
  const bundle = await bundleHostTests(files);
  return Promise.all(
    releases.map(async (release) => {
      const tier = `host ${release.version}`;
      const start = performance.now();
      const results = await runHostTests(await ensureVscode(release), browser, bundle, { files, grep });
      printResults(tier, results);
      return countTier(tier, start, results, isNarrowed({ files, grep }));
    }),
  );
}

/** @param {TierChoice} choice */
async function browserTier({ files, grep, setUp }) {
  const start = performance.now();
  const { browser } = await setUp();
  await once('package');
  const report = await reportFile('browser');
  const cli = path.join(projectRoot, 'node_modules/@playwright/test/cli.js');
  const args = [cli, 'test', '--pass-with-no-tests', ...(grep ? ['--grep', grep] : []), ...files];
  const { code } = await runForCode(process.execPath, args, {
    cwd: projectRoot,
    env: { TRAILSCOPE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const { suites, errors } = JSON.parse(await readFile(report, 'utf8'));
  const results = [
    ...suites.flatMap(playwrightResults),
    ...times(errors.length, 'failed', 'an error outside all tests'),
  ];
  return [countTier('browser', start, withExitCode(results, code), isNarrowed({ files, grep }))];
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file: string, tests: { status: string }[] }[]} specs
 */

/**
 * @param {PlaywrightSuite} suite
 * @returns {TestResult[]}
 */
function playwrightResults({ suites = [], specs }) {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status }) => ({
      title: `${file} › ${title}`,
      ...playwrightState(status),
    })),
  );
  return [...own, ...suites.flatMap(playwrightResults)];
}

/**
 * @param {string} status Of Playwright: expected, unexpected, flaky or skipped.
 * @returns {Pick<TestResult, 'state' | 'isFlaky'>}
 */
function playwrightState(status) {
  const isFlaky = status === 'flaky';
  const state = isFlaky || status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed';
  return { state, isFlaky };
}

/**
 * @param {string} project Of vitest.config.ts.
 * @param {TierChoice} choice
 * @param {boolean} [maySkipAll] Whether tests that all skip themselves are no failure.
 * @returns {Promise<TierResult>}
 */
async function vitest(project, { files, grep }, maySkipAll = false) {
  const start = performance.now();
  const report = await reportFile(project);
  const cli = path.join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const chosen = [...(grep ? ['--testNamePattern', grep] : []), ...files];
  const { code } = await runForCode(
    process.execPath,
    [cli, 'run', '--project', project, '--passWithNoTests', ...reporters, ...chosen],
    { cwd: projectRoot },
  );
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  const results = testResults.flatMap((/** @type {VitestFile} */ file) => vitestResults(file, grep));
  const skipsAll = maySkipAll && results.length > 0;
  return countTier(project, start, withExitCode(results, code), skipsAll || isNarrowed({ files, grep }));
}

/**
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status
 * @property {{ fullName: string, status: string }[]} assertionResults
 */

/**
 * @param {VitestFile} file
 * @param {string | undefined} grep Leaves out what it does not match, which vitest counts as skipped.
 * @returns {TestResult[]} One per test; one failed for a file that cannot be loaded.
 */
function vitestResults({ name, status, assertionResults }, grep) {
  if (assertionResults.length === 0 && status === 'failed') {
    return [{ title: name, state: 'failed' }];
  }
  return assertionResults
    .map(({ fullName, status: state }) => ({ title: fullName, state: testState(state) }))
    .filter(({ state }) => !(grep && state === 'skipped'));
}

/**
 * @param {string} status Of vitest.
 * @returns {TestResult['state']}
 */
function testState(status) {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

/**
 * @param {readonly TestResult[]} results
 * @param {number} code How the runner ended.
 * @returns {TestResult[]} With one more failure when it ended badly and no test says why, as after a crash.
 */
function withExitCode(results, code) {
  const told = code === 0 || results.some(({ state }) => state === 'failed');
  return [...results, ...times(told ? 0 : 1, 'failed', `the runner ended with ${code}`)];
}

/**
 * @param {number} count
 * @param {TestResult['state']} state
 * @param {string} title
 * @returns {TestResult[]}
 */
function times(count, state, title) {
  return Array.from({ length: count }, () => ({ title, state }));
}

/**
 * @param {Pick<TierChoice, 'files' | 'grep'>} choice
 * @returns {boolean} Whether a tier may rightly have no test to run.
 */
function isNarrowed({ files, grep }) {
  return files.length > 0 || grep !== undefined;
}

/**
 * Runs a script of package.json, the first time that it is asked for. `package` builds too.
 *
 * @param {'build' | 'package'} script
 */
async function once(script) {
  const done = made.get(script) ?? (script === 'build' ? made.get('package') : undefined);
  const running = done ?? run(process.execPath, [path.join(projectRoot, `scripts/${script}.mjs`)]);
  made.set(script, running);
  await running;
}

/**
 * @param {string} tier
 * @returns {Promise<string>} Where its runner writes its report; nothing is left of an earlier one.
 */
async function reportFile(tier) {
  const folder = path.join(projectRoot, 'out/results');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${tier}.json`);
  await rm(file, { force: true });
  return file;
}
