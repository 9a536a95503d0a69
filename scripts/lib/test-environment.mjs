import os from 'node:os';
import path from 'node:path';

/** User settings that connect to the built-in sample account on start. */
export const sampleSettings = { 'trailscope.initialConnection': 'sample' };

const nowhere = path.join(os.tmpdir(), 'trailscope-no-such-file');

/**
 * An environment without AWS credentials, profiles or instance metadata: a test sees nothing of the person who runs
 * it, and whatever asks AWS fails at once.
 *
 * @type {NodeJS.ProcessEnv}
 */
export const offlineAws = {
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => name.startsWith('AWS_'))
      .map((name) => [name, undefined]),
  ),
  AWS_CONFIG_FILE: nowhere,
  AWS_SHARED_CREDENTIALS_FILE: nowhere,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** The four kinds of theme, by the names that VS Code's settings know. */
export const themes = /** @type {const} */ ({
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high contrast dark': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
});
