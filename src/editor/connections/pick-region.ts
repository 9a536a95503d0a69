import type { QuickPick, QuickPickItem } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { isCancelled } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import { isRegionName } from '../../core/partitions.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { knownRegions } from '../../core/known-regions.ts';
import { askPick, type Answer, type QuickWindow } from './quick-input.ts';

/** How the question looks. */
export interface RegionQuestion {
  readonly window: QuickWindow;
  readonly title: string;
  readonly canGoBack?: boolean;
  readonly t: Localize;
}

/**
 * Asks for a Region. The known ones are there at once; when the account has answered, only those that are enabled.
 * Another one can be typed, for Regions that are newer than this list.
 */
export async function pickRegion(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  { window, title, canGoBack = false, t }: RegionQuestion,
): Promise<Answer<string>> {
  const abort = new AbortController();
  const placeholder = t('Which Region to read trails and events from');
  try {
    return await askPick<QuickPickItem, string>(
      window,
      { title, placeholder, canGoBack },
      (pick) => {
        offer(pick, knownRegions, connection.region, t);
        void offerEnabled(pick, connection, ports, t, abort.signal);
      },
      (pick) => {
        const typed = pick.value.trim();
        return pick.activeItems[0]?.label ?? (isRegionName(typed) ? typed : undefined);
      },
    );
  } finally {
    abort.abort();
  }
}

async function offerEnabled(
  pick: QuickPick<QuickPickItem>,
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  t: Localize,
  signal: AbortSignal,
): Promise<void> {
  pick.busy = true;
  try {
    const { account } = await ports();
    const { names, error } = await account.regionChoices(connection, signal);
    if (!signal.aborted) {
      offer(pick, names, connection.region, t);
      if (error !== undefined) {
        pick.placeholder = t('All known Regions; the enabled ones could not be read');
      }
    }
  } catch (thrown) {
    // Which Regions are enabled is a help, not a need: where nobody can be asked the known ones stay.
    if (!isCancelled(thrown) && !signal.aborted) {
      pick.placeholder = t('All known Regions; the enabled ones could not be read');
    }
  } finally {
    if (!signal.aborted) {
      pick.busy = false;
    }
  }
}

/** Shows the Regions and marks the one that is set; what the user moved to meanwhile stays marked instead. */
function offer(
  pick: QuickPick<QuickPickItem>,
  regions: readonly string[],
  current: string,
  t: Localize,
): void {
  const [marked] = pick.activeItems;
  const names = regions.includes(current) ? regions : [current, ...regions];
  pick.items = names.map((label) => ({
    label,
    ...(label === current && { description: t('current') }),
  }));
  pick.activeItems = pick.items.filter(({ label }) => label === (marked?.label ?? current));
}
