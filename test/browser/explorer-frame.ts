import type { Frame, Locator } from '@playwright/test';

/** One interaction with an explorer in the editor: a filter, and Enter. */
export async function applyFilter(frame: Frame, text: string): Promise<void> {
  const filter = frame.getByRole('combobox');
  await filter.fill(text);
  await filter.press('Enter');
}

/** The rows of an explorer's table, its header among them. */
export function rowsOf(frame: Frame): Locator {
  return frame.locator('ts-event-table').getByRole('row');
}
