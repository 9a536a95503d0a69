import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { displayText } from '../../core/events/display-text.ts';
import { markdownText } from './markdown-text.ts';
import type { NodeIcon, NodeSource, TooltipLine, TreeNode } from './tree-node.ts';

/**
 * What VS Code holds for a row, and what a command of its context menu is called with: the row's id and the members
 * of its subject, such as `trail` or `event`. One row is one object as long as the tree lives; only then can VS Code
 * refresh a single row.
 */
export interface TreeRow {
  readonly id: string;
}

/** Serves a {@link NodeSource} to a VS Code tree. */
export class TreeRows implements TreeDataProvider<TreeRow>, Disposable {
  readonly #source: NodeSource;
  readonly #nodes = new Map<string, TreeNode>();
  readonly #rows = new Map<string, TreeRow>();
  readonly #changed = new EventEmitter<TreeRow | undefined>();
  readonly #subscription: { dispose(): void };
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(source: NodeSource) {
    this.#source = source;
    this.#subscription = source.onDidChange((node) => {
      this.#refresh(node);
    });
  }

  async getChildren(row?: TreeRow): Promise<TreeRow[]> {
    const nodes = await this.#source.children(row?.id);
    if (row === undefined) {
      // The whole tree is read anew from here, so rows that are gone need not be remembered.
      this.#nodes.clear();
      this.#rows.clear();
    }
    return nodes.map((node) => this.#rowOf(node));
  }

  /** The row above, without which VS Code cannot reveal one. */
  getParent(row: TreeRow): TreeRow | undefined {
    const id = this.#source.parent?.(row.id);
    return id === undefined ? undefined : this.rowWith(id);
  }

  /** The row with this id, whether or not VS Code has seen it. */
  rowWith(id: string): TreeRow {
    return this.#rows.get(id) ?? { id };
  }

  getTreeItem(row: TreeRow): TreeItem {
    return treeItem(this.#nodes.get(row.id) ?? { id: row.id, label: '' });
  }

  resolveTreeItem(item: TreeItem, row: TreeRow): TreeItem {
    const lines = this.#nodes.get(row.id)?.tooltip?.();
    if (lines !== undefined) {
      item.tooltip = tooltipMarkdown(lines);
    }
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #refresh(node: TreeNode | undefined): void {
    if (node === undefined) {
      this.#changed.fire(undefined);
    } else if (this.#rows.has(node.id)) {
      this.#changed.fire(this.#rowOf(node));
    }
    // A row that VS Code has not seen yet needs nothing: it is read when it is first shown.
  }

  #rowOf(node: TreeNode): TreeRow {
    const row = Object.assign(this.#rows.get(node.id) ?? {}, node.subject, { id: node.id });
    this.#rows.set(node.id, row);
    this.#nodes.set(node.id, node);
    return row;
  }
}

function treeItem(node: TreeNode): TreeItem {
  // Texts can come from an event, a tag or a bucket's name: one line, nothing invisible, no endless labels.
  const item = new TreeItem(displayText(node.label), collapsibleState(node));
  item.id = node.id;
  item.contextValue = node.context?.join(' ') ?? '';
  if (node.description !== undefined) {
    item.description = displayText(node.description);
  }
  if (node.icon !== undefined) {
    item.iconPath = themeIcon(node.icon);
  }
  if (node.spoken !== undefined) {
    item.accessibilityInformation = { label: displayText(node.spoken, longestLine) };
  }
  if (node.command !== undefined) {
    const { id, title, arguments: values = [] } = node.command;
    item.command = { command: id, title, arguments: [...values] };
  }
  return item;
}

function collapsibleState({ expansion }: TreeNode): TreeItemCollapsibleState {
  if (expansion === undefined) {
    return TreeItemCollapsibleState.None;
  }
  return expansion === 'expanded' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function themeIcon({ id, color }: NodeIcon): ThemeIcon {
  return new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));
}

/** The lines as Markdown that is not trusted (VS Code's default: no commands, no HTML), no text of them read as such. */
function tooltipMarkdown(lines: readonly TooltipLine[]): MarkdownString {
  const markdown = new MarkdownString();
  for (const line of lines) {
    appendLine(markdown, line);
  }
  return markdown;
}

/** Longer texts than a tooltip can hold are cut: the record has them whole. */
const longestLine = 1000;
const mostCodeLines = 20;

function appendLine(markdown: MarkdownString, { text, style, link }: TooltipLine): void {
  if (style === 'code') {
    const lines = text.split('\n').slice(0, mostCodeLines);
    markdown.appendCodeblock(lines.map((line) => displayText(line, longestLine)).join('\n'));
    return;
  }
  const [open, close] =
    style === 'title' ? ['**', '**'] : link === undefined ? ['', ''] : ['[', `](${link})`];
  markdown.appendMarkdown(`${open}${markdownText(displayText(text, longestLine))}${close}\n\n`);
}
