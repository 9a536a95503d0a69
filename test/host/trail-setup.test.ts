import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { connection } from '../../src/core/connection.ts';
import { english } from '../../src/core/localize.ts';
import { defaultAnswers } from '../../src/core/trails/setup/answers.ts';
import { ConnectionStore } from '../../src/editor/connections/connection-store.ts';
import { Allowances } from '../../src/editor/trail-setup/allowances.ts';
import { editorWindow } from '../../src/editor/trail-setup/editor-window.ts';
import { JournalFiles } from '../../src/editor/trail-setup/journal-files.ts';
import { openSetup } from '../../src/editor/trail-setup/open-setup.ts';
import { PlanDocuments } from '../../src/editor/trail-setup/plan-documents.ts';
import { registerPlanEditors, showPolicyDiff } from '../../src/editor/trail-setup/plan-editors.ts';
import type { PlanRequest } from '../../src/editor/trail-setup/plan-request.ts';
import { TrailSetup } from '../../src/editor/trail-setup/trail-setup.ts';
import type { SampleAccountOptions } from '../../src/sandbox/sample-account.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { ServiceError } from '../../src/sandbox/wire/service-error.ts';
import { SandboxSetup, sampleRegion } from '../support/sandbox-setup.ts';

function shownText(): string {
  return vscode.window.activeTextEditor?.document.getText() ?? '';
}

