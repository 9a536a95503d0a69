import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { l10n, ProgressLocation, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { fileEnding, exportChunks, type ExportFormat } from '../../core/query/export/event-export.ts';
import type { ViewSort } from '../../core/query/event-set/event-view.ts';
import type { ExplorerData } from './explorer-data.ts';

const newestFirst: ViewSort = { by: 'time', descending: true };

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/** Asks what to export and where to, and writes it, event by event. Undefined when the user cancels. */
export async function exportEvents(data: ExplorerData): Promise<Uri | undefined> {
  const scope = await askScope(data);
  const format = scope && (await askFormat());
  if (scope === undefined || format === undefined) {
    return undefined;
  }
  const target = await window.showSaveDialog({
    title: l10n.t('Export events'),
    defaultUri: Uri.joinPath(folder(), `cloudtrail-events.${fileEnding(format)}`),
  });
  if (target !== undefined) {
    await window.withProgress(
      { location: ProgressLocation.Notification, title: l10n.t('Exporting events…'), cancellable: true },
      async (_, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => {
          abort.abort();
        });
        if (scope === 'all') {
          await data.read();
        }
        await write(target, exportChunks(format, data.events(newestFirst)), abort.signal);
      },
    );
  }
  return target;
}

async function askScope({ reading }: ExplorerData): Promise<'read' | 'all' | undefined> {
  if (reading.state === 'done') {
    return 'read';
  }
  const items: Choice<'read' | 'all'>[] = [
    { label: l10n.t('What was read so far'), value: 'read' },
    { label: l10n.t('All that matches'), description: l10n.t('reads the rest first'), value: 'all' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Export events') }))?.value;
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const items: Choice<ExportFormat>[] = [
    { label: 'CSV', description: l10n.t('a table for spreadsheets'), value: 'csv' },
    { label: 'JSON', description: l10n.t('a list of records'), value: 'json' },
    { label: 'NDJSON', description: l10n.t('a record in each line'), value: 'ndjson' },
    { label: l10n.t('CloudTrail log file'), description: 'Records', value: 'records' },
    { label: 'Markdown', description: l10n.t('a table for a report'), value: 'markdown' },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Export events'), matchOnDescription: true }))
    ?.value;
}

function folder(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file('.');
}

/** Beside the target first, so that a file that is there is only replaced by a whole one. */
async function write(target: Uri, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  if (target.scheme !== 'file') {
    let text = '';
    for await (const chunk of chunks) {
      text += chunk;
    }
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    return;
  }
  const part = `${target.fsPath}.part`;
  try {
    await pipeline(Readable.from(chunks), createWriteStream(part, { mode: 0o600 }), { signal });
    await rename(part, target.fsPath);
  } finally {
    await rm(part, { force: true });
  }
}
