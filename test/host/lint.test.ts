import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A trail with one mistake that breaks its deployment: the property is called KMSKeyId. */
const template = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-logs
      IsLogging: true
      KmsKeyId: alias/trail-logs
`;
const wrongName = 'unknown-property';
const jsonTemplate = JSON.stringify(
  {
    Resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: { S3BucketName: 'acme-logs', IsLogging: true, KmsKeyId: 'alias/trail-logs' },
      },
    },
  },
  undefined,
  2,
);

const [workspaceFolder] = vscode.workspace.workspaceFolders!;
/** Another for each test: VS Code keeps documents for a while after their editors are closed. */
let folder = workspaceFolder!.uri;
let folders = 0;

describe('linting', () => {
  before(async () => {
    await vscode.extensions.getExtension('trailscope.trailscope')!.activate();
    // Only what breaks a deployment, so that each test has exactly the fault that it is about.
    await configure('preset', 'deploy');
  });

  after(() => configure('preset', undefined));

  beforeEach(() => {
    folder = vscode.Uri.joinPath(workspaceFolder!.uri, `lint-tests-${++folders}`);
  });

  afterEach(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  });

  it('shows what is wrong, with its place, severity, source and the page of the rule', async () => {
    const document = await open(await write('template.yaml', template));
    const [diagnostic, ...others] = await diagnosticsOf(document.uri, hasRules(wrongName));
    assert.deepEqual(others, []);
    assert.deepEqual(places([diagnostic!]), ['7:7-7:33']);
    assert.equal(document.getText(diagnostic!.range), 'KmsKeyId: alias/trail-logs');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic!.source, 'cloudtrail');
    const { target } = diagnostic!.code as { target: vscode.Uri };
    assert.match(target.toString(), /\/docs\/rules\/unknown-property\.md$/);
  });

  it('links to the other resources that a fault is about', async () => {
    const text = await textOf(vscode.Uri.joinPath(workspaceFolder!.uri, 'old-trail.yaml'));
    const document = await open(await write('linked.yaml', text));
    const diagnostics = await diagnosticsOf(document.uri, (all) =>
      rulesOf(all).includes('bucket-policy-order'),
    );
    const order = diagnostics.find((diagnostic) => ruleOf(diagnostic) === 'bucket-policy-order')!;
    const [related] = order.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), document.uri.toString());
    assert.equal(document.lineAt(related.location.range.start.line).text.trim(), 'LogBucketPolicy:');
  });

  it('shows nothing any more once it is corrected', async () => {
    const document = await open(await write('template.yaml', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
    await replace(document, 'KmsKeyId', 'KMSKeyId');
    await diagnosticsOf(document.uri, hasRules());
  });

  it('shows nothing any more once the document is no template, or closed', async () => {
    const document = await open(await write('template.yaml', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
    await replace(document, 'AWS::CloudTrail', 'AWS::Nothing');
    await diagnosticsOf(document.uri, hasRules());
    await replace(document, 'AWS::Nothing', 'AWS::CloudTrail');
    await diagnosticsOf(document.uri, hasRules(wrongName));
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await diagnosticsOf(document.uri, hasRules());
  });

  it('shows only what is so after many edits in a row', async () => {
    const document = await open(await write('template.yaml', template));
    for (let index = 0; index < 20; index++) {
      await insert(document, 0, `# ${index}\n`);
      await replace(
        document,
        index % 2 === 0 ? 'KmsKeyId' : 'KMSKeyId',
        index % 2 === 0 ? 'KMSKeyId' : 'KmsKeyId',
      );
    }
    const [diagnostic] = await diagnosticsOf(document.uri, (all) => places(all)[0] === '27:7-27:33');
    assert.equal(document.getText(diagnostic!.range), 'KmsKeyId: alias/trail-logs');
    await replace(document, 'KmsKeyId', 'KMSKeyId');
    await insert(document, 0, '# last\n');
    await diagnosticsOf(document.uri, hasRules());
  });

  for (const language of ['yaml', 'json', 'jsonc']) {
    it(`works in an untitled document of ${language}`, async () => {
      const content = language === 'yaml' ? template : jsonTemplate;
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document);
      assert.equal(document.uri.scheme, 'untitled');
      const [diagnostic] = await diagnosticsOf(document.uri, hasRules(wrongName));
      assert.match(document.getText(diagnostic!.range), /^"?KmsKeyId"?: "?alias\/trail-logs"?$/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await diagnosticsOf(document.uri, hasRules());
    });
  }

  it('works in a file whose ending tells that it is a template', async () => {
    const document = await open(await write('stack.template', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
  });

  it('works in any file system', async () => {
    const content = { provideTextDocumentContent: () => template };
    const virtual = vscode.workspace.registerTextDocumentContentProvider('trailscope-test', content);
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('trailscope-test://host/infra/template.yaml'),
    );
    await diagnosticsOf(document.uri, hasRules(wrongName));
    virtual.dispose();
  });

  it('leaves documents of other languages alone', async () => {
    const document = await open(await write('notes.md', template));
    const linted = await open(await write('template.yaml', template));
    await diagnosticsOf(linted.uri, hasRules(wrongName));
    assert.deepEqual(ours(document.uri), []);
  });

  it('tells once, with its place, why a file cannot be read', async () => {
    const document = await open(await write('template.yaml', `${template}  Bucket: {\n`));
    const [diagnostic] = await diagnosticsOf(document.uri, hasRules('parse-error'));
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(diagnostic!.range.start.line >= 6);
  });

  it('follows the nearest configuration file, as it is written, changed and deleted', async () => {
    const document = await open(await write('below/template.yaml', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
    await write('trailscope.config.json', JSON.stringify({ rules: { [wrongName]: 'off' } }));
    await diagnosticsOf(document.uri, hasRules());
    await write('below/trailscope.config.json', JSON.stringify({ rules: { [wrongName]: 'info' } }));
    const [diagnostic] = await diagnosticsOf(document.uri, hasRules(wrongName));
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Information);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'below/trailscope.config.json'));
    await diagnosticsOf(document.uri, hasRules());
    await write('trailscope.config.json', JSON.stringify({ exclude: ['below/**'] }));
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'trailscope.config.json'));
    await diagnosticsOf(document.uri, hasRules(wrongName));
  });

  it('leaves out what the configuration excludes', async () => {
    await write('trailscope.config.json', JSON.stringify({ exclude: ['generated/'] }));
    const excluded = await open(await write('generated/template.yaml', template));
    const linted = await open(await write('template.yaml', template));
    await diagnosticsOf(linted.uri, hasRules(wrongName));
    assert.deepEqual(ours(excluded.uri), []);
  });

  it('shows the faults of a configuration file in it, closed or open', async () => {
    const text = '{\n  "rules": { "unknown-proprety": "off" }\n}\n';
    const configurationFile = await write('trailscope.config.json', text);
    await open(await write('template.yaml', template));
    const [closed] = await diagnosticsOf(configurationFile, (all) => all.length === 1);
    assert.match(closed!.message, /no rule "unknown-proprety".*"unknown-property"/);
    assert.deepEqual(places([closed!]), ['2:14-2:32']);
    const document = await open(configurationFile);
    await replace(document, 'unknown-proprety', wrongName);
    await diagnosticsOf(configurationFile, (all) => all.length === 0);
  });

  it('lets the settings of the editor override the configuration file', async () => {
    await write('trailscope.config.json', JSON.stringify({ rules: { [wrongName]: 'hint' } }));
    const document = await open(await write('template.yaml', template));
    await diagnosticsOf(document.uri, hasSeverity(vscode.DiagnosticSeverity.Hint));
    await withSetting('rules', { [wrongName]: 'warning' }, async () => {
      await diagnosticsOf(document.uri, hasSeverity(vscode.DiagnosticSeverity.Warning));
    });
    await diagnosticsOf(document.uri, hasSeverity(vscode.DiagnosticSeverity.Hint));
  });

  it('is switched off and on by a setting', async () => {
    const document = await open(await write('template.yaml', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
    await withSetting('enabled', false, async () => {
      await diagnosticsOf(document.uri, hasRules());
    });
    await diagnosticsOf(document.uri, hasRules(wrongName));
  });

  it('says that a file is too large to be linted', async () => {
    await withSetting('maxFileSize', 100, async () => {
      const document = await open(await write('template.yaml', template));
      const [diagnostic] = await diagnosticsOf(document.uri, (all) => all.length === 1);
      assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Information);
      assert.match(diagnostic!.message, /`trailscope\.lint\.maxFileSize`/);
    });
  });

  it('hides what another tool tells at the same place, as long as it does', async () => {
    const other = vscode.languages.createDiagnosticCollection('test');
    try {
      const document = await open(await write('template.yaml', template));
      await diagnosticsOf(document.uri, hasRules(wrongName));
      const same = new vscode.Diagnostic(new vscode.Range(6, 6, 6, 14), 'Additional properties');
      same.source = 'cfn-lint';
      same.code = 'E3002';
      other.set(document.uri, [same]);
      await diagnosticsOf(document.uri, hasRules());
      await withSetting('hideDuplicates', false, async () => {
        await diagnosticsOf(document.uri, hasRules(wrongName));
      });
      await diagnosticsOf(document.uri, hasRules());
      same.code = 'E3012';
      other.set(document.uri, [same]);
      await diagnosticsOf(document.uri, hasRules(wrongName));
    } finally {
      other.dispose();
    }
  });

  it('lints the workspace on command, files of closed editors too', async () => {
    const faulty = await write('closed.yaml', template);
    const json = await write('deep/er/closed.json', jsonTemplate);
    const excluded = await write('node_modules/module/template.yaml', template);
    const binary = await write('binary.yaml', '\0\0AWS::CloudTrail::Trail');
    const configuration = await write('trailscope.config.json', '{ "preset": "strict" }');
    await vscode.commands.executeCommand('trailscope.lintWorkspace');
    // A configuration file is read again, and its faults shown, when VS Code tells that it is there.
    await diagnosticsOf(configuration, ({ length }) => length === 1);
    assert.deepEqual(rulesOf(ours(faulty)), [wrongName]);
    assert.deepEqual(rulesOf(ours(json)), [wrongName]);
    assert.deepEqual([...ours(excluded), ...ours(binary)], []);
    await open(faulty);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await diagnosticsOf(faulty, hasRules(wrongName));
    await write('closed.yaml', template.replace('KmsKeyId', 'KMSKeyId'));
    await diagnosticsOf(faulty, hasRules());
    await write('closed.yaml', template);
    await diagnosticsOf(faulty, hasRules(wrongName));
    await vscode.workspace.fs.delete(faulty);
    await diagnosticsOf(faulty, hasRules());
  });

  it('tells on hover what a property means, and why a rule is there', async () => {
    const document = await open(await write('template.yaml', template));
    await diagnosticsOf(document.uri, hasRules(wrongName));
    const property = await hoverAt(document, 'IsLogging');
    assert.match(property, /\*\*IsLogging\*\*/);
    const rule = await hoverAt(document, 'KmsKeyId');
    assert.match(rule, /Why:[^]*Fix:/);
    await withSetting('hover', false, async () => {
      assert.equal(await hoverAt(document, 'IsLogging'), '');
    });
  });
});

