import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Frame } from '@playwright/test';
import { exposedBucket } from '../../src/sandbox/history/stories/exposures.ts';
import { terminatedInstanceId } from '../../src/sandbox/history/stories/terminated-instance.ts';
import { sampleAddresses, sampleTrails } from '../../src/sandbox/sample/cast.ts';
import { applyFilter, rowsOf } from './explorer-frame.ts';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** Opens the explorer of the connection in use, and waits until its first day is there. */
async function explore(workbench: Workbench): Promise<Frame> {
  await workbench.openCloudTrail();
  await workbench.runCommand('CloudTrail: Explore events');
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.locator('ts-event-table')).toBeVisible();
  return frame;
}

async function answer({ page }: Workbench, title: string | RegExp, text: string): Promise<void> {
  const question = page.locator('.quick-input-widget:visible');
  await expect(question.locator('.quick-input-title')).toHaveText(title);
  await question.locator('input:visible').first().fill(text);
  await page.keyboard.press('Enter');
}

test('all Regions are in one table, and a row opens the event viewer', async ({ workbench }) => {
  const frame = await explore(workbench);
  await expect(frame.locator('.counts')).toHaveText(/^\d+ of \d+ events$/);
  await expect(frame.getByText('17 Regions done')).toBeVisible();
  await applyFilter(frame, 'name:PutBucketPolicy region:eu-west-1 time:-90d..');
  const row = rowsOf(frame).filter({ hasText: sampleTrails.failing.bucket }).first();
  await row.dblclick();
  const viewer = await workbench.webview('ts-event-viewer');
  await expect(viewer.locator('main')).toContainText('PutBucketPolicy');
  await expect(workbench.editorTab('PutBucketPolicy')).toHaveCount(1);
  expect(workbench.complaints).toEqual([]);
});

test('Space shows one event after the other beside, and the table keeps the focus', async ({ workbench }) => {
  const frame = await explore(workbench);
  await applyFilter(frame, 'name:(StopLogging OR TerminateInstances) time:-90d..');
  const table = frame.locator('ts-event-table');
  await expect(rowsOf(frame).nth(2)).toBeVisible();
  await table.getByRole('grid').focus();
  await workbench.page.keyboard.press('ArrowDown');
  await workbench.page.keyboard.press('Space');
  const viewer = await workbench.webview('ts-event-viewer');
  const first = await viewer.locator('main').innerText();
  await workbench.page.keyboard.press('ArrowDown');
  await workbench.page.keyboard.press('Space');
  await expect(viewer.locator('main')).not.toHaveText(first, { useInnerText: true });
  await expect(workbench.editorTab(/^(StopLogging|TerminateInstances)/)).toHaveCount(1);
  expect(await frame.evaluate(() => document.hasFocus())).toBe(true);
});

/** What somebody types to find a story of the sample account, and what tells it. */
const stories: readonly (readonly [string, string, string | RegExp])[] = [
  [
    'the instance that was terminated',
    `name:TerminateInstances time:-90d.. ${terminatedInstanceId}`,
    'maria',
  ],
  ['the bucket that was public', `name:PutBucketPolicy time:-90d.. ${exposedBucket}`, exposedBucket],
  ['the trail that was stopped', 'name:StopLogging time:-90d..', 'legacy'],
  [
    'the delivery that was denied',
    `name:PutBucketPolicy time:-90d.. ${sampleTrails.failing.bucket}`,
    'maria',
  ],
  ['the sign-in of the root user', 'user:root name:ConsoleLogin time:-90d..', 'root'],
  ['the guessed password', `name:ConsoleLogin ip:${sampleAddresses.intruder} time:-90d..`, 'sven'],
  ['the key that is to be deleted', 'name:ScheduleKeyDeletion time:-90d..', 'ScheduleKeyDeletion'],
  [
    'the security group that was open',
    'name:AuthorizeSecurityGroupIngress time:-90d..',
    /sg-|security group/,
  ],
  ['the calls that were denied', 'error:AccessDenied* user:deploy-bot time:-5d..', 'deploy-bot'],
];

test('each story of the account is found with one filter', async ({ workbench }) => {
  const frame = await explore(workbench);
  for (const [story, filter, telling] of stories) {
    await test.step(story, async () => {
      await applyFilter(frame, filter);
      await expect(rowsOf(frame).filter({ hasText: telling }).first()).toBeVisible({ timeout: 60_000 });
    });
  }
});

test('a question is answered in words, with the events behind them', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await workbench.runCommand('CloudTrail: Investigate…');
  await answer(workbench, 'Investigate', 'changed');
  await answer(workbench, /.+/, terminatedInstanceId);
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.getByText(`terminated ${terminatedInstanceId} in us-east-1`).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(rowsOf(frame).filter({ hasText: 'TerminateInstances' }).first()).toBeVisible();
});

test('who changed what is selected in an editor', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.openCloudTrail();
  await workbench.runCommand('File: New Untitled Text File');
  await page.keyboard.type(`instance: ${terminatedInstanceId}`);
  await workbench.runCommand('CloudTrail: Who changed this?');
  const frame = await workbench.webview('ts-explorer');
  await expect(rowsOf(frame).filter({ hasText: 'TerminateInstances' }).first()).toBeVisible({
    timeout: 60_000,
  });
});

test('what is shown is exported, and nothing in it is a formula', async ({ workbench, workspaceFolder }) => {
  const { page } = workbench;
  const frame = await explore(workbench);
  await expect(frame.getByText('17 Regions done')).toBeVisible();
  await frame.getByRole('button', { name: 'Export…' }).click();
  await answer(workbench, 'Export events', 'CSV');
  const dialog = page.locator('.quick-input-widget:visible');
  await expect(dialog.locator('input:visible').first()).toHaveValue(/cloudtrail-events\.csv$/);
  await page.keyboard.press('Enter');
  const file = path.join(workspaceFolder, 'cloudtrail-events.csv');
  await expect(async () => {
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines[0]).toMatch(/^time,event,/);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /(^|,)"?[=+@]/.test(line))).toEqual([]);
  }).toPass();
});
