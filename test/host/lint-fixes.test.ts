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

const validated = template.replace(
  'IsLogging: true\n',
  'IsLogging: true\n      EnableLogFileValidation: true\n',
);
const validation = 'log-file-validation';
const setValidation = 'Set EnableLogFileValidation to true';

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
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  });

  it('set a property, in one step that can be undone', async () => {
    const document = await open('template.yaml', template);
    await hasRule(document.uri, validation, true);
    const action = await actionTitled(document, validation, setValidation);
    assert.equal(action.isPreferred, true);
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
    assert.equal(document.getText(), validated);
    await hasRule(document.uri, validation, false);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), template);
    await hasRule(document.uri, validation, true);
  });

  it('are there in JSON too, and where another fault is in the file', async () => {
    const properties = { S3BucketName: 'acme-logs', IsLogging: true, KmsKeyId: 'alias/logs' };
    const trail = { Type: 'AWS::CloudTrail::Trail', Properties: properties };
    const document = await open('trail.json', JSON.stringify({ Resources: { Trail: trail } }, undefined, 4));
    await hasRule(document.uri, 'unknown-property', true);
    const rename = await actionTitled(document, 'unknown-property', 'Rename KmsKeyId to KMSKeyId');
    assert.ok(await vscode.workspace.applyEdit(rename.edit!));
    assert.match(document.getText(), /^ {16}"KMSKeyId": "alias\/logs"$/m);
    await hasRule(document.uri, 'unknown-property', false);
  });

  it('of several places are one edit', async () => {
    const document = await open('trail.yaml', `${template.replace('acme-logs', '!Ref Logs')}${logBucket}`);
    await hasRule(document.uri, 'bucket-policy-missing', true);
    const title = 'Add the bucket policy LogsPolicy, and let the trail wait for it';
    const { edit } = await actionTitled(document, 'bucket-policy-missing', title);
    const entries = edit!.get(document.uri);
    assert.equal(entries.length, 2);
    assert.ok(entries.some(({ newText }) => newText.includes('DependsOn: LogsPolicy')));
    assert.ok(entries.some(({ newText }) => newText.includes('s3:GetBucketAcl')));
  });

  it('that are safe are made all at once', async () => {
    const document = await open('template.yaml', template);
    await hasRule(document.uri, validation, true);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      'source.fixAll.cloudtrail',
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix all CloudTrail findings that are safe to fix'],
    );
    assert.ok(await vscode.workspace.applyEdit(actions[0]!.edit!));
    assert.equal(document.getText(), validated);
    await hasRule(document.uri, validation, false);
    await hasRule(document.uri, 'multi-region', true);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), template);
  });

  it('are made when a file is saved, if the user wants that', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const global = vscode.ConfigurationTarget.Global;
    const onSave = { 'source.fixAll.cloudtrail': 'explicit' };
    await settings.update('codeActionsOnSave', onSave, global);
    try {
      const document = await open('template.yaml', template);
      await hasRule(document.uri, validation, true);
      await insert(document, 0, '# audit\n');
      await vscode.commands.executeCommand('workbench.action.files.save');
      assert.match(document.getText(), /EnableLogFileValidation: true/);
      assert.equal(document.isDirty, false);
    } finally {
      await settings.update('codeActionsOnSave', undefined, global);
    }
  });

  it('are there in CDK source, in TypeScript and Python', async () => {
    for (const [name, text, title, after] of cdkSources) {
      const document = await open(name, text);
      await hasRule(document.uri, validation, true);
      const action = await actionTitled(document, validation, title);
      assert.equal(action.isPreferred, true);
      assert.ok(await vscode.workspace.applyEdit(action.edit!));
      assert.equal(document.getText(), after);
      await hasRule(document.uri, validation, false);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
      await hasRule(document.uri, validation, true);
      const [all] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        'source.fixAll.cloudtrail',
      );
      assert.ok(await vscode.workspace.applyEdit(all!.edit!));
      assert.equal(document.getText(), after);
    }
  });

  it('are missing in CDK source with a reason where a value comes from elsewhere', async () => {
    const [[, text]] = cdkSources;
    const shared = text
      .replace('new cloudtrail', 'const options = { enableFileValidation: false };\n    new cloudtrail')
      .replace('{\n      enableFileValidation: false,\n    }', 'options');
    const document = await open('shared.ts', shared);
    await hasRule(document.uri, validation, true);
    const { start } = diagnosticOf(document.uri, validation)!.range;
    assert.match(await hoverAt(document, start), /There is no quick fix: .*put together elsewhere/);
  });

  it('are not offered for a text that has changed since, until it is looked at again', async () => {
    const document = await open('template.yaml', template);
    await hasRule(document.uri, validation, true);
    const { range } = diagnosticOf(document.uri, validation)!;
    await insert(document, 0, '# one\n# two\n');
    // The answer is of the new text, or there is none.
    for (const action of await actionsAt(document, range)) {
      const edits = action.edit?.get(document.uri) ?? [];
      assert.ok(edits.every((edit) => edit.range.start.line >= 5));
    }
  });

  it('leave documents alone that cannot be written, and explain the rule there', async () => {
    const content = { provideTextDocumentContent: () => template };
    const provider = vscode.workspace.registerTextDocumentContentProvider('trailscope-fixes', content);
    try {
      const uri = vscode.Uri.parse('trailscope-fixes://host/template.yaml');
      const document = await vscode.workspace.openTextDocument(uri);
      await hasRule(uri, validation, true);
      const actions = await actionsAt(document, diagnosticOf(uri, validation)!.range);
      assert.deepEqual(
        actions.filter(({ edit }) => edit !== undefined),
        [],
      );
      assert.ok(actions.some(({ title }) => title === `Explain ${validation}`));
    } finally {
      provider.dispose();
    }
  });

  it('can be to ignore a finding, with a place for the reason', async () => {
    for (const [title, place] of [
      [
        `Ignore ${validation} on this line`,
        /Trail\n {4}# trailscope-ignore log-file-validation: reason\n {4}Properties/,
      ],
      [
        `Ignore ${validation} on Trail`,
        /Resources:\n {2}# trailscope-ignore log-file-validation: reason\n {2}Trail:/,
      ],
    ] as const) {
      const document = await open('template.yaml', template);
      await hasRule(document.uri, validation, true);
      const { edit } = await actionTitled(document, validation, title);
      assert.ok(await vscode.workspace.applyEdit(edit!));
      assert.match(document.getText(), place);
      await hasRule(document.uri, validation, false);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), template);
      await hasRule(document.uri, validation, true);
    }
  });

  it('can be to switch a rule off in the configuration, which is made for it', async () => {
    const configuration = vscode.Uri.joinPath(workspaceFolder!.uri, 'trailscope.config.json');
    try {
      const document = await open('template.yaml', template);
      await hasRule(document.uri, validation, true);
      await turnOff(document, validation);
      await hasRule(document.uri, validation, false);
      assert.deepEqual(JSON.parse(await textOf(configuration)), { rules: { [validation]: 'off' } });
      await turnOff(document, 'multi-region');
      await hasRule(document.uri, 'multi-region', false);
      assert.deepEqual(JSON.parse(await textOf(configuration)), {
        rules: { [validation]: 'off', 'multi-region': 'off' },
      });
    } finally {
      await vscode.workspace.saveAll(false);
      await vscode.workspace.fs.delete(configuration).then(undefined, () => undefined);
    }
  });

  it('are missing with a reason where the text cannot be edited safely', async () => {
    const aliased = `${template.replace('Properties: # of the account', 'Properties: &common')}  Second:
    Type: AWS::CloudTrail::Trail
    Properties: *common
`;
    const document = await open('template.yaml', aliased);
    await hasRule(document.uri, validation, true);
    const { start } = diagnosticOf(document.uri, validation)!.range;
    assert.match(await hoverAt(document, start), /There is no quick fix: .*YAML anchor/);
  });
});

