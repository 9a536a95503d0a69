/**
 * Builds and runs every test/bench/*.bench.ts, one after the other, and prints how each thing compares to its
 * baseline: `npm run bench`, or `npm run bench -- parsing` for the files whose path contains "parsing". `--full` and `--huge`
 * are for those that can take long.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { filesBelow } from './lib/files.mjs';
import { projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';

const { values: flags, positionals: chosen } = parseArgs({
  options: { full: { type: 'boolean', default: false }, huge: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const size = flags.huge ? 'huge' : flags.full ? 'full' : 'small';

await ensureDependencies();
await run(process.execPath, [path.join(projectRoot, 'scripts/build.mjs')], { quiet: true });
const { build } = await import('esbuild');
const files = (await filesBelow('test/bench', '.bench.ts')).filter(
  (file) => chosen.length === 0 || chosen.some((part) => file.includes(part)),
);
await build({
  absWorkingDir: projectRoot,
  entryPoints: files,
  outdir: 'out/bench',
  outbase: 'test/bench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
for (const file of files) {
  const bundled = path.relative('test/bench', file).replace(/\.ts$/, '.mjs');
  await run(process.execPath, [path.join(projectRoot, 'out/bench', bundled)], {
    cwd: projectRoot,
    env: { TRAILSCOPE_BENCH: size },
  });
}
