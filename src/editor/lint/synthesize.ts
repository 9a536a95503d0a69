import {
  l10n,
  ShellExecution,
  Task,
  tasks,
  TaskRevealKind,
  TaskScope,
  Uri,
  window,
  workspace,
  type WorkspaceFolder,
} from 'vscode';

/**
 * Runs `cdk synth` for an app of the workspace, in a terminal where it can be seen and stopped. It runs the app's own
 * code, so only in a trusted workspace, and only when somebody asks for it.
 *
 * @returns Whether it came to a good end.
 */
export async function synthesize(): Promise<boolean> {
  if (!workspace.isTrusted) {
    void window.showInformationMessage(
      l10n.t('`cdk synth` runs code of this workspace. Trust the workspace first.'),
    );
    return false;
  }
  const app = await chooseApp();
  if (app === undefined) {
    return false;
  }
  const execution = await tasks.executeTask(taskOf(app));
  return new Promise((resolve) => {
    const ended = tasks.onDidEndTaskProcess(({ execution: other, exitCode }) => {
      if (other === execution) {
        ended.dispose();
        resolve(exitCode === 0);
      }
    });
  });
}

/** The folder with the `cdk.json` of an app; asks where there are several. */
async function chooseApp(): Promise<Uri | undefined> {
  const files = await workspace.findFiles('**/cdk.json', '**/{node_modules,cdk.out}/**', 50);
  const folders = files.map((file) => Uri.joinPath(file, '..'));
  if (folders.length === 0) {
    void window.showInformationMessage(l10n.t('There is no CDK app in this workspace: no file cdk.json.'));
    return undefined;
  }
  const items = folders.map((folder) => ({ label: workspace.asRelativePath(folder), folder }));
  const [only] = items;
  const choice =
    items.length === 1
      ? only
      : await window.showQuickPick(items, { title: l10n.t('Which app is to be synthesized?') });
  return choice?.folder;
}

function taskOf(folder: Uri): Task {
  const scope: WorkspaceFolder | TaskScope = workspace.getWorkspaceFolder(folder) ?? TaskScope.Workspace;
  // npx takes the command line that is installed with the app, and else the one that is installed for all.
  const execution = new ShellExecution('npx', ['--no-install', 'cdk', 'synth', '--quiet'], {
    cwd: folder.fsPath,
    // Older versions of the library say where constructs are made only then.
    env: { CDK_DEBUG: 'true' },
  });
  const task = new Task({ type: 'shell' }, scope, 'cdk synth', 'CloudTrail', execution);
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true };
  return task;
}
