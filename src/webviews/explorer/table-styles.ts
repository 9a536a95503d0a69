import { css } from 'lit';

/** The columns of events, on top of what every grid looks like. */
export const tableStyles = css`
  .zone {
    font-weight: 400;
  }
  .time,
  .what,
  .from,
  .key,
  .id {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.93em;
  }
  /* A time to the second fits into a usual column. */
  .td.time {
    padding-inline-end: 1px;
  }
  .row:not(.active) :is(.time, .region, .account, .service, .agent, .id) {
    color: var(--vscode-descriptionForeground);
  }
  .event .icon {
    width: 14px;
    height: 14px;
    margin-inline-end: 4px;
    vertical-align: -2px;
  }
  .name {
    cursor: pointer;
  }
  .name:hover {
    text-decoration: underline;
  }
  .row:not(.active).read .event {
    color: var(--vscode-descriptionForeground);
  }
  .row:not(.active).write .event .icon {
    color: var(--vscode-textLink-foreground);
  }
  .row:not(.active).failure :is(.event .icon, .result) {
    color: var(--vscode-list-errorForeground, var(--vscode-editorError-foreground));
  }
  .row:not(.active) .ok {
    color: var(--vscode-terminal-ansiGreen);
  }
`;
