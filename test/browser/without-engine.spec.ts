import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test.use({ hasEngine: false });

test('the package for all platforms opens log files too, and says what it cannot do', async ({
  workbench,
  extensionLog,
}) => {
  await workbench.openCloudTrail();
  await workbench.runCommand('CloudTrail: Open sample log files');
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.locator('.counts')).toHaveText(/of \d,\d{3} events$/);
  await frame.getByText(/^\d+ files$/).click();
  await expect(frame.getByText(/^The log engine is not there for this platform/)).toBeVisible();
  expect(workbench.complaints).toEqual([]);
  expect(await extensionLog()).not.toMatch(/\[error\]/);
});
