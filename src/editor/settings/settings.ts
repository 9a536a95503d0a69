import { env, l10n, workspace, type ConfigurationChangeEvent } from 'vscode';
import { timesIn, type Times } from '../time/times.ts';

/** The settings of Trailscope; package.json has their words and defaults. */
export const settingIds = [
  'trailscope.initialConnection',
  'trailscope.timeZone',
  'trailscope.readOnly',
  'trailscope.lint.enabled',
  'trailscope.lint.preset',
  'trailscope.lint.rules',
  'trailscope.lint.hideDuplicates',
  'trailscope.lint.hover',
  'trailscope.lint.maxFileSize',
] as const;

export type SettingId = (typeof settingIds)[number];

/** `none`, `sample` or `default`. A workspace that is not trusted cannot make Trailscope connect. */
export function initialConnectionSetting(): string | undefined {
  const configuration = workspace.getConfiguration();
  const id: SettingId = 'trailscope.initialConnection';
  if (workspace.isTrusted) {
    return configuration.get<string>(id);
  }
  const inspected = configuration.inspect<string>(id);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

/** Whether Trailscope must not change anything. A workspace cannot set it: its scope is the machine. */
export function readOnlySetting(): boolean {
  const id: SettingId = 'trailscope.readOnly';
  return workspace.getConfiguration().get(id) === true;
}

/** The times as the user wants to read them. */
export function timesSetting(): Times {
  const id: SettingId = 'trailscope.timeZone';
  return timesIn(workspace.getConfiguration().get(id) === 'utc' ? 'utc' : 'local', env.language, l10n.t);
}

/** Whether the change is one of the setting. */
export function changes(event: ConfigurationChangeEvent, id: SettingId): boolean {
  return event.affectsConfiguration(id);
}
