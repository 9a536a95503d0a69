import { parseArgs, type ParseArgsConfig } from 'node:util';
import { presets, unknownWord } from '../core/posture/configuration.ts';
import { severities, type Preset, type Severity } from '../core/posture/rule.ts';
import { queryFormats, type QueryWords } from './query/query-words.ts';
import { UsageError } from './usage-error.ts';

export const formats = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof formats)[number];

export const failLevels = [...severities, 'never'] as const;
export type FailLevel = Severity | 'never';

export const commandNames = [
  'lint',
  'rules',
  'explain',
  'query',
  'investigations',
  'help',
  'version',
] as const;
type CommandName = (typeof commandNames)[number];

/** What the user asked for. */
export type Command =
  | { readonly kind: 'lint'; readonly options: LintOptions }
  | { readonly kind: 'rules'; readonly preset: Preset; readonly format: 'pretty' | 'json' }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'query'; readonly words: QueryWords }
  | { readonly kind: 'investigations' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

export interface LintOptions {
  /** Files, folders, globs, and `-` for standard input. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailLevel;
  readonly preset: Preset | undefined;
  /** `id=severity`, as given. */
  readonly rules: readonly string[];
  /** A file, or `Name=value`, as given. */
  readonly parameters: readonly string[];
  /** A configuration file to take instead of looking for one. */
  readonly config: string | undefined;
  /** The name that standard input goes by. */
  readonly stdinFilename: string;
  /** Whether safe fixes are applied to the files, or shown as a difference. */
  readonly fix: FixMode;
}

export type FixMode = 'off' | 'write' | 'dry-run';

/** Goes by this name where none is given; no path, because nothing is there to be opened. */
export const unnamedInput = '<stdin>';

type OptionSpecification = NonNullable<ParseArgsConfig['options']>;

/** Options that every command takes. */
const general = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } } as const;

const lintSpecification = {
  ...general,
  format: { type: 'string', default: 'pretty' },
  'fail-on': { type: 'string', default: 'error' },
  preset: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] },
  parameters: { type: 'string', multiple: true, default: [] },
  config: { type: 'string' },
  'stdin-filename': { type: 'string', default: unnamedInput },
  fix: { type: 'boolean', default: false },
  'fix-dry-run': { type: 'boolean', default: false },
} as const satisfies OptionSpecification;

const querySpecification = {
  ...general,
  from: { type: 'string', multiple: true, default: [] },
  since: { type: 'string' },
  until: { type: 'string' },
  account: { type: 'string', multiple: true, default: [] },
  region: { type: 'string', multiple: true, default: [] },
  filter: { type: 'string' },
  sql: { type: 'string' },
  investigation: { type: 'string' },
  param: { type: 'string', multiple: true, default: [] },
  format: { type: 'string', default: 'table' },
} as const satisfies OptionSpecification;

const rulesSpecification = {
  ...general,
  preset: { type: 'string', default: 'all' },
  format: { type: 'string', default: 'pretty' },
} as const satisfies OptionSpecification;

/**
 * Reads the words after `trailscope`.
 *
 * @throws {UsageError} when they are no command
 */
export function parseCommandLine(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined) {
    return { kind: 'help' };
  }
  if (first.startsWith('-') && first !== '-') {
    const values = parse(words, general).values;
    return { kind: values.version === true ? 'version' : 'help' };
  }
  const name = oneOf('command', first, commandNames);
  return parsers[name](rest);
}

const parsers: Readonly<Record<CommandName, (words: readonly string[]) => Command>> = {
  lint: parseLint,
  rules: parseRules,
  explain: parseExplain,
  query: parseQuery,
  investigations: parseInvestigations,
  help: () => ({ kind: 'help' }),
  version: () => ({ kind: 'version' }),
};

