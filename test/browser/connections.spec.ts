import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { startSandbox } from '../../src/sandbox/main.ts';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** Chooses a row of the question with that title. */
async function choose({ page }: Workbench, title: string | RegExp, text: string): Promise<void> {
  const question = page.locator('.quick-input-widget:visible');
  await expect(question.locator('.quick-input-title')).toHaveText(title);
  await expect(question.locator('.quick-input-list')).toContainText(text);
  await question.locator('input:visible').first().fill(text);
  await page.keyboard.press('Enter');
}

const emulator = (address: string): string => `
[profile emulator]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
region = eu-west-1
endpoint_url = ${address}
`;

const signedOut = `
[profile prod]
sso_session = acme
sso_account_id = 444455556666
sso_role_name = ReadOnly
region = eu-west-1

[sso-session acme]
sso_start_url = https://acme.invalid/start
sso_region = eu-west-1
`;

test('a profile is added beside the sample account, and each keeps its own trails', async ({
  workbench,
  awsFolder,
}) => {
  const door = await startSandbox(0);
  try {
    await writeFile(path.join(awsFolder, 'config'), emulator(door.address));
    await workbench.openCloudTrail();
    await expect(workbench.treeItem('Trails', /^org-audit/)).toHaveCount(1);
    await workbench.runCommand('CloudTrail: Add connection…');
    await choose(workbench, 'Add connection', 'emulator');
    await choose(workbench, /^Region of emulator/, 'eu-west-1');
    await expect(workbench.treeItem('Trails', /^emulator \(profile\) .*127\.0\.0\.1.*in use/)).toBeVisible();
    await expect(workbench.treeItem('Trails', /^Sample account/)).toBeVisible();
    await expect(workbench.treeItem('Trails', /^org-audit/)).toHaveCount(2);
    await expect(
      workbench.page.getByRole('button', { name: /^CloudTrail connection: emulator/ }),
    ).toBeVisible();
    await expect(workbench.view('Events').locator('.pane-header')).toContainText('eu-west-1');

    await workbench.runCommand('CloudTrail: Use another connection…');
    await choose(workbench, 'CloudTrail connection', 'Sample account');
    await expect(workbench.view('Events').locator('.pane-header')).toContainText('us-east-1');
    await workbench.chooseFromMenu(workbench.treeItem('Trails', /^emulator/), 'Remove connection');
    await expect(workbench.treeItem('Trails', /^emulator/)).toHaveCount(0);
    await expect(workbench.treeItem('Trails', /^org-audit/)).toHaveCount(1);
  } finally {
    await door.close();
  }
});

test.describe('signed out of IAM Identity Center', () => {
  test.use({ awsConfig: signedOut, settings: { 'trailscope.initialConnection': 'none' } });

  test('the views say so, nothing opens by itself, and one click signs in in a terminal', async ({
    workbench,
  }) => {
    const { page } = workbench;
    await workbench.openCloudTrail();
    await workbench.runCommand('CloudTrail: Add connection…');
    await choose(workbench, 'Add connection', 'prod');
    await choose(workbench, /^Region of prod/, 'eu-west-1');
    await expect(workbench.view('Events')).toContainText('You are signed out of this connection.');
    await expect(page.locator('.terminal-wrapper')).toHaveCount(0);
    await workbench.view('Events').getByText('Sign in', { exact: true }).click();
    await expect(page.locator('.terminal-wrapper')).toBeVisible();
    await expect(page.locator('.pane-body.integrated-terminal, .terminal-tabs-entry').first()).toBeVisible();
  });
});

test.describe('without a profile', () => {
  test.use({ settings: { 'trailscope.initialConnection': 'none' } });

  test('the status bar has no connection, and a broken file is told with its line', async ({
    workbench,
    awsFolder,
  }) => {
    await writeFile(
      path.join(awsFolder, 'config'),
      '[profile broken]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = gone\n',
    );
    await workbench.openCloudTrail();
    await expect(workbench.page.getByRole('button', { name: /^CloudTrail connection/ })).toHaveCount(0);
    await workbench.runCommand('CloudTrail: Add connection…');
    await expect(workbench.page.locator('.quick-input-list')).toContainText('gone, which does not exist.');
    await expect(workbench.page.locator('.quick-input-list')).toContainText('config:3');
  });
});
