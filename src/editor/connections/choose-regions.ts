import { l10n, window, type QuickPickItem } from 'vscode';
import type { AwsPorts } from '../../core/ports.ts';
import type { ListedConnection } from './connection-store.ts';
import { connectionName } from './connection-words.ts';

/**
 * Asks for the Regions of a connection that are looked in where several can be: all that are enabled, or some of them.
 * Undefined when the user cancels.
 */
export async function chooseRegions(
  { connection, regions }: ListedConnection,
  ports: () => Promise<AwsPorts>,
): Promise<ListedConnection['regions'] | undefined> {
  const all: QuickPickItem = {
    label: l10n.t('All enabled Regions'),
    description: l10n.t('those of later too'),
    picked: regions === 'enabled',
  };
  const names = async (): Promise<QuickPickItem[]> => {
    const { account } = await ports();
    const known = await account.regionChoices(connection, new AbortController().signal);
    const chosen = regions === 'enabled' ? [] : regions;
    return [
      all,
      ...[...new Set([...known.names, ...chosen])]
        .sort()
        .map((label) => ({ label, picked: chosen.includes(label) })),
    ];
  };
  const picked = await window.showQuickPick(names(), {
    title: l10n.t('Regions of {0}', connectionName(connection, l10n.t)),
    placeHolder: l10n.t('Where to look for events when several Regions can be asked'),
    canPickMany: true,
  });
  if (picked === undefined) {
    return undefined;
  }
  return picked.includes(all) || picked.length === 0 ? 'enabled' : picked.map(({ label }) => label);
}
