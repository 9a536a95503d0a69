import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { vsixForThisPlatform } from '../../scripts/lib/engine-package.mjs';
import { projectRoot, vsixFile } from '../../scripts/lib/project.mjs';
import { offlineAws, sampleSettings, themes } from '../../scripts/lib/test-environment.mjs';
import { ensureVscode, newestVscode } from '../../scripts/lib/vscode-releases.mjs';
import { startVscodeServer, type VscodeServer } from '../../scripts/lib/vscode-server.mjs';
import { Workbench } from './workbench.ts';

/** What a file or a group of tests may choose with `test.use({ ... })`. */
interface Choices {
  readonly theme: keyof typeof themes;
  /** User settings on top of those that connect to the sample account. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The text of the user's `~/.aws/config`. */
  readonly awsConfig: string;
}

interface TestFixtures extends Choices {
  /** A new copy of the demo workspace. */
  readonly workspaceFolder: string;
  /** VS Code, opened on the workspace with the packed extension in it. */
  readonly workbench: Workbench;
  /** Reads what the extension has written to its log channels in the windows of this test. */
  readonly extensionLog: () => Promise<string>;
}

interface WorkerFixtures {
  /** Whether the package for this platform is installed, or the one for all, which has no log engine. */
  readonly hasEngine: boolean;
  /** Where this worker's VS Code finds the user's AWS configuration. */
  readonly awsFolder: string;
  readonly server: VscodeServer;
}

/** A test in a real VS Code with the packed extension installed; every test gets a page and a state of its own. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  theme: ['dark', { option: true }],
  settings: [{}, { option: true }],
  awsConfig: ['', { option: true }],

  awsFolder: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-aws-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  hasEngine: [true, { option: true, scope: 'worker' }],

  server: [
    async ({ awsFolder, hasEngine }, use) => {
      const vscode = await ensureVscode(newestVscode);
      const env = {
        ...offlineAws,
        AWS_CONFIG_FILE: path.join(awsFolder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: path.join(awsFolder, 'credentials'),
      };
      const extensions = [hasEngine ? vsixForThisPlatform() : vsixFile()];
      const server = await startVscodeServer({ vscode, extensions, env });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
  workspaceFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'trailscope-workspace-'));
    await cp(path.join(projectRoot, 'scripts/demo-workspace'), folder, { recursive: true });
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  extensionLog: [
    async ({ server }, use) => {
      const before = new Set(await logFiles(server));
      await use(async () => {
        const files = (await logFiles(server)).filter((file) => !before.has(file));
        const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
        return texts.join('');
      });
    },
    // Before the first window of the test is opened.
    { auto: true },
  ],

  workbench: async ({ page, server, workspaceFolder, theme, settings, awsFolder, awsConfig }, use) => {
    await writeFile(path.join(awsFolder, 'config'), awsConfig);
    await server.writeSettings({ ...sampleSettings, 'workbench.colorTheme': themes[theme], ...settings });
    const workbench = new Workbench(page);
    await workbench.open(server.address({ folder: workspaceFolder }));
    await use(workbench);
  },
});

/** The log files of the extension in this worker's VS Code, oldest window first. */
async function logFiles(server: VscodeServer): Promise<readonly string[]> {
  const folder = path.join(server.dataFolder, 'data/logs');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.includes('trailscope.trailscope') && name.endsWith('.log'))
    .sort()
    .map((name) => path.join(folder, name));
}
