/** One side of a comparison. */
interface Contender {
  readonly label: string;
  /** Does the work once; gives the milliseconds when it measures them itself, as another process must, or megabytes. */
  readonly run: () => unknown;
}

/** Two ways to do the same amount of work, timed in turn on the same machine. */
interface Comparison {
  readonly baseline: Contender;
  readonly candidate: Contender;
  /** `ms` shows the time of one run, `MB` its megabytes; any other word, such as `events/s`, the amount done in a second. */
  readonly unit: string;
  /** What one run gets done, in the unit's own thing; 1 when absent. */
  readonly amount?: number;
  readonly rounds?: number;
}

/**
 * Times both sides of a comparison and prints a row: name, baseline, candidate, and the candidate's time as a multiple
 * of the baseline's. A ratio says more than a time, which is another on every machine.
 *
 * Each side runs once to warm up and then in turn with the other; the medians count.
 */
export async function bench(name: string, comparison: Comparison): Promise<void> {
  const { baseline, candidate, rounds = 15 } = comparison;
  const times: { baseline: number[]; candidate: number[] } = { baseline: [], candidate: [] };
  await timeOf(baseline);
  await timeOf(candidate);
  for (let round = 0; round < rounds; round++) {
    times.baseline.push(await timeOf(baseline));
    times.candidate.push(await timeOf(candidate));
  }
  const [slow, fast] = [median(times.candidate), median(times.baseline)];
  const columns = [
    name.padEnd(36),
    `${baseline.label}: ${inUnit(fast, comparison)}`.padEnd(38),
    `${candidate.label}: ${inUnit(slow, comparison)}`.padEnd(38),
    `x ${(slow / fast).toFixed(2)}`,
  ];
  console.log(columns.join(' '));
}

async function timeOf({ run }: Contender): Promise<number> {
  const start = performance.now();
  const answer = await run();
  return typeof answer === 'number' ? answer : performance.now() - start;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function inUnit(milliseconds: number, { unit, amount = 1 }: Comparison): string {
  const value =
    unit === 'ms' || unit === 'MB' ? milliseconds.toFixed(1) : Math.round((amount / milliseconds) * 1000);
  return `${value.toLocaleString('en-US')} ${unit}`;
}
