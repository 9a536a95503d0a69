import { commands, env, l10n, ProgressLocation, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { ExportTarget } from '../../core/log-engine.ts';
import { withoutLinks } from '../failures/failure-nodes.ts';
import type { QuerySession, Question } from './query-session.ts';

type Format = ExportTarget['format'];

/** Asks for a format and a file, and writes all rows of a query to it. Nothing is done when the user cancels. */
export async function exportQuery(session: QuerySession, question: Question): Promise<void> {
  const format = await askFormat();
  const target = format && (await askTarget(format));
  if (format === undefined || target === undefined) {
    return;
  }
  if (target.scheme !== 'file') {
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      l10n.t('Choose a file on the machine where the log files are.'),
    );
  }
  const rows = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Exporting the result…'), cancellable: true },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return session.export(question, { format, path: target.fsPath }, abort.signal);
    },
  );
  await showExported(target, format, rows);
}

async function askFormat(): Promise<Format | undefined> {
  const items: (QuickPickItem & { readonly format: Format })[] = [
    { label: 'CSV', description: l10n.t('a table for spreadsheets'), format: 'csv' },
    { label: 'JSON', description: l10n.t('an object in each line'), format: 'json' },
    {
      label: 'Parquet',
      description: l10n.t('columns with their types, for other engines'),
      format: 'parquet',
    },
  ];
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Export result'),
    matchOnDescription: true,
  });
  return picked?.format;
}

async function askTarget(format: Format): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('.');
  return window.showSaveDialog({
    title: l10n.t('Export result'),
    defaultUri: Uri.joinPath(folder, `query-result.${format}`),
  });
}

async function showExported(file: Uri, format: Format, rows: number): Promise<void> {
  const open = l10n.t('Open');
  const reveal = l10n.t('Reveal');
  const text =
    rows === 1
      ? l10n.t('1 row was written to {0}.', file.fsPath)
      : l10n.t('{0} rows were written to {1}.', rows.toLocaleString(env.language), file.fsPath);
  // No editor shows Parquet.
  const actions = format === 'parquet' ? [reveal] : [open, reveal];
  const choice = await window.showInformationMessage(withoutLinks(text), ...actions);
  if (choice === open) {
    await commands.executeCommand('vscode.open', file);
  } else if (choice === reveal) {
    const isInside = workspace.getWorkspaceFolder(file) !== undefined;
    await commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', file);
  }
}
