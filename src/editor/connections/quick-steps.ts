import { QuickInputButtons, window, type QuickPick, type QuickPickItem } from 'vscode';

/** Where a question stands among several. */
export interface Step {
  readonly step: number;
  readonly totalSteps: number;
}

/** How a question ended: with a choice, with a step back, or not at all (undefined). */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

/** What a question asks. */
export interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly step?: Step;
}

/**
 * Shows a quick pick and waits for the user. `prepare` fills it, now and later; `accept` tells what the choice means,
 * or undefined for a choice that means nothing, after which the question stays open.
 */
export async function ask<Item extends QuickPickItem, T>(
  { title, placeholder, step }: Question,
  prepare: (pick: QuickPick<Item>) => void,
  accept: (pick: QuickPick<Item>) => T | undefined,
): Promise<Answer<T>> {
  const pick = window.createQuickPick<Item>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.step = step?.step;
  pick.totalSteps = step?.totalSteps;
  pick.buttons = step !== undefined && step.step > 1 ? [QuickInputButtons.Back] : [];
  prepare(pick);
  try {
    return await answered(pick, accept);
  } finally {
    pick.dispose();
  }
}

function answered<Item extends QuickPickItem, T>(
  pick: QuickPick<Item>,
  accept: (pick: QuickPick<Item>) => T | undefined,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const value = accept(pick);
      if (value !== undefined) {
        resolve({ value });
      }
    });
    pick.onDidTriggerButton(() => {
      resolve('back');
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
}
