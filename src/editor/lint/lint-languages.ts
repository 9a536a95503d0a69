/**
 * The languages whose documents may be templates: VS Code's own for YAML and JSON, and those that extensions for
 * CloudFormation define or look for (AWS Toolkit and the CloudFormation language server, CloudFormation IDE tooling,
 * and others). package.json activates the extension for each.
 */
export const templateLanguages = [
  'yaml',
  'json',
  'jsonc',
  'cloudformation',
  'cloudFormation',
  'yamlCloudFormation',
  'cloudformation-yaml',
  'cloudformation-json',
  'yaml-cfn',
  'json-cfn',
  'template',
] as const;

/** The languages whose documents may be the source of a CDK app. package.json activates the extension for each. */
export const sourceLanguages = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
] as const;

/** File name endings of templates, whatever language VS Code takes such a file for. */
export const templateEndings = ['template', 'cfn', 'cform'] as const;

/** Schemes whose documents are another version of a file, or an editor's own: their faults would be told twice. */
const otherSchemes = new Set([
  'git',
  'gitlens',
  'review',
  'pr',
  'conflictResolution',
  'chat-editing-snapshot-text-model',
  'chat-editing-text-model',
  'cloudtrail-event',
  'cloudtrail-log-file',
  'output',
  'vscode',
  'vscode-local-history',
  'vscode-scm',
  'vscode-userdata',
]);

/** What is known of a document without looking at its text. */
export interface DocumentFacts {
  readonly languageId: string;
  readonly scheme: string;
  readonly path: string;
}

/** Whether a document may be linted: by its language or the ending of its name, in any file system. */
export function isLintable({ languageId, scheme, path }: DocumentFacts): boolean {
  const languages: readonly string[] = [...templateLanguages, ...sourceLanguages];
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const endings: readonly string[] = templateEndings;
  return !otherSchemes.has(scheme) && (languages.includes(languageId) || endings.includes(ending));
}
