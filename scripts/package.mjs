/**
 * Builds, and packs what users install: trailscope-<version>.vsix without an engine, which runs everywhere, and
 * trailscope-<platform>-<version>.vsix with the engine for this platform. `--target NAME` packs for that platform
 * instead, `--target all` for each. `--to-install` packs only the one that an editor on this machine takes.
 */
import path from 'node:path';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { currentTarget, engineTargets, removeEngine, shipEngine } from './lib/engine-package.mjs';
import { projectRoot, vsixFile } from './lib/project.mjs';
import { elapsed, runForCode } from './lib/run.mjs';

const { values: flags } = parseArgs({
  options: { target: { type: 'string' }, 'to-install': { type: 'boolean', default: false } },
});

await ensureDependencies();
const build = await runForCode(process.execPath, [path.join(projectRoot, 'scripts/build.mjs')]);
if (build.code !== 0) {
  process.exit(build.code);
}
const { createVSIX } = await import('@vscode/vsce');

const targets = flags['to-install']
  ? [currentTarget()]
  : [undefined, ...targetsOf(flags.target ?? currentTarget())];
for (const target of targets) {
  await pack(target);
}
await removeEngine();
const others = Object.keys(engineTargets).filter((target) => !targets.includes(target));
if (others.length > 0 && !flags['to-install']) {
  console.log(`For another platform: npm run package -- --target NAME (${others.join(', ')}, or all)`);
}

/**
 * @param {string | undefined} wanted
 * @returns {readonly string[]}
 */
function targetsOf(wanted) {
  return wanted === 'all' ? Object.keys(engineTargets) : wanted === undefined ? [] : [wanted];
}

/** @param {string | undefined} target A platform; undefined for the package without an engine. */
async function pack(target) {
  const start = performance.now();
  const packagePath = vsixFile(target);
  const options = { cwd: projectRoot, packagePath, dependencies: false };
  if (target === undefined) {
    await removeEngine();
    await createVSIX(options);
  } else {
    await shipEngine(target);
    await createVSIX({ ...options, target });
  }
  const { size } = await stat(packagePath);
  console.log(
    `Packed ${path.basename(packagePath)}, ${(size / 1_000_000).toFixed(2)} MB (${elapsed(start)})`,
  );
}
