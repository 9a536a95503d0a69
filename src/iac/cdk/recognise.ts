import type { ProgramLanguage } from './syntax/program.ts';
import type { GrammarName } from './syntax/tree-sitter.ts';

/** The language of a source file, by the ending of its name; undefined for a file of another language. */
export function languageOfFile(
  name: string,
): { readonly language: ProgramLanguage; readonly grammar: GrammarName } | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  switch (ending) {
    case 'ts':
    case 'mts':
    case 'cts':
      return { language: 'javascript', grammar: 'typescript' };
    case 'tsx':
    case 'js':
    case 'jsx':
    case 'mjs':
    case 'cjs':
      return { language: 'javascript', grammar: 'tsx' };
    case 'py':
      return { language: 'python', grammar: 'python' };
    default:
      return undefined;
  }
}

/**
 * Whether a text imports CDK's CloudTrail, by a look at its characters: the question asked of every source file of a
 * workspace, so it must cost next to nothing.
 */
export function importsCdkCloudTrail(text: string): boolean {
  return (
    /\baws-cdk-lib\/aws-cloudtrail\b|\baws_cloudtrail\b/.test(text) &&
    /\baws-cdk-lib\b|\baws_cdk\b/.test(text)
  );
}
