import { commands, type Disposable } from 'vscode';
import type { CommandId } from './command-ids.ts';
import type { FailurePresenter } from './failures/present-failure.ts';

/**
 * What a command does. The arguments are whatever the caller gave, so they are narrowed before use; menus give what was
 * clicked, and then all that is selected.
 */
export type CommandAction = (argument: unknown, selection: unknown) => unknown;

/**
 * Registers commands. What one throws is shown by the presenter, once; a cancellation is not shown at all.
 */
export function registerCommands(
  present: FailurePresenter,
  actions: Partial<Record<CommandId, CommandAction>>,
): Disposable[] {
  return Object.entries(actions).map(([id, action]) =>
    commands.registerCommand(id, async (argument: unknown, selection: unknown) => {
      try {
        await action(argument, selection);
      } catch (thrown) {
        await present.notify(thrown);
      }
    }),
  );
}
