import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../scripts/lib/project.mjs';
import { isLintable, sourceLanguages, templateLanguages } from './lint-languages.ts';

describe('what may be linted', () => {
  it.each([
    ['yaml', 'file', '/a/template.yaml'],
    ['json', 'file', '/a/template.json'],
    ['jsonc', 'untitled', 'Untitled-1'],
    ['yaml', 'vscode-vfs', '/github/acme/infra/template.yaml'],
    ['cloudformation', 'file', '/a/stack.yml'],
    ['yamlCloudFormation', 'file', '/a/stack.cf.yaml'],
    ['typescript', 'file', '/a/stack.ts'],
    ['python', 'vscode-vfs', '/a/app.py'],
    ['plaintext', 'file', '/a/stack.template'],
    ['plaintext', 'file', '/a/stack.CFN'],
  ])('is %s of scheme %s at %s', (languageId, scheme, file) => {
    expect(isLintable({ languageId, scheme, path: file })).toBe(true);
  });

  it.each([
    ['csharp', 'file', '/a/Stack.cs'],
    ['typescript', 'git', '/a/stack.ts'],
    ['plaintext', 'file', '/a/notes.txt'],
    ['yaml', 'git', '/a/template.yaml'],
    ['json', 'cloudtrail-event', '/a/RunInstances.json'],
    ['jsonc', 'vscode-userdata', '/User/settings.json'],
  ])('is not %s of scheme %s at %s', (languageId, scheme, file) => {
    expect(isLintable({ languageId, scheme, path: file })).toBe(false);
  });

  it('activates the extension for each of the languages, and for no other', () => {
    const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      activationEvents: string[];
    };
    const events = manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'));
    const languages = [...templateLanguages, ...sourceLanguages];
    expect(events.sort()).toEqual(languages.map((language) => `onLanguage:${language}`).sort());
  });
});
