import path from 'node:path';
import { expect, type Frame } from '@playwright/test';
import { backgroundRecords, LogFolder, planted, plantedRecords } from '../support/log-files.ts';
import { accessibilityProblems } from './accessibility.ts';
import { applyFilter, rowsOf } from './explorer-frame.ts';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const events = 500;

/** A folder of log files in the workspace: of two Regions, with three files that cannot be read, or not wholly. */
function writeLogs(workspaceFolder: string): void {
  const logs = new LogFolder(path.join(workspaceFolder, 'trail-logs'));
  const background = [...backgroundRecords(events)];
  logs.deliver([...background.slice(0, 250), ...plantedRecords()]);
  logs.deliver(background.slice(250), { region: 'eu-west-1', unique: 'BBBBBBBBBBBBBBBB' });
  logs.deliver(background.slice(0, 10), { unique: 'TWICETWICETWICE0' });
  logs.write('AWSLogs/empty.json.gz', new Uint8Array());
  logs.write('AWSLogs/not ours.json', { hello: 'world' });
  logs.write('AWSLogs/broken.json', '{"Records":[{"eventVersion":');
}

async function openLogs(workbench: Workbench): Promise<Frame> {
  const folder = workbench.page
    .locator('.explorer-folders-view')
    .getByRole('treeitem', { name: 'trail-logs' });
  await workbench.chooseFromMenu(folder, 'Open CloudTrail log files…');
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.getByText(/^\d+ files$/)).toBeVisible();
  return frame;
}

test.beforeEach(({ workspaceFolder }) => {
  writeLogs(workspaceFolder);
});

test('a folder of log files is opened from the file explorer, filtered, and its events read', async ({
  workbench,
  extensionLog,
}) => {
  const frame = await openLogs(workbench);
  const total = events + plantedRecords().length;
  await expect(frame.locator('.counts')).toHaveText(new RegExp(`of ${total} events$`));
  await applyFilter(frame, `name:TerminateInstances ip:${planted.address}`);
  await expect(frame.locator('.counts')).toHaveText(`${planted.terminations} of ${total} events`);
  await rowsOf(frame).filter({ hasText: planted.terminated }).first().dblclick();
  const viewer = await workbench.webview('ts-event-viewer');
  await expect(viewer.locator('main')).toContainText(planted.terminated);
  await expect(viewer.locator('main')).toContainText('mallory');
  expect(workbench.complaints).toEqual([]);
  expect(await extensionLog()).not.toMatch(/\[error\]/);
});

test('files that could not be read are listed with what is wrong', async ({ workbench }) => {
  const frame = await openLogs(workbench);
  await expect(frame.getByText('3 files could not be read, or not wholly.')).toBeVisible();
  expect(await accessibilityProblems(frame)).toEqual([]);
  await frame.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(workbench.treeItem('Log Files', 'empty.json.gz, empty')).toBeVisible();
  await expect(workbench.treeItem('Log Files', 'not ours.json, not CloudTrail')).toBeVisible();
  await expect(workbench.treeItem('Log Files', 'broken.json, not JSON')).toBeVisible();
  await workbench.treeItem('Log Files', 'broken.json, not JSON').click();
  await expect(workbench.editorTab('broken.json')).toBeVisible();
});

test('log files stay open over a reload, and are closed', async ({ workbench }) => {
  await openLogs(workbench);
  await workbench.page.reload();
  await workbench.openCloudTrail();
  const log = workbench.treeItem('Log Files', /^trail-logs, log files/);
  await log.click();
  await workbench.treeItem('Log Files', /^eu-west-1/).click();
  const frame = await workbench.webview('ts-explorer');
  await expect(frame.getByRole('combobox')).toHaveValue(/region:eu-west-1/);
  await workbench.chooseFromMenu(log, 'Close log files');
  await expect(workbench.view('Log Files')).toContainText('Log files on this machine');
});
