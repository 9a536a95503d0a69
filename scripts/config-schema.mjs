/**
 * Writes schemas/trailscope.config.schema.json, the JSON schema of the linter's configuration file, from the rules.
 * `--check` writes nothing and fails when the file is not what it would write.
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
const file = path.join(projectRoot, 'schemas/trailscope.config.schema.json');
const { format } = await import('prettier');
const schema = await format(JSON.stringify(configurationSchema(allRules)), {
  parser: 'json',
  printWidth: 110,
});

if (!flags.check) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, schema);
  console.log('Wrote schemas/trailscope.config.schema.json');
} else if ((await readFile(file, 'utf8').catch(() => '')) !== schema) {
  console.error('schemas/trailscope.config.schema.json is not current: run `npm run schema`.');
  process.exitCode = 1;
}
