import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { projectRoot } from './project.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** Wide enough for names and states, and narrow enough to stand beside a question. */
const narrowSideBarWidth = 415;
/** A trail that every connection of the pictures has. */
const knownTrail = 'org-audit';

/**
 * The user's profiles: one of an account that answers on this machine, one that is signed out, and others to choose
 * from.
 *
 * @param {string} address
 * @returns {string}
 */
export function pictureProfiles(address) {
  return `
[profile staging]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
region = eu-west-1
endpoint_url = ${address}

[profile prod]
sso_session = acme
sso_account_id = 444455556666
sso_role_name = ReadOnly
region = eu-west-1

[profile auditor]
role_arn = arn:aws:iam::444455556666:role/Auditor
source_profile = staging
mfa_serial = arn:aws:iam::111122223333:mfa/ada
region = eu-west-1

[profile vault]
credential_process = /opt/vault/credentials
region = us-west-2

[sso-session acme]
sso_start_url = https://acme.example/start
sso_region = eu-west-1
`;
}

/** @returns {Promise<{ address: string, stop: () => void }>} The sample account once more, at an address. */
export async function startEmulator() {
  const child = spawn(process.execPath, [path.join(projectRoot, 'scripts/sandbox.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [greeting] = await once(child.stdout, 'data');
  const address = /http:\/\/[\d.]+:\d+/.exec(String(greeting))?.[0];
  if (address === undefined) {
    child.kill();
    throw new Error(`The sandbox did not say where it answers: ${greeting}`);
  }
  return { address, stop: () => child.kill() };
}

/**
 * Two accounts side by side, one that is signed out, and the question for one more.
 *
 * @param {Page} page
 */
export async function showConnections(page) {
  await openCloudTrail(page);
  await widenSideBar(page, narrowSideBarWidth);
  const rows = page.locator('.sidebar').getByRole('treeitem');
  await addConnection(page, 'prod');
  await rows.filter({ hasText: 'You are signed out.' }).first().waitFor();
  await addConnection(page, 'staging');
  await rows.filter({ hasText: 'Today' }).waitFor();
  await runCommand(page, 'CloudTrail: Add connection…');
  await page.locator('.quick-input-list').getByText('vault').waitFor();
  await page.mouse.move(0, 0);
}

/**
 * The plan of a new trail.
 *
 * @param {Page} page
 */
export async function showReview(page) {
  await openCloudTrail(page);
  await widenSideBar(page, narrowSideBarWidth);
  await runCommand(page, 'CloudTrail: Quick create trail…');
  await page.locator('.quick-input-title').getByText('Quick create trail').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.codelens-decoration').getByText('Apply').waitFor();
  await page.locator('.view-line').getByText('Findings after this').waitFor();
  // The colours come after the text.
  await page.locator('.view-line [class*="mtk"]').nth(20).waitFor();
  await page.mouse.move(0, 0);
}

/**
 * @param {Page} page
 * @param {number} width
 */
export async function widenSideBar(page, width) {
  const edge = await page.locator('.part.sidebar').boundingBox();
  if (edge) {
    await page.mouse.move(edge.x + edge.width, 300);
    await page.mouse.down();
    await page.mouse.move(width, 300, { steps: 5 });
    await page.mouse.up();
  }
}

/** @param {Page} page */
async function openCloudTrail(page) {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^CloudTrail/ })
    .click();
  await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: knownTrail }).first().waitFor();
}

/**
 * @param {Page} page
 * @param {string} profile
 */
async function addConnection(page, profile) {
  await runCommand(page, 'CloudTrail: Add connection…');
  await page.locator('.quick-input-list').getByText(profile).first().waitFor();
  await page.keyboard.type(profile);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-title').getByText(`Region of ${profile}`).waitFor();
  await page.keyboard.press('Enter');
}

/**
 * @param {Page} page
 * @param {string} title
 */
async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list').getByText(title, { exact: true }).first().click();
}
