import {
  CodeAction,
  CodeActionKind,
  l10n,
  Position,
  SnippetString,
  SnippetTextEdit,
  WorkspaceEdit,
  type TextDocument,
} from 'vscode';
import type { Finding } from '../../core/posture/finding.ts';
import { unusedSuppression } from '../../core/posture/rules/file.ts';
import type { FixOffers } from '../../iac/edits/fix-offers.ts';
import { commentAbove, newSuppressions, type NewSuppression } from '../../iac/edits/suppress.ts';
import { applyEdits } from '../../iac/edits/text-edit.ts';

/** The actions that silence a finding of a template, each tried before it is offered. */
export function templateSuppressActions(
  document: TextDocument,
  finding: Finding,
  offers: FixOffers | undefined,
): readonly CodeAction[] {
  const text = document.getText();
  if (offers === undefined || finding.rule === unusedSuppression.id) {
    return [];
  }
  return newSuppressions(document.uri.toString(), text, finding)
    .filter(({ at, before, after }) => {
      const edit = { range: { start: at, end: at }, newText: `${before}reason${after}` };
      return offers.isSilencedIn(finding, applyEdits(text, [edit]));
    })
    .map((suppression) => suppressAction(document, finding, suppression));
}

/** The comment above the line of a finding in source code. */
export function sourceSuppressActions(document: TextDocument, finding: Finding): readonly CodeAction[] {
  const marker = document.uri.path.endsWith('.py') ? '#' : '//';
  const { line } = finding.at.range.start;
  const suppression = commentAbove(document.getText(), line, finding.rule, marker);
  return finding.rule === unusedSuppression.id
    ? []
    : [suppressAction(document, finding, { reach: 'line', ...suppression })];
}

function suppressAction(
  document: TextDocument,
  { rule, resource = '' }: Finding,
  { reach, at, before, after }: NewSuppression,
): CodeAction {
  const title =
    reach === 'line' ? l10n.t('Ignore {0} on this line', rule) : l10n.t('Ignore {0} on {1}', rule, resource);
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  const snippet = new SnippetString()
    .appendText(withoutIndent(document, at.line, before))
    .appendPlaceholder(l10n.t('reason'))
    .appendText(withoutIndent(document, at.line, after));
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, [SnippetTextEdit.insert(new Position(at.line, at.character), snippet)]);
  return action;
}

/** VS Code indents the lines of a snippet as the line is that it is put into. */
function withoutIndent(document: TextDocument, line: number, text: string): string {
  const { text: whole, firstNonWhitespaceCharacterIndex: length } = document.lineAt(line);
  const indent = whole.slice(0, length);
  return text.replace(/(\r\n|\n|\r)([ \t]*)/g, (_, lineEnd: string, own: string) =>
    own.startsWith(indent) ? lineEnd + own.slice(indent.length) : lineEnd + own,
  );
}
