import { describe, expect, it } from 'vitest';
import { english } from '../../core/localize.ts';
import { emptyConfiguration, type Configuration } from '../../core/posture/configuration.ts';
import type { LintProblem } from './lint-problem.ts';
import { lintText } from './lint-text.ts';

function lint(text: string, configuration: Partial<Configuration> = {}): readonly LintProblem[] | undefined {
  return lintText({
    document: 'untitled:Untitled-1',
    text,
    configuration: { ...emptyConfiguration, preset: 'deploy', ...configuration },
    now: 0,
    t: english,
  })?.problems;
}

const trail = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-logs
      IsLogging: true
      KmsKeyId: alias/logs
`;

describe('linting a text', () => {
  it('gives the problems with their rule and the place as it is marked', () => {
    const [problem] = lint(trail) ?? [];
    expect(problem).toMatchObject({
      severity: 'error',
      rule: { id: 'unknown-property' },
      range: { start: { line: 6, character: 6 }, end: { line: 6, character: 26 } },
      counterparts: ['E3002'],
      isUnnecessary: false,
      isSyntaxFault: false,
    });
  });

  it('marks the first line of what has several', () => {
    const text = `${trail.replace('      KmsKeyId: alias/logs\n', '')}      TrailName:\n        - audit\n        - other   \n`;
    const ranges = lint(text)?.map(({ range }) => [range.start.line, range.end.line]);
    expect(ranges).toEqual([[6, 6]]);
  });

  it('leaves out what is suppressed, and marks a suppression that silences nothing as unnecessary', () => {
    const silenced = trail.replace(
      '      KmsKeyId',
      '      # trailscope-ignore unknown-property: tried\n      KmsKeyId',
    );
    expect(lint(silenced)).toEqual([]);
    const idle = trail.replace(
      '      KmsKeyId: alias/logs',
      '      # trailscope-ignore unknown-property\n      KMSKeyId: alias/logs',
    );
    expect(lint(idle)).toMatchObject([{ rule: { id: 'unused-suppression' }, isUnnecessary: true }]);
  });

  it('tells where a text is not well-formed', () => {
    expect(lint(`${trail}  - x\n`)).toMatchObject([{ rule: { id: 'parse-error' }, isSyntaxFault: true }]);
  });

  it('is nothing for a text that is no template', () => {
    expect(lint('AWS::CloudTrail::Trail: is mentioned\n')).toBeUndefined();
  });

  it('says why a large text is not linted', () => {
    const [problem, ...others] = lint(trail, { maxFileSize: 100 }) ?? [];
    expect(others).toEqual([]);
    expect(problem?.rule).toBeUndefined();
    expect(problem?.severity).toBe('info');
    expect(problem?.message).toContain(
      `it has ${trail.length} bytes, and the most that is read is 100 bytes`,
    );
  });
});
