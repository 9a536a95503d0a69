import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A trail that a rule or two of `recommended` has something to say about. */
const template = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties: # of the account
      S3BucketName: acme-logs
      IsLogging: true
`;

const [workspaceFolder] = vscode.workspace.workspaceFolders!;
let folder = workspaceFolder!.uri;
let folders = 0;

describe('fixes of findings', () => {
  before(async () => {
    await vscode.extensions.getExtension('trailscope.trailscope')!.activate();
  });

  beforeEach(() => {
    folder = vscode.Uri.joinPath(workspaceFolder!.uri, `fix-tests-${++folders}`);
  });

  afterEach(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  });

  it('sets a property, in one step that can be undone', async () => {
    const document = await open('template.yaml', template);
    await hasRule(document.uri, 'log-file-validation', true);
    const action = await actionFor(document, 'log-file-validation', 'Set EnableLogFileValidation to true');
    assert.equal(action.isPreferred, true);
    assert.equal(action.diagnostics?.length, 1);
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
    assert.equal(
      document.getText(),
      template.replace('IsLogging: true\n', 'IsLogging: true\n      EnableLogFileValidation: true\n'),
    );
    await hasRule(document.uri, 'log-file-validation', false);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), template);
    await hasRule(document.uri, 'log-file-validation', true);
  });
});

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  return vscode.window.activeTextEditor!.document;
}

function diagnosticOf(uri: vscode.Uri, rule: string): vscode.Diagnostic | undefined {
  return vscode.languages
    .getDiagnostics(uri)
    .find(({ source, code }) => source === 'cloudtrail' && typeof code === 'object' && code.value === rule);
}

/** Waits until a rule is shown for a document, or is not. */
async function hasRule(uri: vscode.Uri, rule: string, isWanted: boolean): Promise<void> {
  const isSo = (): boolean => (diagnosticOf(uri, rule) !== undefined) === isWanted;
  await new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`${rule} is ${isWanted ? 'not ' : ''}shown for ${uri.path}`));
    }, 15_000);
    const check = (): void => {
      if (isSo()) {
        clearTimeout(deadline);
        subscription.dispose();
        resolve();
      }
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(check);
    check();
  });
}

async function actionsFor(document: vscode.TextDocument, rule: string): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnosticOf(document.uri, rule)!.range,
  );
  return actions.filter(({ diagnostics = [] }) =>
    diagnostics.some(({ code }) => typeof code === 'object' && code.value === rule),
  );
}

async function actionFor(
  document: vscode.TextDocument,
  rule: string,
  title: string,
): Promise<vscode.CodeAction> {
  const actions = await actionsFor(document, rule);
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `There is "${title}" among ${actions.map((other) => other.title).join('; ')}`);
  return action;
}
