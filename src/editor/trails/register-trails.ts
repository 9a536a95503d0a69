import { commands, Disposable, env, l10n, window, workspace } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { UserConfiguration } from '../../core/user-configuration.ts';
import { registerCommands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { openAddress } from '../open-address.ts';
import { changes, timesSetting } from '../settings/settings.ts';
import { TreeRows } from '../tree/tree-rows.ts';
import { trailConsoleUrl, trailItem, type TrailItem } from './trail-nodes.ts';
import { connectionRowId, TrailsModel, trailRowId } from './trails-model.ts';

/** What the Trails view is made of. */
export interface TrailsDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly configuration: () => Promise<UserConfiguration>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
}

const viewId = 'trailscope.trails';

/** What other features do with the Trails view. */
export interface TrailsView {
  /** Asks again for all that is shown, as after a change. */
  refresh(): Promise<void>;
  /** Asks again through the connections that failed, as after a sign-in. */
  retryFailed(): Promise<void>;
  /** Shows the row of a connection, where the view has one, and leaves the focus where it is. */
  revealConnection(connection: Connection): Promise<void>;
  /** Shows the row of a trail, where the view has one. */
  reveal(connection: Connection, arn: string): Promise<void>;
}

/** Registers the Trails view and the commands on trails. */
export function registerTrails(deps: TrailsDeps): Disposable & TrailsView {
  const { connections, ports, configuration, clock, present } = deps;
  const customEndpoint = async (connection: Connection) => (await configuration()).customEndpoint(connection);
  const failed = (error: TrailscopeError): void => {
    present.record(error);
  };
  const model = new TrailsModel({ ports, customEndpoint, failed, clock, t: l10n.t, times: timesSetting });
  const rows = new TreeRows(model);
  const view = window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: true });
  const update = (): void => {
    view.description = connections.current?.region ?? '';
    view.message = model.message ?? '';
    void commands.executeCommand('setContext', 'trailscope.trails.state', model.state);
  };
  const show = (): void => {
    model.show(connections.list, connections.current);
  };
  show();
  update();
  const registered = Disposable.from(
    view,
    rows,
    model,
    model.onDidChange(update),
    connections.onDidChangeList(show),
    connections.onDidChange(show),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        model.reword();
      }
    }),
    ...registerTrailCommands(deps, model),
  );
  return Object.assign(registered, {
    refresh: () => model.refresh(),
    retryFailed: () => model.retryFailed(),
    revealConnection: async (connection: Connection) => {
      if (model.state !== 'empty') {
        // Rows may have gone by the time that VS Code asks for them; then there is nothing to show.
        await view.reveal(rows.rowWith(connectionRowId(connection))).then(undefined, () => undefined);
      }
    },
    reveal: async (connection: Connection, arn: string) => {
      await view.reveal(rows.rowWith(trailRowId(connection, arn)), { focus: true, expand: true });
    },
  });
}

function registerTrailCommands(deps: TrailsDeps, model: TrailsModel): Disposable[] {
  return registerCommands(deps.present, {
    'trailscope.refreshTrails': () =>
      window.withProgress({ location: { viewId } }, async () => {
        await model.refresh();
      }),
    'trailscope.copyTrailArn': onTrail(({ trail }) => env.clipboard.writeText(trail.arn)),
    'trailscope.copyTrailJson': onTrail(({ trail }) =>
      env.clipboard.writeText(JSON.stringify(trail, undefined, 2)),
    ),
    'trailscope.openTrailInConsole': onTrail((item) => openAddress(trailConsoleUrl(item))),
  });
}

function onTrail(act: (item: TrailItem) => unknown): (argument: unknown) => unknown {
  return (argument) => {
    const item = trailItem(argument);
    return item === undefined ? undefined : act(item);
  };
}
