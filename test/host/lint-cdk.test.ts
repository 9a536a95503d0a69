import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

const typescript = `import { Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';

export class Audit extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    new cloudtrail.Trail(this, 'Trail', {
      encryptionKey: key,
      isMultiRegionTrail: false,
    });
  }
}
`;

const python = `from aws_cdk import Stack, aws_cloudtrail as ct, aws_kms as kms


class Audit(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        key = kms.Key(self, "Key", enable_key_rotation=True)
        ct.Trail(self, "Trail", encryption_key=key, is_multi_region_trail=False)
`;

const [workspaceFolder] = vscode.workspace.workspaceFolders!;
let folder = workspaceFolder!.uri;
let folders = 0;

describe('linting of CDK source', () => {
  before(() => vscode.extensions.getExtension('trailscope.trailscope')!.activate());

  beforeEach(() => {
    folder = vscode.Uri.joinPath(workspaceFolder!.uri, `cdk-tests-${++folders}`);
  });

  afterEach(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true }).then(undefined, () => undefined);
  });

  it('marks the properties in TypeScript', async () => {
    const document = await open(await write('audit.ts', typescript));
    const diagnostics = await diagnosticsOf(document.uri, hasRule('cdk-key-grant'));
    assert.equal(marked(document, diagnostics, 'cdk-key-grant'), 'encryptionKey: key');
    assert.equal(marked(document, diagnostics, 'multi-region'), 'isMultiRegionTrail: false');
    const grant = diagnostics.find((diagnostic) => ruleOf(diagnostic) === 'cdk-key-grant')!;
    assert.equal(grant.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(grant.relatedInformation?.[0]?.location.range), 'kms.Key');
  });

  it('marks the arguments in Python', async () => {
    const document = await open(await write('audit.py', python));
    const diagnostics = await diagnosticsOf(document.uri, hasRule('cdk-key-grant'));
    assert.equal(marked(document, diagnostics, 'cdk-key-grant'), 'encryption_key=key');
    assert.equal(marked(document, diagnostics, 'multi-region'), 'is_multi_region_trail=False');
  });

  it('keeps what it found while a line is being typed, and sees the correction', async () => {
    const document = await open(await write('typing.ts', typescript));
    await diagnosticsOf(document.uri, hasRule('multi-region'));
    const states: boolean[] = [];
    const watch = vscode.languages.onDidChangeDiagnostics(() => {
      states.push(hasRule('cdk-key-grant')(ours(document.uri)));
    });
    for (const [from, to] of [
      ['isMultiRegionTrail: false', 'isMultiRegionTrail: (fal'],
      ['(fal', '(true'],
    ] as const) {
      await replace(document, from, to);
    }
    await replace(document, '(true', 'true');
    await diagnosticsOf(
      document.uri,
      (all) => !hasRule('multi-region')(all) && hasRule('cdk-key-grant')(all),
    );
    watch.dispose();
    assert.ok(states.every(Boolean));
  });

  it('says nothing of other programs', async () => {
    const document = await open(await write('other.ts', typescript.replaceAll('aws-cdk-lib', 'hiking-lib')));
    const marker = await open(await write('audit.ts', typescript));
    await diagnosticsOf(marker.uri, hasRule('multi-region'));
    assert.deepEqual(ours(document.uri), []);
  });

  it('shows what a synthesized app tells on the source that it was made from', async () => {
    const source = await write('app.ts', typescript);
    // The source lint cannot know this value; the template does.
    const unknown = typescript.replace(
      'isMultiRegionTrail: false',
      'isMultiRegionTrail: (globalThis as any).multi',
    );
    await write('app.ts', unknown);
    const line = unknown.split('\n').findIndex((text) => text.includes('new cloudtrail.Trail'));
    const frame = `new Audit (${path.join(source.fsPath)}:${line + 1}:5)`;
    await write('cdk.out/Audit.template.json', JSON.stringify(template));
    await write('cdk.out/Audit.metadata.json', JSON.stringify(metadata(frame)));
    await write('cdk.out/manifest.json', JSON.stringify(manifest));
    const document = await open(source);
    const diagnostics = await diagnosticsOf(source, hasRule('multi-region'));
    assert.equal(marked(document, diagnostics, 'multi-region'), 'cloudtrail.Trail');
    const finding = diagnostics.find((diagnostic) => ruleOf(diagnostic) === 'multi-region')!;
    assert.match(finding.message, /synthesized as Audit\/Trail/);
    const rules = diagnostics.map((diagnostic) => `${ruleOf(diagnostic)} ${diagnostic.range.start.line}`);
    assert.deepEqual(rules, [...new Set(rules)], 'nothing is told twice');
    assert.deepEqual(ours(vscode.Uri.joinPath(folder, 'cdk.out/Audit.template.json')), []);
    template.Resources.Trail.Properties.IsMultiRegionTrail = true;
    await write('cdk.out/Audit.template.json', JSON.stringify(template));
    await write('cdk.out/manifest.json', JSON.stringify(manifest));
    await diagnosticsOf(source, (all) => !hasRule('multi-region')(all));
  });
});

const template = {
  Resources: {
    Trail: {
      Type: 'AWS::CloudTrail::Trail',
      Properties: {
        IsLogging: true,
        S3BucketName: 'acme-logs',
        EnableLogFileValidation: true,
        IsMultiRegionTrail: false,
        KMSKeyId: 'alias/trail-logs',
      },
    },
  },
};

function metadata(frame: string) {
  return {
    '/Audit/Trail/Resource': [
      { type: 'aws:cdk:logicalId', data: 'Trail' },
      { type: 'aws:cdk:creationStack', data: ['...new Trail in aws-cdk-lib...', frame] },
    ],
  };
}

const manifest = {
  version: '55.0.0',
  artifacts: {
    Audit: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'Audit.template.json' },
      additionalMetadataFile: 'Audit.metadata.json',
    },
  },
};

async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  return vscode.window.activeTextEditor!.document;
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${from} is in the document`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  edit.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'cloudtrail');
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

function hasRule(rule: string): (diagnostics: readonly vscode.Diagnostic[]) => boolean {
  return (diagnostics) => diagnostics.map(ruleOf).includes(rule);
}

function marked(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
  rule: string,
): string {
  return document.getText(diagnostics.find((diagnostic) => ruleOf(diagnostic) === rule)?.range);
}

/** Waits until the diagnostics of a document are as wanted, and gives them. */
async function diagnosticsOf(
  uri: vscode.Uri,
  isWanted: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      if (isWanted(ours(uri))) {
        clearTimeout(deadline);
        subscription.dispose();
        resolve(ours(uri));
      }
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(finish);
    const deadline = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`The diagnostics of ${uri.path} stay ${JSON.stringify(ours(uri).map(ruleOf))}`));
    }, 15_000);
    finish();
  });
}
