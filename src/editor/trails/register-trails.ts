import { commands, Disposable, env, l10n, window, workspace } from 'vscode';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { openAddress } from '../open-address.ts';
import { changes, timesSetting } from '../settings/settings.ts';
import { TreeRows } from '../tree/tree-rows.ts';
import { startLogging } from './start-logging.ts';
import { trailConsoleUrl, trailItem, type TrailItem } from './trail-nodes.ts';
import { TrailsModel } from './trails-model.ts';

/** What the Trails view is made of. */
export interface TrailsDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
}

const viewId = 'trailscope.trails';

/** Registers the Trails view and the commands on trails. */
export function registerTrails(deps: TrailsDeps): Disposable {
  const { connections, ports, clock, present } = deps;
  const failed = (error: TrailscopeError): void => {
    present.record(error);
  };
  const model = new TrailsModel({ ports, failed, clock, t: l10n.t, times: timesSetting });
  const rows = new TreeRows(model);
  const view = window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: true });
  const update = (): void => {
    view.description = connections.current?.region ?? '';
    view.message = model.message ?? '';
    void commands.executeCommand('setContext', 'trailscope.trails.state', model.state);
  };
  model.show(connections.current);
  update();
  return Disposable.from(
    view,
    rows,
    model,
    model.onDidChange(update),
    connections.onDidChange((connection) => {
      model.show(connection);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        model.reword();
      }
    }),
    ...registerTrailCommands(deps, model),
  );
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
    'trailscope.startLogging': onTrail((item) =>
      window.withProgress({ location: { viewId } }, async () => {
        if (await startLogging(item, deps.ports)) {
          await model.refreshStatus(item);
        }
      }),
    ),
  });
}

function onTrail(act: (item: TrailItem) => unknown): (argument: unknown) => unknown {
  return (argument) => {
    const item = trailItem(argument);
    return item === undefined ? undefined : act(item);
  };
}
