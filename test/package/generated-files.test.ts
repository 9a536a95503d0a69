import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';

it.each([
  ['the bundle for translators', 'l10n.mjs'],
  ['the pages of the rules', 'rule-docs.mjs'],
  ['the schema of the configuration', 'config-schema.mjs'],
  ['the snippets', 'snippets.mjs'],
])('%s is current', { timeout: 30_000 }, async (_what, script) => {
  const check = promisify(execFile)(process.execPath, [path.join(projectRoot, 'scripts', script), '--check']);
  await expect(check).resolves.toMatchObject({ stderr: '' });
});
