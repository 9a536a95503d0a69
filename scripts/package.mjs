/** Builds, and packs what users install: trailscope-<version>.vsix. */
import path from 'node:path';
import { stat } from 'node:fs/promises';
import { ensureDependencies } from './lib/dependencies.mjs';
import { projectRoot, vsixFile } from './lib/project.mjs';
import { elapsed, runForCode } from './lib/run.mjs';

const start = performance.now();
await ensureDependencies();
const build = await runForCode(process.execPath, [path.join(projectRoot, 'scripts/build.mjs')]);
if (build.code !== 0) {
  process.exit(build.code);
}
const { createVSIX } = await import('@vscode/vsce');
const packagePath = vsixFile();
await createVSIX({ cwd: projectRoot, packagePath, dependencies: false });
const { size } = await stat(packagePath);
console.log(`Packed ${path.basename(packagePath)}, ${(size / 1_000_000).toFixed(2)} MB (${elapsed(start)})`);
