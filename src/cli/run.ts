import { parseCommandLine, type Command } from './command-line.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Does what the words after `trailscope` ask for. Never throws: what goes wrong is said. */
export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await perform(parseCommandLine(words), terminal);
  } catch (error) {
    terminal.remark(
      error instanceof UsageError
        ? `trailscope: ${error.message}\n${error.hint}\n`
        : `trailscope: This is a bug of Trailscope: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 2;
  }
}

/** Loads what a command needs, and nothing else. */
async function perform(command: Command, terminal: Terminal): Promise<ExitCode> {
  switch (command.kind) {
    case 'lint':
      return (await import('./commands/lint.ts')).lint(command.options, terminal);
    case 'rules':
      terminal.print((await import('./commands/rules.ts')).listRules(command.preset, command.format));
      return 0;
    case 'explain':
      terminal.print((await import('./commands/rules.ts')).explainRule(command.rule));
      return 0;
    case 'query':
      return (await import('./commands/query.ts')).query(command.words, terminal);
    case 'investigations':
      terminal.print((await import('./commands/investigations.ts')).listInvestigations());
      return 0;
    case 'help':
      terminal.print((await import('./help.ts')).helpText);
      return 0;
    case 'version':
      terminal.print(`${terminal.version}\n`);
      return 0;
  }
}
