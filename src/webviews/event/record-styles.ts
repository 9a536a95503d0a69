import { css } from 'lit';

/** The search bar over the record. It stays in sight while the rows scroll under it. */
export const recordStyles = css`
  :host {
    display: block;
  }
  .bar {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-block: 8px;
    background: var(--vscode-editor-background);
  }
  .field {
    flex: 1 1 220px;
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    min-height: 26px;
    padding-inline: 8px 4px;
    border: 1px solid var(--vscode-input-border, var(--vscode-widget-border, transparent));
    border-radius: 3px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
  }
  .field:focus-within {
    border-color: var(--vscode-focusBorder);
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  input {
    flex: 1 1 auto;
    min-width: 0;
    padding: 2px 0;
    border: none;
    background: none;
    color: inherit;
    font: inherit;
  }
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .count {
    flex: none;
    color: var(--vscode-descriptionForeground);
  }
  .step {
    display: inline-flex;
    padding: 2px;
    border: none;
    border-radius: 3px;
    background: none;
    color: var(--vscode-icon-foreground);
    cursor: pointer;
  }
  .step:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .step:disabled {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
`;
