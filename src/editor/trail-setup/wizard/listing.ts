import { explainFailure, missingAction } from '../../../core/failures/explain-failure.ts';
import { isCancelled, toTrailscopeError } from '../../../core/failures/failure.ts';
import type { Localize } from '../../../core/localize.ts';

/** So many things are listed; who has more can type a name. */
export const mostListed = 1000;

/** What of a list is there so far. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** Why it has no more than that: it is cut, or could not be read. Absent while it is read, and for all. */
  readonly gap?: string;
}

/**
 * Collects a list page by page. One that cannot be read is no failure: names can be typed.
 *
 * @param show gets what is there after each page, and at the end
 */
export async function collect<Item>(
  pages: AsyncIterable<readonly Item[]>,
  show: (listing: Listing<Item>) => void,
  t: Localize,
): Promise<void> {
  const items: Item[] = [];
  try {
    for await (const page of pages) {
      items.push(...page.slice(0, mostListed - items.length));
      if (items.length >= mostListed) {
        show({ items, gap: t('only the first {0} are listed', mostListed) });
        return;
      }
      show({ items });
    }
  } catch (thrown) {
    if (!isCancelled(thrown)) {
      show({ items, gap: gapOf(thrown, t) });
    }
  }
}

function gapOf(thrown: unknown, t: Localize): string {
  const error = toTrailscopeError(thrown);
  if (error.failure.kind !== 'denied') {
    return explainFailure(error, t).reason;
  }
  const action = missingAction(error);
  return action === undefined ? t('not allowed to list') : t('not allowed to list (missing {0})', action);
}
