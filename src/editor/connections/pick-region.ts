import { l10n, type QuickPick, type QuickPickItem } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import { isCancelled } from '../../core/failures/failure.ts';
import { isRegionName } from '../../core/partitions.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { connectionName } from './connection-words.ts';
import { knownRegions } from './known-regions.ts';
import type { Answer, Step } from './quick-input.ts';
import { ask } from './quick-steps.ts';

/**
 * Asks for a Region. The known ones are there at once; when the account has answered, only those that are enabled.
 * Another one can be typed, for Regions that are newer than this list.
 */
export async function pickRegion(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  step?: Step,
): Promise<Answer<string>> {
  const abort = new AbortController();
  const question = {
    title: l10n.t('Region of {0}', connectionName(connection, l10n.t)),
    placeholder: l10n.t('Which Region to read trails and events from'),
    ...(step !== undefined && { step }),
  };
  try {
    return await ask<QuickPickItem, string>(
      question,
      (pick) => {
        offer(pick, knownRegions, connection.region);
        void offerEnabled(pick, connection, ports, abort.signal);
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
  signal: AbortSignal,
): Promise<void> {
  pick.busy = true;
  try {
    const { account } = await ports();
    const regions = await account.regions(connection, signal);
    if (!signal.aborted) {
      offer(pick, regions, connection.region);
    }
  } catch (thrown) {
    // Which Regions are enabled is a help, not a need: without the permission the known ones stay.
    if (!isCancelled(thrown) && !signal.aborted) {
      pick.placeholder = l10n.t('All known Regions; the enabled ones could not be read');
    }
  } finally {
    if (!signal.aborted) {
      pick.busy = false;
    }
  }
}

/** Shows the Regions and marks the one that is set; what the user moved to meanwhile stays marked instead. */
function offer(pick: QuickPick<QuickPickItem>, regions: readonly string[], current: string): void {
  const [marked] = pick.activeItems;
  const names = regions.includes(current) ? regions : [current, ...regions];
  pick.items = names.map((label) => ({
    label,
    ...(label === current && { description: l10n.t('current') }),
  }));
  pick.activeItems = pick.items.filter(({ label }) => label === (marked?.label ?? current));
}
