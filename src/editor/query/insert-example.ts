import { l10n, Range, Selection, window, type QuickPickItem, type TextEditor } from 'vscode';
import { exampleQueries, starterQuery, type ExampleQuery } from './language/example-queries.ts';
import { isEmptyQuery } from './language/query-text.ts';

/** Asks for one of the examples. */
export async function askExample(): Promise<ExampleQuery | undefined> {
  const items = exampleQueries.map((example): QuickPickItem & { readonly example: ExampleQuery } => ({
    label: example.title(l10n.t),
    detail: example.detail(l10n.t),
    example,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Insert example query'),
    matchOnDetail: true,
  });
  return picked?.example;
}

/**
 * Writes a query into a document: in place of all of it where that is as it was made, else below the line of the
 * cursor. It is selected then, so that it alone is what runs.
 */
export async function insertQuery(editor: TextEditor, sql: string): Promise<void> {
  const { document, selection } = editor;
  const text = document.getText();
  const isUntouched = isEmptyQuery(text) || text === starterQuery(l10n.t).sql;
  const all = new Range(document.positionAt(0), document.positionAt(text.length));
  const below = document.lineAt(selection.active.line).range.end;
  const range = isUntouched ? all : new Range(below, below);
  const before = isUntouched ? '' : '\n\n';
  const start = document.offsetAt(range.start) + before.length;
  await editor.edit((edit) => {
    edit.replace(range, `${before}${sql}`);
  });
  const from = document.positionAt(start);
  const to = document.positionAt(start + sql.trimEnd().length);
  editor.selection = isUntouched ? new Selection(from, from) : new Selection(from, to);
}
