import { parseDocument } from 'yaml';
import { lintReading } from '../../src/core/posture/lint.ts';
import { defaultSettings } from '../../src/core/posture/presets.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';
import { bench } from './runner.ts';
import { templateOfLines } from './templates.ts';

/** What linting costs on top of parsing, in a process that has done it before, as the editor's has. */
for (const lines of [28, 650, 1000, 2400]) {
  const text = templateOfLines(lines);
  await bench(`lint of ${lines} lines, warm`, {
    unit: 'ms',
    baseline: {
      label: 'parsing alone',
      run: () => parseDocument(text, { schema: 'failsafe', version: '1.1', logLevel: 'silent' }),
    },
    candidate: {
      label: 'reading and all rules',
      run: () => {
        const reading = readTemplate('template.yaml', text, { now: 0 });
        return reading && lintReading(reading, allRules, defaultSettings).findings;
      },
    },
  });
}
