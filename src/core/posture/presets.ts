import type { Preset, Rule, Severity } from './rule.ts';

/** What a user chose: a preset, and for single rules another severity or none. */
export interface LintSettings {
  readonly preset: Preset;
  /** By rule id; a severity also switches on a rule that the preset leaves off. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

export const defaultSettings: LintSettings = { preset: 'recommended', severities: new Map() };

/** Whether a preset has a rule on. */
export function isInPreset(rule: Rule, preset: Preset): boolean {
  if (preset === 'all') {
    return true;
  }
  if (rule.onlyIn !== undefined) {
    return rule.onlyIn.includes(preset);
  }
  return preset !== 'deploy' || rule.family === 'deploy' || rule.family === 'file';
}

/** Whether the settings have a rule on. */
export function isEnabled(rule: Rule, { preset, severities }: LintSettings): boolean {
  const own = severities.get(rule.id);
  return own === undefined ? isInPreset(rule, preset) : own !== 'off';
}
