import { Hover, l10n, MarkdownString, Range, type Position, type TextDocument } from 'vscode';
import { propertyText, ruleText } from './hover-text.ts';
import type { LintProblem } from './lint-problem.ts';
import { propertyAt } from './property-at.ts';

/** What is told of a position: the property that is named there, and the rules of the problems that are shown there. */
export function templateHover(
  document: TextDocument,
  position: Position,
  problems: readonly LintProblem[],
): Hover | undefined {
  const property = propertyAt(document.getText(), position);
  const rules = [...new Set(problems.flatMap(({ rule }) => rule ?? []))];
  const texts = [
    ...(property === undefined ? [] : [propertyText(property, l10n.t)]),
    ...rules.map((rule) => ruleText(rule, l10n.t)),
  ].filter((text) => text !== undefined);
  if (texts.length === 0) {
    return undefined;
  }
  const range = property?.at.range;
  return new Hover(
    texts.map((text) => new MarkdownString(text)),
    range && new Range(range.start.line, range.start.character, range.end.line, range.end.character),
  );
}
