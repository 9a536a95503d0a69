/** The snippets that come with the extension. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/lib/project.mjs';

export const snippetsFolder = path.join(projectRoot, 'media/snippets');

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

/** What a snippet becomes when its placeholders are left as they are. */
export function snippetText(language: string, prefix: string): string {
  const file = JSON.parse(
    readFileSync(path.join(snippetsFolder, `${language}.code-snippets`), 'utf8'),
  ) as Record<string, Snippet>;
  const { body } = Object.values(file).find((snippet) => snippet.prefix === prefix)!;
  return body
    .join('\n')
    .replace(/(?<!\\)\$\{\d+:([^}]*)\}|(?<!\\)\$\d/g, (_, text: string | undefined) => text ?? '')
    .replace(/\\([\\$}])/g, '$1');
}
