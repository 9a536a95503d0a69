import { css } from 'lit';

/** The tree looks like the workbench's own: its row colours, and the colours of values in the debugger's views. */
export const treeStyles = css`
  :host {
    display: block;
    font-family: var(--vscode-editor-font-family, monospace);
    /* A little smaller than in an editor, as the workbench's own trees of values are. */
    font-size: calc(var(--vscode-editor-font-size, 14px) * 0.86);
    line-height: max(22px, 1.5em);
    /* The height of the search bar, which stays in sight above the rows. */
    scroll-margin-top: 48px;
  }
  .row {
    display: flex;
    height: 1lh;
    padding-inline: 4px 8px;
    border-radius: 3px;
    white-space: pre;
    cursor: default;
  }
  .row:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .row.active:focus-within,
  .row.match {
    background: var(--vscode-list-hoverBackground);
  }
  .row:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .indent {
    flex: none;
    width: 18px;
    margin-inline-start: 8px;
    margin-inline-end: -8px;
    border-inline-start: 1px solid var(--vscode-tree-inactiveIndentGuidesStroke, transparent);
  }
  .twisty {
    flex: none;
    display: inline-flex;
    align-items: center;
    width: 18px;
    color: var(--vscode-icon-foreground);
  }
  .open > .twisty .icon {
    transform: rotate(90deg);
  }
  .content {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .label {
    color: var(--vscode-debugTokenExpression-name);
  }
  .value {
    color: var(--vscode-debugTokenExpression-value);
  }
  .object .value,
  .array .value {
    color: var(--vscode-descriptionForeground);
  }
  .string .value,
  .long-text .value,
  .line .value {
    color: var(--vscode-debugTokenExpression-string);
  }
  .number .value {
    color: var(--vscode-debugTokenExpression-number);
  }
  .boolean .value,
  .null .value {
    color: var(--vscode-debugTokenExpression-boolean);
  }
  mark {
    border-radius: 2px;
    background: var(--vscode-editor-findMatchHighlightBackground);
    color: var(--vscode-editor-findMatchHighlightForeground, var(--vscode-editor-foreground));
    outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
    outline-offset: -1px;
  }
  .match mark {
    background: var(--vscode-editor-findMatchBackground);
    color: var(--vscode-editor-findMatchForeground, var(--vscode-editor-foreground));
    outline: 1px solid var(--vscode-editor-findMatchBorder, transparent);
  }
  .actions {
    flex: none;
    display: none;
    gap: 6px;
    padding-inline-start: 12px;
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .row:hover > .actions,
  .row.active > .actions,
  .row:focus-within > .actions {
    display: flex;
  }
  .row.active:not(:focus-within):not(:hover):not(.match) > .actions {
    display: none;
  }
  .action {
    padding: 0 2px;
    border: none;
    border-radius: 2px;
    background: none;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
  }
  .action:hover {
    text-decoration: underline;
  }
  @media (forced-colors: active) {
    .row.active {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
    mark {
      background: Mark;
      color: MarkText;
    }
  }
`;
