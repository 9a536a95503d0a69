import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is found and activates', async () => {
    const extension = vscode.extensions.getExtension('trailscope.trailscope');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
