import type { Frame } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/**
 * Checks a webview's document with axe. The engine goes in through the debugger, since the content security policy
 * rightly blocks a script tag.
 *
 * @returns A line for each thing wrong: rule, element, what to do. Empty when all is well.
 */
export async function accessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  // The editor behind shows through the document, and axe, which cannot look there, would take it for white.
  await frame.evaluate(() => {
    document.documentElement.style.backgroundColor = 'var(--vscode-editor-background)';
  });
  const { violations } = await frame.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
