import { describe, expect, it } from 'vitest';
import type { KnownValues } from './complete-filter.ts';
import { filterOf } from './presets.ts';
import { printFilter } from './print-filter.ts';
import { likelyMeant } from './value-hints.ts';

const known: KnownValues = (field) =>
  field === 'name'
    ? [{ value: 'ConsoleLogin' }, { value: 'RunInstances' }]
    : field === 'agent'
      ? [{ value: 'Boto3/1.40 Botocore/1.40' }]
      : [];

describe('what was likely meant', () => {
  it.each([
    ['name:consolelogin', 'name:ConsoleLogin'],
    ['-name:RUNINSTANCES user:maria', '-name:RunInstances user:maria'],
    ['agent:Boto3', 'agent:*Boto3*'],
    ['name:(ConsoleLogin OR runinstances)', 'name:(ConsoleLogin OR RunInstances)'],
  ])('by %s is %s', (text, expected) => {
    expect(printFilter(likelyMeant(filterOf(text), known)!)).toBe(expected);
  });

  it.each(['name:ConsoleLogin', 'name:Other', 'name:run*', 'user:maria', '', 'consolelogin'])(
    'by %j is just that',
    (text) => {
      expect(likelyMeant(filterOf(text), known)).toBeUndefined();
    },
  );
});
