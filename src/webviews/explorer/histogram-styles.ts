import { css } from 'lit';

/** The chart's colours are the theme's own for charts. */
export const histogramStyles = css`
  :host {
    position: relative;
    display: block;
    min-width: 0;
  }
  .frame {
    position: relative;
  }
  .chart,
  .table {
    height: var(--chart-height, 112px);
  }
  .chart {
    overflow: hidden;
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }
  .chart:focus-visible {
    outline-offset: 2px;
  }
  svg {
    display: block;
  }
  .stack {
    fill: var(--vscode-charts-blue);
    fill-opacity: 0.75;
  }
  .stack.look-failure {
    fill: var(--vscode-list-errorForeground, var(--vscode-editorError-foreground));
    fill-opacity: 1;
  }
  .stack.look-1 {
    fill: var(--vscode-charts-green);
  }
  .stack.look-2 {
    fill: var(--vscode-charts-yellow);
  }
  .stack.look-3 {
    fill: var(--vscode-charts-purple);
  }
  .stack.look-4 {
    fill: var(--vscode-terminal-ansiCyan, var(--vscode-charts-orange));
  }
  .stack.look-5 {
    fill: var(--vscode-charts-red);
  }
  .stack.look-6 {
    fill: var(--vscode-charts-foreground);
  }
  .stack.look-rest,
  .stack.look-none {
    fill: var(--vscode-descriptionForeground);
    fill-opacity: 0.4;
  }
  .ink {
    fill: none;
    stroke: var(--vscode-editor-background);
    stroke-width: 1.2;
    stroke-opacity: 0.7;
  }
  .dot {
    fill: var(--vscode-editor-background);
    fill-opacity: 0.7;
  }
  .axis {
    stroke: var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
  }
  .tick {
    fill: var(--vscode-descriptionForeground);
    font-size: 11px;
  }
  .brush {
    fill: var(--vscode-foreground);
    fill-opacity: 0.14;
    stroke: var(--vscode-focusBorder);
  }
  .insight {
    fill: var(--vscode-charts-yellow);
    fill-opacity: 0.16;
  }
  .cursor {
    visibility: hidden;
    fill: var(--vscode-foreground);
    fill-opacity: 0.12;
    stroke: var(--vscode-foreground);
    stroke-opacity: 0.6;
  }
  .chart:focus-visible .cursor {
    visibility: visible;
  }
  .bands {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    height: 0;
  }
  .band {
    position: absolute;
    inset-block-start: 0;
    display: inline-flex;
    padding: 1px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    background: var(--vscode-editorWidget-background);
    color: var(--vscode-editorWidget-foreground);
    cursor: pointer;
  }
  .tip {
    position: absolute;
    inset-block-start: 0;
    z-index: 5;
    padding: 3px 9px;
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-widget-border));
    border-radius: 3px;
    background: var(--vscode-editorHoverWidget-background);
    color: var(--vscode-editorHoverWidget-foreground);
    font-size: 0.92em;
    white-space: nowrap;
    pointer-events: none;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0 12px;
    margin: 0 0 4px;
    padding: 0;
    font-size: 0.88em;
    list-style: none;
  }
  .legend svg {
    display: inline-block;
    vertical-align: -2px;
  }
  .table {
    overflow: auto;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 1px 12px 1px 0;
    font-weight: 400;
    text-align: end;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
    color: var(--vscode-descriptionForeground);
    font-weight: 600;
  }
  th:first-child {
    text-align: start;
  }
  @media (max-height: 560px) {
    :host {
      --chart-height: 76px;
    }
  }
  @media (forced-colors: active) {
    .stack {
      fill: CanvasText;
      fill-opacity: 1;
    }
    .stack.look-failure {
      fill: Canvas;
      stroke: CanvasText;
    }
    .ink {
      stroke: CanvasText;
    }
    .pattern:not(.look-failure) .ink,
    .dot {
      fill: Canvas;
      stroke: Canvas;
    }
    .brush {
      fill: Highlight;
      fill-opacity: 0.4;
    }
    .tick {
      fill: CanvasText;
    }
  }
`;
