import { commands, Disposable, l10n, window } from 'vscode';
import { connection, inRegion, type Connection } from '../../core/connection.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { initialConnectionSetting } from '../settings/settings.ts';
import type { ConnectionStore } from './connection-store.ts';
import { fallbackRegion, initialConnection, sampleConnection } from './initial-connection.ts';
import { chooseRegion, pickRegion } from './pick-region.ts';

/** What choosing a connection needs. */
export interface ConnectionsDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  /** The Region of the user's AWS configuration, if it names one. */
  readonly defaultRegion: () => Promise<string | undefined>;
  readonly present: FailurePresenter;
}

/** Registers the commands that choose a connection, and connects as the settings say where nothing was chosen yet. */
export function registerConnections(deps: ConnectionsDeps): Disposable {
  const { connections, ports, defaultRegion, present } = deps;
  const update = (): void => {
    const kind = connections.current?.credentials.kind ?? 'none';
    void commands.executeCommand('setContext', 'trailscope.connection', kind);
  };
  update();
  void suggestInitial(deps);
  return Disposable.from(
    connections.onDidChange(update),
    ...registerCommands(present, {
      'trailscope.openSampleAccount': async () => {
        await connections.use(sampleConnection());
        await commands.executeCommand('workbench.view.extension.trailscope');
      },
      'trailscope.connect': async () => {
        const chosen = await chooseConnection(ports, defaultRegion);
        if (chosen !== undefined) {
          await connections.use(chosen);
          await commands.executeCommand('workbench.view.extension.trailscope');
        }
      },
      'trailscope.chooseRegion': async () => {
        const { current } = connections;
        const chosen =
          current === undefined
            ? await chooseConnection(ports, defaultRegion)
            : await chooseRegion(current, ports);
        if (chosen !== undefined) {
          await connections.use(chosen);
        }
      },
      'trailscope.disconnect': () => connections.use(undefined),
      'trailscope.openLog': () => {
        present.openLog();
      },
    }),
  );
}

async function suggestInitial({ connections, defaultRegion, present }: ConnectionsDeps): Promise<void> {
  if (connections.hasMemory) {
    return;
  }
  try {
    const initial = await initialConnection(initialConnectionSetting(), defaultRegion);
    if (initial !== undefined) {
      connections.suggest(initial);
    }
  } catch (thrown) {
    await present.notify(thrown);
  }
}

/** Asks for the credentials, then for the Region; undefined when the user cancels. */
async function chooseConnection(
  ports: () => Promise<AwsPorts>,
  defaultRegion: () => Promise<string | undefined>,
): Promise<Connection | undefined> {
  const totalSteps = 2;
  for (;;) {
    const start = await pickCredentials(defaultRegion, totalSteps);
    if (start === undefined) {
      return undefined;
    }
    const region = await pickRegion(start, ports, { step: 2, totalSteps });
    if (region !== 'back') {
      return region === undefined ? undefined : inRegion(start, region.value);
    }
  }
}

async function pickCredentials(
  defaultRegion: () => Promise<string | undefined>,
  totalSteps: number,
): Promise<Connection | undefined> {
  const items = [
    {
      label: `$(key) ${l10n.t('Default credentials')}`,
      detail: l10n.t(
        'As the AWS CLI finds them: environment variables, shared files, IAM Identity Center, instance role',
      ),
      source: 'default-chain' as const,
    },
    {
      label: `$(beaker) ${l10n.t('Sample account')}`,
      detail: l10n.t('A made-up account inside Trailscope: nothing goes over the network'),
      source: 'sample' as const,
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: `${l10n.t('Connect to AWS')} (1/${totalSteps})`,
    placeHolder: l10n.t('Which credentials to use'),
  });
  if (picked === undefined) {
    return undefined;
  }
  return picked.source === 'sample'
    ? sampleConnection()
    : connection({ credentials: { kind: picked.source }, region: (await defaultRegion()) ?? fallbackRegion });
}
