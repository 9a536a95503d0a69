/**
 * Collects the messages of the code for translators into l10n/bundle.l10n.json: the literals of every `t('...')` and
 * `l10n.t('...')` in src. `--check` writes nothing and fails when the file is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { filesBelow } from './lib/files.mjs';
import { projectRoot } from './lib/project.mjs';

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
await ensureDependencies();
const { messagesOf } = await import('./lib/l10n-messages.mjs');

const bundleFile = path.join(projectRoot, 'l10n/bundle.l10n.json');
const sources = (await filesBelow('src', '.ts')).filter((file) => !file.endsWith('.test.ts'));
const collected = await Promise.all(
  sources.map(async (file) => messagesOf(file, await readFile(path.join(projectRoot, file), 'utf8'))),
);
const problems = collected.flatMap(({ problems: found }) => found);
const entries = collected.flatMap(({ messages }) => messages).sort(([a], [b]) => (a < b ? -1 : 1));
const bundle = `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;

problems.forEach((problem) => console.error(problem));
if (problems.length > 0) {
  process.exitCode = 1;
}
if (!flags.check) {
  await writeFile(bundleFile, bundle);
  console.log(`Wrote ${Object.keys(JSON.parse(bundle)).length} messages to l10n/bundle.l10n.json`);
} else if ((await readFile(bundleFile, 'utf8').catch(() => '')) !== bundle) {
  console.error('l10n/bundle.l10n.json is not current: run `npm run l10n`.');
  process.exitCode = 1;
}
