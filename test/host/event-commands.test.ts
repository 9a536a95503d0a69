import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connection } from '../../src/core/connection.ts';
import { eventFromLookup } from '../../src/core/events/parse-record.ts';
import { eventAt } from '../support/account-data.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const event = eventAt('2026-11-19T14:02:11Z', '7f3c1d2e-0000-4000-8000-000000000001', {
  resources: [{ ARN: 'arn:aws:ec2:us-east-1:111122223333:instance/i-05c30218156bcc246' }],
});
const item = { connection: sample, event };

async function shownDocument(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('trailscope.showEventJson', item);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document);
  return document;
}

describe('the commands on an event', () => {
  before(() => vscode.extensions.getExtension('trailscope.trailscope')?.activate());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('show its record as a JSON document', async () => {
    const document = await shownDocument();
    assert.equal(document.uri.scheme, 'cloudtrail-event');
    assert.equal(document.languageId, 'json');
    assert.deepEqual(JSON.parse(document.getText()), event.record);
  });

  it('show a document that cannot be changed', async () => {
    const document = await shownDocument();
    await vscode.commands.executeCommand('type', { text: 'changed' });
    assert.deepEqual(JSON.parse(document.getText()), event.record);
  });

  it('show one event in one document', async () => {
    const first = await shownDocument();
    const second = await shownDocument();
    assert.equal(first.uri.toString(), second.uri.toString());
  });

  it('show the text of an event whose record is not JSON', async () => {
    const cloudTrailEvent = '{"eventName';
    const broken = eventFromLookup({ eventId: 'b', eventName: 'RunInstances', cloudTrailEvent });
    await vscode.commands.executeCommand('trailscope.showEventJson', { connection: sample, event: broken });
    assert.equal(vscode.window.activeTextEditor?.document.getText(), cloudTrailEvent);
  });

  it('copy id, JSON and ARNs', async () => {
    const copied: string[] = [];
    for (const what of ['EventId', 'ResourceArn', 'CallerArn', 'EventJson']) {
      await vscode.commands.executeCommand(`trailscope.copy${what}`, item);
      copied.push(await vscode.env.clipboard.readText());
    }
    assert.deepEqual(copied.slice(0, 3), [event.id, event.resources[0]?.arn, event.actor.arn]);
    assert.deepEqual(JSON.parse(copied[3] ?? ''), event.record);
  });

  it('show events beside, one after the other, and leave the focus where it is', async () => {
    await shownDocument();
    const before = vscode.window.activeTextEditor?.document.uri.toString();
    for (const shown of [item, { ...item, event: { ...event, name: 'StopInstances' } }]) {
      await vscode.commands.executeCommand('trailscope.openEventToSide', shown, { preserveFocus: true });
    }
    while (!vscode.window.tabGroups.all.some(({ activeTab }) => activeTab?.label === 'StopInstances')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), before);
    const viewers = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.deepEqual(
      viewers.map(({ label: name, group }) => [name, group.isActive]),
      [['StopInstances', false]],
    );
  });

  it('do nothing with arguments of strangers', async () => {
    await vscode.env.clipboard.writeText('untouched');
    const failure = { error: { failure: { kind: 'denied', action: 'x:Y' }, context: {} }, retry: 'x' };
    const foreign = [{ connection: 1, event: 2, trail: 3 }, { event }, { connection: sample, trail: {} }];
    for (const argument of [undefined, null, 'x', 7, {}, failure, ...foreign]) {
      await vscode.commands.executeCommand('trailscope.copyEventJson', argument);
      await vscode.commands.executeCommand('trailscope.showEventJson', argument);
      await vscode.commands.executeCommand('trailscope.copyTrailArn', argument);
      await vscode.commands.executeCommand('trailscope.copyTrailJson', argument);
      await vscode.commands.executeCommand('trailscope.retry', argument);
      await vscode.commands.executeCommand('trailscope.copyPermission', argument);
    }
    assert.equal(await vscode.env.clipboard.readText(), 'untouched');
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});

describe('the document of an event that is not kept any more', () => {
  it('is looked up again, and says so when the account does not have it', async () => {
    const query = JSON.stringify({ connection: sample, id: '00000000-0000-4000-8000-000000000000' });
    const uri = vscode.Uri.from({ scheme: 'cloudtrail-event', path: '/Gone-00000000.json', query });
    await assert.rejects(
      Promise.resolve(vscode.workspace.openTextDocument(uri)),
      /EventNotFound|does not find/,
    );
  });

  it('is refused when its address names no event', async () => {
    const uri = vscode.Uri.from({ scheme: 'cloudtrail-event', path: '/x.json', query: 'nonsense' });
    await assert.rejects(Promise.resolve(vscode.workspace.openTextDocument(uri)));
  });
});
