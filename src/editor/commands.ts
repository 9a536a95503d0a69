import { commands, type Disposable } from 'vscode';
import type { CommandId } from './command-ids.ts';
import type { FailurePresenter } from './failures/present-failure.ts';

/** What a command does; the argument is whatever the caller gave, so it is narrowed before use. */
export type CommandAction = (argument: unknown) => unknown;

/**
 * Registers commands. What one throws is shown by the presenter, once; a cancellation is not shown at all.
 */
export function registerCommands(
  present: FailurePresenter,
  actions: Partial<Record<CommandId, CommandAction>>,
): Disposable[] {
  return Object.entries(actions).map(([id, action]) =>
    commands.registerCommand(id, async (argument: unknown) => {
      try {
        await action(argument);
      } catch (thrown) {
        await present.notify(thrown);
      }
    }),
  );
}
