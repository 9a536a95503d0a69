import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/*
 * Trails are created, started and stopped with the keyboard alone: nothing in here clicks.
 */

/** Runs a command of the palette. */
async function run(workbench: Workbench, title: string): Promise<void> {
  await workbench.findCommand(title);
  await workbench.page.keyboard.press('Enter');
}

/** Answers the question with that title. */
async function type({ page }: Workbench, title: string | RegExp, text: string): Promise<void> {
  const question = page.locator('.quick-input-widget:visible');
  await expect(question.locator('.quick-input-title')).toHaveText(title);
  await question.locator('input:visible').first().fill(text);
  await page.keyboard.press('Enter');
}

/** The text of the document in the active editor, with its blanks as plain ones. */
function document(page: Page): Locator {
  return page.locator('.editor-group-container.active .view-lines');
}

async function apply({ page }: Workbench): Promise<void> {
  await expect(page.locator('.editor-group-container.active .codelens-decoration').first()).toContainText(
    'Apply',
  );
  await page.keyboard.press('Control+Enter');
}

async function allowChanges({ page }: Workbench): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /Allow changes in the account 111122223333\?/ });
  await expect(dialog).toContainText('us-east-1');
  await expect(dialog).toContainText('assumed-role/TrailscopeSample/explorer');
  await expect(dialog.getByRole('button', { name: 'Allow changes' })).toBeFocused();
  await page.keyboard.press('Enter');
}

test('a trail is created from the palette, reviewed, applied, and stopped again by typing its name', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.openCloudTrail();
  await run(workbench, 'CloudTrail: Quick create trail…');
  await type(workbench, /^Quick create trail/, 'security-trail');

  await expect(document(page)).toContainText('Create trail "security-trail"');
  await expect(document(page)).toContainText('acme-sample (111122223333)');
  await expect(document(page)).toContainText('cloudtrail:CreateTrail');
  await apply(workbench);
  await allowChanges(workbench);
  await expect(document(page)).toContainText('Trail "security-trail" was created and logs.', {
    timeout: 20_000,
  });
  await expect(workbench.treeItem('Trails', /^security-trail, logging/)).toBeVisible();

  await run(workbench, 'CloudTrail: Stop logging…');
  await type(workbench, 'Stop logging', 'security-trail');
  await expect(document(page)).toContainText('Stop logging on trail "security-trail"');
  await expect(document(page)).toContainText('The chain of digests breaks');
  await apply(workbench);
  const question = page.locator('.quick-input-widget:visible');
  await type(workbench, 'Stop logging on trail "security-trail"', 'security');
  await expect(question).toContainText('This is not the name of the trail.');
  await type(workbench, 'Stop logging on trail "security-trail"', 'security-trail');
  await expect(workbench.treeItem('Trails', /^security-trail, stopped/)).toBeVisible({ timeout: 20_000 });
  expect(workbench.complaints).toEqual([]);
});

test('the questions of a trail lead to its review, Back leads to them again, and Cancel leaves nothing', async ({
  workbench,
}) => {
  const { page } = workbench;
  const title = page.locator('.quick-input-widget:visible .quick-input-title');
  await workbench.openCloudTrail();
  await run(workbench, 'CloudTrail: Create trail…');
  await expect(title).toBeVisible();
  // The proposals are good as they are: Enter takes each.
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(document(page)).toContainText('Create trail "', { timeout: 1000 });
  }).toPass({ timeout: 40_000 });

  await run(workbench, 'CloudTrail: Back to the questions');
  await expect(title).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(document(page)).toContainText('Create trail "');
  await run(workbench, 'CloudTrail: Cancel the plan');
  await expect(workbench.editorTab(/^Create trail/)).toHaveCount(0);
  await expect(workbench.treeItem('Trails', /^audit-trail/)).toHaveCount(0);
});
