import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settingIds } from '../../src/editor/settings/settings.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

describe('the manifest', () => {
  const extension = vscode.extensions.getExtension('trailscope.trailscope')!;
  const { contributes } = extension.packageJSON as Manifest;

  it('contributes exactly the commands that the code registers', async () => {
    await extension.activate();
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    const registered = (await vscode.commands.getCommands(true))
      .filter((id) => id.startsWith('trailscope.'))
      // VS Code gives every view commands of its own, such as `<view>.focus`.
      .filter((id) => !views.some((view) => id.startsWith(`${view}.`)));
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual(registered.sort(), contributed.sort());
  });

  it('declares exactly the settings that the code reads', () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), [...settingIds].sort());
  });
});
