/**
 * Writes what editors know of the linter's configuration, from the rules: schemas/trailscope.config.schema.json, the
 * JSON schema of the configuration file, and in package.json the rules that the setting `trailscope.lint.rules` takes.
 * `--check` writes nothing and fails when one of the files is not what it would write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { importSource } from './lib/import-source.mjs';
import { projectRoot } from './lib/project.mjs';

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
await ensureDependencies();
const { allRules, configurationSchema } = await importSource(
  'config-schema',
  `export { allRules } from './src/core/posture/rules/all-rules.ts';
   export { configurationSchema } from './src/core/posture/configuration-schema.ts';`,
);
const { format } = await import('prettier');
const schema = await format(JSON.stringify(configurationSchema(allRules)), {
  parser: 'json',
  printWidth: 110,
});
const manifestFile = 'package.json';
const manifest = JSON.parse(await readFile(path.join(projectRoot, manifestFile), 'utf8'));
manifest.contributes.configuration.properties['trailscope.lint.rules'].propertyNames = {
  enum: allRules.map((/** @type {{ id: string }} */ { id }) => id),
};
const texts = {
  'schemas/trailscope.config.schema.json': schema,
  [manifestFile]: `${JSON.stringify(manifest, undefined, 2)}\n`,
};

for (const [name, text] of Object.entries(texts)) {
  const file = path.join(projectRoot, name);
  const isCurrent = (await readFile(file, 'utf8').catch(() => '')) === text;
  if (flags.check && !isCurrent) {
    console.error(`${name} is not current: run \`npm run schema\`.`);
    process.exitCode = 1;
  } else if (!flags.check && !isCurrent) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`Wrote ${name}`);
  }
}
