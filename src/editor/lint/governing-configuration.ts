import { Uri, workspace } from 'vscode';
import {
  configurationCandidates,
  configurationFileName,
  emptyConfiguration,
  mergeConfigurations,
  type Configuration,
} from '../../core/posture/configuration.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { pathFilter, type PathFilter } from '../../iac/configuration/path-filter.ts';
import {
  readConfiguration,
  type ConfigurationProblem,
  type ConfigurationReading,
} from '../../iac/configuration/read-configuration.ts';
import { samConfigFileName } from '../../iac/parameters/read-parameters.ts';
import { readSamConfig } from '../../iac/parameters/samconfig.ts';
import { editorConfiguration } from './lint-settings.ts';

/** What decides how a file is linted. */
export interface Governing {
  /** The configuration file with the editor's settings on top, and the parameters of a samconfig.toml below. */
  readonly configuration: Configuration;
  /** Whether the configuration leaves the file out. */
  readonly isExcluded: boolean;
  /** Whether it is among the files that a scan looks at. */
  readonly isIncluded: boolean;
}

/** A configuration file and what is in it. */
interface Found {
  readonly uri: Uri;
  readonly reading: ConfigurationReading;
  readonly filter: PathFilter;
}

/** More is no configuration, and would only be read to be refused. */
const largestFile = 1_048_576;

export interface ConfigurationsListener {
  /** Called for each configuration file that is read, also for one without faults. */
  readonly faultsFound: (uri: Uri, problems: readonly ConfigurationProblem[]) => void;
  /** Called for a file that is there but cannot be read. */
  readonly unreadable: (uri: Uri, thrown: unknown) => void;
}

/** Finds the configurations that govern files; each file is read once until it is said to have changed. */
export class Configurations {
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #found = new Map<string, Promise<Found | undefined>>();
  readonly #listener: ConfigurationsListener;

  constructor(listener: ConfigurationsListener) {
    this.#listener = listener;
  }

  /** Reads everything anew when it is next needed. */
  forget(): void {
    this.#texts.clear();
    this.#found.clear();
  }

  async governing(uri: Uri): Promise<Governing> {
    const [found, parameters] = await Promise.all([this.#nearest(uri), this.#samParameters(uri)]);
    const own = mergeConfigurations(
      { ...emptyConfiguration, parameters },
      found?.reading.configuration ?? emptyConfiguration,
    );
    const path = found === undefined ? '' : relativePath(found.uri, uri);
    const isExcluded = foldersOf(path).some((folder) => found?.filter.excludesFolder(folder));
    return {
      configuration: mergeConfigurations(own, editorConfiguration(uri)),
      isExcluded,
      isIncluded: !isExcluded && (found?.filter.includesFile(path) ?? true),
    };
  }

  /** The configuration file that governs a file, there or to be made; undefined outside of a workspace. */
  async fileFor(uri: Uri): Promise<Uri | undefined> {
    const root = rootOf(uri);
    const found = await this.#nearest(uri);
    return found?.uri ?? (root && Uri.joinPath(root, configurationFileName));
  }

  /** What the configuration in a folder's root says. */
  async ofFolder(folder: Uri): Promise<Configuration> {
    const [path] = configurationCandidates(folder.path);
    const found = path === undefined ? undefined : await this.#read(folder.with({ path }));
    return found?.reading.configuration ?? emptyConfiguration;
  }

  /** The nearest configuration file, in the file's folder or above it, but not above the workspace folder. */
  async #nearest(uri: Uri): Promise<Found | undefined> {
    const root = rootOf(uri);
    if (root === undefined) {
      return undefined;
    }
    const folder = uri.scheme === 'untitled' ? root.path : uri.path.slice(0, uri.path.lastIndexOf('/'));
    const top = root.path.replace(/\/$/, '');
    for (const path of configurationCandidates(folder)) {
      const found = path.startsWith(`${top}/`) ? await this.#read(root.with({ path })) : undefined;
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  #read(uri: Uri): Promise<Found | undefined> {
    const key = uri.toString();
    const known = this.#found.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = this.#parse(uri);
    this.#found.set(key, found);
    void found.then((read) => {
      // What is forgotten meanwhile is read again, and its faults are old.
      if (read !== undefined && this.#found.get(key) === found) {
        this.#listener.faultsFound(uri, read.reading.problems);
      }
    });
    return found;
  }

  async #parse(uri: Uri): Promise<Found | undefined> {
    const text = await this.#text(uri);
    if (text === undefined) {
      return undefined;
    }
    const reading = readConfiguration(uri.toString(), text, allRules);
    return { uri, reading, filter: pathFilter(reading.configuration) };
  }

  async #samParameters(uri: Uri): Promise<ReadonlyMap<string, string>> {
    if (uri.scheme === 'untitled' || rootOf(uri) === undefined) {
      return new Map();
    }
    const sam = Uri.joinPath(uri, '..', samConfigFileName);
    const text = await this.#text(sam);
    return text === undefined
      ? new Map()
      : readSamConfig(sam.toString(), text, uri.path.slice(uri.path.lastIndexOf('/') + 1)).parameters;
  }

  #text(uri: Uri): Promise<string | undefined> {
    const key = uri.toString();
    const known = this.#texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const text = this.#readText(uri);
    this.#texts.set(key, text);
    return text;
  }

  async #readText(uri: Uri): Promise<string | undefined> {
    try {
      const { size } = await workspace.fs.stat(uri);
      if (size > largestFile) {
        throw new Error(`${size} bytes are too many for a configuration`);
      }
      return new TextDecoder().decode(await workspace.fs.readFile(uri));
    } catch (thrown) {
      if (!isMissing(thrown)) {
        this.#listener.unreadable(uri, thrown);
      }
      return undefined;
    }
  }
}

/** The workspace folder; for an untitled document, which is in none, the first. */
function rootOf(uri: Uri): Uri | undefined {
  const own = workspace.getWorkspaceFolder(uri);
  const folder = own ?? (uri.scheme === 'untitled' ? workspace.workspaceFolders?.[0] : undefined);
  return folder?.uri;
}

function relativePath(configuration: Uri, file: Uri): string {
  const folder = configuration.path.slice(0, configuration.path.lastIndexOf('/') + 1);
  return file.path.startsWith(folder) ? file.path.slice(folder.length) : file.path.replace(/^\//, '');
}

/** A path and the folders that it is in: `a/b/c.yaml` as `a`, `a/b` and `a/b/c.yaml`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isMissing(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'FileNotFound' || code === 'FileNotADirectory';
}
