import {
  emptyConfiguration,
  presets,
  ruleIds,
  ruleLevels,
  unknownWord,
  type Configuration,
} from '../../core/posture/configuration.ts';
import type { Location } from '../../core/posture/location.ts';
import type { Preset, Rule, Severity } from '../../core/posture/rule.ts';
import { readJson } from '../syntax/read-json.ts';
import type { MapEntry, MapNode, SyntaxNode } from '../syntax/syntax-node.ts';
import { globFault } from './path-filter.ts';

/** A fault of a configuration file. */
export interface ConfigurationProblem {
  readonly at: Location;
  readonly message: string;
}

export interface ConfigurationReading {
  /** What is sound in the text. */
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads the text of a trailscope.config.json. Never throws: each fault is a problem with its place, and the rest is
 * taken. The file is plain JSON, without comments, as its name says.
 *
 * @param document the URI or path that locations will carry
 * @param rules every rule there is
 */
export function readConfiguration(
  document: string,
  text: string,
  rules: readonly Rule[],
): ConfigurationReading {
  const { root, problem } = readJson(document, text.replace(/^\uFEFF/, ''));
  if (root === undefined) {
    const problems = problem === undefined ? [] : [problem];
    return { configuration: emptyConfiguration, problems };
  }
  const reader = new ConfigurationReader(rules);
  return { configuration: reader.read(root), problems: reader.problems };
}

type Members = { -readonly [name in keyof Configuration]: Configuration[name] };

class ConfigurationReader {
  readonly problems: ConfigurationProblem[] = [];
  readonly #ruleIds: readonly string[];

  constructor(rules: readonly Rule[]) {
    this.#ruleIds = ruleIds(rules);
  }

  read(root: SyntaxNode): Configuration {
    const result: Members = { ...emptyConfiguration };
    for (const entry of this.#map(root, 'The configuration')?.entries ?? []) {
      const read = Object.hasOwn(this.#members, entry.key) ? this.#members[entry.key] : undefined;
      if (read === undefined) {
        this.#complain(entry.keyAt, unknownWord('setting', entry.key, Object.keys(this.#members)));
      } else {
        read(entry, result);
      }
    }
    return result;
  }

  readonly #members: Readonly<Record<string, (entry: MapEntry, result: Members) => void>> = {
    // The editor reads it.
    $schema: ({ value }) => void this.#text(value, '"$schema"'),
    preset: ({ value }, result) => {
      const preset = this.#oneOf<Preset>(value, 'preset', presets);
      if (preset !== undefined) {
        result.preset = preset;
      }
    },
    rules: ({ value }, result) => {
      result.rules = this.#rules(value);
    },
    parameters: ({ value }, result) => {
      result.parameters = this.#parameters(value);
    },
    include: ({ value }, result) => {
      const globs = this.#globs(value, '"include"');
      if (globs !== undefined) {
        result.include = globs;
      }
    },
    exclude: ({ value }, result) => {
      const globs = this.#globs(value, '"exclude"');
      if (globs !== undefined) {
        result.exclude = globs;
      }
    },
    maxFileSize: ({ value }, result) => {
      const size = value.kind === 'scalar' ? value.value : undefined;
      if (typeof size === 'number' && Number.isInteger(size) && size > 0) {
        result.maxFileSize = size;
      } else {
        this.#complain(value.at, '"maxFileSize" must be a whole number of bytes, 1 or more.');
      }
    },
  };

  #rules(node: SyntaxNode): ReadonlyMap<string, Severity | 'off'> {
    const rules = new Map<string, Severity | 'off'>();
    for (const { key, keyAt, value } of this.#map(node, '"rules"')?.entries ?? []) {
      const level = this.#oneOf<Severity | 'off'>(value, 'severity', ruleLevels);
      if (!this.#ruleIds.includes(key)) {
        this.#complain(keyAt, unknownWord('rule', key, this.#ruleIds));
      } else if (level !== undefined) {
        rules.set(key, level);
      }
    }
    return rules;
  }

  #parameters(node: SyntaxNode): ReadonlyMap<string, string> {
    const parameters = new Map<string, string>();
    for (const { key, value } of this.#map(node, '"parameters"')?.entries ?? []) {
      if (value.kind === 'scalar' && value.value !== null) {
        parameters.set(key, value.source);
      } else {
        this.#complain(value.at, 'The value of a parameter must be a text, a number or a truth value.');
      }
    }
    return parameters;
  }

  /** Undefined where none is sound: a wrong form must not choose no file at all. */
  #globs(node: SyntaxNode, what: string): readonly string[] | undefined {
    if (node.kind !== 'list') {
      this.#complain(node.at, `${what} must be a list of globs.`);
      return undefined;
    }
    const globs = node.items.flatMap((item) => this.#glob(item, what) ?? []);
    return globs.length === 0 && node.items.length > 0 ? undefined : globs;
  }

  #glob(node: SyntaxNode, what: string): string | undefined {
    const glob = this.#text(node, `Each of ${what}`);
    const fault = glob === undefined ? undefined : globFault(glob);
    if (fault === undefined) {
      return glob;
    }
    this.#complain(node.at, fault);
    return undefined;
  }

  #map(node: SyntaxNode, what: string): MapNode | undefined {
    if (node.kind === 'map') {
      return node;
    }
    this.#complain(node.at, `${what} must be an object.`);
    return undefined;
  }

  #text(node: SyntaxNode, what: string): string | undefined {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') {
      return node.value;
    }
    this.#complain(node.at, `${what} must be a text that is not empty.`);
    return undefined;
  }

  #oneOf<Word extends string>(node: SyntaxNode, kind: string, words: readonly Word[]): Word | undefined {
    const text = node.kind === 'scalar' ? node.source : undefined;
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) {
      const fault = text === undefined ? `This is no ${kind}.` : unknownWord(kind, text, words);
      this.#complain(node.at, `${fault} Choose one of ${words.join(', ')}.`);
    }
    return word;
  }

  #complain(at: Location, message: string): void {
    this.problems.push({ at, message });
  }
}
