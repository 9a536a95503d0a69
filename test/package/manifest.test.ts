import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { oldestVscode } from '../../scripts/lib/vscode-releases.mjs';
import { commandIds } from '../../src/editor/command-ids.ts';

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
  };
}

function readText(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

const manifestText = readText('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const { contributes } = manifest;
const words = JSON.parse(readText('package.nls.json')) as Record<string, string>;

describe('the manifest', () => {
  it('has its words in package.nls.json, and no others are there', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
  });

  it('contributes exactly the commands of the code, each in one category', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...commandIds].sort());
    const categories = contributes.commands.map(
      ({ category = '' }) => words[category.slice(1, -1)] ?? category,
    );
    expect(new Set(categories)).toEqual(new Set(['CloudTrail']));
  });

  it('offers only its own commands in menus', () => {
    const known: readonly string[] = commandIds;
    const offered = Object.values(contributes.menus)
      .flat()
      .flatMap(({ command }) => command ?? []);
    expect(offered.filter((command) => !known.includes(command))).toEqual([]);
  });

  it('links from its welcome texts and its walkthrough to views and commands that exist', () => {
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ].map((text) => words[text.slice(1, -1)] ?? text);
    const linked = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id!));
    const completing = steps
      .flatMap(({ completionEvents }) => completionEvents)
      .flatMap((event) => /^onCommand:(.*)/.exec(event)?.[1] ?? []);
    const known = [
      ...commandIds,
      ...views.map((id) => `${id}.focus`),
      ...contributes.viewsContainers.activitybar.map(({ id }) => `workbench.view.extension.${id}`),
      'workbench.trust.manage',
    ];
    expect(contributes.viewsWelcome.filter(({ view }) => !views.includes(view))).toEqual([]);
    expect([...linked, ...completing].filter((id) => !known.includes(id))).toEqual([]);
  });

  it('restricts only settings that it has', () => {
    const settings = Object.keys(contributes.configuration.properties);
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    expect(restricted.filter((id) => !settings.includes(id))).toEqual([]);
  });

  it('promises the oldest VS Code that is tested and typed against', () => {
    const [major, minor] = oldestVscode.version.split('.');
    expect(manifest.engines.vscode).toBe(`^${major}.${minor}.0`);
    expect(manifest.devDependencies['@types/vscode']).toMatch(new RegExp(`^~${major}\\.${minor}\\.`));
  });
});
