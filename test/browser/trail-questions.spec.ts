import { expect, type Locator } from '@playwright/test';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/*
 * The questions about a new trail, answered with the keyboard alone: nothing in here clicks.
 */

function question({ page }: Workbench): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Waits for a step by its title. */
async function step(workbench: Workbench, title: string): Promise<Locator> {
  const shown = question(workbench);
  await expect(shown.locator('.quick-input-title')).toHaveText(new RegExp(`^Create trail: ${title} \\(`));
  return shown;
}

/** Moves to a row by typing what it begins with, and accepts it. */
async function choose(workbench: Workbench, title: string, row: string): Promise<void> {
  const shown = await step(workbench, title);
  await shown.locator('input:visible').first().fill(row);
  await expect(shown.locator('.monaco-list-row.focused')).toContainText(row);
  await workbench.page.keyboard.press('Enter');
}

/** Ticks a row with the arrow keys and the space bar. */
async function tick(workbench: Workbench, row: string): Promise<void> {
  const shown = question(workbench);
  const focused = shown.locator('.monaco-list-row.focused');
  await expect(async () => {
    await workbench.page.keyboard.press('ArrowDown');
    await expect(focused).toContainText(row, { timeout: 300 });
  }).toPass();
  await workbench.page.keyboard.press('Space');
  await expect(focused.getByRole('checkbox')).toBeChecked();
}

async function enter(workbench: Workbench, title: string): Promise<void> {
  await step(workbench, title);
  await workbench.page.keyboard.press('Enter');
}

test('the questions offer what the account has, keep answers on the way back, and lead to a review of all of it', async ({
  workbench,
}) => {
  test.setTimeout(180_000);
  const { page } = workbench;
  await workbench.openCloudTrail();
  await workbench.runCommand('CloudTrail: Create trail…');
  await step(workbench, 'Home Region');
  await page.keyboard.press('Enter');
  await step(workbench, 'Name');
  await expect(question(workbench).locator('input:visible').first()).toHaveValue('audit-trail');
  await question(workbench).locator('input:visible').first().fill('org-audit');
  await expect(question(workbench)).toContainText('There is a trail org-audit in us-east-1 already.');
  await question(workbench).locator('input:visible').first().fill('questions');
  await page.keyboard.press('Enter');

  const bucket = await step(workbench, 'Bucket for log files');
  await expect(bucket.getByRole('option', { name: /acme-trail-logs.*policy fits/ })).toBeVisible();
  await expect(bucket.locator('.monaco-list-row.focused')).toContainText(
    'New bucket cloudtrail-logs-111122223333-questions',
  );
  await choose(workbench, 'Bucket for log files', 'acme-trail-logs');

  await step(workbench, 'What to record');
  await tick(workbench, 'Data events');
  await tick(workbench, 'Insights');
  await page.keyboard.press('Enter');
  await step(workbench, 'Data events');
  await page.keyboard.press('Enter');
  await expect(question(workbench)).toContainText('Tick at least one type of resources.');
  await tick(workbench, 'S3 objects');
  await tick(workbench, 'DynamoDB tables');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await choose(workbench, 'Data events of S3 objects', 'Chosen S3 objects: writes only');
  await question(workbench).locator('input:visible').first().fill('acme-*');
  await expect(question(workbench)).toContainText('no wildcards');
  await question(workbench).locator('input:visible').first().fill('acme-data');
  await page.keyboard.press('Enter');
  await step(workbench, 'Insights events');

  await page.keyboard.press('Control+Alt+Minus');
  const again = await step(workbench, 'Data events of S3 objects');
  await expect(again.locator('.monaco-list-row.focused')).toContainText('Chosen S3 objects: writes only');
  await page.keyboard.press('Enter');
  await expect(again.locator('input:visible').first()).toHaveValue('arn:aws:s3:::acme-data/');
  await page.keyboard.press('Enter');
  await enter(workbench, 'Insights events');

  await step(workbench, 'More');
  await tick(workbench, 'Encryption with');
  await tick(workbench, 'CloudWatch Logs');
  await page.keyboard.press('Enter');
  const key = await step(workbench, 'Encryption');
  await expect(key.getByRole('option', { name: /acme-data-2023.*cannot be used/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await enter(workbench, 'Log group');
  await enter(workbench, 'Retention in the log group');
  await step(workbench, 'Role for CloudWatch Logs');
  await page.keyboard.press('Enter');
  const summary = await step(workbench, 'Check the answers');
  const bucketAnswer = 'Bucket for log files: existing bucket acme-trail-logs';
  await expect(summary.getByRole('option', { name: bucketAnswer })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.editor-group-container.active .view-lines')).toContainText(
    'Create trail "questions"',
  );
  expect(workbench.complaints).toEqual([]);
});
