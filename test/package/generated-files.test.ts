import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';

it('the bundle for translators is current', async () => {
  const script = path.join(projectRoot, 'scripts/l10n.mjs');
  const check = promisify(execFile)(process.execPath, [script, '--check']);
  await expect(check).resolves.toMatchObject({ stderr: '' });
});
