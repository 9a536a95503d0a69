import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../scripts/lib/project.mjs';
import { isLintable, templateLanguages } from './lint-languages.ts';

describe('what may be linted', () => {
  it.each([
    ['yaml', 'file', '/a/template.yaml'],
    ['json', 'file', '/a/template.json'],
    ['jsonc', 'untitled', 'Untitled-1'],
    ['yaml', 'vscode-vfs', '/github/acme/infra/template.yaml'],
    ['cloudformation', 'file', '/a/stack.yml'],
    ['yamlCloudFormation', 'file', '/a/stack.cf.yaml'],
    ['plaintext', 'file', '/a/stack.template'],
    ['plaintext', 'file', '/a/stack.CFN'],
  ])('is %s of scheme %s at %s', (languageId, scheme, file) => {
    expect(isLintable({ languageId, scheme, path: file })).toBe(true);
  });

  it.each([
    ['typescript', 'file', '/a/stack.ts'],
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
    expect(events.sort()).toEqual(templateLanguages.map((language) => `onLanguage:${language}`).sort());
  });
});
