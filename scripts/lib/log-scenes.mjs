/** @typedef {import('@playwright/test').Page} Page */

const query = `SELECT eventname, useridentity.type AS caller,
count(*) AS calls, count(errorcode) AS failed
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com'
GROUP BY 1, 2
ORDER BY calls DESC`;

/**
 * The sample log files in the explorer, and those that could not be read.
 *
 * @param {Page} page
 */
export async function showLogFiles(page) {
  const explorer = await openSampleLogs(page);
  await explorer.getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: 'cut off' }).waitFor();
  await explorer.getByRole('row').nth(8).waitFor();
  await page.mouse.move(0, 0);
}

/**
 * A query over the sample log files, above its result.
 *
 * @param {Page} page
 */
export async function showQuery(page) {
  await openSampleLogs(page);
  await runCommand(page, 'CloudTrail: New query');
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(query);
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Control+Enter');
  const result = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await result.getByRole('row').nth(8).waitFor();
  // The suggestions go, and the line above the query comes.
  await page.keyboard.press('Escape');
  await page.locator('.codelens-decoration').first().waitFor();
  await page.mouse.move(0, 0);
}

/** @param {Page} page */
async function openSampleLogs(page) {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^CloudTrail/ })
    .click();
  await runCommand(page, 'CloudTrail: Open sample log files');
  const explorer = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await explorer.getByText(/^\d+ files$/).waitFor();
  return explorer;
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
