import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LogFolder, planted, plantedRecords, someRecords } from '../support/log-files.ts';

const count = 100;

async function run(document: vscode.TextDocument, sql: string): Promise<readonly vscode.Diagnostic[]> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), sql);
  await vscode.workspace.applyEdit(edit);
  await vscode.commands.executeCommand('trailscope.runQuery', document.uri);
  return vscode.languages.getDiagnostics(document.uri);
}

async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly (string | undefined)[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return lenses.map(({ command }) => command?.title);
}

async function completionsOf(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

/** Waits until there is such a tab: VS Code tells of one a moment after it was made. */
async function tabNamed(name: RegExp): Promise<void> {
  while (!tabs().some((label) => name.test(label))) {
    await new Promise<void>((resolve) => {
      const waiting = vscode.window.tabGroups.onDidChangeTabs(() => {
        waiting.dispose();
        resolve();
      });
    });
  }
}

describe('a query document', () => {
  let logs: LogFolder;
  let document: vscode.TextDocument;

  before(async () => {
    await vscode.extensions.getExtension('trailscope.trailscope')?.activate();
    logs = new LogFolder();
    logs.deliver([...someRecords(count), ...plantedRecords()]);
    await vscode.commands.executeCommand('trailscope.openLogs', vscode.Uri.file(logs.folder));
    await vscode.commands.executeCommand('trailscope.newQuery', { log: { key: logs.folder } });
    const active = vscode.window.activeTextEditor?.document;
    assert.ok(active);
    document = active;
  });
  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('trailscope.forgetLogs', { log: { key: logs.folder } });
    logs.remove();
  });

  it('is of a language of its own, with a query to begin with', () => {
    assert.equal(document.languageId, 'ctsql');
    assert.match(document.getText(), /FROM cloudtrail_logs/);
    assert.equal(vscode.window.activeTextEditor?.selection.isEmpty, true);
    const { line } = vscode.window.activeTextEditor.selection.active;
    assert.match(document.lineAt(line).text, /^FROM cloudtrail_logs$/);
  });

  it('says above it what it can do, and on which files', async () => {
    const name = logs.folder.split('/').at(-1) ?? '';
    assert.deepEqual(await lensesOf(document), ['$(play) Run', `Source: ${name} (change)`, 'Export…']);
  });

  it('runs, and shows its result beside it', async () => {
    assert.deepEqual(await run(document, 'SELECT count(*) FROM cloudtrail_logs'), []);
    await tabNamed(/^Result of Untitled/);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('is marked where it is wrong, until it is edited', async () => {
    const [problem] = await run(document, 'SELECT eventname,\n  eventtme\nFROM cloudtrail_logs');
    assert.ok(problem);
    assert.deepEqual(problem.range, new vscode.Range(1, 2, 1, 10));
    assert.match(problem.message, /eventtme/);
    assert.equal(problem.source, 'cloudtrail');
    assert.deepEqual(await run(document, 'SELECT 1'), []);
  });

  it('is refused what is no query', async () => {
    const [problem] = await run(document, `COPY cloudtrail_logs TO '/tmp/x.csv'`);
    assert.match(problem?.message ?? '', /^Only SELECT is allowed/);
  });

  it('runs what is selected alone', async () => {
    const sql = 'SELEC 1;\nSELECT 2';
    await run(document, sql);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(1, 0, 1, 8);
    await vscode.commands.executeCommand('trailscope.runQuery');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    editor.selection = new vscode.Selection(1, 1, 1, 8);
    await vscode.commands.executeCommand('trailscope.runQuery');
    const [problem] = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual(problem?.range, new vscode.Range(1, 1, 1, 6));
  });

  it('is completed with columns, members and the values of the files', async () => {
    const sql = `SELECT useridentity. FROM cloudtrail_logs WHERE eventname = ''`;
    await run(document, sql);
    const members = await completionsOf(document, new vscode.Position(0, 'SELECT useridentity.'.length));
    assert.ok(members.includes('sessioncontext'));
    const values = await completionsOf(document, new vscode.Position(0, sql.length - 1));
    assert.ok(values.includes('TerminateInstances') && values.includes('StopLogging'), values.join());
    assert.ok(planted.stopped > 0);
  });

  it('explains its columns', async () => {
    await run(document, 'SELECT errorcode FROM cloudtrail_logs');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 9),
    );
    const [text] = hover?.contents ?? [];
    const plain = text instanceof vscode.MarkdownString ? text.value.replaceAll('&nbsp;', ' ') : '';
    assert.match(plain, /errorcode VARCHAR[^]*Why the call failed/);
  });

  it('of a file is not run by being opened, and has no source until it is given one', async () => {
    const file = vscode.Uri.file(logs.write('mine.ctsql', 'SELECT 1'));
    const opened = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(opened, { preview: false });
    assert.equal(opened.languageId, 'ctsql');
    assert.deepEqual(await lensesOf(opened), ['$(play) Run', 'Choose a source', 'Export…']);
    assert.equal(tabs().includes('Result of mine.ctsql'), false);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
