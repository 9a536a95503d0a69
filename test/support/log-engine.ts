/** The log engine in a process of its own, as it ships. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../scripts/lib/node-bundle.mjs';
import { projectRoot } from '../../scripts/lib/project.mjs';

const folder = path.join(projectRoot, 'out/test-engine');

/** Bundles the engine's process; once for a test file, whose process finds it where it is bundled. */
export async function bundleEngine(): Promise<string> {
  const outdir = path.join(folder, String(process.pid));
  const entry = path.join(outdir, 'engine.js');
  if (!existsSync(entry)) {
    const unfinished = `${outdir}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await build({
      ...nodeBundle,
      absWorkingDir: projectRoot,
      entryPoints: { engine: 'src/engine/process/main.ts' },
      outdir: unfinished,
      logLevel: 'error',
    });
    await rename(unfinished, outdir);
  }
  return entry;
}

/** Removes the bundle. */
export async function removeEngine(): Promise<void> {
  await rm(path.join(folder, String(process.pid)), { recursive: true, force: true });
}
