import { commands, Disposable, window } from 'vscode';
import type { CommandId } from '../command-ids.ts';
import { registerCommands } from '../commands.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import type { OpenedLogs } from '../opened-logs/opened-logs.ts';

/** What opening the sample log files needs. */
export interface SampleLogsDeps {
  readonly logs: Pick<OpenedLogs, 'add'>;
  /** Writes them, unless they are there. Gives their folder, an absolute path. */
  readonly keepSampleLogs: () => Promise<string>;
  readonly present: FailurePresenter;
}

/** Registers the command that opens log files of the sample account, for who has none of their own. */
export function registerSampleLogs({ logs, keepSampleLogs, present }: SampleLogsDeps): Disposable {
  return Disposable.from(
    ...registerCommands(present, {
      'trailscope.openSampleLogs': async () => {
        const folder = await window.withProgress({ location: { viewId: 'trailscope.logs' } }, keepSampleLogs);
        const explore: CommandId = 'trailscope.exploreLogs';
        await commands.executeCommand(explore, { log: await logs.add([folder]) });
      },
    }),
  );
}