const typescript = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';

export class Audit extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    new cloudtrail.Trail(this, 'Trail', {
      enableFileValidation: false,
    });
  }
}
`;

const python = `from aws_cdk import Stack, aws_cloudtrail as ct


class Audit(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        ct.Trail(self, "Trail", enable_file_validation=False)
`;

const cdkSources = [
  [
    'audit.ts',
    typescript,
    'Set enableFileValidation to true',
    typescript.replace('Validation: false', 'Validation: true'),
  ],
  ['audit.py', python, 'Set enable_file_validation to True', python.replace('=False', '=True')],
] as const;

const logBucket = `  Second:
    Type: AWS::SNS::Topic
  Third:
    Type: AWS::SNS::Topic
  Fourth:
    Type: AWS::SNS::Topic
  Logs:
    Type: AWS::S3::Bucket
`;

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

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((one) => (one as vscode.MarkdownString).value).join('\n');
}

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
}

async function actionTitled(
  document: vscode.TextDocument,
  rule: string,
  title: string,
): Promise<vscode.CodeAction> {
  const actions = await actionsAt(document, diagnosticOf(document.uri, rule)!.range);
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `There is "${title}" among ${actions.map((other) => other.title).join('; ')}`);
  return action;
}

async function turnOff(document: vscode.TextDocument, rule: string): Promise<void> {
  const { command } = await actionTitled(document, rule, `Turn ${rule} off in trailscope.config.json`);
  await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
}

async function insert(document: vscode.TextDocument, line: number, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.insert(document.uri, new vscode.Position(line, 0), text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
