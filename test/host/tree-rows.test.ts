import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/editor/emitter.ts';
import type { NodeSource, TooltipLine, TreeNode } from '../../src/editor/tree/tree-node.ts';
import { TreeRows } from '../../src/editor/tree/tree-rows.ts';

/** A source whose rows are all below the root. */
class FlatSource implements NodeSource {
  readonly changed = new Emitter<TreeNode | undefined>();
  readonly onDidChange = this.changed.event;
  nodes: readonly TreeNode[] = [];

  children(id: string | undefined): readonly TreeNode[] {
    return id === undefined ? this.nodes : [];
  }
}

async function itemOf(node: TreeNode): Promise<vscode.TreeItem> {
  const source = new FlatSource();
  source.nodes = [node];
  const rows = new TreeRows(source);
  const [row] = await rows.getChildren();
  assert.ok(row);
  return rows.resolveTreeItem(rows.getTreeItem(row), row);
}

async function tooltipOf(...lines: TooltipLine[]): Promise<vscode.MarkdownString> {
  const { tooltip } = await itemOf({ id: 'x', label: 'x', tooltip: () => lines });
  assert.ok(tooltip instanceof vscode.MarkdownString);
  return tooltip;
}

describe('a row of a tree', () => {
  it('is a tree item with all that the node says', async () => {
    const item = await itemOf({
      id: 'trail:1',
      label: 'org-audit',
      description: 'stopped',
      icon: { id: 'circle-slash', color: 'list.warningForeground' },
      context: ['trail', 'stopped'],
      spoken: 'org-audit, stopped',
      expansion: 'collapsed',
      command: { id: 'trailscope.openEvent', title: 'Open', arguments: [1] },
    });
    assert.deepEqual(
      [item.id, item.label, item.description, item.contextValue],
      ['trail:1', 'org-audit', 'stopped', 'trail stopped'],
    );
    assert.ok(item.iconPath instanceof vscode.ThemeIcon);
    assert.equal(item.iconPath.id, 'circle-slash');
    assert.equal(item.accessibilityInformation?.label, 'org-audit, stopped');
    assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.deepEqual(item.command?.arguments, [1]);
  });

  it('has one line and nothing invisible in its texts', async () => {
    const item = await itemOf({ id: 'x', label: 'a\nb\u202Ec', description: 'd\u0000e' });
    assert.deepEqual([item.label, item.description], ['a b\uFFFDc', 'd\uFFFDe']);
  });

  it('stays one object while it changes, and commands get its subject', async () => {
    const source = new FlatSource();
    source.nodes = [{ id: 'x', label: 'one', subject: { trail: 1 } }];
    const rows = new TreeRows(source);
    const [row] = await rows.getChildren();
    const told: unknown[] = [];
    rows.onDidChangeTreeData((changed) => told.push(changed));
    source.changed.fire({ id: 'x', label: 'two', subject: { trail: 2 } });
    source.changed.fire({ id: 'never shown', label: 'three' });
    assert.deepEqual(told, [row]);
    assert.equal(told[0], row);
    assert.ok(row);
    assert.equal(rows.getTreeItem(row).label, 'two');
    assert.deepEqual(row, { id: 'x', trail: 2 });
  });
});

describe('a tooltip', () => {
  it('is not trusted and has no HTML', async () => {
    const tooltip = await tooltipOf({ text: 'x' });
    assert.notEqual(tooltip.isTrusted, true);
    assert.notEqual(tooltip.supportHtml, true);
  });

  it('shows a hostile text as it is', async () => {
    const { value } = await tooltipOf({
      text: '**b** [x](command:evil) <img src=x onerror=alert(1)>\n\n# h `c`',
    });
    assert.doesNotMatch(value, /(?<!\\)\*\*b/);
    assert.doesNotMatch(value, /(?<!\\)\[x(?<!\\)\]/);
    assert.doesNotMatch(value, /^#/m);
    assert.doesNotMatch(value, /<img/);
  });

  it('makes no link of an address in a text, and shows what would hide', async () => {
    const { value } = await tooltipOf({ text: 'https://evil.example \u202Ewww.evil.example' });
    assert.doesNotMatch(value, /https:|www\.|\u202E/);
  });

  it('keeps a text that ends a code block inside the block', async () => {
    const { value } = await tooltipOf({ text: 'a\n```\n[x](command:evil)\n```', style: 'code' });
    const fence = /^`{4,}/m.exec(value)?.[0];
    assert.ok(fence, value);
    assert.ok(value.trimEnd().endsWith(fence));
  });

  it('lets long texts wrap between words', async () => {
    const { value } = await tooltipOf({ text: 'maria terminated i-1' });
    assert.match(value, /maria terminated/);
  });

  it('links where it is told to', async () => {
    const { value } = await tooltipOf({ text: 'Open in the AWS console', link: 'https://console.example/x' });
    assert.match(value, /\[Open in the AWS console\]\(https:\/\/console\.example\/x\)/);
  });
});
