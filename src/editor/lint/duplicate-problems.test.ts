import { describe, expect, it } from 'vitest';
import type { Range } from '../../core/posture/location.ts';
import { isDuplicate, type OtherDiagnostic } from './duplicate-problems.ts';
import type { LintProblem } from './lint-problem.ts';

function range(line: number, from: number, to: number, endLine = line): Range {
  return { start: { line, character: from }, end: { line: endLine, character: to } };
}

const problem: LintProblem = {
  range: range(4, 6, 20),
  message: 'A trail has no property "KmsKeyId".',
  severity: 'error',
  related: [],
  isUnnecessary: false,
  counterparts: ['E3002'],
  isSyntaxFault: false,
};

function other(given: Partial<OtherDiagnostic>): OtherDiagnostic {
  return {
    range: range(4, 6, 14),
    message: 'Additional properties',
    source: 'cfn-lint',
    code: 'E3002',
    ...given,
  };
}

describe('a problem is a duplicate', () => {
  it.each<[string, Partial<OtherDiagnostic>]>([
    ['of cfn-lint in the language server of AWS', {}],
    ['of a code with a link', { code: { value: 'E3002', target: 'https://example.com' } }],
    ['of another server that uses the ids', { source: 'cloudformation-validate' }],
    [
      'of the extension CloudFormation Linter, which has the id in its message',
      { source: undefined, code: undefined, message: '[cfn-lint] E3002: Additional properties' },
    ],
    ['of what is elsewhere in the line', { range: range(4, 22, 30) }],
    ['of what surrounds it', { range: range(2, 0, 3, 9) }],
  ])('%s', (_, given) => {
    expect(isDuplicate(problem, [other(given)])).toBe(true);
  });
});

describe('a problem is no duplicate', () => {
  it.each<[string, Partial<OtherDiagnostic>]>([
    ['of another rule there', { code: 'E3012' }],
    ['of the same rule elsewhere', { range: range(9, 6, 14) }],
    ['of a number', { code: 3002 }],
    ['of a message that only speaks of the id', { code: undefined, message: 'See E3002:' }],
    ['of the syntax', { source: 'YAML', code: undefined }],
  ])('%s', (_, given) => {
    expect(isDuplicate(problem, [other(given)])).toBe(false);
  });

  it('of the same rule where only posture is judged', () => {
    expect(isDuplicate({ ...problem, counterparts: [] }, [other({})])).toBe(false);
  });
});

describe('a fault of the syntax', () => {
  const fault = { ...problem, counterparts: ['E0000'], isSyntaxFault: true };

  it.each(['json', 'jsonc', 'YAML'])('is a duplicate of what the service for %s says', (source) => {
    expect(isDuplicate(fault, [other({ source, code: 514 })])).toBe(true);
  });

  it('is none of what another tool says of something else', () => {
    expect(isDuplicate(fault, [other({ source: 'cSpell', code: undefined })])).toBe(false);
  });
});
