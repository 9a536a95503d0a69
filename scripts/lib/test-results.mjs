/**
 * @typedef {object} TestResult
 * @property {string} title
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {boolean} [isFlaky] Passed, but only when it was tried again.
 * @property {string} [error]
 *
 * @typedef {object} TierResult
 * @property {string} tier
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} milliseconds
 * @property {readonly string[]} failures The titles of the tests that failed.
 * @property {readonly string[]} flakes The titles of those that passed only when tried again.
 */

/**
 * Counts a tier's tests. A tier that ran none has failed, whatever the reason, unless only some were asked for.
 *
 * @param {string} tier
 * @param {number} since From `performance.now()`.
 * @param {readonly TestResult[]} results
 * @param {boolean} mayBeEmpty
 * @returns {TierResult}
 */
export function countTier(tier, since, results, mayBeEmpty) {
  const count = (/** @type {TestResult['state']} */ state) =>
    results.filter((result) => result.state === state).length;
  const ran = count('passed') + count('failed');
  return {
    tier,
    passed: count('passed'),
    failed: ran === 0 && !mayBeEmpty ? 1 : count('failed'),
    skipped: count('skipped'),
    milliseconds: performance.now() - since,
    failures: results.filter(({ state }) => state === 'failed').map(({ title }) => title),
    flakes: results.filter(({ isFlaky }) => isFlaky).map(({ title }) => title),
  };
}

/**
 * Says once more, below all the output, what to look at.
 *
 * @param {readonly TierResult[]} tiers
 */
export function printTroubles(tiers) {
  for (const { tier, failures, flakes } of tiers) {
    for (const title of failures) {
      console.log(`FAILED  ${tier}: ${title}`);
    }
    for (const title of flakes) {
      console.log(`FLAKY   ${tier}: ${title}`);
    }
  }
}

/**
 * @param {readonly TierResult[]} tiers
 * @returns {string} `N passed, N failed`, and `, N skipped` if any were.
 */
export function totalLine(tiers) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    tiers.reduce((total, tier) => total + tier[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {string} tier
 * @param {readonly TestResult[]} results
 */
export function printResults(tier, results) {
  const marks = { passed: '✓', failed: '✗', skipped: '-' };
  const lines = results.map(({ title, state, error }) =>
    [`  ${marks[state]} ${title}`, ...(error ? [error.replace(/^/gm, '      ')] : [])].join('\n'),
  );
  console.log([`${tier}:`, ...lines].join('\n'));
}
