import { Hover, l10n, MarkdownString, Range, type Position, type TextDocument } from 'vscode';
import { languageOfFile } from '../../iac/cdk/recognise.ts';
import { propertyText, ruleText } from './hover-text.ts';
import type { FixOffers } from '../../iac/edits/fix-offers.ts';
import type { LintProblem } from './lint-problem.ts';
import { propertyAt } from './property-at.ts';

/** What is told of a position: the property that is named there, and the rules of the problems that are shown there. */
export function templateHover(
  document: TextDocument,
  position: Position,
  problems: readonly LintProblem[],
  fixes: FixOffers | undefined,
): Hover | undefined {
  // Properties of CloudFormation are in templates; source code has names of its own.
  const isTemplate = languageOfFile(document.uri.path) === undefined;
  const property = isTemplate ? propertyAt(document.getText(), position) : undefined;
  const rules = [...new Set(problems.flatMap(({ rule }) => rule ?? []))];
  const texts = [
    ...(property === undefined ? [] : [propertyText(property, l10n.t)]),
    ...rules.map((rule) => ruleText(rule, l10n.t)),
    ...refusalsOf(problems, fixes),
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

/** Why there is no quick fix, where one could be expected. */
function refusalsOf(problems: readonly LintProblem[], fixes: FixOffers | undefined): readonly string[] {
  const refusals = problems.flatMap(({ finding }) => {
    const offers = finding === undefined ? undefined : fixes?.for(finding);
    return offers?.offers.length === 0 ? (offers.refusal ?? []) : [];
  });
  return [...new Set(refusals)].map((reason) => l10n.t('There is no quick fix: {0}', reason));
}
