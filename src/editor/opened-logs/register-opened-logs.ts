import { commands, Disposable, l10n, Uri, window, workspace } from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import { registerCommands } from '../commands.ts';
import type { CommandId } from '../command-ids.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { changes, timesSetting } from '../settings/settings.ts';
import { LazyNodeSource } from '../tree/lazy-node-source.ts';
import { TreeRows } from '../tree/tree-rows.ts';
import { dropTarget } from './drop-logs.ts';
import { keyOfLog, type OpenedLog, type OpenedLogs } from './opened-logs.ts';

/** What the Log Files view needs. */
export interface OpenedLogsDeps {
  readonly logs: OpenedLogs;
  readonly present: FailurePresenter;
}

const viewId = 'trailscope.logs';

/** Registers the Log Files view and the commands that open log files. */
export function registerOpenedLogs({ logs, present }: OpenedLogsDeps): Disposable {
  const model = new LazyNodeSource(async () => {
    const { LogsModel } = await import('./logs-model.ts');
    return new LogsModel(logs, l10n.t, timesSetting);
  });
  const rows = new TreeRows(model);
  const dragAndDropController = dropTarget(
    (resources) => openResources(logs, resources),
    (thrown) => present.notify(thrown),
  );
  const view = window.createTreeView(viewId, {
    treeDataProvider: rows,
    showCollapseAll: true,
    dragAndDropController,
  });
  const tellWhen = (): void => {
    void commands.executeCommand('setContext', 'trailscope.logs.any', logs.list.length > 0);
  };
  tellWhen();
  const reveal = (id: string): Thenable<void> => view.reveal(rows.rowWith(id), { focus: true, expand: true });
  return Disposable.from(
    view,
    rows,
    model,
    logs.onDidChange(tellWhen),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        model.reword();
      }
    }),
    ...registerCommands(present, {
      'trailscope.openLogFolder': () => openChosen(logs, 'folder'),
      'trailscope.openLogs': (argument, selection) =>
        argument instanceof Uri
          ? openResources(logs, selectedResources(argument, selection))
          : openChosen(logs, 'files'),
      'trailscope.rereadLogs': (argument) =>
        ofLog(logs, argument, (log) =>
          window.withProgress({ location: { viewId } }, () =>
            logs.look(log, new AbortController().signal, 'again'),
          ),
        ),
      'trailscope.forgetLogs': (argument) => ofLog(logs, argument, (log) => logs.remove(log)),
      'trailscope.showQuarantine': (argument) =>
        ofLog(logs, argument, async (log) => {
          const { logNodeId, quarantineNodeId } = await import('./log-nodes.ts');
          await reveal(logNodeId(log));
          await reveal(quarantineNodeId(log));
        }),
      'trailscope.openQuarantinedFile': openQuarantinedFile,
    }),
  );
}

/** The opened log files that a command's argument is about; of no argument, those that the user chooses. */
export async function logOf(logs: OpenedLogs, argument: unknown): Promise<OpenedLog | undefined> {
  const key = keyOfLog(argument);
  if (key !== undefined) {
    return logs.find(key);
  }
  const { chooseLog } = await import('./ask-for-logs.ts');
  return chooseLog(logs);
}

async function ofLog(
  logs: OpenedLogs,
  argument: unknown,
  act: (log: OpenedLog) => PromiseLike<void>,
): Promise<void> {
  const log = await logOf(logs, argument);
  await (log && act(log));
}

async function openChosen(logs: OpenedLogs, what: 'folder' | 'files'): Promise<void> {
  const { askForPaths } = await import('./ask-for-logs.ts');
  const paths = await askForPaths(what);
  await (paths && explore(await logs.add(paths)));
}

async function openResources(logs: OpenedLogs, resources: readonly Uri[]): Promise<void> {
  const { pathsOf } = await import('./ask-for-logs.ts');
  await explore(await logs.add(pathsOf(resources)));
}

async function explore(log: OpenedLog): Promise<void> {
  const command: CommandId = 'trailscope.exploreLogs';
  await commands.executeCommand(command, { log });
}

/** All that is selected in the file explorer, where what was clicked is among it. */
function selectedResources(clicked: Uri, selection: unknown): readonly Uri[] {
  const selected = Array.isArray(selection) ? selection.filter((each) => each instanceof Uri) : [];
  return selected.some((each) => each.toString() === clicked.toString()) ? selected : [clicked];
}

async function openQuarantinedFile(argument: unknown): Promise<void> {
  const file = isJsonObject(argument) ? argument['file'] : undefined;
  if (typeof file === 'string') {
    await commands.executeCommand('vscode.open', Uri.file(file));
  }
}
