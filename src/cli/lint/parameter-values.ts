import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Configuration } from '../../core/posture/configuration.ts';
import {
  readParameters,
  samConfigFileName,
  type ParametersReading,
} from '../../iac/parameters/read-parameters.ts';
import { reasonOf } from '../input/find-files.ts';
import type { Remark } from './report.ts';

/** The values that parameters of templates get. */
export class ParameterValues {
  readonly problems: Remark[] = [];
  readonly #own: ReadonlyMap<string, string>;
  readonly #nameOf: (file: string) => string;
  readonly #samConfigs = new Map<string, Promise<string | undefined>>();

  /**
   * @param own what the command line says
   * @param nameOf how a path is shown to the user
   */
  constructor(own: ReadonlyMap<string, string>, nameOf: (file: string) => string) {
    this.#own = own;
    this.#nameOf = nameOf;
  }

  /** For one template: the command line wins over the configuration, and that over the samconfig.toml beside it. */
  async of(template: string, configuration: Configuration): Promise<ReadonlyMap<string, string>> {
    const sam = await this.#samConfig(path.dirname(template), path.basename(template));
    return new Map([...sam, ...configuration.parameters, ...this.#own]);
  }

  async #samConfig(folder: string, template: string): Promise<ReadonlyMap<string, string>> {
    const file = path.join(folder, samConfigFileName);
    const text = await this.#readOnce(file);
    if (text === undefined) {
      return new Map();
    }
    const { readSamConfig } = await import('../../iac/parameters/samconfig.ts');
    const name = this.#nameOf(file);
    const reading = readSamConfig(name, text, template);
    const isTold = this.problems.some((problem) => problem.path === name);
    this.problems.push(...(isTold ? [] : remarksOf(reading, name)));
    return reading.parameters;
  }

  #readOnce(file: string): Promise<string | undefined> {
    const reading = this.#samConfigs.get(file) ?? readFile(file, 'utf8').catch(() => undefined);
    this.#samConfigs.set(file, reading);
    return reading;
  }
}

/**
 * What `--parameters` says, each a `Name=value` or a file; the later one wins.
 *
 * @param nameOf how a path is shown to the user
 */
export async function givenParameters(
  words: readonly string[],
  cwd: string,
  nameOf: (file: string) => string,
): Promise<{ readonly parameters: ReadonlyMap<string, string>; readonly problems: readonly Remark[] }> {
  const parameters = new Map<string, string>();
  const problems: Remark[] = [];
  for (const word of words) {
    const [, name, value] = /^([A-Za-z0-9]+)=([^]*)$/.exec(word) ?? [];
    if (name !== undefined && value !== undefined) {
      parameters.set(name, value);
      continue;
    }
    const file = path.resolve(cwd, word);
    try {
      const reading = readParameters(nameOf(file), await readFile(file, 'utf8'));
      reading.parameters.forEach((given, key) => parameters.set(key, given));
      problems.push(...remarksOf(reading, nameOf(file)));
    } catch (error) {
      const hint = 'Give --parameters a file, or Name=value.';
      problems.push({ path: word, message: `${reasonOf(error)} ${hint}` });
    }
  }
  return { parameters, problems };
}

function remarksOf({ problems }: ParametersReading, name: string): readonly Remark[] {
  return problems.map(({ at, message }) => ({ path: name, range: at.range, message }));
}
