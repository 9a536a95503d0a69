import { commands, Disposable, l10n, ThemeIcon, window, workspace, type QuickPickItem } from 'vscode';
import { parseConnection, type Connection } from '../../core/connection.ts';
import { isJsonObject } from '../../core/json.ts';
import type { AwsPorts } from '../../core/ports.ts';
import type { UserConfiguration } from '../../core/user-configuration.ts';
import { registerCommands } from '../commands.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { changes, initialConnectionSetting } from '../settings/settings.ts';
import { showConnectionStatus } from './connection-status.ts';
import type { ConnectionStore } from './connection-store.ts';
import { connectionIcon, connectionName } from './connection-words.ts';
import { initialConnection, sampleConnection } from './initial-connection.ts';
import { pickRegion } from './pick-region.ts';
import { quickWindow } from './quick-steps.ts';
import { signIn } from './sign-in.ts';

/** What choosing connections needs. */
export interface ConnectionsDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly configuration: () => Promise<UserConfiguration>;
  /** Asks again for what the views could not get. */
  readonly retryFailed: () => Promise<void>;
  /** Shows the row of a connection in the Trails view. */
  readonly reveal: (connection: Connection) => Promise<void>;
  readonly present: FailurePresenter;
}

/** Registers the commands on connections, and connects as the settings say where nothing was chosen yet. */
export function registerConnections(deps: ConnectionsDeps): Disposable {
  const { connections, configuration, present } = deps;
  const update = (): void => {
    const kind = connections.current?.credentials.kind ?? 'none';
    void commands.executeCommand('setContext', 'trailscope.connection', kind);
    void commands.executeCommand('setContext', 'trailscope.connections', connections.list.length);
  };
  const suggest = () => suggestInitial(connections, configuration, present);
  update();
  void suggest();
  return Disposable.from(
    showConnectionStatus(connections),
    connections.onDidChangeList(update),
    connections.onDidChange(update),
    // A workspace that becomes trusted may have settings that did not count before.
    workspace.onDidGrantWorkspaceTrust(suggest),
    workspace.onDidChangeConfiguration(async (event) => {
      if (changes(event, 'trailscope.initialConnection')) {
        await suggest();
      }
    }),
    ...registerConnectionCommands(deps),
  );
}

function registerConnectionCommands({
  connections,
  ports,
  configuration,
  retryFailed,
  reveal,
  present,
}: ConnectionsDeps): Disposable[] {
  const useNow = async (connection: Connection): Promise<void> => {
    await connections.use(connection);
    await commands.executeCommand('workbench.view.extension.trailscope');
    await reveal(connection);
  };
  const add = async (): Promise<void> => {
    const { askForConnection } = await import('./ask-for-connection.ts');
    const added = await askForConnection({ window: quickWindow, ports, configuration, t: l10n.t });
    await (added && useNow(added));
  };
  const onChosen = (act: (connection: Connection) => Promise<void>) => onListed(connections, act);
  return registerCommands(present, {
    'trailscope.openSampleAccount': () => useNow(sampleConnection()),
    'trailscope.connect': add,
    'trailscope.switchConnection': () => switchConnection(connections, add),
    'trailscope.useConnection': onChosen((connection) => connections.use(connection)),
    'trailscope.removeConnection': onChosen((connection) => connections.remove(connection)),
    'trailscope.pinConnection': onChosen((connection) => connections.change(connection, { isPinned: true })),
    'trailscope.unpinConnection': onChosen((connection) =>
      connections.change(connection, { isPinned: false }),
    ),
    'trailscope.chooseRegion': onChosen(async (connection) => {
      const title = l10n.t('Region of {0}', connectionName(connection, l10n.t));
      const answer = await pickRegion(connection, ports, { window: quickWindow, title, t: l10n.t });
      await (typeof answer === 'object' && connections.setRegion(connection, answer.value));
    }),
    'trailscope.chooseRegions': onChosen(async (connection) => {
      const { chooseRegions } = await import('./choose-regions.ts');
      const listed = connections.find(connection);
      const regions = listed && (await chooseRegions(listed, ports));
      await (regions && connections.change(connection, { regions }));
    }),
    'trailscope.signIn': async (argument) => {
      const connection = connectionToSignIn(connections, argument);
      if (connection !== undefined && (await signIn(connection, ports))) {
        await retryFailed();
      }
    },
    'trailscope.openLog': () => {
      present.openLog();
    },
  });
}

/** A command on the connection that its argument names, or on the one in use where it has none. */
function onListed(
  connections: ConnectionStore,
  act: (connection: Connection) => Promise<void>,
): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const connection = argument === undefined ? connections.current : listedConnection(connections, argument);
    if (connection !== undefined) {
      await act(connection);
      return;
    }
    const named = namedConnection(argument);
    if (named !== undefined) {
      const name = connectionName(named, l10n.t);
      void window.showInformationMessage(l10n.t('The connection {0} was removed. Add it again first.', name));
    }
  };
}

/** Where to sign in: only the credentials count, so that a failure, which tells nothing else, is enough to say it. */
function connectionToSignIn(connections: ConnectionStore, argument: unknown): Connection | undefined {
  const named = namedConnection(argument);
  return argument === undefined ? connections.current : named && connections.findSource(named.credentials);
}

/** The connection of a row, as it is listed: nobody else can name an endpoint that credentials are sent to. */
function listedConnection(connections: ConnectionStore, argument: unknown): Connection | undefined {
  const named = namedConnection(argument);
  return named && connections.find(named)?.connection;
}

function namedConnection(argument: unknown): Connection | undefined {
  return isJsonObject(argument) ? parseConnection(argument['connection']) : undefined;
}

async function switchConnection(connections: ConnectionStore, add: () => Promise<void>): Promise<void> {
  const { current } = connections;
  const items: (QuickPickItem & { readonly connection?: Connection })[] = [
    ...connections.list.map(({ connection }) => ({
      label: connectionName(connection, l10n.t),
      iconPath: new ThemeIcon(connectionIcon(connection)),
      description: [
        connection.region,
        connection.endpoint,
        connection === current ? l10n.t('in use') : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' · '),
      connection,
    })),
    { label: l10n.t('Add connection…'), iconPath: new ThemeIcon('add') },
  ];
  const title = l10n.t('CloudTrail connection');
  const picked = await window.showQuickPick(items, { title, placeHolder: l10n.t('Which connection to use') });
  if (picked !== undefined) {
    await (picked.connection === undefined ? add() : connections.use(picked.connection));
  }
}

async function suggestInitial(
  connections: ConnectionStore,
  configuration: () => Promise<UserConfiguration>,
  present: FailurePresenter,
): Promise<void> {
  if (connections.hasMemory) {
    return;
  }
  try {
    const defaultRegion = async () => (await configuration()).defaultRegion();
    const initial = await initialConnection(initialConnectionSetting(), defaultRegion);
    if (initial !== undefined) {
      connections.suggest(initial);
    }
  } catch (thrown) {
    await present.notify(thrown);
  }
}
