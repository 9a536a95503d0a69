/**
 * Writes docs/rules/ from the rules: a page for each, and a table of all. `--check` writes nothing and fails when a
 * page is not what it would write, is missing, or has no rule any more.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { projectRoot } from './lib/project.mjs';
import { rulePages } from './lib/rule-pages.mjs';

const folder = path.join(projectRoot, 'docs/rules');

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
await ensureDependencies();
const { allRules, isInPreset, fixNotes, cdkFixNotes } = await loadRules();
const pages = rulePages(allRules, isInPreset, { templates: fixNotes, cdk: cdkFixNotes });
const existing = await readdir(folder).catch(() => []);
const stray = existing.filter((name) => !pages.has(name));

if (flags.check) {
  const stale = await Promise.all(
    [...pages].map(async ([name, text]) => {
      const current = await readFile(path.join(folder, name), 'utf8').catch(() => '');
      return current === text ? [] : [name];
    }),
  );
  const wrong = [...stale.flat(), ...stray];
  if (wrong.length > 0) {
    console.error(`docs/rules is not current (${wrong.join(', ')}): run \`npm run docs:rules\`.`);
    process.exitCode = 1;
  }
} else {
  await mkdir(folder, { recursive: true });
  await Promise.all([...pages].map(([name, text]) => writeFile(path.join(folder, name), text)));
  await Promise.all(stray.map((name) => rm(path.join(folder, name))));
  console.log(`Wrote ${pages.size} pages to docs/rules`);
}

/** The rules are TypeScript, which Node runs only as a bundle. */
async function loadRules() {
  const bundle = path.join(projectRoot, 'out/rules/rules.mjs');
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: projectRoot,
    stdin: {
      contents: `export { allRules } from './src/core/posture/rules/all-rules.ts';
export { isInPreset } from './src/core/posture/presets.ts';
export { fixNotes } from './src/core/posture/fixes/fix-notes.ts';
export { cdkFixNotes } from './src/core/posture/fixes/cdk-fix-notes.ts';`,
      resolveDir: projectRoot,
      loader: 'ts',
    },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  /** @type {{ allRules: readonly import('./lib/rule-pages.mjs').RuleTexts[], isInPreset: Parameters<typeof rulePages>[1], fixNotes: import('./lib/rule-pages.mjs').FixNotes['templates'], cdkFixNotes: import('./lib/rule-pages.mjs').FixNotes['cdk'] }} */
  const rules = await import(pathToFileURL(bundle).href);
  return rules;
}
