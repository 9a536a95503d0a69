import { configurationDefaults, configurationFileName, presets, ruleLevels } from './configuration.ts';
import type { JsonObject } from '../json.ts';
import { isInPreset } from './presets.ts';
import type { Rule } from './rule.ts';

/**
 * The JSON schema (draft 07, which VS Code knows) of the configuration file: schemas/trailscope.config.schema.json is
 * this, written by `npm run schema`.
 */
export function configurationSchema(rules: readonly Rule[]): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Trailscope: ${configurationFileName}`,
    description: 'Configures the linter of Trailscope, in the editor and on the command line.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The schema of this file.' },
      preset: {
        description: 'Which rules are on.',
        default: configurationDefaults.preset,
        oneOf: presets.map((preset) => ({ const: preset, description: presetDescriptions[preset] })),
      },
      rules: {
        type: 'object',
        description: 'A severity for single rules, or off.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
      parameters: {
        type: 'object',
        description: 'Values for template parameters, as they would be given at deployment.',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
      include: {
        ...globs,
        description:
          'Which files are looked at when a folder is linted; relative to the folder of this file.',
        default: [...configurationDefaults.include],
      },
      exclude: {
        ...globs,
        description: 'Files and folders that are left out; relative to the folder of this file.',
        default: [...configurationDefaults.exclude],
      },
      maxFileSize: {
        type: 'integer',
        minimum: 1,
        description: 'In bytes. Larger files are not read.',
        default: configurationDefaults.maxFileSize,
      },
    },
  };
}

const globs = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

const presetDescriptions: Readonly<Record<(typeof presets)[number], string>> = {
  recommended: 'Everything but the rules that only some need.',
  deploy: 'Only what breaks the deployment, never works, or cannot be read.',
  cis: 'As recommended, and the rules of the CIS AWS Foundations Benchmark.',
  all: 'Every rule.',
};

function ruleSchema(rule: Rule): JsonObject {
  return {
    description: `${rule.title}. ${rule.what}`,
    enum: [...ruleLevels],
    default: isInPreset(rule, 'recommended') ? rule.severity : 'off',
  };
}
