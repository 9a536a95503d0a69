import { window, type ExtensionContext } from 'vscode';
import type { AwsPorts, Clock } from './core/ports.ts';
import { registerConnections } from './editor/connections/register-connections.ts';
import { ConnectionStore } from './editor/connections/connection-store.ts';
import { FailurePresenter } from './editor/failures/present-failure.ts';
import { registerTrails } from './editor/trails/register-trails.ts';

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
  const ports = once(async (): Promise<AwsPorts> => {
    const { openAws } = await import('./aws/open-aws.ts');
    return openAws({ version, sampleHandler: () => sampleHandler(clock), log });
  });
  const defaultRegion = async (): Promise<string | undefined> => {
    const region = await import('./aws/region.ts');
    return region.defaultRegion();
  };
  const deps = { connections, ports, defaultRegion, clock, present };
  context.subscriptions.push(log, registerConnections(deps), registerTrails(deps));
}

async function sampleHandler(clock: Clock): Promise<unknown> {
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
