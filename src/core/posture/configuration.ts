import { editDistance } from './edit-distance.ts';
import { defaultSettings, type LintSettings } from './presets.ts';
import { severities, type Preset, type Rule, type Severity } from './rule.ts';

/** The file that configures the linter, for the editor and the command line alike. */
export const configurationFileName = 'trailscope.config.json';

export const presets = ['recommended', 'deploy', 'cis', 'all'] as const satisfies readonly Preset[];

/** What a rule can be set to. */
export const ruleLevels = [...severities, 'off'] as const satisfies readonly (Severity | 'off')[];

/**
 * What a configuration file, the editor's settings or the command line say; what is not said is absent. The order in
 * which they win is decided by {@link mergeConfigurations}.
 */
export interface Configuration {
  readonly preset?: Preset;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Values of template parameters, as they would be given at deployment. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Globs, relative to the configuration file's folder: which files of a folder are looked at. */
  readonly include?: readonly string[];
  /** Globs, relative to the configuration file's folder: which of these files and folders are left out. */
  readonly exclude?: readonly string[];
  /** In bytes; larger files are not read. */
  readonly maxFileSize?: number;
}

export const emptyConfiguration: Configuration = { rules: new Map(), parameters: new Map() };

/** What holds where no configuration says otherwise. */
export const configurationDefaults = {
  preset: defaultSettings.preset,
  include: ['**/*.{yaml,yml,json,template,cfn,cform,ts,mts,cts,tsx,js,mjs,cjs,jsx,py}'],
  exclude: [],
  // Twice what CloudFormation takes (1 MB, as an object in S3): packaging can make a template smaller.
  maxFileSize: 2_097_152,
} as const satisfies Partial<Configuration>;

/** Both together; where both say something, the second wins. Rules and parameters are merged one by one. */
export function mergeConfigurations(base: Configuration, winner: Configuration): Configuration {
  return {
    ...base,
    ...winner,
    rules: new Map([...base.rules, ...winner.rules]),
    parameters: new Map([...base.parameters, ...winner.parameters]),
  };
}

/** The part of a configuration that the rules are chosen by. */
export function lintSettingsOf({ preset, rules }: Configuration): LintSettings {
  return { preset: preset ?? configurationDefaults.preset, severities: rules };
}

/**
 * Finds the configuration that governs a folder: the nearest one, in the folder itself or in one above.
 *
 * @param folder an absolute path, or the path of a URI, with `/` between its parts
 * @param read the text of a file by its path; undefined when there is none
 */
export async function findConfiguration(
  folder: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (const path of configurationCandidates(folder)) {
    const text = await read(path);
    if (text !== undefined) {
      return { path, text };
    }
  }
  return undefined;
}

/** Where the configuration of a folder may be, nearest first. */
export function configurationCandidates(folder: string): readonly string[] {
  const parts = folder.split('/').filter((part, index) => part !== '' || index === 0);
  return parts
    .map((_, index) => [...parts.slice(0, parts.length - index), configurationFileName].join('/'))
    .filter((path) => path !== configurationFileName);
}

/**
 * What is wrong with a word that is none of the possible ones, in a sentence, with the one that was probably meant.
 *
 * @param kind what the words are, such as `rule`
 */
export function unknownWord(kind: string, word: string, possible: readonly string[]): string {
  const shown = word.length > longestShown ? `${word.slice(0, longestShown)}…` : word;
  const meant = nearest(word, possible);
  return `There is no ${kind} "${shown}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

const longestShown = 60;

/** The word that differs least, when it differs by no more than a typing error or two. */
function nearest(word: string, possible: readonly string[]): string | undefined {
  if (word.length > longestShown) {
    return undefined;
  }
  const wanted = word.toLowerCase();
  const allowed = Math.max(1, Math.floor(word.length / 4));
  const [best] = possible
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase(), allowed) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** The ids that a configuration can name. */
export function ruleIds(rules: readonly Rule[]): readonly string[] {
  return rules.map(({ id }) => id);
}
