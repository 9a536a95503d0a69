/**
 * Styles that the webviews share. They are constructed style sheets, which a content security policy without inline
 * styles allows, and know no colour but the theme's.
 */
import { css } from 'lit';

/** For the page itself. */
export const pageStyles = css`
  html {
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  body {
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    font-weight: var(--vscode-font-weight);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
`;

/** For every component. */
export const sharedStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  p,
  dl,
  dd {
    margin: 0;
  }
  .icon {
    flex: none;
    width: 16px;
    height: 16px;
    vertical-align: -3px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .dim {
    color: var(--vscode-descriptionForeground);
  }
  .strong {
    font-weight: 600;
  }
  .code {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.93em;
  }
  button {
    color: inherit;
    font: inherit;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline: 2px solid Highlight;
    }
  }
`;

/** Buttons with a thin frame, as quiet as the ones of the workbench. */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    padding: 1px 9px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
    border-radius: 3px;
    background: transparent;
    font-size: 0.92em;
    white-space: nowrap;
    cursor: pointer;
  }
  .button.icon-only {
    padding: 1px 3px;
  }
  .button:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .button:disabled {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
  .button[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-contrastBorder));
    color: var(--vscode-inputOption-activeForeground, inherit);
  }
  .link {
    padding: 0;
    border: none;
    background: none;
    color: var(--vscode-textLink-foreground);
    text-decoration: none;
    cursor: pointer;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  @media (forced-colors: active) {
    .link {
      color: LinkText;
      text-decoration: underline;
    }
  }
`;
