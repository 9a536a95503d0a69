import { expect, type Frame, type Locator, type Page } from '@playwright/test';

/** A page that shows VS Code, and the few things that a test does to it over and over. */
export class Workbench {
  readonly page: Page;
  /** What the page's console said about the extension: a failed activation, an error that nobody caught. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('trailscope.trailscope')) {
        this.complaints.push(message.text());
      }
    });
  }

  /** Opens the address and waits until the workbench can be used. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.locator('.monaco-workbench')).toBeVisible({ timeout: 90_000 });
    await expect(this.activityBarIcon('Explorer')).toBeVisible();
  }

  /** An icon of the Activity Bar, by the name of its container. */
  activityBarIcon(name: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  /** Shows the container CloudTrail in the side bar. */
  async openCloudTrail(): Promise<void> {
    await this.activityBarIcon('CloudTrail').click();
    await expect(this.page.locator('.sidebar .composite.title')).toContainText('CloudTrail', {
      ignoreCase: true,
    });
  }

  /** A view's pane in the side bar: its header, toolbar, message and tree. */
  view(name: string): Locator {
    return this.page
      .locator('.sidebar .pane')
      .filter({ has: this.page.locator('.pane-header').getByText(name, { exact: true }) });
  }

  /** An item of a tree, by a part of its accessible name. */
  treeItem(view: string, name: string | RegExp): Locator {
    return this.view(view).getByRole('treeitem', { name });
  }

  /** Runs a command as a person does: by its title in the Command Palette. */
  async runCommand(title: string): Promise<void> {
    await this.#inPalette(title, (choice) => choice.click({ timeout: 3000 }));
  }

  /** Looks a command up in the Command Palette, where it is the chosen one then. */
  async findCommand(title: string): Promise<void> {
    await this.#inPalette(title, (choice) => expect(choice).toBeVisible({ timeout: 3000 }));
  }

  /**
   * The palette closes when a view takes the focus in that moment, and does not list a command that is enabled while it
   * is open: a person would open it once more.
   */
  async #inPalette(title: string, act: (choice: Locator) => Promise<void>): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    const choice = this.page.locator('.quick-input-list .monaco-list-row').getByText(title, { exact: true });
    let tries = 0;
    await expect(async () => {
      tries += 1;
      if (tries > 1) {
        await this.page.keyboard.press('Escape');
      }
      await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 3000 });
      await act(choice.first());
    }).toPass();
  }

  /** Chooses a command of a tree item's context menu. */
  async chooseFromMenu(item: Locator, title: string): Promise<void> {
    // The menu closes again when its row is renewed in that moment: a person would open it once more.
    await expect(async () => {
      // A menu that an earlier try left open covers the row.
      await this.page.keyboard.press('Escape');
      await item.click({ button: 'right', timeout: 3000 });
      const choice = this.page.getByRole('menuitem', { name: title });
      await choice.click({ timeout: 3000 });
      // A menu takes no click in its first moments, and stays: a person would click once more.
      await expect(choice).toBeHidden({ timeout: 1000 });
    }).toPass();
  }

  /** The shown editor tabs. */
  editorTab(name: string | RegExp): Locator {
    return this.page.locator('.editor-group-container').getByRole('tab', { name });
  }

  /** The notifications that are on the screen. */
  notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The document of the webview that has an element of this selector in it; waits until there is one. */
  async webview(selector: string): Promise<Frame> {
    let found: Frame | undefined;
    await expect(async () => {
      found = await this.#webviewNow(selector);
      expect(found, `a webview with ${selector}`).toBeDefined();
    }).toPass({ timeout: 15_000 });
    return found!;
  }

  /** A webview's document is a frame in a frame of the page. */
  async #webviewNow(selector: string): Promise<Frame | undefined> {
    for (const frame of this.page.frames()) {
      const isDocument = frame.parentFrame()?.parentFrame() === this.page.mainFrame();
      if (isDocument && (await isShown(frame)) && (await frame.locator(selector).count()) > 0) {
        return frame;
      }
    }
    return undefined;
  }
}

/** A document that is being loaded is pending until then, and takes the place of the one before. */
async function isShown(frame: Frame): Promise<boolean> {
  const element = await frame.frameElement();
  return (await element.getAttribute('id')) === 'active-frame';
}
