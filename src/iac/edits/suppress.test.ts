import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/posture/finding.ts';
import { lintReading } from '../../core/posture/lint.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { readTemplate } from '../cloudformation/read-template.ts';
import { newSuppressions } from './suppress.ts';
import { applyEdits } from './text-edit.ts';

const rule = 'log-file-validation';

function findings(name: string, text: string): readonly Finding[] {
  const reading = readTemplate(name, text, { now: 0 })!;
  return lintReading(reading, allRules, { preset: 'all', severities: new Map() }).findings;
}

/** A text with each of the suppressions that it could have of its finding. */
function suppressed(name: string, text: string): Readonly<Record<string, string>> {
  const finding = findings(name, text).find((one) => one.rule === rule)!;
  const made = newSuppressions(name, text, finding).map(({ reach, at, before, after }) => {
    const edit = { range: { start: at, end: at }, newText: `${before}the reason${after}` };
    return [reach, applyEdits(text, [edit])] as const;
  });
  return Object.fromEntries(made);
}

function reasons(name: string, text: string): readonly (string | undefined)[] {
  return findings(name, text)
    .filter((finding) => finding.rule === rule)
    .map((finding) => finding.suppressed?.reason);
}

const yaml = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: logs
      EnableLogFileValidation: false
`;

describe('a suppression', () => {
  it('is a comment above the line, or above the resource', () => {
    const { line, resource } = suppressed('a.yaml', yaml);
    const comment = `# trailscope-ignore ${rule}: the reason\n`;
    expect(line).toBe(yaml.replace('EnableLog', `${comment}      EnableLog`));
    expect(resource).toBe(yaml.replace('Trail:', `${comment}  Trail:`));
    expect([line, resource].map((text) => reasons('a.yaml', text!))).toEqual([
      ['the reason'],
      ['the reason'],
    ]);
  });

  it('keeps the line ends', () => {
    const { line } = suppressed('a.yaml', yaml.replaceAll('\n', '\r\n'));
    expect(line).not.toMatch(/(?<!\r)\n/);
    expect(reasons('a.yaml', line!)).toEqual(['the reason']);
  });

  const json = (more: object): string => {
    const trail = { Type: 'AWS::CloudTrail::Trail', ...more, Properties: { S3BucketName: 'logs' } };
    return JSON.stringify({ Resources: { Trail: trail } }, undefined, 2);
  };

  it('is metadata of the resource where there are no comments', () => {
    const made = suppressed('a.json', json({}));
    expect(Object.keys(made)).toEqual(['resource']);
    const ignore = [{ id: rule, reason: 'the reason' }];
    expect(made['resource']).toBe(json({ Metadata: { trailscope: { ignore } } }));
    expect(reasons('a.json', made['resource']!)).toEqual(['the reason']);
  });

  it('joins metadata that is there', () => {
    const other = { id: 'multi-region', reason: 'one' };
    for (const [before, after] of [
      [{ Owner: 'a' }, { Owner: 'a', trailscope: { ignore: [{ id: rule, reason: 'the reason' }] } }],
      [
        { trailscope: { ignore: [other] } },
        { trailscope: { ignore: [other, { id: rule, reason: 'the reason' }] } },
      ],
    ]) {
      const { resource } = suppressed('a.json', json({ Metadata: before }));
      expect(resource).toBe(json({ Metadata: after }));
    }
  });
});
