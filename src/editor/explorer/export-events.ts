import { l10n, ProgressLocation, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { fileEnding, exportChunks, type ExportFormat } from '../../core/query/export/event-export.ts';
import type { ViewSort } from '../../core/query/event-set/event-view.ts';
import { timesSetting } from '../settings/settings.ts';
import type { ExplorerData, SourceState } from './explorer-data.ts';
import { readingStatus } from './explorer-status.ts';
import { mostBytesElsewhere, writeElsewhere, writeLocal } from './write-export.ts';

const newestFirst: ViewSort = { by: 'time', descending: true };

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/** What was written. */
export interface Exported {
  readonly file: Uri;
  /** How far reading got where all that matches was wanted and could not be read; undefined where nothing is missing. */
  readonly missing: string | undefined;
}

/**
 * Asks what to export and where to, and writes it, event by event. Undefined when the user cancels a question; a
 * cancellation of the writing is thrown.
 */
export async function exportEvents(data: ExplorerData): Promise<Exported | undefined> {
  const scope = await askScope(data);
  const format = scope && (await askFormat());
  if (scope === undefined || format === undefined) {
    return undefined;
  }
  const target = await window.showSaveDialog({
    title: l10n.t('Export events'),
    defaultUri: Uri.joinPath(folder(), `cloudtrail-events.${fileEnding(format)}`),
  });
  if (target === undefined) {
    return undefined;
  }
  await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Exporting events…'), cancellable: true },
    async (_, token) => {
      const abort = new AbortController();
      let isReading = scope === 'all';
      token.onCancellationRequested(() => {
        abort.abort();
        if (isReading) {
          data.pause();
        }
      });
      if (scope === 'all') {
        await data.read();
        isReading = false;
      }
      await write(target, exportChunks(format, data.events(newestFirst)), abort.signal);
    },
  );
  const isMissing = (scope === 'all' && data.reading.state !== 'done') || data.sources.some(lacksRest);
  return { file: target, missing: isMissing ? readingStatus(data, l10n.t, timesSetting()).text : undefined };
}

/** Whether a connection was removed before all of it was read: nobody can read the rest. */
function lacksRest({ isRemoved, coverage }: SourceState): boolean {
  return isRemoved === true && coverage.regions.some(({ state }) => state.kind !== 'done');
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

function write(target: Uri, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  return target.scheme === 'file'
    ? writeLocal(target.fsPath, chunks, signal)
    : writeElsewhere(chunks, signal, {
        write: (bytes) => workspace.fs.writeFile(target, bytes),
        limit: mostBytesElsewhere,
        t: l10n.t,
      });
}
