import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Frame } from '@playwright/test';
import { currentTarget } from '../../scripts/lib/engine-package.mjs';
import { idOf, planted, plantedRecords, someRecords } from '../support/log-files.ts';
import { accessibilityProblems } from './accessibility.ts';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

test.use({ hasEngine: true, settings: { 'files.simpleDialog.enable': true } });
test.skip(currentTarget() === undefined, 'There is no log engine for this platform.');

const count = 3000;

/** Log files below the workspace, as a trail delivers them. */
async function deliverLogs(workspaceFolder: string): Promise<string> {
  const folder = path.join(workspaceFolder, 'logs');
  const records = [...someRecords(count), ...plantedRecords()];
  await mkdir(folder);
  await writeFile(path.join(folder, 'trail.json.gz'), gzipSync(JSON.stringify({ Records: records })));
  return folder;
}

/** Answers the dialog for a folder. */
async function chooseFolder({ page }: Workbench, folder: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible');
  const input = dialog.locator('input:visible').first();
  await expect(input).toHaveValue(/\//);
  await input.fill(`${folder}/`);
  await expect(dialog.locator('.quick-input-list')).not.toContainText('audit-trail.yaml');
  await expect(dialog.locator('.quick-input-list')).not.toContainText('cdk');
  // The dialog looks the folder up first, and does not hear a key in that time.
  await expect(async () => {
    if (await input.isVisible()) {
      await input.press('Enter', { timeout: 1000 });
    }
    await expect(input).toBeHidden({ timeout: 2000 });
  }).toPass();
}

async function choose({ page }: Workbench, text: string): Promise<void> {
  const question = page.locator('.quick-input-widget:visible');
  await question.locator('input:visible').first().fill(text);
  await page.keyboard.press('Enter');
}

/** A new query on the logs, in the editor. */
async function newQuery(workbench: Workbench, workspaceFolder: string): Promise<void> {
  const folder = await deliverLogs(workspaceFolder);
  await workbench.runCommand('CloudTrail: New query');
  await choose(workbench, 'Open a folder');
  await chooseFolder(workbench, folder);
  await expect(workbench.editorTab(/Untitled-1/)).toBeVisible();
}

/** Types a query in place of the one that is there. */
async function typeQuery({ page }: Workbench, sql: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(sql);
}

const cells = (frame: Frame, row: number) => frame.locator(`[data-place="${row}"]`).getByRole('gridcell');

test('a query is made, run and read with the keyboard, and an event opened', async ({
  workbench,
  workspaceFolder,
}) => {
  const { page } = workbench;
  await newQuery(workbench, workspaceFolder);
  await page.keyboard.press('Control+Enter');
  const frame = await workbench.webview('ts-query-page');
  await expect(frame.locator('.counts')).toHaveText(/^100 rows · answered in [\d.]+ s$/);
  await typeQuery(
    workbench,
    'SELECT eventid, eventname, errorcode FROM cloudtrail_logs ORDER BY eventtime, eventid',
  );
  await page.keyboard.press('Control+Enter');
  await expect(frame.locator('.counts')).toHaveText(/^First 2,048 rows, more below/);
  const grid = frame.getByRole('grid', { name: 'Result of the query' });
  await grid.focus();
  await expect(cells(frame, 0)).toHaveText([idOf(0), 'DescribeTrails', 'NULL']);
  await page.keyboard.press('Control+End');
  const all = count + plantedRecords().length;
  await expect(frame.locator('.counts')).toHaveText(new RegExp(`^${all.toLocaleString('en')} rows`));
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+c');
  expect(await accessibilityProblems(frame)).toEqual([]);
  await page.keyboard.press('Enter');
  const viewer = await workbench.webview('ts-event-viewer');
  await expect(viewer.locator('main').first()).toContainText('DescribeTrails');
  expect(workbench.complaints).toEqual([]);
});

test('what is wrong is told and marked, and gone with the next run', async ({
  workbench,
  workspaceFolder,
}) => {
  const { page } = workbench;
  await newQuery(workbench, workspaceFolder);
  await typeQuery(workbench, 'SELECT eventname,\n  eventtme\nFROM cloudtrail_logs');
  await page.keyboard.press('Control+Enter');
  const frame = await workbench.webview('ts-query-page');
  await expect(frame.locator('.problem')).toContainText('eventtme');
  await expect(page.locator('.squiggly-error')).toHaveCount(1);
  expect(await accessibilityProblems(frame)).toEqual([]);
  await frame.getByRole('button', { name: 'Line 2, column 3' }).click();
  await typeQuery(workbench, `SELECT eventname, count(*) AS n FROM cloudtrail_logs GROUP BY 1 ORDER BY n, 1`);
  await expect(page.locator('.squiggly-error')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(cells(frame, 0)).toHaveText(['StopLogging', String(planted.stopped)]);
  await typeQuery(workbench, 'DROP TABLE cloudtrail_logs');
  await page.keyboard.press('Control+Enter');
  await expect(frame.locator('.problem')).toContainText('Only SELECT is allowed');
});

test('a result is sorted by its header and exported as it is', async ({ workbench, workspaceFolder }) => {
  const { page } = workbench;
  await newQuery(workbench, workspaceFolder);
  await typeQuery(workbench, 'SELECT eventname, count(*) AS n FROM cloudtrail_logs GROUP BY 1 -- by name');
  await page.keyboard.press('Control+Enter');
  const frame = await workbench.webview('ts-query-page');
  await frame.getByRole('columnheader', { name: 'n', exact: true }).click();
  await expect(cells(frame, 0)).toHaveText(['StopLogging', String(planted.stopped)]);
  await frame.getByRole('button', { name: 'Export…' }).click();
  await choose(workbench, 'CSV');
  const input = page.locator('.quick-input-widget:visible input:visible').first();
  await expect(input).toHaveValue(/query-result\.csv$/);
  await page.keyboard.press('Enter');
  // No toast comes up while a webview has the focus of a served window.
  await page.getByRole('button', { name: /Notification/ }).click();
  await expect(page.locator('.notifications-center')).toContainText('rows were written to');
  const lines = (await readFile(path.join(workspaceFolder, 'query-result.csv'), 'utf8')).trim().split('\n');
  expect(lines.slice(0, 2)).toEqual(['eventname,n', `StopLogging,${planted.stopped}`]);
});
