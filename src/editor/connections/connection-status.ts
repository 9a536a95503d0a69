import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import type { CommandId } from '../command-ids.ts';
import { connectionIcon, connectionName } from './connection-words.ts';
import type { ConnectionStore } from './connection-store.ts';

/** The connection in use, in the status bar; nothing while there is none. */
export function showConnectionStatus(connections: ConnectionStore): Disposable {
  const item = window.createStatusBarItem('trailscope.connection', StatusBarAlignment.Left);
  const command: CommandId = 'trailscope.switchConnection';
  item.name = l10n.t('CloudTrail connection');
  item.command = command;
  const update = (): void => {
    const { current } = connections;
    if (current === undefined) {
      item.hide();
      return;
    }
    const name = connectionName(current, l10n.t);
    item.text = `$(${connectionIcon(current)}) ${name.replaceAll('$(', '$ (')} · ${current.region}`;
    item.tooltip = l10n.t('CloudTrail reads events from here. Click to use another connection.');
    item.accessibilityInformation = {
      label: l10n.t('CloudTrail connection: {0}, {1}', name, current.region),
      role: 'button',
    };
    item.show();
  };
  update();
  return Disposable.from(item, connections.onDidChange(update));
}
