import { css } from 'lit';

/** The page is as tall as its editor, and only its parts scroll. */
export const explorerPageStyles = css`
  html,
  body {
    height: 100%;
  }
`;

/** The frame: filter, summary, histogram, values beside events, and the foot. */
export const explorerStyles = css`
  :host {
    display: block;
    height: 100%;
    /* A low window scrolls as a whole, so that the table stays of use. */
    min-height: 420px;
  }
  main {
    display: flex;
    flex-direction: column;
    gap: 8px;
    height: 100%;
    --edge: 16px;
    padding: 12px var(--edge) 0;
  }
  .top,
  .summary,
  footer,
  .reading {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .top {
    align-items: start;
  }
  .top ts-filter-bar {
    flex: 1 1 420px;
  }
  .tools {
    flex: 0 1 auto;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block-start: 2px;
  }
  .sources-button {
    max-width: 260px;
  }
  .sources-button span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bare,
  .quiet {
    border-color: var(--vscode-contrastBorder, transparent);
    color: var(--vscode-descriptionForeground);
  }
  .button.quiet[aria-pressed='true'] {
    border-color: var(--vscode-contrastBorder, transparent);
    color: var(--vscode-foreground);
  }
  .counts {
    font-variant-numeric: tabular-nums;
  }
  .noise {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .when,
  .chart-tools {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .range {
    color: var(--vscode-descriptionForeground);
  }
  .push {
    flex: 1 1 0;
  }
  .caution {
    flex: none;
    color: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground));
  }
  ts-histogram {
    flex: none;
  }
  .events {
    flex: 1 1 auto;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    min-height: 0;
  }
  .events.with-facets {
    grid-template-columns: minmax(180px, 236px) minmax(0, 1fr);
  }
  .answer {
    flex: none;
    max-height: 40%;
    padding: 8px 12px 10px;
    overflow: auto;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-inline-start: 3px solid var(--vscode-focusBorder);
    border-radius: 3px;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  .answer-head {
    display: flex;
    justify-content: space-between;
    align-items: start;
  }
  .answer h2,
  .sources h2 {
    font-size: 0.92em;
    font-weight: 600;
  }
  .headline {
    margin-block: 2px 6px;
    font-size: 1.1em;
  }
  .answer ul,
  .sources ul {
    margin: 0;
    padding-inline-start: 18px;
  }
  .answer .link {
    /* The bullet belongs to the first of several lines. */
    vertical-align: top;
    text-align: start;
  }
  summary {
    margin-block-start: 6px;
    color: var(--vscode-descriptionForeground);
    cursor: pointer;
  }
  footer {
    margin-inline: calc(-1 * var(--edge));
    padding: 6px var(--edge);
    border-block-start: 1px solid
      var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
  }
  .reading {
    flex: 1 1 auto;
    min-width: 0;
    color: var(--vscode-descriptionForeground);
  }
  .reading .button {
    color: var(--vscode-foreground);
  }
  .reading .button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
  .regions-toggle {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    padding: 1px 2px;
    border: none;
    border-radius: 3px;
    background: none;
    color: inherit;
    text-align: start;
    cursor: pointer;
  }
  .regions-toggle:hover {
    color: var(--vscode-foreground);
  }
  .reading .warning .icon {
    color: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground));
  }
  .failure,
  .reading .warning {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .failure,
  .sources .failed .icon {
    color: var(--vscode-list-errorForeground, var(--vscode-editorError-foreground));
  }
  .sources {
    flex: none;
    max-height: 40%;
    margin-inline: calc(-1 * var(--edge));
    padding: 8px var(--edge);
    overflow: auto;
    border-block-start: 1px solid
      var(--vscode-widget-border, var(--vscode-panel-border, var(--vscode-contrastBorder)));
  }
  .sources + footer {
    margin-block-start: -8px;
  }
  .sources ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr));
    gap: 1px 16px;
    padding: 0;
    list-style: none;
  }
  .sources li {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .sources li .icon {
    align-self: start;
    margin-block-start: 2px;
  }
  .region {
    flex: none;
    min-width: 104px;
  }
  .notice-area {
    position: fixed;
    inset-inline-end: 16px;
    inset-block-end: 48px;
    z-index: 30;
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
  @media (max-width: 640px) {
    :host {
      height: auto;
    }
    main {
      height: auto;
      --edge: 10px;
      min-height: 100vh;
    }
    .events.with-facets {
      grid-template-columns: minmax(0, 1fr);
    }
    ts-facet-panel {
      max-height: 220px;
    }
    ts-event-table {
      height: max(360px, 60vh);
    }
  }
`;
