/**
 * Runs the host tests in desktop VS Code, which @vscode/test-electron downloads: in the oldest supported release and in
 * the current one. Needs the open internet and a screen (on Linux, `xvfb-run -a npm run test:desktop` does).
 */
import path from 'node:path';
import { cp } from 'node:fs/promises';
import { ensureDependencies } from './lib/dependencies.mjs';
import { cacheFolder, projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { offlineAws, sampleSettings } from './lib/test-environment.mjs';
import { countTier, printResults, totalLine } from './lib/test-results.mjs';
import { oldestVscode } from './lib/vscode-releases.mjs';
import { writeQuietSettings } from './lib/vscode-server.mjs';

console.log(
  'Desktop VS Code: the maintainers could not try this themselves yet; please report what goes wrong.',
);
await ensureDependencies();
await run(process.execPath, [path.join(projectRoot, 'scripts/build.mjs')]);
const { bundleHostTests, listenForResults, testRetries, testTimeout } = await import('./lib/host-tests.mjs');
const { runTests } = await import('@vscode/test-electron');

const workspace = path.join(cacheFolder, 'desktop-test/workspace');
await cp(path.join(projectRoot, 'scripts/demo-workspace'), workspace, { recursive: true });
const { module, files } = await bundleHostTests(process.argv.slice(2));

const tiers = [];
for (const version of [oldestVscode.version, 'stable']) {
  tiers.push(await testIn(version));
}
process.exitCode = tiers.some(({ failed }) => failed > 0) ? 1 : 0;
console.log(totalLine(tiers));

/**
 * @param {string} version
 * @returns {Promise<import('./lib/test-results.mjs').TierResult>}
 */
async function testIn(version) {
  const start = performance.now();
  const tier = `desktop ${version}`;
  const report = await listenForResults();
  const userData = path.join(cacheFolder, 'desktop-test', version);
  await writeQuietSettings(path.join(userData, 'User/settings.json'), sampleSettings);
  const order = { port: report.port, files, timeout: testTimeout, retries: testRetries };
  const running = runTests({
    version,
    cachePath: cacheFolder,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: module,
    extensionTestsEnv: { ...offlineAws, TRAILSCOPE_HOST_TESTS: JSON.stringify(order) },
    launchArgs: [workspace, '--user-data-dir', userData, '--disable-extensions', '--disable-workspace-trust'],
  });
  // Ends without results when VS Code cannot be downloaded or started.
  const results = await Promise.race([running.then(() => report.soFar()), report.results()]).catch(
    (error) => [
      ...report.soFar(),
      { title: 'the run', state: /** @type {const} */ ('failed'), error: String(error) },
    ],
  );
  await running.catch(() => {});
  report.close();
  printResults(tier, results);
  return countTier(tier, start, results, false);
}
