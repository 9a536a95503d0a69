import { workspace, type Uri } from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import {
  emptyConfiguration,
  presets,
  ruleLevels,
  type Configuration,
} from '../../core/posture/configuration.ts';

const section = 'trailscope.lint';

export function isLintEnabled(uri: Uri): boolean {
  return workspace.getConfiguration(section, uri).get('enabled', true);
}

export function isHoverEnabled(uri: Uri): boolean {
  return workspace.getConfiguration(section, uri).get('hover', true);
}

export function hidesDuplicates(uri: Uri): boolean {
  return workspace.getConfiguration(section, uri).get('hideDuplicates', true);
}

/** What the user chose in the editor. A default is no choice: it does not override a configuration file. */
export function editorConfiguration(uri: Uri): Configuration {
  const settings = workspace.getConfiguration(section, uri);
  const chosen = (name: string): unknown => {
    const values = settings.inspect(name);
    return values?.workspaceFolderValue ?? values?.workspaceValue ?? values?.globalValue;
  };
  return configurationFromSettings({
    preset: chosen('preset'),
    // Its default is empty, and VS Code merges what the user, the workspace and the folder say.
    rules: settings.get('rules'),
    maxFileSize: chosen('maxFileSize'),
  });
}

/** The values of settings as a configuration; what a setting cannot be is left out, as the settings editor tells. */
export function configurationFromSettings(values: {
  readonly preset: unknown;
  readonly rules: unknown;
  readonly maxFileSize: unknown;
}): Configuration {
  const preset = presets.find((known) => known === values.preset);
  const { maxFileSize } = values;
  const rules = Object.entries(isJsonObject(values.rules) ? values.rules : {}).flatMap(([id, level]) => {
    const known = ruleLevels.find((possible) => possible === level);
    return known === undefined ? [] : [[id, known] as const];
  });
  return {
    ...emptyConfiguration,
    ...(preset === undefined ? {} : { preset }),
    ...(typeof maxFileSize === 'number' && maxFileSize > 0 ? { maxFileSize } : {}),
    rules: new Map(rules),
  };
}
