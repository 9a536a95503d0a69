/**
 * Builds the extension into dist/: the extension host's code and the command line as ES modules with lazy chunks, a
 * bundle per webview, and the notices of what is bundled. Fails over budget.
 *
 * `--dev` leaves the code readable and adds source maps; `--watch` does so again after each change.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { eagerFiles, inputsOf, outputSize } from './lib/bundle-facts.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { nodeBundle } from './lib/node-bundle.mjs';
import { copyTreeSitter, treeSitterPackage } from './lib/tree-sitter.mjs';
import { projectRoot } from './lib/project.mjs';
import { elapsed } from './lib/run.mjs';
import { thirdPartyNotices } from './lib/third-party-notices.mjs';

/**
 * @typedef {import('esbuild').BuildOptions} BuildOptions
 * @typedef {import('esbuild').Metafile} Metafile
 * @typedef {{ what: string, bytes: number, budget: number }} Weight
 */

const budget = { eager: 150_000, webview: 150_000 };

/**
 * Tells the editor's task when a build begins and ends.
 *
 * @type {import('esbuild').Plugin}
 */
const announcements = {
  name: 'announcements',
  setup: (build) => {
    build.onStart(() => console.log('Building ...'));
    build.onEnd(() => console.log('Built'));
  },
};

const { values: flags } = parseArgs({
  options: { dev: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
});
const isDevelopment = flags.dev || flags.watch;

await ensureDependencies();
const esbuild = await import('esbuild');
const start = performance.now();
const configurations = [hostCode(), await webviewCode()].filter((options) => options !== undefined);

if (flags.watch) {
  await watch();
} else {
  await build();
}

async function build() {
  await rm(path.join(projectRoot, 'dist'), { recursive: true, force: true });
  const results = await Promise.all(configurations.map((options) => esbuild.build(options))).catch(() => {
    // esbuild has printed what is wrong.
    process.exit(1);
  });
  const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
  await mkdir(path.join(projectRoot, 'dist'), { recursive: true });
  await copyTreeSitter(path.join(projectRoot, 'dist/tree-sitter'));
  await writeFile(
    path.join(projectRoot, 'dist/THIRD-PARTY-NOTICES.txt'),
    await thirdPartyNotices(projectRoot, [...inputsOf(metafiles), `${treeSitterPackage}/package.json`]),
  );
  const weights = metafiles.flatMap(weigh);
  for (const { what, bytes, budget: allowed } of weights) {
    console.log(`${what.padEnd(44)} ${kilobytes(bytes)} of ${kilobytes(allowed)}`);
  }
  console.log(`Built dist/ (${elapsed(start)})`);
  const heavy = weights.filter(({ bytes, budget: allowed }) => bytes > allowed);
  if (heavy.length > 0 && !isDevelopment) {
    console.error(`Over budget: ${heavy.map(({ what }) => what).join(', ')}`);
    process.exitCode = 1;
  }
}

async function watch() {
  await copyTreeSitter(path.join(projectRoot, 'dist/tree-sitter'));
  const contexts = await Promise.all(
    configurations.map((options) => esbuild.context({ ...options, plugins: [announcements] })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

/** @returns {BuildOptions} */
function shared() {
  return {
    absWorkingDir: projectRoot,
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    metafile: true,
    minify: !isDevelopment,
    sourcemap: isDevelopment ? 'linked' : false,
    charset: 'utf8',
    // The notices name every package and hold its licence.
    legalComments: 'none',
    logLevel: 'warning',
  };
}

/** @returns {BuildOptions | undefined} */
function hostCode() {
  const entryPoints = {
    extension: 'src/extension.ts',
    cli: 'src/cli/main.ts',
    engine: 'src/engine/process/main.ts',
  };
  const present = Object.entries(entryPoints).filter(([, file]) => existsSync(path.join(projectRoot, file)));
  if (present.length === 0) {
    return undefined;
  }
  return {
    ...shared(),
    ...nodeBundle,
    entryPoints: Object.fromEntries(present),
  };
}

/** @returns {Promise<BuildOptions | undefined>} */
async function webviewCode() {
  const folder = 'src/webviews';
  const names = (await readdir(path.join(projectRoot, folder), { withFileTypes: true }))
    .filter(
      (entry) => entry.isDirectory() && existsSync(path.join(projectRoot, folder, entry.name, 'main.ts')),
    )
    .map((entry) => entry.name);
  if (names.length === 0) {
    return undefined;
  }
  return {
    ...shared(),
    outdir: 'dist/webviews',
    entryPoints: Object.fromEntries(names.map((name) => [name, `${folder}/${name}/main.ts`])),
    platform: 'browser',
    target: 'es2022',
    loader: { '.ttf': 'file' },
    assetNames: 'assets/[name]',
  };
}

/**
 * @param {Metafile} metafile
 * @returns {Weight[]}
 */
function weigh(metafile) {
  return Object.entries(metafile.outputs).flatMap(([file, { entryPoint }]) => {
    if (entryPoint === 'src/extension.ts') {
      const bytes = outputSize(metafile, eagerFiles(metafile, file));
      return [{ what: 'extension, loaded on activation', bytes, budget: budget.eager }];
    }
    return entryPoint?.startsWith('src/webviews/')
      ? [{ what: file, bytes: outputSize(metafile, [file]), budget: budget.webview }]
      : [];
  });
}

/**
 * @param {number} bytes
 * @returns {string}
 */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`.padStart(9);
}
