import { css } from 'lit';

/** Values of any kind, on top of what every grid looks like. */
export const resultTableStyles = css`
  .td {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.93em;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .th.number {
    flex-direction: row-reverse;
  }
  .null {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
    opacity: 0.85;
  }
  .row.active .null {
    color: inherit;
  }
`;
