import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from './configuration-schema.ts';
import {
  configurationCandidates,
  emptyConfiguration,
  findConfiguration,
  lintSettingsOf,
  mergeConfigurations,
  unknownWord,
  type Configuration,
} from './configuration.ts';
import { allRules } from './rules/all-rules.ts';

describe('configurations', () => {
  it('are looked for from the folder upward', () => {
    expect(configurationCandidates('/a/b')).toEqual([
      '/a/b/trailscope.config.json',
      '/a/trailscope.config.json',
      '/trailscope.config.json',
    ]);
    expect(configurationCandidates('')).toEqual(['/trailscope.config.json']);
    expect(configurationCandidates('C:/a')).toEqual([
      'C:/a/trailscope.config.json',
      'C:/trailscope.config.json',
    ]);
  });

  it('are the nearest there is', async () => {
    const files = new Map([
      ['/a/trailscope.config.json', '1'],
      ['/trailscope.config.json', '2'],
    ]);
    const read = (file: string) => Promise.resolve(files.get(file));
    expect(await findConfiguration('/a/b/c', read)).toEqual({ path: '/a/trailscope.config.json', text: '1' });
    expect(await findConfiguration('/x', read)).toEqual({ path: '/trailscope.config.json', text: '2' });
    files.clear();
    expect(await findConfiguration('/x', read)).toBeUndefined();
  });

  it('are merged one rule and one parameter at a time', () => {
    const base: Configuration = {
      preset: 'cis',
      rules: new Map([
        ['a', 'off'],
        ['b', 'error'],
      ]),
      parameters: new Map([['P', '1']]),
      exclude: ['x'],
    };
    const merged = mergeConfigurations(base, {
      ...emptyConfiguration,
      rules: new Map([['a', 'hint']]),
      maxFileSize: 1,
    });
    expect(merged).toEqual({
      ...base,
      maxFileSize: 1,
      rules: new Map([
        ['a', 'hint'],
        ['b', 'error'],
      ]),
    });
    expect(lintSettingsOf(merged)).toEqual({ preset: 'cis', severities: merged.rules });
    expect(lintSettingsOf(emptyConfiguration).preset).toBe('recommended');
  });
});

describe('an unknown word', () => {
  it.each([
    ['multi-regoin', 'There is no rule "multi-regoin". Did you mean "multi-region"?'],
    ['Insights', 'There is no rule "Insights". Did you mean "insights"?'],
    ['something-else', 'There is no rule "something-else".'],
    ['x'.repeat(100_000), `There is no rule "${'x'.repeat(60)}…".`],
  ])('%.20s', (word, message) => {
    expect(unknownWord('rule', word, ['multi-region', 'insights', 'sns-topic'])).toBe(message);
  });
});

describe('the JSON schema', () => {
  const file = path.resolve(import.meta.dirname, '../../../schemas/trailscope.config.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as object;

  it('is current: `npm run schema` writes it', () => {
    expect(schema).toEqual(configurationSchema(allRules));
  });

  it.each([
    [{}, true],
    [
      {
        preset: 'cis',
        rules: { 'multi-region': 'off' },
        parameters: { A: 1 },
        include: ['a'],
        maxFileSize: 1,
      },
      true,
    ],
    [{ preset: 'strict' }, false],
    [{ rules: { 'multi-region': 'warn' } }, false],
    [{ rules: { 'no-such-rule': 'off' } }, false],
    [{ maxFileSize: 0 }, false],
    [{ unknown: 1 }, false],
  ])('takes or refuses %j', (configuration, isValid) => {
    expect(new Ajv({ allowUnionTypes: true }).validate(schema, configuration)).toBe(isValid);
  });
});
