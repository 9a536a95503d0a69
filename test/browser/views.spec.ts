import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** Answers the question with that title, once it is the one that is asked. */
async function answer(workbench: Workbench, title: string, text: string): Promise<void> {
  const question = workbench.page.locator('.quick-input-widget:visible');
  await expect(question.locator('.quick-input-title')).toHaveText(title);
  const input = question.locator('input:visible').first();
  await input.fill(text);
  await input.press('Enter');
}

async function chooseRegion(workbench: Workbench, region: string): Promise<void> {
  await workbench.runCommand('CloudTrail: Choose Region…');
  await expect(workbench.page.locator('.quick-input-list')).toContainText('us-east-1');
  await answer(workbench, 'Region of Sample account', region);
  await expect(workbench.view('Trails').locator('.pane-header')).toContainText(region);
}

const message = (workbench: Workbench): Locator => workbench.view('Events').locator('.message');
const events = (workbench: Workbench): Locator =>
  workbench.view('Events').getByRole('treeitem', { level: 2 });

test('trails tell their state, and below it all that belongs to them', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await expect(workbench.treeItem('Trails', /^Sample account acme-sample · 111122223333/)).toBeVisible();
  await workbench.treeItem('Trails', /^org-audit, logging, all Regions · org/).click();
  await expect(workbench.treeItem('Trails', /^Logs: s3:\/\//)).toBeVisible();
  await expect(workbench.treeItem('Trails', /^Validation: on, last digest/)).toBeVisible();
  await expect(workbench.treeItem('Trails', /^Insights: API call rate/)).toBeVisible();
  await workbench.treeItem('Trails', /^Records: management events/).click();
  await expect(workbench.treeItem('Trails', /^S3 object writes/)).toBeVisible();
  expect(workbench.complaints).toEqual([]);
});

test('events are writes first, all when they are asked for, and more with every page', async ({
  workbench,
}) => {
  await workbench.openCloudTrail();
  await expect(message(workbench)).toHaveText('Writes only. Events appear some minutes after they happen.');
  await expect(events(workbench).filter({ hasText: /^(Describe|List|Get)/ })).toHaveCount(0);
  await workbench.runCommand('CloudTrail: Show reads too');
  await expect(message(workbench)).toContainText('Reads and writes.');
  await expect(workbench.treeItem('Events', /, read, /).first()).toBeVisible();

  await workbench.view('Events').getByRole('tree').focus();
  await workbench.page.keyboard.press('End');
  const more = workbench.treeItem('Events', /^Load more so far back to/);
  const before = await more.textContent();
  await more.click();
  await expect(async () => {
    await workbench.view('Events').getByRole('tree').focus();
    await workbench.page.keyboard.press('End');
    expect(await more.textContent({ timeout: 1000 })).not.toBe(before);
  }).toPass();
});

test('events can be looked up by one attribute, which the view tells', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await expect(events(workbench).first()).toBeVisible();
  await workbench.runCommand('CloudTrail: Choose time range…');
  await answer(workbench, 'Time range', 'Last 90 days');
  await workbench.runCommand('CloudTrail: Filter events…');
  await answer(workbench, 'Filter events', 'Event name');
  await answer(workbench, 'Filter events: Event name', 'TerminateInstances');
  await expect(message(workbench)).toContainText('Event name: TerminateInstances.');
  await expect(workbench.view('Events').locator('.pane-header')).toContainText('last 90 days');
  await expect(workbench.treeItem('Events', /^TerminateInstances i-/).first()).toBeVisible();
  await workbench.runCommand('CloudTrail: Clear event filter');
  await expect(message(workbench)).not.toContainText('Event name');
});

test('a filter that matches nothing says what to do', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await expect(events(workbench).first()).toBeVisible();
  await workbench.runCommand('CloudTrail: Filter events…');
  await answer(workbench, 'Filter events', 'Event name');
  await answer(workbench, 'Filter events: Event name', 'NoSuchCall');
  await expect(workbench.view('Events')).toContainText('No events match.');
  await workbench.view('Events').getByText('Clear the filter').click();
  await expect(events(workbench).first()).toBeVisible();
});

