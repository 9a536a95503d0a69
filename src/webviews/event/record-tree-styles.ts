import { css } from 'lit';

/** The tree looks like the workbench's own: its row colours, and the colours of values in the debugger's views. */
export const treeStyles = css`
  :host {
    position: relative;
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
  /* The row is marked too; a second background would leave too little contrast. */
  .match mark {
    outline: 1px solid currentColor;
    outline-offset: 0;
  }
  .actions {
    position: absolute;
    inset-inline-end: 1px;
    display: none;
    align-items: center;
    gap: 6px;
    /* Inside the row's outline. */
    height: calc(1lh - 2px);
    margin-block-start: 1px;
    padding-inline: 12px 8px;
    border-radius: 3px;
    background:
      linear-gradient(var(--vscode-list-hoverBackground), var(--vscode-list-hoverBackground)),
      var(--vscode-editor-background);
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .actions.shown,
  :host(:focus-within) .actions {
    display: flex;
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
