import { css } from 'lit';

/** The readable part above the record. */
export const viewerStyles = css`
  :host {
    display: block;
  }
  main {
    padding: 20px 28px 28px;
  }
  .title {
    display: flex;
    align-items: start;
    gap: 4px 16px;
  }
  .name {
    flex: 1 1 auto;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 10px;
    min-width: 0;
  }
  h1 {
    font-size: 1.55em;
    font-weight: 400;
    line-height: 1.3;
  }
  .tools {
    flex: none;
    display: flex;
    align-items: center;
    gap: 6px;
    padding-block-start: 2px;
  }
  .chips {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 8px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 10px;
    background: color-mix(in srgb, var(--vscode-foreground) 10%, transparent);
    font-size: 0.92em;
  }
  .chip.noted {
    border: 1px dashed var(--vscode-descriptionForeground);
  }
  .sentence {
    margin-block: 8px 2px;
    font-size: 1.15em;
  }
  .facts {
    color: var(--vscode-descriptionForeground);
  }
  .fact + .fact::before {
    content: ' · ' / '';
    white-space: pre;
    color: var(--vscode-descriptionForeground);
  }
  .outcome {
    white-space: nowrap;
  }
  .outcome .icon {
    margin-inline-end: 4px;
  }
  .succeeded {
    color: var(--vscode-terminal-ansiGreen);
  }
  .failed,
  .notice.error {
    color: var(--vscode-list-errorForeground, var(--vscode-editorError-foreground));
  }
  .problem {
    display: flex;
    gap: 8px;
    align-items: start;
    margin-block-start: 12px;
    padding: 8px 12px;
    border: 1px solid var(--vscode-inputValidation-warningBorder);
    border-radius: 3px;
    background: var(--vscode-inputValidation-warningBackground);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
  }
  .problem .icon {
    margin-block-start: 2px;
  }
  .rows {
    margin-block: 16px 8px;
    border-block-start: 1px solid var(--vscode-widget-border, var(--vscode-panel-border));
  }
  .summary-row {
    display: flex;
    gap: 12px;
    padding-block: 8px;
    border-block-end: 1px solid var(--vscode-widget-border, var(--vscode-panel-border));
  }
  dt {
    flex: 0 0 72px;
    color: var(--vscode-descriptionForeground);
  }
  dd {
    flex: 1 1 auto;
    min-width: 0;
  }
  .line {
    display: flex;
    justify-content: space-between;
    gap: 0 16px;
  }
  .line + .line {
    margin-block-start: 4px;
  }
  .parts {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 7px;
    min-width: 0;
  }
  .links {
    flex: none;
    display: inline-flex;
    gap: 12px;
    margin-inline-start: auto;
  }
  .notice {
    display: inline-flex;
    align-items: baseline;
    gap: 4px;
  }
  .notice .icon {
    align-self: center;
  }
  .notice.warning {
    color: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground));
  }
  .notice-area {
    position: fixed;
    inset-inline-end: 16px;
    inset-block-end: 16px;
    z-index: 20;
    max-width: 60%;
  }
  .toast {
    display: block;
    padding: 5px 12px;
    border: 1px solid
      var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-widget-border)));
    border-radius: 4px;
    background: var(--vscode-editorWidget-background);
    color: var(--vscode-editorWidget-foreground);
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
  }
  @media (max-width: 560px) {
    main {
      padding-inline: 16px;
    }
    .title {
      flex-direction: column-reverse;
    }
    .summary-row {
      flex-direction: column;
      gap: 2px;
    }
    dt {
      flex: none;
    }
    .line {
      flex-wrap: wrap;
    }
  }
`;
