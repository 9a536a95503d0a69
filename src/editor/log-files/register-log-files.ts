import { Disposable, l10n, Uri, window, workspace } from 'vscode';
import { inRegion } from '../../core/connection.ts';
import type { AwsPorts } from '../../core/ports.ts';
import { registerCommands } from '../commands.ts';
import { connected } from '../connections/connected.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { provideText } from '../provide-text.ts';
import { listedTrail } from '../trails/listed-trail.ts';
import type { TrailItem } from '../trails/trail-nodes.ts';
import { logFileAddress, logFileScheme, logFileText } from './log-file-documents.ts';

/** What reading log files needs. */
export interface LogFilesDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly present: FailurePresenter;
}

/** Registers the read-only documents of log files, and the command that opens one of a trail's. */
export function registerLogFiles(deps: LogFilesDeps): Disposable {
  const { connections, ports, present } = deps;
  const store = async () => (await ports()).objects;
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(logFileScheme, {
      provideTextDocumentContent: (uri, token) =>
        provideText(present, token, (signal) =>
          logFileText(store, uri.query, (asked) => connections.find(asked) !== undefined, signal),
        ),
    }),
    ...registerCommands(present, {
      'trailscope.openLogFile': async (argument) => {
        const item = argument === undefined ? await pickTrail(deps) : listedTrail(argument, connections);
        if (item !== undefined) {
          await openLogFile(await store(), item);
        }
      },
    }),
  );
}

async function openLogFile(
  store: Awaited<ReturnType<() => Promise<AwsPorts['objects']>>>,
  { connection, trail }: TrailItem,
): Promise<void> {
  const { pickLogFile } = await import('./pick-log-file.ts');
  const home = inRegion(connection, trail.homeRegion);
  const file = await window.withProgress({ location: { viewId: 'trailscope.trails' } }, () =>
    pickLogFile(store, home, trail),
  );
  if (file !== undefined) {
    const uri = Uri.from({ scheme: logFileScheme, ...logFileAddress(home, file) });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }
}

async function pickTrail({ connections, ports }: LogFilesDeps): Promise<TrailItem | undefined> {
  const connection = await connected(connections);
  if (connection === undefined) {
    return undefined;
  }
  const trails = await (await ports()).trails.list(connection, new AbortController().signal);
  const items = trails.map((trail) => ({ label: trail.name, description: `s3://${trail.bucket}`, trail }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Open log file'),
    placeHolder: l10n.t('Trail'),
  });
  return picked === undefined ? undefined : { connection, trail: picked.trail };
}
