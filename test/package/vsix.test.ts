import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { describe, expect, it } from 'vitest';
import { projectRoot, vsixFile } from '../../scripts/lib/project.mjs';

/** All that users get. A file that is not here is not shipped by accident, and none of these gets lost. */
const approved = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/chunks/*.js',
  'dist/cli.js',
  'dist/extension.js',
  'dist/webviews/assets/codicon.ttf',
  'dist/webviews/event.css',
  'dist/webviews/event.js',
  'l10n/bundle.l10n.json',
  'media/activity-bar.svg',
  'media/icon.png',
  'package.json',
  'package.nls.json',
];

/** DESIGN: the package without the engine. */
const sizeBudget = 3_000_000;

const files = await listFiles({ cwd: projectRoot, packageManager: PackageManager.None });

function asApproved(file: string): string {
  return file.replace(/^dist\/chunks\/[\w.-]+-[A-Z0-9]{8}\.js$/, 'dist/chunks/*.js');
}

describe('the package', () => {
  it('holds the approved files and no other', () => {
    expect([...new Set(files.map(asApproved))].sort()).toEqual(approved);
  });

  it('is small', () => {
    expect(statSync(vsixFile()).size).toBeLessThan(sizeBudget);
  });

  it('holds no source map, no key and no path of the machine that built it', () => {
    const telling = [/sourceMappingURL=/, /-----BEGIN [A-Z ]*PRIVATE KEY-----/, /_authToken/];
    const texts = files.filter((file) => /\.(js|css|json|md|txt|svg)$/.test(file));
    const found = texts.filter((file) => {
      const text = readFileSync(path.join(projectRoot, file), 'utf8');
      return telling.some((pattern) => pattern.test(text)) || text.includes(`${projectRoot}/`);
    });
    expect(found).toEqual([]);
  });

  it('names every bundled package with its licence', () => {
    const notices = readFileSync(path.join(projectRoot, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^@aws-sdk\/client-cloudtrail \d/m);
    expect(notices).toMatch(/^lit \d/m);
    expect(notices).not.toContain('the package holds no text');
  });
});
