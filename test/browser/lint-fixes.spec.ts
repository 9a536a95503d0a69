import { expect, type Locator } from '@playwright/test';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** Opens the template with faults, and puts the cursor on one of them, with the keyboard alone once the file is open. */
async function goTo(workbench: Workbench, line: number): Promise<void> {
  const { page } = workbench;
  await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: 'old-trail.yaml' }).dblclick();
  await expect(page.locator('.view-lines')).toBeVisible();
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await page.keyboard.press('Control+G');
  await page.keyboard.type(`${line}:8`);
  await page.keyboard.press('Enter');
}

function lineWith({ page }: Workbench, text: string): Locator {
  // The editor shows spaces as characters of another kind.
  return page.locator('.view-line').filter({ hasText: new RegExp(text.replaceAll(' ', '\\s')) });
}

function action({ page }: Workbench, title: string | RegExp): Locator {
  return page.locator('.action-widget').getByRole('option').filter({ hasText: title });
}

/** The menu closes again when a view takes the focus in that moment: a person would open it once more. */
async function openActions(workbench: Workbench, first: string): Promise<void> {
  await expect(async () => {
    await workbench.page.keyboard.press('Control+.');
    await expect(action(workbench, first)).toBeVisible({ timeout: 5000 });
  }).toPass();
}

const wrongName = 44;

test('a finding is fixed from the light bulb with the keyboard, and that is undone in one step', async ({
  workbench,
}) => {
  const { page } = workbench;
  await goTo(workbench, wrongName);
  await openActions(workbench, 'Rename KmsKeyId to KMSKeyId');
  await expect(action(workbench, 'Ignore unknown-property on this line')).toBeVisible();
  await expect(action(workbench, 'Turn unknown-property off in trailscope.config.json')).toBeVisible();
  await expect(action(workbench, 'Explain unknown-property')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lineWith(workbench, 'KMSKeyId: alias')).toBeVisible();
  await page.keyboard.press('Control+Z');
  await expect(lineWith(workbench, 'KmsKeyId: alias')).toBeVisible();
  expect(workbench.complaints).toEqual([]);
});

test('all that is safe is fixed at once', async ({ workbench }) => {
  await goTo(workbench, wrongName);
  await workbench.runCommand('Fix All');
  await expect(lineWith(workbench, 'EnableLogFileValidation: true')).toBeVisible();
  await expect(lineWith(workbench, 'KmsKeyId: alias')).toBeVisible();
  await expect(lineWith(workbench, 'DependsOn: LogBucketPolicy')).toBeVisible();
  await workbench.page.keyboard.press('Control+Z');
  await expect(lineWith(workbench, 'EnableLogFileValidation')).toHaveCount(0);
  await expect(lineWith(workbench, 'DependsOn')).toHaveCount(0);
});

test('a reason is asked for where a finding is ignored', async ({ workbench }) => {
  const { page } = workbench;
  await goTo(workbench, wrongName);
  await openActions(workbench, 'Ignore unknown-property on this line');
  await action(workbench, 'Ignore unknown-property on this line').click();
  await expect(lineWith(workbench, '# trailscope-ignore unknown-property: reason')).toBeVisible();
  await page.keyboard.type('it is going to be renamed');
  await expect(
    lineWith(workbench, '# trailscope-ignore unknown-property: it is going to be renamed'),
  ).toBeVisible();
});

test.describe('of several places', () => {
  test.use({ settings: { 'trailscope.lint.preset': 'all' } });

  test('a fix is shown before it is made, if the user asks for that', async ({ workbench }) => {
    const { page } = workbench;
    await goTo(workbench, 39);
    await openActions(workbench, 'Add the topic OldTrailTopic');
    await action(workbench, 'Add the topic OldTrailTopic').hover();
    await page.keyboard.press('Control+Enter');
    const preview = page.locator('.part.panel').filter({ hasText: 'Refactor Preview' });
    await expect(preview).toContainText('old-trail.yaml');
    await expect(preview).toContainText('DependsOn: OldTrailTopicPolicy');
    await expect(lineWith(workbench, 'SnsTopicName')).toHaveCount(0);
    await preview.getByRole('button', { name: 'Apply' }).click();
    await expect(preview).toBeHidden();
    await expect(lineWith(workbench, 'SnsTopicName: !GetAtt OldTrailTopic.TopicName')).toBeVisible();
  });
});
