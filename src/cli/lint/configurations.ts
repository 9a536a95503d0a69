import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  emptyConfiguration,
  findConfiguration,
  mergeConfigurations,
  type Configuration,
} from '../../core/posture/configuration.ts';
import type { Rule } from '../../core/posture/rule.ts';
import { pathFilter } from '../../iac/configuration/path-filter.ts';
import { readConfiguration } from '../../iac/configuration/read-configuration.ts';
import type { FolderFilter } from '../input/find-files.ts';
import { reasonOf } from '../input/find-files.ts';
import type { Remark } from './report.ts';

/** A configuration with the folder that its globs are relative to. */
interface Governing extends FolderFilter {
  readonly configuration: Configuration;
}

export interface ConfigurationsOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly rules: readonly Rule[];
  /** What the command line says; it wins. */
  readonly own: Configuration;
  /** A file to take for everything, instead of the nearest. */
  readonly file: string | undefined;
  /** How a path is shown to the user. */
  readonly nameOf: (file: string) => string;
}

/** The configurations that govern folders. Each file is read once, and its faults are told once. */
export class Configurations {
  readonly problems: Remark[] = [];
  readonly #options: ConfigurationsOptions;
  readonly #files = new Map<string, Promise<string | undefined>>();
  readonly #parsed = new Map<string, Governing>();

  constructor(options: ConfigurationsOptions) {
    this.#options = options;
  }

  /** @param folder absolute */
  async governing(folder: string): Promise<Governing> {
    const found = await (this.#options.file === undefined ? this.#nearest(folder) : this.#named());
    const known = this.#parsed.get(found?.path ?? '');
    if (known !== undefined) {
      return known;
    }
    const parsed = this.#parse(found);
    this.#parsed.set(found?.path ?? '', parsed);
    return parsed;
  }

  async #nearest(folder: string) {
    const slashed = folder.replaceAll(path.sep, '/');
    return findConfiguration(slashed === '/' ? '' : slashed, (file) => this.#read(file));
  }

  async #named() {
    const file = path.resolve(this.#options.cwd, this.#options.file ?? '');
    const text = await this.#read(file);
    return { path: file, text: text ?? '{}' };
  }

  #read(file: string): Promise<string | undefined> {
    const known = this.#files.get(file);
    if (known !== undefined) {
      return known;
    }
    const reading = readFile(file, 'utf8').catch((error: unknown) => {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || this.#options.file !== undefined) {
        this.problems.push({ path: this.#options.nameOf(file), message: reasonOf(error) });
      }
      return undefined;
    });
    this.#files.set(file, reading);
    return reading;
  }

  #parse(found: { readonly path: string; readonly text: string } | undefined): Governing {
    const { cwd, rules, own, nameOf } = this.#options;
    if (found === undefined) {
      return { configuration: own, folder: cwd, filter: pathFilter(own) };
    }
    const name = nameOf(found.path);
    const { configuration, problems } = readConfiguration(name, found.text, rules);
    this.problems.push(
      ...problems.map(({ at, message }) => ({ path: name, range: at.range, message: message })),
    );
    const merged = mergeConfigurations(configuration, own);
    return { configuration: merged, folder: path.dirname(found.path), filter: pathFilter(merged) };
  }
}

/** A configuration of what a command line says. */
export function configurationOf(said: Partial<Configuration>): Configuration {
  return { ...emptyConfiguration, ...said };
}
