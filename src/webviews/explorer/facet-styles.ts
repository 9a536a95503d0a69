import { css } from 'lit';

/** Values over quiet bars, which show their shares. */
export const facetStyles = css`
  :host {
    display: block;
    min-height: 0;
    overflow: auto;
    padding-inline-end: 6px;
    scrollbar-gutter: stable;
  }
  section {
    margin-block-end: 12px;
  }
  h2 {
    font-size: inherit;
    font-weight: inherit;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 3px;
    width: 100%;
    margin-block-end: 3px;
    padding: 2px 0;
    border: none;
    background: none;
    color: var(--vscode-descriptionForeground);
    font-size: 0.85em;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-align: start;
    text-transform: uppercase;
    cursor: pointer;
  }
  .title .icon {
    width: 12px;
    height: 12px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    display: flex;
    min-height: 22px;
    border-radius: 3px;
  }
  .bar {
    position: absolute;
    inset-block: 2px;
    inset-inline-start: 0;
    min-width: 2px;
    border-radius: 3px;
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
    pointer-events: none;
  }
  li:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .value {
    position: relative;
    flex: 1 1 auto;
    display: flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
    padding: 0 6px;
    border: none;
    border-radius: 3px;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .label {
    flex: 1 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .count {
    flex: none;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
  }
  .value .icon {
    width: 14px;
    height: 14px;
  }
  .included .value {
    color: var(--vscode-textLink-foreground);
  }
  .excluded .label {
    color: var(--vscode-descriptionForeground);
    text-decoration: line-through;
  }
  .none .label {
    font-style: italic;
  }
  .exclude {
    position: relative;
    flex: none;
    display: inline-flex;
    align-items: center;
    width: 0;
    padding: 0;
    overflow: hidden;
    border: none;
    border-radius: 3px;
    background: none;
    color: var(--vscode-icon-foreground);
    cursor: pointer;
  }
  li:hover .exclude,
  li:focus-within .exclude,
  .excluded .exclude {
    width: auto;
    padding: 2px;
  }
  .exclude:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .more {
    padding: 1px 6px;
    border: none;
    background: none;
    color: var(--vscode-textLink-foreground);
    font-size: 0.92em;
    cursor: pointer;
  }
  .more:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline-offset: -1px;
  }
  @media (hover: none) {
    .exclude {
      width: auto;
      padding: 2px;
    }
  }
  @media (forced-colors: active) {
    .bar {
      border-block-end: 1px solid GrayText;
    }
  }
`;
