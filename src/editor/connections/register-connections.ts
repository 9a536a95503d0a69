import { commands, Disposable, l10n, ThemeIcon, workspace, type QuickPickItem } from 'vscode';
import { connection, inRegion, type Connection } from '../../core/connection.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { changes, initialConnectionSetting } from '../settings/settings.ts';
import type { ConnectionStore } from './connection-store.ts';
import { fallbackRegion, initialConnection, sampleConnection } from './initial-connection.ts';
import { pickRegion } from './pick-region.ts';
import type { Answer, Step } from './quick-input.ts';
import { ask } from './quick-steps.ts';

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
    // A workspace that becomes trusted may have settings that did not count before.
    workspace.onDidGrantWorkspaceTrust(() => suggestInitial(deps)),
    workspace.onDidChangeConfiguration(async (event) => {
      if (changes(event, 'trailscope.initialConnection')) {
        await suggestInitial(deps);
      }
    }),
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
        const picked = current && (await pickRegion(current, ports));
        if (current !== undefined && typeof picked === 'object') {
          await connections.use(inRegion(current, picked.value));
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
    const source = await pickCredentials({ step: 1, totalSteps });
    if (typeof source !== 'object') {
      return undefined;
    }
    const start =
      source.value === 'sample'
        ? sampleConnection()
        : connection({
            credentials: { kind: source.value },
            region: (await defaultRegion()) ?? fallbackRegion,
          });
    const region = await pickRegion(start, ports, { step: 2, totalSteps });
    if (region !== 'back') {
      return region && inRegion(start, region.value);
    }
  }
}

interface CredentialsItem extends QuickPickItem {
  readonly source: 'default-chain' | 'sample';
}

function pickCredentials(step: Step): Promise<Answer<CredentialsItem['source']>> {
  const items: CredentialsItem[] = [
    {
      label: l10n.t('Default credentials'),
      iconPath: new ThemeIcon('key'),
      detail: l10n.t(
        'As the AWS CLI finds them: environment variables, shared files, IAM Identity Center, instance role',
      ),
      source: 'default-chain',
    },
    {
      label: l10n.t('Sample account'),
      iconPath: new ThemeIcon('beaker'),
      detail: l10n.t('A made-up account inside Trailscope: nothing goes over the network'),
      source: 'sample',
    },
  ];
  const question = { title: l10n.t('Connect to AWS'), placeholder: l10n.t('Which credentials to use'), step };
  return ask<CredentialsItem, CredentialsItem['source']>(
    question,
    (pick) => {
      pick.items = items;
    },
    (pick) => pick.activeItems[0]?.source,
  );
}
