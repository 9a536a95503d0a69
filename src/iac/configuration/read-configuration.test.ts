import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../core/posture/rule.ts';
import { readConfiguration } from './read-configuration.ts';

const rules = ['kms-encryption', 'multi-region'].map((id) => ({ id }) as Rule);
const read = (text: string) => readConfiguration('trailscope.config.json', text, rules);

/** The text between the places of a problem, and what it says. */
function problemsOf(text: string): readonly (readonly [string, string])[] {
  const lines = text.split('\n');
  return read(text).problems.map(({ at: { range }, message }) => {
    const line = lines[range.start.line] ?? '';
    const end = range.end.line === range.start.line ? range.end.character : undefined;
    return [line.slice(range.start.character, end), message];
  });
}

describe('a configuration', () => {
  it('says everything', () => {
    const { configuration, problems } = read(
      `\uFEFF{
      "$schema": "./schemas/trailscope.config.schema.json",
      "preset": "cis",
      "rules": { "kms-encryption": "error", "multi-region": "off" },
      "parameters": { "Environment": "prod", "Days": 0400, "IsOn": true },
      "include": ["cfn/**"],
      "exclude": [],
      "maxFileSize": 1000
    }`.replace('0400', '400'),
    );
    expect(problems).toEqual([]);
    expect(configuration).toEqual({
      preset: 'cis',
      rules: new Map([
        ['kms-encryption', 'error'],
        ['multi-region', 'off'],
      ]),
      parameters: new Map([
        ['Environment', 'prod'],
        ['Days', '400'],
        ['IsOn', 'true'],
      ]),
      include: ['cfn/**'],
      exclude: [],
      maxFileSize: 1000,
    });
  });

  it.each([
    ['{"presets": "cis"}', '"presets"', 'There is no setting "presets". Did you mean "preset"?'],
    ['{"constructor": 1}', '"constructor"', 'There is no setting "constructor".'],
    [
      '{"preset": "strict"}',
      '"strict"',
      'There is no preset "strict". Choose one of recommended, deploy, cis, all.',
    ],
    ['{"preset": 1}', '1', 'There is no preset "1". Choose one of recommended, deploy, cis, all.'],
    ['{"preset": ["cis"]}', '["cis"]', 'This is no preset. Choose one of recommended, deploy, cis, all.'],
    [
      '{"rules": {"multi-regions": "off"}}',
      '"multi-regions"',
      'There is no rule "multi-regions". Did you mean "multi-region"?',
    ],
    [
      '{"rules": {"multi-region": "warn"}}',
      '"warn"',
      'There is no severity "warn". Choose one of error, warning, info, hint, off.',
    ],
    ['{"rules": []}', '[]', '"rules" must be an object.'],
    [
      '{"parameters": {"A": null}}',
      'null',
      'The value of a parameter must be a text, a number or a truth value.',
    ],
    ['{"include": "a"}', '"a"', '"include" must be a list of globs.'],
    ['{"exclude": [""]}', '""', 'Each of "exclude" must be a text that is not empty.'],
    ['{"exclude": ["*a*a*a*a*"]}', '"*a*a*a*a*"', 'This glob is too long or has too many wildcards'],
    ['{"maxFileSize": 1.5}', '1.5', '"maxFileSize" must be a whole number of bytes, 1 or more.'],
    ['[]', '[]', 'The configuration must be an object.'],
    ['{\n  // why\n}', '// why', 'JSON has no comments.'],
    ['{"preset": "cis",\n}', '}', 'A key in double quotes is missing here.'],
    ['', '', 'The text is empty.'],
  ])('that is faulty, %j, is told of with the place', (text, place, message) => {
    expect(problemsOf(text)).toEqual([[place, expect.stringContaining(message)]]);
  });

  it('keeps what is sound beside a fault', () => {
    const { configuration } = read(
      '{"preset": "all", "rules": {"x": "off", "multi-region": "hint"}, "include": 1}',
    );
    expect(configuration.preset).toBe('all');
    expect(configuration.rules).toEqual(new Map([['multi-region', 'hint']]));
    expect(configuration.include).toBeUndefined();
    expect(read('{"include": [1]}').configuration.include).toBeUndefined();
    expect(read('{"include": [], "exclude": [1, "a"]}').configuration).toMatchObject({
      include: [],
      exclude: ['a'],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(read(text).problems).toBeInstanceOf(Array);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
