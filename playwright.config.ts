import { defineConfig } from '@playwright/test';
import { chromiumArguments, ensureChromium } from './scripts/lib/chromium.mjs';

// The workers read this file too, and inherit the answer.
process.env['TRAILSCOPE_CHROMIUM'] ??= await ensureChromium();

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each worker runs a VS Code of its own, which keeps a core busy.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A whole editor is driven by mouse and keys. A test that needs its second try is told as flaky, and is to be mended.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list'], ['json', { outputFile: 'out/results/browser.json' }]],
  use: {
    viewport: { width: 1400, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-first-failure',
    launchOptions: { executablePath: process.env['TRAILSCOPE_CHROMIUM'], args: chromiumArguments },
  },
});
