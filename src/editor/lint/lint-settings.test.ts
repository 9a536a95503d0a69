import { describe, expect, it, vi } from 'vitest';

vi.mock('vscode', () => ({ workspace: {} }));
const { configurationFromSettings } = await import('./lint-settings.ts');

describe('the settings of the editor', () => {
  it('are a configuration of what the user chose', () => {
    const configuration = configurationFromSettings({
      preset: 'cis',
      rules: { insights: 'off', 'kms-encryption': 'error' },
      maxFileSize: 1000,
    });
    expect(configuration).toEqual({
      preset: 'cis',
      rules: new Map([
        ['insights', 'off'],
        ['kms-encryption', 'error'],
      ]),
      parameters: new Map(),
      maxFileSize: 1000,
    });
  });

  it('say nothing where nothing was chosen', () => {
    const values = { preset: undefined, rules: {}, maxFileSize: undefined };
    expect(configurationFromSettings(values)).toEqual({ rules: new Map(), parameters: new Map() });
  });

  it.each([
    { preset: 'strict', rules: ['insights'], maxFileSize: '1000' },
    { preset: 7, rules: { insights: 'never', __proto__: 'off' }, maxFileSize: -1 },
    { preset: null, rules: null, maxFileSize: Number.NaN },
  ])('leave out what a setting cannot be: %j', (values) => {
    expect(configurationFromSettings(values)).toEqual({ rules: new Map(), parameters: new Map() });
  });
});
