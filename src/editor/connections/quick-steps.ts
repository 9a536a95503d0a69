import {
  QuickInputButtons,
  QuickPickItemKind,
  ThemeIcon,
  window,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { askPick, type Answer, type Question, type QuickWindow } from './quick-input.ts';

/** VS Code's own window. */
export const quickWindow: QuickWindow = {
  createQuickPick: <Item extends QuickPickItem>() => window.createQuickPick<Item>(),
  createInputBox: () => window.createInputBox(),
  back: QuickInputButtons.Back,
  separator: QuickPickItemKind.Separator,
  icon: (id) => new ThemeIcon(id),
};

/**
 * Shows a quick pick and waits for the user. `prepare` fills it, now and later; `accept` tells what the choice means,
 * or undefined for a choice that means nothing, after which the question stays open.
 */
export function ask<Item extends QuickPickItem, T>(
  question: Question,
  prepare: (pick: QuickPick<Item>) => void,
  accept: (pick: QuickPick<Item>) => T | undefined,
): Promise<Answer<T>> {
  return askPick(quickWindow, question, prepare, accept);
}