function parseLint(words: readonly string[]): Command {
  const { values, positionals } = parse(words, lintSpecification);
  if (values.help === true || values.version === true) {
    return { kind: values.help === true ? 'help' : 'version' };
  }
  if (positionals.length === 0) {
    throw new UsageError(
      'Say what to lint: files, folders, globs, or - for standard input.',
      'For everything below the current folder: trailscope lint .',
    );
  }
  return {
    kind: 'lint',
    options: {
      paths: positionals,
      format: oneOf('format', values.format, formats),
      failOn: oneOf('severity', values['fail-on'], failLevels),
      preset: values.preset === undefined ? undefined : oneOf('preset', values.preset, presets),
      rules: values.rule,
      parameters: values.parameters,
      config: values.config,
      stdinFilename: values['stdin-filename'],
      fix: fixMode(values, positionals),
    },
  };
}

/** @throws {UsageError} for what cannot be written to */
function fixMode(
  values: { readonly fix: boolean; readonly 'fix-dry-run': boolean },
  paths: readonly string[],
): FixMode {
  if (values['fix-dry-run']) {
    return 'dry-run';
  }
  if (values.fix && paths.includes('-')) {
    throw new UsageError(
      '--fix writes to files, and standard input is none.',
      'For a difference that can be applied: --fix-dry-run',
    );
  }
  return values.fix ? 'write' : 'off';
}

function parseRules(words: readonly string[]): Command {
  const { values, positionals } = parse(words, rulesSpecification);
  if (values.help === true) {
    return { kind: 'help' };
  }
  refuse(positionals);
  const format = oneOf('format', values.format, ['pretty', 'json'] as const);
  return { kind: 'rules', preset: oneOf('preset', values.preset, presets), format };
}

function parseExplain(words: readonly string[]): Command {
  const { values, positionals } = parse(words, general);
  const [rule, ...others] = positionals;
  if (values.help === true) {
    return { kind: 'help' };
  }
  if (rule === undefined) {
    throw new UsageError('Say which rule to explain.', 'Run "trailscope rules" for a list.');
  }
  refuse(others);
  return { kind: 'explain', rule };
}

function parseQuery(words: readonly string[]): Command {
  const { values, positionals } = parse(words, querySpecification);
  if (values.help === true) {
    return { kind: 'help' };
  }
  refuse(positionals);
  const { since, until, filter, sql, investigation, ...others } = values;
  const format = oneOf('format', values.format, queryFormats);
  return {
    kind: 'query',
    words: { ...others, format, since, until, filter, sql, investigation },
  };
}

function parseInvestigations(words: readonly string[]): Command {
  const { values, positionals } = parse(words, general);
  refuse(positionals);
  return { kind: values.help === true ? 'help' : 'investigations' };
}

function refuse([first]: readonly string[]): void {
  if (first !== undefined) {
    throw new UsageError(`"${first}" is one word too many.`);
  }
}

/** @throws {UsageError} for a word that is none of the possible ones */
export function oneOf<Word extends string>(kind: string, word: string, possible: readonly Word[]): Word {
  const found = possible.find((candidate) => candidate === word);
  if (found === undefined) {
    throw new UsageError(unknownWord(kind, word, possible), `Choose one of ${possible.join(', ')}.`);
  }
  return found;
}

/** `parseArgs`, whose errors become ours. */
function parse<Options extends OptionSpecification>(words: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw error instanceof TypeError ? usageErrorOf(error, words, options) : error;
  }
}

function usageErrorOf(error: TypeError, words: readonly string[], options: OptionSpecification): UsageError {
  const code = 'code' in error ? error.code : undefined;
  const known = Object.keys(options).map((name) => `--${name}`);
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    // "Option '--format <value>' argument missing": Node's words are clear.
    return new UsageError(`${error.message.split('\n', 1)[0] ?? ''}.`);
  }
  const named = /'(-[^']*)'/.exec(error.message)?.[1] ?? words.find((word) => word.startsWith('-')) ?? '';
  return new UsageError(unknownWord('option', named, known));
}
