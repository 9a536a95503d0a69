import { Uri, window, type ExtensionContext } from 'vscode';
import type { Connection } from './core/connection.ts';
import type { AwsPorts, Clock } from './core/ports.ts';
import { registerConnections } from './editor/connections/register-connections.ts';
import { ConnectionStore } from './editor/connections/connection-store.ts';
import { registerEventViewer } from './editor/event-viewer/register-event-viewer.ts';
import { FailurePresenter } from './editor/failures/present-failure.ts';
import { registerEvents } from './editor/events/register-events.ts';
import { registerLint } from './editor/lint/register-lint.ts';
import { registerLogFiles } from './editor/log-files/register-log-files.ts';
import { registerRawEvents } from './editor/raw-events/register-raw-events.ts';
import { registerSampleActivity } from './editor/sample-activity/register-sample-activity.ts';
import { registerTrailSetup } from './editor/trail-setup/register-trail-setup.ts';
import { registerTrails } from './editor/trails/register-trails.ts';
import type { InProcessHandler } from './sandbox/doors/in-process.ts';

/**
 * Builds the collaborators and registers the features. Nothing is contacted here, and what talks to AWS is not even
 * loaded: the ports are opened by the first view or command that needs them.
 */
export function activate(context: ExtensionContext): void {
  const clock: Clock = { now: () => Date.now() };
  const log = window.createOutputChannel('CloudTrail', { log: true });
  const present = new FailurePresenter(log);
  const connections = new ConnectionStore(context.workspaceState);
  const { version } = context.extension.packageJSON as { version: string };
  // One account for all clients: what is made through one service is found through the others.
  const sample = once(() => sampleHandler(clock));
  const ports = once(async (): Promise<AwsPorts> => {
    const { openAws } = await import('./aws/open-aws.ts');
    const aws = openAws({ version, sampleHandler: sample, log: present.trace });
    context.subscriptions.push(aws);
    return aws;
  });
  const defaultRegion = async () => (await import('./aws/region.ts')).defaultRegion();
  const deps = { connections, ports, defaultRegion, clock, present, memory: context.workspaceState };
  const events = registerEvents(deps);
  const customEndpoint = async ({ endpoint }: Connection) => Promise.resolve(endpoint);
  const trails = registerTrails({ ...deps, customEndpoint });
  const webviews = Uri.joinPath(context.extensionUri, 'dist/webviews');
  context.subscriptions.push(
    log,
    registerConnections(deps),
    trails,
    events,
    registerTrailSetup({ ...deps, trails, storage: context.globalStorageUri }),
    registerRawEvents(deps),
    registerLogFiles(deps),
    registerSampleActivity(deps),
    registerEventViewer({ ...deps, webviews, neighbours: events.model }),
    registerLint({ clock, log, present }),
  );
}

/** The sample account behind the SDK's clients; it and its history are loaded with the first call. */
async function sampleHandler(clock: Clock): Promise<InProcessHandler> {
  const [{ createSampleAccount }, { inProcessHandler }] = await Promise.all([
    import('./sandbox/sample-account.ts'),
    import('./sandbox/doors/in-process.ts'),
  ]);
  return inProcessHandler(createSampleAccount({ clock }));
}

/** Makes the value at the first call and gives the same one ever after. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
