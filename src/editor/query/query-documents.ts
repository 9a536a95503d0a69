import {
  l10n,
  Selection,
  TabInputWebview,
  ViewColumn,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
  type Uri,
} from 'vscode';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { queryLanguage } from './query-language.ts';
import { isEmptyQuery } from './language/query-text.ts';

/** A part of a document that is a query. */
export interface QueryText {
  readonly sql: string;
  /** Where in the document it begins, in UTF-16 units. */
  readonly offset: number;
}

/** The open query document that a command's argument names, else that of the active editor. */
export function queryDocument(argument: unknown): TextDocument | undefined {
  const address = addressIn(argument);
  const document =
    address === undefined
      ? window.activeTextEditor?.document
      : workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  return document?.languageId === queryLanguage ? document : undefined;
}

function addressIn(argument: unknown): string | undefined {
  const isAddress =
    typeof argument === 'object' && argument !== null && 'scheme' in argument && 'path' in argument;
  return isAddress ? (argument as Uri).toString() : undefined;
}

/**
 * What is to be run of a document: what is selected, where that is more than blanks, else all of it.
 *
 * @throws TrailscopeError `invalid-input` for a document without a query
 */
export function queryTextOf(document: TextDocument): QueryText {
  const selection = editorOf(document)?.selection;
  const selected = selection === undefined ? '' : document.getText(selection);
  if (selection !== undefined && !isEmptyQuery(selected)) {
    return { sql: selected, offset: document.offsetAt(selection.start) };
  }
  const sql = document.getText();
  if (isEmptyQuery(sql)) {
    throw new TrailscopeError({ kind: 'invalid-input' }, l10n.t('There is no query in this document.'));
  }
  return { sql, offset: 0 };
}

/** The editor that shows a document, the active one first. */
export function editorOf(document: TextDocument): TextEditor | undefined {
  const isOf = (editor: TextEditor | undefined): boolean => editor?.document === document;
  const active = window.activeTextEditor;
  return isOf(active) ? active : window.visibleTextEditors.find(isOf);
}

/** Makes a document with a query; nothing shows it yet. */
export function makeQuery(sql: string): Thenable<TextDocument> {
  return workspace.openTextDocument({ language: queryLanguage, content: sql });
}

/** Shows a document, the cursor where it is to go on; not where a result is, which would be covered. */
export async function showQuery(document: TextDocument, cursor: number): Promise<void> {
  const isOverResult = window.tabGroups.activeTabGroup.activeTab?.input instanceof TabInputWebview;
  const viewColumn = isOverResult ? ViewColumn.One : ViewColumn.Active;
  const editor = await window.showTextDocument(document, { viewColumn });
  const position = document.positionAt(cursor);
  editor.selection = new Selection(position, position);
}