/** Waits until the document in the active editor says something. */
async function says(pattern: RegExp): Promise<string> {
  for (;;) {
    const text = shownText();
    if (pattern.test(text)) {
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('setting up a trail with the commands of the extension', () => {
  before(() => vscode.extensions.getExtension('trailscope.trailscope')!.activate());

  afterEach(async () => {
    await vscode.workspace.getConfiguration().update('trailscope.readOnly', undefined, true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  /** Takes the proposed name, and waits for the review. */
  async function quickCreate(): Promise<vscode.TextDocument> {
    void vscode.commands.executeCommand('trailscope.quickCreateTrail');
    while (vscode.window.activeTextEditor?.document.uri.scheme !== 'trailscope-plan') {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    return vscode.window.activeTextEditor.document;
  }

  it('shows a plan in a document with an outline, folding and lenses, that cannot be changed', async () => {
    const document = await quickCreate();
    assert.equal(document.languageId, 'trailscope-plan');
    assert.match(document.getText(), /^Create trail "audit-trail"\n/);
    await vscode.commands.executeCommand('type', { text: 'changed' });
    assert.match(document.getText(), /^Create trail "audit-trail"\n/);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.ok(symbols.some(({ name }) => name === 'Step 1: s3:CreateBucket'));
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(ranges.length > 10);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Apply', 'Back', 'Cancel'],
    );
  });

  it('applies nothing while the setting forbids it, and the review says so', async () => {
    await quickCreate();
    await vscode.workspace.getConfiguration().update('trailscope.readOnly', true, true);
    await says(/This cannot be applied\n {2}• The setting trailscope\.readOnly is on/);
    await vscode.commands.executeCommand('trailscope.applyPlan');
    assert.match(shownText(), /^Create trail/);
    await vscode.workspace.getConfiguration().update('trailscope.readOnly', undefined, true);
    await says(/^(?![\s\S]*This cannot be applied)Create trail/);
  });

  it('closes the plan on Cancel', async () => {
    await quickCreate();
    await vscode.commands.executeCommand('trailscope.cancelPlan');
    assert.notEqual(vscode.window.activeTextEditor?.document.uri.scheme, 'trailscope-plan');
  });

  it('does nothing for arguments of strangers', async () => {
    for (const argument of ['nobody', 7, {}, null]) {
      for (const command of [
        'applyPlan',
        'backToQuestions',
        'cancelPlan',
        'changeManaged',
        'showPolicyDiff',
      ]) {
        await vscode.commands.executeCommand(`trailscope.${command}`, argument);
      }
    }
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('says that a plan is gone with the window that made it', async () => {
    const uri = vscode.Uri.from({ scheme: 'trailscope-plan', path: '/x.trailplan', query: 'gone' });
    await assert.rejects(Promise.resolve(vscode.workspace.openTextDocument(uri)), /closed with the window/);
  });
});

describe('setting up a trail in the editor', () => {
  let folder = '';
  const disposables: { dispose(): unknown }[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-host-'));
  });

  afterEach(async () => {
    for (const one of disposables.splice(0)) {
      one.dispose();
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await rm(folder, { recursive: true, force: true });
  });

  /** All of it but the message boxes, which nobody could answer here, on an account of its own. */
  function setUp(options: Partial<SampleAccountOptions> = {}, before?: SandboxSetup) {
    const sandbox = before ?? new SandboxSetup(options);
    const documents = new PlanDocuments();
    disposables.push(registerPlanEditors(documents));
    let shown = '';
    documents.onDidChange(({ id }) => (shown = id));
    const window = editorWindow(() => Promise.resolve());
    const journals = new JournalFiles(folder, () => Date.now() + (before === undefined ? 0 : 60_000));
    const trails = new TrailSetup({
      ports: () => Promise.resolve({ ...sandbox.aws, caller: sandbox.caller }),
      clock: sandbox.time,
      delay: (milliseconds, signal) => sandbox.time.delay(milliseconds, signal),
      t: english,
      window: {
        ...window,
        allowsChanges: () => Promise.resolve(true),
        typesName: () => Promise.resolve(true),
        chooseFor: () => Promise.resolve('undo'),
      },
      documents,
      journals,
      allowances: new Allowances(),
      isReadOnly: () => false,
      isListed: () => true,
      changed: () => Promise.resolve(),
      failed: () => undefined,
    });
    const create: PlanRequest = {
      kind: 'create',
      connection: sandbox.connection,
      answers: defaultAnswers('host-trail', sampleRegion, sampleAccountId),
      askAgain: () => Promise.resolve(undefined),
    };
    const shownPlan = () => documents.get(shown)!;
    return { sandbox, trails, journals, create, shownPlan, apply: () => trails.apply(shown) };
  }

  it('creates a trail that logs, and stops it', async () => {
    const { sandbox, trails, create, apply } = setUp();
    await trails.review(create);
    await says(/^Create trail "host-trail"/);
    await apply();
    await says(/^Trail "host-trail" was created and logs\./);
    const arn = `arn:aws:cloudtrail:us-east-1:${sampleAccountId}:trail/host-trail`;
    const change = { kind: 'stop-logging', arn } as const;
    await trails.review({ kind: 'logging', connection: sandbox.connection, change });
    await says(/The chain of digests breaks/);
    await apply();
    await says(/^Trail "host-trail" does not log any more\./);
  });

  it('tells in the document at which step it was denied, and what was undone', async () => {
    const { trails, create, apply } = setUp({
      faults: [{ operation: 'CreateTrail', effect: { kind: 'deny' } }],
    });
    await trails.review(create);
    await apply();
    const text = await says(/stopped, and all that was done was undone/);
    assert.match(text, /Stopped at step 6, cloudtrail:CreateTrail/);
  });

  it('shows what would change in a policy that is there already, as a diff of two documents', async () => {
    const { trails, create, shownPlan } = setUp();
    assert.equal(create.kind, 'create');
    const bucket = { kind: 'existing', name: 'acme-data' } as const;
    await trails.review({ ...create, answers: { ...create.answers, bucket } });
    await showPolicyDiff(shownPlan(), 'bucket-policy');
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [before, after] = await Promise.all(
      [input.original, input.modified].map(async (uri) => {
        const document = await vscode.workspace.openTextDocument(uri);
        return document.getText() === '' ? {} : (JSON.parse(document.getText()) as { Statement?: unknown[] });
      }),
    );
    assert.ok((after?.Statement?.length ?? 0) > (before?.Statement?.length ?? 0));
  });

  it('does nothing with a session that has expired since the review', async () => {
    let isExpired = false;
    const { trails, create, apply, sandbox } = setUp({
      refuse: () => (isExpired ? new ServiceError('ExpiredToken', 'Expired', 403) : undefined),
    });
    await trails.review(create);
    const before = sandbox.account.snapshot();
    isExpired = true;
    await assert.rejects(apply(), /Expired/);
    assert.deepEqual(sandbox.account.snapshot(), before);
    assert.match(shownText(), /^Create trail "host-trail"/);
  });

  it('undoes what a crash left', async () => {
    const first = setUp();
    const before = first.sandbox.account.snapshot();
    await first.trails.review(first.create);
    await new Promise<void>((resolve) => {
      first.sandbox.meanwhile = ({ operation }) => {
        if (operation === 'PutBucketVersioning') {
          resolve();
          return new Promise(() => undefined);
        }
        return Promise.resolve();
      };
      void first.apply();
    });
    const next = setUp({}, first.sandbox);
    next.sandbox.meanwhile = () => Promise.resolve();
    const [left] = await next.journals.left();
    assert.equal(left?.run.plan.trail.name, 'host-trail');
    await next.trails.takeUp(left, () => next.sandbox.connection);
    await says(/stopped, and all that was done was undone/);
    assert.deepEqual(next.sandbox.account.snapshot(), before);
    assert.deepEqual(await next.journals.left(), []);
  });

  it('forgets what a window left of its sample account, and nothing of any other account', async () => {
    const runs = path.join(folder, 'runs');
    const { sandbox, trails, create, shownPlan } = setUp();
    await trails.review(create);
    const { state } = shownPlan();
    assert.ok(state.kind === 'review');
    const others = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
    // The older one is offered first, and an offer waits for its answer.
    for (const [time, used] of [sandbox.connection, others].entries()) {
      const journal = await new JournalFiles(runs, () => 0).begin();
      await journal.write({ kind: 'begin', plan: state.review.plan, connection: used, time });
    }
    const store = new ConnectionStore({ get: () => undefined, update: () => Promise.resolve() });
    const setup = openSetup(
      {
        connections: store,
        ports: () => Promise.reject(new Error('Nothing is to be asked of AWS')),
        defaultRegion: () => Promise.resolve(undefined),
        clock: { now: () => 0 },
        present: undefined as never,
        storage: vscode.Uri.file(folder),
        trails: { refresh: () => Promise.resolve(), reveal: () => Promise.resolve() },
      },
      new PlanDocuments(),
    );
    // Its second look comes half a minute later, and is not waited for here.
    setup.offerLeft().catch(() => undefined);
    const journals = new JournalFiles(runs);
    while ((await journals.left()).length > 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [left] = await journals.left();
    assert.deepEqual(left?.run.connection.credentials, { kind: 'profile', name: 'prod' });
    // The question about the other one is answered by its notification being closed: it stays for later.
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal((await journals.left()).length, 1);
  });
});
