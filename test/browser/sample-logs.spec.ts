import { expect } from '@playwright/test';
import { strangerAddress } from '../../src/sandbox/log-files/object-records.ts';
import { applyFilter } from './explorer-frame.ts';
import { test } from './fixtures.ts';

test('who has no log files opens sample ones, asks them, and sees which could not be read', async ({
  workbench,
  extensionLog,
}) => {
  await workbench.openCloudTrail();
  await workbench.view('Log Files').getByRole('button', { name: 'Open sample log files' }).click();
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.getByText('2 files could not be read, or not wholly.')).toBeVisible();
  await applyFilter(frame, `ip:${strangerAddress}`);
  await expect(frame.locator('.counts')).toHaveText(/^5 of \d,\d{3} events$/);
  await expect(workbench.treeItem('Log Files', /^sample-logs, log files/)).toBeVisible();
  expect(workbench.complaints).toEqual([]);
  expect(await extensionLog()).not.toMatch(/\[error\]/);
});
