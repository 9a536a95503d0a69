import { Range, WorkspaceEdit, type Uri } from 'vscode';
import type { Range as TextRange } from '../../core/posture/location.ts';
import type { TextEdit } from '../../iac/edits/text-edit.ts';

/**
 * Edits of one document, under a label in the preview of refactorings. That is shown on demand (Ctrl+Enter in the menu):
 * where an edit needs a confirmation, VS Code shows it always, and each change would have to be ticked.
 */
export function workspaceEdit(uri: Uri, edits: readonly TextEdit[], label: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, newText } of edits) {
    edit.replace(uri, vscodeRange(range), newText, { needsConfirmation: false, label });
  }
  return edit;
}

export function vscodeRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
