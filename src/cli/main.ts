#!/usr/bin/env node
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';
import { treeSitterFiles } from './tree-sitter-files.ts';

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

// Not process.exit(): it would cut off output that a pipe has not taken yet.
process.exitCode = await run(argv.slice(2), {
  print: (text) => void stdout.write(text),
  remark: (text) => void stderr.write(text),
  drained: async () => {
    if (stdout.writableNeedDrain) {
      await once(stdout, 'drain');
    }
  },
  isColored: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  cwd: process.cwd(),
  readStdin: () => buffer(stdin),
  now: () => Date.now(),
  version: TRAILSCOPE_VERSION,
  treeSitter: treeSitterFiles(new URL('tree-sitter/', import.meta.url)),
  logEngine: fileURLToPath(new URL('engine.js', import.meta.url)),
});
