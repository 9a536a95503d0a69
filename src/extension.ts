import { Uri, window, workspace, type ExtensionContext } from 'vscode';
import { once } from './core/once.ts';
import type { Clock } from './core/ports.ts';
import { registerConnections } from './editor/connections/register-connections.ts';
import { ConsoleAccess } from './editor/connections/console-access.ts';
import { ConnectionStore } from './editor/connections/connection-store.ts';
import { followConfiguration } from './editor/connections/follow-configuration.ts';
import { mfaPrompts } from './editor/connections/sign-in.ts';
import { registerEventViewer } from './editor/event-viewer/register-event-viewer.ts';
import { registerExplorer } from './editor/explorer/register-explorer.ts';
import { FailurePresenter } from './editor/failures/present-failure.ts';
import { registerEvents } from './editor/events/register-events.ts';
import { registerLint } from './editor/lint/register-lint.ts';
import { registerLogFiles } from './editor/log-files/register-log-files.ts';
import { OpenedLogs } from './editor/opened-logs/opened-logs.ts';
import { registerOpenedLogs } from './editor/opened-logs/register-opened-logs.ts';
import { registerQuery } from './editor/query/register-query.ts';
import { registerRawEvents } from './editor/raw-events/register-raw-events.ts';
import { registerSampleActivity } from './editor/sample-activity/register-sample-activity.ts';
import { registerSampleLogs } from './editor/sample-logs/register-sample-logs.ts';
import { registerTrailSetup } from './editor/trail-setup/register-trail-setup.ts';
import { registerTrails } from './editor/trails/register-trails.ts';

/** What was read of log files is kept up to so many bytes; that used longest ago goes first. */
const largestLogIndex = 4 * 1024 ** 3;

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
  const configuration = once(async () => (await import('./aws/user-configuration.ts')).userConfiguration);
  const defaultRegion = async () => (await configuration()).defaultRegion();
  // Every client asks for it, and one account has to serve them all: what is made in S3 is there for CloudTrail.
  const sample = once(async () => (await import('./sandbox/doors/sample-handler.ts')).sampleHandler(clock));
  const consoleAccess = new ConsoleAccess(connections, configuration);
  const openPorts = once(async () => {
    const { openAws } = await import('./aws/open-aws.ts');
    const aws = openAws({
      version,
      sampleHandler: sample,
      prompts: mfaPrompts,
      mayRunCommands: () => workspace.isTrusted,
      log: present.trace,
    });
    const followers = [aws.signIn, consoleAccess];
    context.subscriptions.push(aws, followConfiguration(await configuration(), followers, retryFailed));
    return aws;
  });
  // Whoever shows an answer has to know whether it has a page in the console.
  const ports = async () => (await Promise.all([openPorts(), consoleAccess.known()]))[0];
  const engine = once(() => openLogEngine(context));
  const memory = context.workspaceState;
  const logs = new OpenedLogs(memory, engine);
  const chooseLog = async () => (await import('./editor/opened-logs/ask-for-logs.ts')).chooseLog(logs);
  const keepSampleLogs = () => sampleLogsFolder(context, clock);
  const webviews = Uri.joinPath(context.extensionUri, 'dist/webviews');
  const deps = { connections, logs, ports, configuration, defaultRegion, clock, present, memory, webviews };
  const events = registerEvents(deps);
  const trails = registerTrails(deps);
  const retryFailed = async () => {
    await Promise.all([trails.retryFailed(), events.model.retryFailed()]);
  };
  context.subscriptions.push(
    log,
    registerConnections({
      ...deps,
      retryFailed,
      reveal: (connection) => trails.revealConnection(connection),
    }),
    trails,
    events,
    registerTrailSetup({ ...deps, trails, storage: context.globalStorageUri }),
    registerRawEvents(deps),
    registerLogFiles(deps),
    registerSampleActivity(deps),
    registerEventViewer({ ...deps, consoleAccess, neighbours: events.model }),
    registerOpenedLogs(deps),
    registerSampleLogs({ ...deps, keepSampleLogs }),
    registerExplorer({ ...deps, chooseLog }),
    registerQuery({ ...deps, chooseLog }),
    registerLint({ clock, log, present, treeSitter: Uri.joinPath(context.extensionUri, 'dist/tree-sitter') }),
  );
}

/** The log engine, whose process starts when it is first asked something. */
async function openLogEngine({ subscriptions, extensionUri, globalStorageUri }: ExtensionContext) {
  const { startEngine } = await import('./engine/start-engine.ts');
  const engine = startEngine({
    entry: Uri.joinPath(extensionUri, 'dist/engine.js').fsPath,
    index: { folder: Uri.joinPath(globalStorageUri, 'logs').fsPath, maxBytes: largestLogIndex },
  });
  subscriptions.push(engine);
  return engine;
}

/** The folder of the sample log files, which are written when they are first asked for. */
async function sampleLogsFolder({ extension, globalStorageUri }: ExtensionContext, clock: Clock) {
  const { keepSampleLogs } = await import('./sandbox/log-files/keep-sample-logs.ts');
  const folder = Uri.joinPath(globalStorageUri, 'sample-logs').fsPath;
  const { version } = extension.packageJSON as { version: string };
  await keepSampleLogs({ folder, version, clock });
  return folder;
}
