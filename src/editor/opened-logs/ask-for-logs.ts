import { l10n, QuickPickItemKind, ThemeIcon, window, workspace, type QuickPickItem, type Uri } from 'vscode';
import { displayName, displayText } from '../../core/events/display-text.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { OpenedLog, OpenedLogs } from './opened-logs.ts';

/** Asks for log files, or a folder with log files; undefined when the user cancels. */
export async function askForPaths(what: 'folder' | 'files'): Promise<readonly string[] | undefined> {
  const isFolder = what === 'folder';
  const defaultUri = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    title: isFolder ? l10n.t('Open a folder of log files') : l10n.t('Open log files'),
    openLabel: l10n.t('Open'),
    canSelectFolders: isFolder,
    canSelectFiles: !isFolder,
    canSelectMany: !isFolder,
    ...(defaultUri !== undefined && { defaultUri }),
    ...(!isFolder && {
      filters: {
        [l10n.t('Log files')]: ['gz', 'json', 'ndjson', 'jsonl'],
        [l10n.t('All files')]: ['*'],
      },
    }),
  });
  return chosen === undefined || chosen.length === 0 ? undefined : pathsOf(chosen);
}

/**
 * The paths of resources, which have to be on the machine where the extension runs.
 *
 * @throws TrailscopeError `invalid-input` for a resource that is elsewhere
 */
export function pathsOf(resources: readonly Uri[]): readonly string[] {
  const foreign = resources.find(({ scheme }) => scheme !== 'file');
  if (foreign !== undefined) {
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      l10n.t('{0} is no file on this machine: copy it to a folder first.', foreign.toString(true)),
    );
  }
  return resources.map(({ fsPath }) => fsPath);
}

type Choice = QuickPickItem & { readonly answer?: OpenedLog | 'folder' | 'files' };

/** Asks for one of the opened log files, or for others; with none opened only for others. */
export async function chooseLog(logs: OpenedLogs): Promise<OpenedLog | undefined> {
  const opened = logs.list.map((log): Choice => ({
    label: displayText(log.name),
    description: displayName(log.paths[0] ?? ''),
    answer: log,
  }));
  const others: readonly Choice[] = [
    { label: l10n.t('Open a folder…'), iconPath: new ThemeIcon('folder-opened'), answer: 'folder' },
    { label: l10n.t('Open files…'), iconPath: new ThemeIcon('files'), answer: 'files' },
  ];
  const separator: Choice = { label: '', kind: QuickPickItemKind.Separator };
  const picked = await window.showQuickPick<Choice>(
    opened.length === 0 ? others : [...opened, separator, ...others],
    {
      title: l10n.t('CloudTrail log files'),
      placeHolder: l10n.t('Which log files?'),
      matchOnDescription: true,
    },
  );
  const answer = picked?.answer;
  if (answer !== 'folder' && answer !== 'files') {
    return answer;
  }
  const paths = await askForPaths(answer);
  return paths && logs.add(paths);
}
