import type { JournalFiles, LeftRun } from './journal-files.ts';

/**
 * Offers each run that was broken off, once. The owner of one whose window was closed a moment ago, or loaded again,
 * counts as living for a while: so there is a second look.
 *
 * @param settled resolves when an owner that was dead at the start counts as dead
 */
export async function offerLeftRuns(
  journals: Pick<JournalFiles, 'left'>,
  settled: () => Promise<void>,
  offer: (left: LeftRun) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    for (const left of await journals.left()) {
      if (!seen.has(left.id)) {
        seen.add(left.id);
        await offer(left);
      }
    }
  };
  // An offer that nobody answers must not keep the second look from happening.
  await Promise.all([look(), settled().then(look)]);
}
