import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  l10n,
  MarkdownString,
  Range,
  type Position,
  type TextDocument,
} from 'vscode';
import { displayText } from '../../core/events/display-text.ts';
import type { LogSet } from '../../core/log-engine.ts';
import { everything } from '../../core/query/event-filter.ts';
import { columnUnder, completeSql, type SqlCompletion, type ValuesOf } from './language/complete-sql.ts';
import { commonValues, facetOfColumn } from './language/known-values.ts';

/** Values of a column that are offered. */
const mostValues = 100;

const kinds: Readonly<Record<SqlCompletion['kind'], CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  table: CompletionItemKind.Struct,
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
};

/** What comes first: values of the column that is compared, then columns, then words. */
const order: readonly SqlCompletion['kind'][] = ['value', 'column', 'table', 'function', 'keyword'];

/** What can be written at a position. */
export async function completions(
  document: TextDocument,
  position: Position,
  valuesOf: ValuesOf,
): Promise<CompletionItem[]> {
  const offset = document.offsetAt(position);
  const { start, end, items } = await completeSql(document.getText(), offset, valuesOf, l10n.t);
  const range = new Range(document.positionAt(start), document.positionAt(end));
  return items.map(({ kind, label, text, detail, about }, index) => {
    const item = new CompletionItem(displayText(label), kinds[kind]);
    item.insertText = text;
    item.filterText = text;
    item.range = range;
    item.detail = detail;
    item.documentation = about;
    item.sortText = `${order.indexOf(kind)}${String(index).padStart(4, '0')}`;
    return item;
  });
}

/** What the column under a position holds. */
export function hoverAt(document: TextDocument, position: Position): Hover | undefined {
  const found = columnUnder(document.getText(), document.offsetAt(position));
  if (found === undefined) {
    return undefined;
  }
  const { start, end, column } = found;
  const text = new MarkdownString();
  text.appendCodeblock(`${column.name} ${column.type}`, 'sql');
  text.appendText(column.about(l10n.t));
  return new Hover(text, new Range(document.positionAt(start), document.positionAt(end)));
}

/** The values of a column in opened log files, and common ones. Nothing is read for it. */
export async function valuesIn(
  set: LogSet | undefined,
  column: string,
  now: number,
): Promise<readonly string[]> {
  const facet = facetOfColumn.get(column);
  const common = commonValues(column);
  if (set === undefined || facet === undefined) {
    return common;
  }
  const { signal } = new AbortController();
  try {
    const view = await set.view({ filter: everything, now }, signal);
    try {
      const { values } = await view.facets(facet, mostValues, signal);
      return [...new Set([...values.map(({ value }) => value), ...common])];
    } finally {
      view.close();
    }
  } catch {
    return common;
  }
}
