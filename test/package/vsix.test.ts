import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot, vsixFile } from '../../scripts/lib/project.mjs';
import { zipEntries } from './zip-entries.ts';

/** All that users get. A file that is not here is not shipped by accident, and none of these gets lost. */
const approved = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/THIRD-PARTY-NOTICES.txt',
  'extension/dist/chunks/*.js',
  'extension/dist/cli.js',
  'extension/dist/engine.js',
  'extension/dist/extension.js',
  'extension/dist/tree-sitter/tree-sitter-python.wasm',
  'extension/dist/tree-sitter/tree-sitter-tsx.wasm',
  'extension/dist/tree-sitter/tree-sitter-typescript.wasm',
  'extension/dist/tree-sitter/tree-sitter.cjs',
  'extension/dist/tree-sitter/tree-sitter.wasm',
  'extension/dist/webviews/event.js',
  'extension/dist/webviews/explorer.js',
  'extension/dist/webviews/query.js',
  'extension/l10n/bundle.l10n.json',
  'extension/media/activity-bar.svg',
  'extension/media/ctsql/ctsql.tmLanguage.json',
  'extension/media/ctsql/language-configuration.json',
  'extension/media/icon.png',
  'extension/media/snippets/json.code-snippets',
  'extension/media/snippets/python.code-snippets',
  'extension/media/snippets/typescript.code-snippets',
  'extension/media/snippets/yaml.code-snippets',
  'extension/media/walkthrough/activity.md',
  'extension/media/walkthrough/create.md',
  'extension/media/walkthrough/lint.md',
  'extension/media/walkthrough/logs.md',
  'extension/media/walkthrough/look.md',
  'extension/media/walkthrough/read.md',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
  'extension/schemas/trailscope.config.schema.json',
];

/** In bytes, for a package without the engine. */
const sizeBudget = 3_000_000;

const archive = readFileSync(vsixFile());
const entries = zipEntries(archive);

function withoutHash(file: string): string {
  return file.replace(/^(extension\/dist\/chunks\/)[\w.-]+-[A-Z0-9]{8}\.js$/, '$1*.js');
}

describe('the package', () => {
  it('holds the approved files and no other', () => {
    expect([...new Set([...entries.keys()].map(withoutHash))].sort()).toEqual(approved);
  });

  it('is small', () => {
    expect(archive.length).toBeLessThan(sizeBudget);
  });

  it('holds no source map, no key and no path of the machine that built it', () => {
    const telling = [/sourceMappingURL=/, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, /_authToken/];
    const found = [...entries].filter(([, content]) => {
      const text = content.toString('latin1');
      return telling.some((pattern) => pattern.test(text)) || text.includes(`${projectRoot}/`);
    });
    expect(found.map(([name]) => name)).toEqual([]);
  });

  it('names the bundled packages, with the text of each licence', () => {
    const notices = entries.get('extension/dist/THIRD-PARTY-NOTICES.txt')!.toString();
    const names = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(\S+\)$/gm)].map(([, name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['@aws-sdk/client-cloudtrail', '@vscode/tree-sitter-wasm', 'lit-html']),
    );
  });
});
