import { QuickInputButtons, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';
import type { QuickWindow } from './quick-input.ts';

/** VS Code's own window. */
export const quickWindow: QuickWindow = {
  createQuickPick: <Item extends QuickPickItem>() => window.createQuickPick<Item>(),
  createInputBox: () => window.createInputBox(),
  back: QuickInputButtons.Back,
  separator: QuickPickItemKind.Separator,
  icon: (id) => new ThemeIcon(id),
};
