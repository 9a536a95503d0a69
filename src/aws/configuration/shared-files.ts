import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConfigurationProblem } from '../../core/user-configuration.ts';
import { parseIni, type IniFile, type IniSection, type Settings } from './ini-file.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A section under its own name, with the settings of all places where it stands. */
export interface NamedSection {
  readonly name: string;
  /** Where it stands first. */
  readonly file: string;
  readonly line: number;
  readonly settings: Settings;
}

/** The shared config and credentials files as one. */
export interface SharedFiles {
  /** In the order of the files. Where both have a setting, the credentials file wins, as with the AWS CLI. */
  readonly profiles: ReadonlyMap<string, NamedSection>;
  readonly ssoSessions: ReadonlyMap<string, NamedSection>;
  readonly services: ReadonlyMap<string, NamedSection>;
  readonly problems: readonly ConfigurationProblem[];
  /** The path of the credentials file, which tells keys in it from keys in the config file. */
  readonly credentialsFile: string;
}

/** Where the files are, whether or not they exist. */
export function sharedFilePaths(environment: Environment = process.env): {
  readonly config: string;
  readonly credentials: string;
} {
  const folder = awsFolder(environment);
  return {
    config: inHome(nonEmpty(environment['AWS_CONFIG_FILE']), environment) ?? join(folder, 'config'),
    credentials:
      inHome(nonEmpty(environment['AWS_SHARED_CREDENTIALS_FILE']), environment) ??
      join(folder, 'credentials'),
  };
}

/** Where AWS's tools keep what they remember of the user. */
export function awsFolder(environment: Environment = process.env): string {
  return join(homeOf(environment), '.aws');
}

function homeOf(environment: Environment): string {
  return nonEmpty(environment['HOME']) ?? nonEmpty(environment['USERPROFILE']) ?? homedir();
}

function inHome(path: string | undefined, environment: Environment): string | undefined {
  return path?.replace(/^~(?=[/\\])/, () => homeOf(environment));
}

/** Reads the files anew, so that a change made in a terminal counts. Missing files are empty ones. */
export async function readSharedFiles(environment: Environment = process.env): Promise<SharedFiles> {
  const paths = sharedFilePaths(environment);
  const [config, credentials] = await Promise.all([readIni(paths.config), readIni(paths.credentials)]);
  const merger = new Merger(paths.credentials);
  merger.problems.push(...config.problems, ...credentials.problems);
  for (const section of config.sections) {
    merger.addConfig(section);
  }
  for (const section of credentials.sections) {
    merger.addProfile(section.name, section);
  }
  return merger;
}

async function readIni(file: string): Promise<IniFile> {
  try {
    return parseIni(file, await readFile(file, 'utf8'));
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    return {
      sections: [],
      problems:
        code === 'ENOENT'
          ? []
          : [{ kind: 'unreadable-file', file, line: undefined, section: undefined, subject: code }],
    };
  }
}

/** Sections of the AWS CLI that are no profiles and need no `profile ` in front. */
const sectionsOfCli: ReadonlySet<string> = new Set(['plugins', 'preview']);

class Merger implements SharedFiles {
  readonly profiles = new Map<string, NamedSection>();
  readonly ssoSessions = new Map<string, NamedSection>();
  readonly services = new Map<string, NamedSection>();
  readonly problems: ConfigurationProblem[] = [];
  readonly credentialsFile: string;

  constructor(credentialsFile: string) {
    this.credentialsFile = credentialsFile;
  }

  addConfig(section: IniSection): void {
    const [, type, quoted] = /^(profile|sso-session|services)\s+(.*)$/.exec(section.name) ?? [];
    const name = quoted?.replace(/^(["'])(.*)\1$/, '$2');
    if (section.name === 'default') {
      this.addProfile('default', section);
    } else if (name === undefined) {
      this.#addOther(section);
    } else if (type === 'profile') {
      this.addProfile(name, section);
    } else {
      this.#add(type === 'services' ? this.services : this.ssoSessions, name, section);
    }
  }

  addProfile(name: string, section: IniSection): void {
    this.#add(this.profiles, name, section);
  }

  #add(sections: Map<string, NamedSection>, name: string, section: IniSection): void {
    const known = sections.get(name);
    if (known?.file === section.file) {
      const { file, line } = section;
      this.problems.push({ kind: 'repeated-section', file, line, section: name, subject: section.name });
    }
    const settings = new Map([...(known?.settings ?? []), ...section.settings]);
    sections.set(name, { ...(known ?? section), name, settings });
  }

  #addOther({ name, file, line }: IniSection): void {
    if (!sectionsOfCli.has(name)) {
      this.problems.push({ kind: 'section-without-profile', file, line, section: name, subject: name });
    }
  }
}

/** The value of a setting; an empty one counts as none. */
export function valueOf(section: NamedSection | undefined, name: string): string | undefined {
  return nonEmpty(section?.settings.get(name)?.value);
}

/** The text, or undefined if it is empty or absent: an empty variable means the same as none. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** The profile that counts where none is named. */
export function currentProfileName(environment: Environment = process.env): string {
  return nonEmpty(environment['AWS_PROFILE']) ?? nonEmpty(environment['AWS_DEFAULT_PROFILE']) ?? 'default';
}
