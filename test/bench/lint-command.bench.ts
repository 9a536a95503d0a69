import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bench } from './runner.ts';
import { templateOfLines } from './templates.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'trailscope-bench-'));
const cli = path.resolve('dist/cli.js');

/** A whole process, from its start to its end; what it found does not matter. */
function timeOf(program: string, words: readonly string[]): number {
  const start = performance.now();
  const { error } = spawnSync(program, words, { cwd: folder, stdio: 'ignore' });
  if (error !== undefined) {
    throw error;
  }
  return performance.now() - start;
}

const trailscope = (...words: readonly string[]) => timeOf(process.execPath, [cli, 'lint', ...words]);
const hasCfnLint = spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' }).status === 0;

try {
  for (const lines of [28, 650, 1000, 2400]) {
    const name = `${lines}-lines.yaml`;
    writeFileSync(path.join(folder, name), templateOfLines(lines));
    if (hasCfnLint) {
      await bench(`lint of ${lines} lines, cold`, {
        unit: 'ms',
        baseline: { label: 'cfn-lint', run: () => timeOf('cfn-lint', [name]) },
        candidate: { label: 'trailscope lint', run: () => trailscope(name) },
        rounds: 3,
      });
    }
  }
  if (!hasCfnLint) {
    console.log('lint, cold                           skipped: cfn-lint is not installed');
  }
  mkdirSync(path.join(folder, 'many'));
  for (let index = 0; index < 500; index++) {
    writeFileSync(path.join(folder, `many/${index}.yaml`), templateOfLines(100));
  }
  await bench('lint of a folder of 500 templates', {
    unit: 'ms',
    baseline: { label: 'one of them', run: () => trailscope('many/0.yaml') },
    candidate: { label: 'all', run: () => trailscope('many') },
    rounds: 3,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
