import { css } from 'lit';

/** The page is as tall as its editor, and only its parts scroll. */
export const queryPageStyles = css`
  html,
  body {
    height: 100%;
  }
`;

/** The frame: how the query stands, the rows, and the current value. */
export const queryStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  main {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding-block-start: 8px;
  }
  .top {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    padding: 0 12px 8px;
  }
  .status {
    flex: 1 1 200px;
    min-width: 0;
  }
  .source {
    color: var(--vscode-descriptionForeground);
  }
  .tools {
    display: flex;
    gap: 6px;
  }
  .progress {
    flex: none;
    height: 2px;
    overflow: hidden;
  }
  .progress::after {
    content: '';
    display: block;
    width: 30%;
    height: 100%;
    background: var(--vscode-progressBar-background, var(--vscode-focusBorder));
    animation: slide 1.6s infinite linear;
  }
  .progress[hidden] {
    display: block !important;
    visibility: hidden;
  }
  @keyframes slide {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(340%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress::after {
      width: 100%;
      animation: none;
    }
  }
  ts-result-table {
    flex: 1 1 auto;
  }
  .problem {
    margin: 4px 12px;
    padding: 10px 12px;
    border: 1px solid var(--vscode-inputValidation-errorBorder, var(--vscode-widget-border));
    border-radius: 4px;
  }
  .problem h2 {
    display: flex;
    gap: 6px;
    align-items: center;
    font-size: 1em;
    font-weight: 600;
  }
  .problem .icon {
    color: var(--vscode-editorError-foreground);
  }
  .problem pre {
    margin: 6px 0;
    overflow: auto;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.93em;
    white-space: pre-wrap;
  }
  .note {
    padding: 24px 12px;
    color: var(--vscode-descriptionForeground);
    text-align: center;
  }
  .strip {
    flex: 0 0 auto;
    display: flex;
    flex-direction: column;
    max-height: 40%;
    border-block-start: 1px solid
      var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
  }
  .strip-head {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 4px 12px;
  }
  .strip-name {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .value {
    flex: 1 1 auto;
    min-height: 2.2em;
    margin: 0;
    padding: 0 12px 8px;
    overflow: auto;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.93em;
    white-space: pre-wrap;
    user-select: text;
  }
  .value:focus-visible {
    outline-offset: -1px;
  }
`;