test('a stopped trail is started after a review and a question that names the account, and that becomes an event', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.openCloudTrail();
  await chooseRegion(workbench, 'us-west-2');
  const trail = workbench.treeItem('Trails', /^legacy, stopped/);
  await workbench.chooseFromMenu(trail, 'Start logging…');
  await expect(page.locator('.editor-group-container.active .view-lines')).toContainText(
    'Start logging on trail "legacy"',
  );
  await page.getByRole('button', { name: /^Apply the reviewed plan/ }).click();
  const dialog = page.getByRole('dialog', { name: /Allow changes in the account 111122223333\?/ });
  await expect(dialog).toContainText('us-west-2');
  await dialog.getByRole('button', { name: 'Allow changes' }).click();
  await expect(workbench.treeItem('Trails', /^legacy, logging/)).toBeVisible();
  await workbench.runCommand('CloudTrail: Refresh events');
  await expect(workbench.treeItem('Events', /^StartLogging legacy/)).toBeVisible();
});

test('other Regions lead to the global events', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await chooseRegion(workbench, 'eu-west-1');
  await workbench.treeItem('Events', /^Global events .* are in us-east-1/).click();
  await expect(workbench.view('Events').locator('.pane-header')).toContainText('us-east-1');
});

test('the connection outlives a reload of the window', async ({ workbench }) => {
  await workbench.openCloudTrail();
  await chooseRegion(workbench, 'us-west-2');
  await expect(workbench.treeItem('Trails', /^legacy/)).toBeVisible();
  await workbench.page.reload();
  await expect(workbench.treeItem('Trails', /^legacy/)).toBeVisible({ timeout: 30_000 });
});

test.describe('without a connection', () => {
  test.use({ settings: { 'trailscope.initialConnection': 'none' } });

  test('the views say what to do', async ({ workbench }) => {
    await workbench.openCloudTrail();
    await expect(workbench.view('Trails')).toContainText('No connection yet.');
    await workbench.view('Trails').getByText('Open sample account').click();
    await expect(workbench.treeItem('Trails', /^Sample account/)).toBeVisible();
    await expect(events(workbench).first()).toBeVisible();
  });
});

test.describe('without credentials', () => {
  test.use({ settings: { 'trailscope.initialConnection': 'default' } });

  test('the views say so, and what to do', async ({ workbench }) => {
    await workbench.openCloudTrail();
    await expect(workbench.view('Trails').locator('.message')).toContainText('No AWS credentials were found');
    await expect(workbench.view('Events')).toContainText('Sign in with the AWS CLI, then try again.');
    await workbench.view('Events').getByText('Open sample account').click();
    await expect(events(workbench).first()).toBeVisible();
  });
});

test.describe('in UTC', () => {
  test.use({ settings: { 'trailscope.timeZone': 'utc' } });

  test('times are in UTC', async ({ workbench }) => {
    await workbench.openCloudTrail();
    await expect(workbench.treeItem('Events', /\d\d:\d\d:\d\d UTC$/).first()).toBeVisible();
  });
});

test.describe('in Restricted Mode', () => {
  test.use({
    settings: {
      'trailscope.initialConnection': 'none',
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    },
  });

  test('a workspace cannot make Trailscope connect', async ({ workbench, workspaceFolder }) => {
    await expect(workbench.page.locator('.statusbar')).toContainText('Restricted Mode');
    await mkdir(path.join(workspaceFolder, '.vscode'), { recursive: true });
    const settings = JSON.stringify({ 'trailscope.initialConnection': 'default' });
    await writeFile(path.join(workspaceFolder, '.vscode/settings.json'), settings);
    await workbench.page.reload();
    await workbench.openCloudTrail();
    await expect(workbench.view('Trails')).toContainText('No connection yet.');
    await workbench.view('Trails').getByText('Open sample account').click();
    await expect(workbench.treeItem('Trails', /^Sample account/)).toBeVisible();
  });
});
