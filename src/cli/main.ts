#!/usr/bin/env node
import { buffer } from 'node:stream/consumers';
import { parseCommandLine, type Command } from './command-line.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Set by the bundler from package.json. */
declare const TRAILSCOPE_VERSION: string;

const { stdout, stderr, stdin, env, argv } = process;

// Whoever reads the output may stop before its end, as `head` does, and that is no fault.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') {
      process.exit();
    }
    throw error;
  });
}

const terminal: Terminal = {
  print: (text) => void stdout.write(text),
  remark: (text) => void stderr.write(text),
  isColored: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  cwd: process.cwd(),
  readStdin: () => buffer(stdin),
  now: () => Date.now(),
  version: TRAILSCOPE_VERSION,
};

async function run(command: Command): Promise<ExitCode> {
  switch (command.kind) {
    case 'lint':
      return (await import('./commands/lint.ts')).lint(command.options, terminal);
    case 'rules':
      terminal.print((await import('./commands/rules.ts')).listRules(command.preset, command.format));
      return 0;
    case 'explain':
      terminal.print((await import('./commands/rules.ts')).explainRule(command.rule));
      return 0;
    case 'help':
      terminal.print((await import('./help.ts')).helpText);
      return 0;
    case 'version':
      terminal.print(`${terminal.version}\n`);
      return 0;
  }
}

try {
  // Not process.exit(): it would cut off output that a pipe has not taken yet.
  process.exitCode = await run(parseCommandLine(argv.slice(2)));
} catch (error) {
  process.exitCode = 2;
  const text =
    error instanceof UsageError
      ? `trailscope: ${error.message}\n${error.hint}\n`
      : `trailscope: This is a bug of Trailscope: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  stderr.write(text);
}
