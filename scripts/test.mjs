/**
 * Sets up whatever is missing and runs the tests of every tier; all of them, even after a failure. The last line
 * printed is `N passed, N failed`, with `, N skipped` if any were.
 *
 *     npm test                                     everything
 *     npm test -- --tier unit --tier host          some tiers: unit, aws-cli, moto, package, host, browser
 *     npm test -- --tier host events               only files whose path contains "events"
 *     npm test -- --grep "access denied"           only tests whose title matches
 *     npm test -- --tier host --vscode oldest      host tests on one release: oldest or newest
 */
import { parseArgs } from 'node:util';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { elapsed } from './lib/run.mjs';
import { printTroubles, totalLine } from './lib/test-results.mjs';
import { ensureVscode, newestVscode, oldestVscode } from './lib/vscode-releases.mjs';

const tierNames = ['unit', 'aws-cli', 'moto', 'package', 'host', 'browser'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tier: { type: 'string', multiple: true, default: tierNames },
    grep: { type: 'string' },
    vscode: { type: 'string', multiple: true, default: ['oldest', 'newest'] },
  },
});
const unknown = values.tier.filter((tier) => !tierNames.includes(tier));
if (unknown.length > 0) {
  console.error(`No tier ${unknown.join(', ')}; there are ${tierNames.join(', ')}.`);
  process.exit(2);
}

const start = performance.now();
const tiers = await runTiers();
console.log(
  `\n${'tier'.padEnd(16)}${['passed', 'failed', 'skipped', 'time'].map((t) => t.padStart(9)).join('')}`,
);
for (const { tier, passed, failed, skipped, milliseconds } of tiers) {
  const columns = [passed, failed, skipped, `${(milliseconds / 1000).toFixed(1)} s`];
  console.log(`${tier.padEnd(16)}${columns.map((column) => String(column).padStart(9)).join('')}`);
}
console.log(`\nAll of it took ${elapsed(start)}.`);
printTroubles(tiers);
const found = tiers.reduce((sum, { passed, failed, skipped }) => sum + passed + failed + skipped, 0);
if (found === 0) {
  console.log('No test matches.');
}
process.exitCode = found === 0 || tiers.some(({ failed }) => failed > 0) ? 1 : 0;
console.log(totalLine(tiers));

/** @returns {Promise<import('./lib/test-results.mjs').TierResult[]>} */
async function runTiers() {
  const needsEditor = values.tier.includes('host') || values.tier.includes('browser');
  const releases = [
    ...(values.vscode.includes('oldest') && values.tier.includes('host') ? [oldestVscode] : []),
    ...(values.vscode.includes('newest') || values.tier.includes('browser') ? [newestVscode] : []),
  ];
  // What cannot be had fails the tiers that need it, and no other.
  const editor = settled(Promise.all(needsEditor ? releases.map(ensureVscode) : []));
  const browser = settled(needsEditor ? ensureChromium() : Promise.resolve(''));
  await ensureDependencies();
  const { runTier } = await import('./lib/test-tiers.mjs');
  const choice = {
    files: positionals,
    grep: values.grep,
    releases: releases.filter((release) =>
      values.vscode.includes(release === oldestVscode ? 'oldest' : 'newest'),
    ),
    setUp: async () => {
      const missing = [await editor, await browser].flatMap(({ error }) => error ?? []);
      if (missing.length > 0) {
        throw new Error(missing.map(({ message }) => message).join('\n'));
      }
      const program = (await browser).value ?? '';
      console.log(`Browser: ${program}`);
      return { browser: program };
    },
  };
  const results = [];
  for (const tier of tierNames.filter((name) => values.tier.includes(name))) {
    console.log(`\n== ${tier} ==`);
    results.push(...(await runTier(tier, choice)));
  }
  return results;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<{ value?: T, error?: Error }>}
 */
function settled(promise) {
  return promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
}
