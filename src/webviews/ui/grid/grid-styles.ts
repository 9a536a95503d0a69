import { css } from 'lit';

/** A grid looks like the workbench's own lists: their colours for rows that are pointed at and chosen. */
export const gridStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .grid {
    flex: 1 1 auto;
    min-height: 0;
    overflow: auto;
    line-height: max(24px, 1.8em);
    contain: strict;
    overflow-anchor: none;
  }
  .grid:focus-visible {
    outline: none;
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    min-width: var(--least);
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 2;
    border-block-end: 1px solid
      var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
    background: var(--vscode-editor-background);
    user-select: none;
  }
  .th {
    position: relative;
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    padding-inline: 8px;
    color: var(--vscode-descriptionForeground);
    font-weight: 600;
    cursor: pointer;
  }
  .th:hover {
    color: var(--vscode-foreground);
  }
  .th .icon {
    width: 12px;
    height: 12px;
  }
  .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .grip {
    position: absolute;
    inset-block: 0;
    inset-inline-end: -4px;
    z-index: 1;
    width: 9px;
    cursor: col-resize;
    touch-action: none;
  }
  .grip::after {
    content: '';
    position: absolute;
    inset-block: 5px;
    inset-inline-start: 4px;
    width: 1px;
    background: transparent;
  }
  .head:hover .grip::after {
    background: var(--vscode-widget-border, var(--vscode-panel-border, currentColor));
  }
  .grip:hover::after,
  .grip:active::after {
    width: 2px;
    background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
  }
  .drop-before {
    box-shadow: inset 2px 0 var(--vscode-focusBorder);
  }
  .drop-after {
    box-shadow: inset -2px 0 var(--vscode-focusBorder);
  }
  .body {
    position: relative;
    min-width: var(--least);
    overflow: clip;
  }
  .row {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    height: 1lh;
    contain: layout style;
    cursor: default;
  }
  .row:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .row.active {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .grid:focus .row.active {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .grid:focus .td.active,
  .grid:focus .th.active {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    outline-offset: -1px;
  }
  .td {
    min-width: 0;
    padding-inline: 8px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bone {
    display: inline-block;
    width: 60%;
    height: 8px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--vscode-foreground) 10%, transparent);
  }
  .empty {
    position: absolute;
    inset-block-start: 64px;
    inset-inline: 0;
    padding: 16px;
    color: var(--vscode-descriptionForeground);
    text-align: center;
  }
  @media (forced-colors: active) {
    .row.active {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
    .grid:focus .td.active,
    .grid:focus .th.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .bone {
      background: GrayText;
    }
  }
`;
