import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** What a user has configured for AWS. */
export interface UserConfigTexts {
  readonly environment?: Readonly<Record<string, string>>;
  /** The text of `~/.aws/config`. */
  readonly config?: string;
  /** The text of `~/.aws/credentials`. */
  readonly credentials?: string;
  /** The texts of other files, by their paths in the home folder, such as `.aws/sso/cache/….json`. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Puts the running test on a machine with just this configuration: no other `AWS_` variable, no other file, and no
 * instance to ask for credentials. Undone when the test ends. In the texts, `$HOME` stands for the home folder.
 *
 * @returns the home folder
 */
export function stubUserConfig(texts: UserConfigTexts = {}): string {
  const { environment = {}, config, credentials, files = {} } = texts;
  const home = mkdtempSync(join(tmpdir(), 'trailscope-'));
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) {
    vi.stubEnv(name, undefined);
  }
  for (const [name, text] of Object.entries({ config, credentials, ...files })) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), (text ?? '').replaceAll('$HOME', home));
  }
  const variables: Readonly<Record<string, string>> = {
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
  for (const [name, value] of Object.entries(variables)) {
    vi.stubEnv(name, value.replaceAll('$HOME', home));
  }
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  return home;
}

/** Static credentials in the environment. */
export const environmentKeys = {
  AWS_ACCESS_KEY_ID: 'ENVIRONMENT-KEY',
  AWS_SECRET_ACCESS_KEY: 'example-secret',
} as const;