async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  // As a person does: VS Code keeps a document that an extension opens open for minutes, and tells of no closing.
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const { document } = vscode.window.activeTextEditor!;
  assert.equal(document.uri.toString(), uri.toString());
  return document;
}

async function edit(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

async function insert(document: vscode.TextDocument, line: number, text: string): Promise<void> {
  await edit(document, new vscode.Range(line, 0, line, 0), text);
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${from} is in the document`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  await edit(document, range, to);
}

async function configure(setting: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('trailscope.lint').update(setting, value, target);
}

async function withSetting(setting: string, value: unknown, act: () => Promise<void>): Promise<void> {
  await configure(setting, value);
  try {
    await act();
  } finally {
    await configure(setting, undefined);
  }
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'cloudtrail');
}

/** Waits until the diagnostics of a document are as wanted, and gives them. */
async function diagnosticsOf(
  uri: vscode.Uri,
  isWanted: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const finish = (): boolean => {
      const isDone = isWanted(ours(uri));
      if (isDone) {
        clearTimeout(deadline);
        subscription.dispose();
        resolve(ours(uri));
      }
      return isDone;
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(finish);
    const deadline = setTimeout(() => {
      subscription.dispose();
      const shown = ours(uri).map((diagnostic) => `${ruleOf(diagnostic)}: ${diagnostic.message}`);
      reject(new Error(`The diagnostics of ${uri.path} stay ${JSON.stringify(shown)}`));
    }, 15_000);
    finish();
  });
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

function rulesOf(diagnostics: readonly vscode.Diagnostic[]): string[] {
  return diagnostics.map(ruleOf);
}

function hasRules(...rules: readonly string[]): (diagnostics: vscode.Diagnostic[]) => boolean {
  return (diagnostics) => rulesOf(diagnostics).join() === rules.join();
}

function hasSeverity(severity: vscode.DiagnosticSeverity): (diagnostics: vscode.Diagnostic[]) => boolean {
  return (diagnostics) => diagnostics.map((diagnostic) => diagnostic.severity).join() === String(severity);
}

/** As editors count, from 1. */
function places(diagnostics: readonly vscode.Diagnostic[]): string[] {
  return diagnostics.map(({ range: { start, end } }) =>
    [start, end].map(({ line, character }) => `${line + 1}:${character + 1}`).join('-'),
  );
}

/** What Trailscope tells of the place of a text. */
async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (content as vscode.MarkdownString).value).join('\n');
}
