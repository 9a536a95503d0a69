import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('the Activity Bar has CloudTrail, with its views', async ({ extensionLog, workbench }) => {
  await workbench.openCloudTrail();
  await expect(workbench.view('Trails')).toBeVisible();
  await expect(workbench.view('Events')).toBeVisible();
  expect(workbench.complaints).toEqual([]);
  expect(await extensionLog()).not.toMatch(/\[(error|warning)\]/);
});

test.describe('in Restricted Mode', () => {
  test.use({
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    },
  });

  test('the views are there', async ({ workbench }) => {
    await expect(workbench.page.locator('.statusbar')).toContainText('Restricted Mode');
    await workbench.openCloudTrail();
    await expect(workbench.view('Trails')).toBeVisible();
    await expect(workbench.view('Events')).toBeVisible();
    expect(workbench.complaints).toEqual([]);
  });
});
