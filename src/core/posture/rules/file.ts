import type { Rule } from '../rule.ts';

const nothing = (): readonly never[] => [];

/** Found by the reader of the file. */
export const parseError: Rule = {
  id: 'parse-error',
  family: 'file',
  severity: 'error',
  title: 'The file cannot be read',
  what: 'The file is not well-formed YAML or JSON, or is too large or too deeply nested to be read.',
  why: 'No deployment can use the file, and nothing else in it can be checked.',
  fix: 'Correct the text at the place that is named. Unknown tags and functions are no faults.',
  alsoKnownAs: ['E0000'],
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html'],
  check: nothing,
};

/** Found by the reader of the file. */
export const yamlAlias: Rule = {
  id: 'yaml-alias',
  family: 'deploy',
  severity: 'error',
  title: 'YAML anchors and aliases',
  what: 'The template has YAML anchors and aliases. A warning where SAM or the AWS CLI packages the file first.',
  why: 'CloudFormation rejects a template with aliases; only tools that rewrite the file before it is sent resolve them.',
  fix: 'Write the value out wherever it is used.',
  alsoKnownAs: ['W1100'],
  sources: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html'],
  check: nothing,
};

/** Found when suppressions are applied. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  family: 'file',
  severity: 'hint',
  title: 'A suppression that silences nothing',
  what: 'A `trailscope-ignore` comment or an entry in `Metadata.trailscope.ignore` matches no finding, or names no rule.',
  why: 'A stale suppression hides the next real fault at that place.',
  fix: 'Remove the suppression, or correct the rule id in it.',
  alsoKnownAs: [],
  sources: [],
  check: nothing,
};
