import { commands, Disposable, l10n, window } from 'vscode';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { CommandId } from '../command-ids.ts';
import { registerCommands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { makeSampleActivity } from './make-sample-activity.ts';

/** What making sample activity needs. */
export interface SampleActivityDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
}

/** Registers the command that makes activity in the sample account, so that there is something to find. */
export function registerSampleActivity({
  connections,
  ports,
  clock,
  present,
}: SampleActivityDeps): Disposable {
  return Disposable.from(
    ...registerCommands(present, {
      'trailscope.makeSampleActivity': async () => {
        if (connections.current?.credentials.kind !== 'sample') {
          const open: CommandId = 'trailscope.openSampleAccount';
          await commands.executeCommand(open);
        }
        const { current } = connections;
        if (current === undefined) {
          return;
        }
        const made = await makeSampleActivity(
          await ports(),
          current,
          clock.now(),
          new AbortController().signal,
        );
        await commands.executeCommand('trailscope.refreshEvents');
        await tellWhereToFind(made.bucket);
      },
    }),
  );
}

async function tellWhereToFind(bucket: string): Promise<void> {
  const events = l10n.t('Show events');
  const logFile = l10n.t('Open log file');
  const choice = await window.showInformationMessage(
    l10n.t(
      'The bucket {0} was made, closed to the public, and deleted. The events are there already; a trail that logs delivers its log file some seconds later.',
      bucket,
    ),
    events,
    logFile,
  );
  if (choice === events) {
    await commands.executeCommand('trailscope.events.focus');
  } else if (choice === logFile) {
    await commands.executeCommand('trailscope.openLogFile');
  }
}
