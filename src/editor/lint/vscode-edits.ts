import { Range, WorkspaceEdit, type Uri } from 'vscode';
import type { Range as TextRange } from '../../core/posture/location.ts';
import type { TextEdit } from '../../iac/edits/text-edit.ts';

/** Lines between the first and the last change from which on a fix is shown before it is made. */
const wide = 12;

/** Edits of one document. Those of places that are far apart are shown in the preview of refactorings first. */
export function workspaceEdit(uri: Uri, edits: readonly TextEdit[], label: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const metadata = areFarApart(edits) ? { needsConfirmation: true, label } : undefined;
  for (const { range, newText } of edits) {
    edit.replace(uri, vscodeRange(range), newText, metadata);
  }
  return edit;
}

function areFarApart(edits: readonly TextEdit[]): boolean {
  const lines = edits.flatMap(({ range }) => [range.start.line, range.end.line]);
  return edits.length > 1 && Math.max(...lines) - Math.min(...lines) >= wide;
}

export function vscodeRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
