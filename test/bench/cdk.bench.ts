import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { lintReading } from '../../src/core/posture/lint.ts';
import { defaultSettings } from '../../src/core/posture/presets.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readSource } from '../../src/iac/cdk/read-source.ts';
import { parsers } from '../support/tree-sitter.ts';
import { stackOfLines } from './cdk-sources.ts';
import { bench } from './runner.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'trailscope-bench-'));
const cli = path.resolve('dist/cli.js');

/** A whole process, from its start to its end; what it found does not matter. */
function timeOf(words: readonly string[]): number {
  const start = performance.now();
  const { error, status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined || status === 2) {
    throw error ?? new Error(stderr);
  }
  return performance.now() - start;
}

const synthesis = `
const { App } = require('aws-cdk-lib');
const { Platform } = require('./platform.js');
const app = new App({ outdir: 'cdk.out' });
new Platform(app, 'Platform', { isProd: true, stage: 'prod' });
app.synth();
`;

try {
  const text = stackOfLines(1000);
  const parse = await parsers.of('typescript');
  await bench('lint of a stack of 1000 lines, warm', {
    unit: 'ms',
    baseline: {
      label: 'parsing alone',
      run: () => {
        parse(text).delete();
      },
    },
    candidate: {
      label: 'reading and all rules',
      run: async () => {
        const { reading } = await readSource('platform.ts', text, parsers);
        if (reading !== undefined) {
          lintReading(reading, allRules, defaultSettings);
        }
      },
    },
  });

  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'platform.ts'), text);
  writeFileSync(
    path.join(folder, 'platform.js'),
    transformSync(text, { loader: 'ts', format: 'cjs', platform: 'node' }).code,
  );
  writeFileSync(path.join(folder, 'app.js'), synthesis);
  await bench('lint of a stack of 1000 lines, cold', {
    unit: 'ms',
    baseline: { label: 'synthesizing it', run: () => timeOf(['app.js']) },
    candidate: { label: 'trailscope lint', run: () => timeOf([cli, 'lint', 'platform.ts']) },
    rounds: 3,
  });

  mkdirSync(path.join(folder, 'many'));
  const without = text.replaceAll('cloudtrail', 'hiking');
  for (let index = 0; index < 500; index++) {
    writeFileSync(path.join(folder, `many/${index}.ts`), index < 5 ? text : without);
  }
  await bench('lint of 500 sources, 5 with a trail', {
    unit: 'ms',
    baseline: { label: 'one of them', run: () => timeOf([cli, 'lint', 'many/0.ts']) },
    candidate: { label: 'all', run: () => timeOf([cli, 'lint', 'many']) },
    rounds: 3,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
