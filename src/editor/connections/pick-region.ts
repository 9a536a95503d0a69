import { l10n, QuickInputButtons, window, type QuickPick, type QuickPickItem } from 'vscode';
import { inRegion, type Connection } from '../../core/connection.ts';
import { isCancelled } from '../../core/failures/failure.ts';
import { isRegionName } from '../../core/partitions.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { knownRegions } from './known-regions.ts';
import { connectionName } from './connection-words.ts';

/** How a quick pick ended: with a choice, with a step back, or not at all (undefined). */
export type Picked<T> = { readonly value: T } | 'back' | undefined;

/**
 * Asks for a Region. The known ones are there at once; when the account has answered, only those that are enabled.
 * Another one can be typed, for Regions that are newer than this list.
 */
export async function pickRegion(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
  step?: { readonly step: number; readonly totalSteps: number },
): Promise<Picked<string>> {
  const pick = window.createQuickPick();
  const abort = new AbortController();
  pick.title = l10n.t('Region of {0}', connectionName(connection, l10n.t));
  pick.placeholder = l10n.t('Which Region to read trails and events from');
  if (step !== undefined) {
    pick.step = step.step;
    pick.totalSteps = step.totalSteps;
    pick.buttons = [QuickInputButtons.Back];
  }
  offer(pick, knownRegions, connection.region);
  void offerEnabled(pick, connection, ports, abort.signal);
  try {
    return await chosen(pick);
  } finally {
    abort.abort();
    pick.dispose();
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
    if (!isCancelled(thrown)) {
      pick.placeholder = l10n.t('All known Regions; the enabled ones could not be read');
    }
  } finally {
    if (!signal.aborted) {
      pick.busy = false;
    }
  }
}

function offer(pick: QuickPick<QuickPickItem>, regions: readonly string[], current: string): void {
  const names = regions.includes(current) ? regions : [current, ...regions];
  pick.items = names.map((label) => ({
    label,
    ...(label === current && { description: l10n.t('current') }),
  }));
  pick.activeItems = pick.items.filter(({ label }) => label === current);
}

function chosen(pick: QuickPick<QuickPickItem>): Promise<Picked<string>> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const typed = pick.value.trim();
      const label = pick.activeItems[0]?.label ?? (isRegionName(typed) ? typed : undefined);
      if (label !== undefined) {
        resolve({ value: label });
      }
    });
    pick.onDidTriggerButton(() => {
      resolve('back');
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
}

/** The connection in a Region that the user chooses; undefined when the user cancels. */
export async function chooseRegion(
  connection: Connection,
  ports: () => Promise<AwsPorts>,
): Promise<Connection | undefined> {
  const picked = await pickRegion(connection, ports);
  return typeof picked === 'object' ? inRegion(connection, picked.value) : undefined;
}
