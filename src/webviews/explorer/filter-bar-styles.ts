import { css } from 'lit';

/** The field looks like the workbench's own; the text is painted under an input whose own letters are invisible. */
export const filterBarStyles = css`
  :host {
    position: relative;
    display: block;
    min-width: 0;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    padding-inline: 9px 4px;
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
  .field.wrong {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-focusBorder));
  }
  .lens {
    flex: none;
    color: var(--vscode-descriptionForeground);
  }
  .editor {
    position: relative;
    flex: 1 1 auto;
    min-width: 0;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  .paint,
  input {
    width: 100%;
    padding: 3px 0;
    border: none;
    font: inherit;
    line-height: 1.5;
    letter-spacing: 0;
  }
  .paint {
    position: absolute;
    inset: 0;
    overflow: hidden;
    white-space: pre;
    pointer-events: none;
  }
  /* As wide as the input lets its text scroll, with room for the cursor. */
  .line {
    display: inline-block;
    padding-inline-end: 2px;
  }
  input {
    position: relative;
    display: block;
    background: none;
    color: transparent;
    caret-color: var(--vscode-input-foreground);
  }
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  input::selection {
    background: var(--vscode-editor-selectionBackground);
    color: transparent;
  }
  .piece-field {
    color: var(--vscode-textLink-foreground);
  }
  .piece-operator {
    color: var(--vscode-debugTokenExpression-name, inherit);
    font-weight: 600;
  }
  .piece-quoted {
    color: var(--vscode-debugTokenExpression-string, inherit);
  }
  .bad {
    text-decoration: underline wavy var(--vscode-editorError-foreground);
    text-decoration-skip-ink: none;
    text-underline-offset: 3px;
  }
  .plan {
    flex: 0 1 auto;
    max-width: 45%;
    overflow: hidden;
    color: var(--vscode-descriptionForeground);
    font-size: 0.88em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Whoever writes needs the room. */
  .field:focus-within .plan {
    display: none;
  }
  .clear {
    flex: none;
    display: inline-flex;
    padding: 2px;
    border: none;
    border-radius: 3px;
    background: none;
    color: var(--vscode-icon-foreground);
    cursor: pointer;
  }
  .clear:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .problem:not(:empty) {
    color: var(--vscode-list-errorForeground, var(--vscode-editorError-foreground));
  }
  .problem span {
    display: block;
    margin-block-start: 3px;
    padding-inline: 9px;
  }
  .completions {
    position: absolute;
    inset-block-start: 31px;
    inset-inline-start: 0;
    z-index: 20;
    width: min(640px, 100%);
    max-height: min(336px, 60vh);
    margin: 0;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--vscode-editorSuggestWidget-border, var(--vscode-widget-border));
    border-radius: 5px;
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-editorWidget-background));
    color: var(--vscode-editorSuggestWidget-foreground, var(--vscode-editorWidget-foreground));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
    list-style: none;
  }
  .completion {
    display: flex;
    gap: 16px;
    padding: 2px 8px;
    border-radius: 3px;
    cursor: pointer;
  }
  .label {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .preset .label {
    flex: none;
    font-family: inherit;
    font-size: inherit;
  }
  .detail {
    flex: 1 1 auto;
    min-width: 0;
    margin-inline-start: auto;
    overflow: hidden;
    color: var(--vscode-descriptionForeground);
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .completion:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .completion.chosen {
    background: var(
      --vscode-editorSuggestWidget-selectedBackground,
      var(--vscode-list-activeSelectionBackground)
    );
    color: var(--vscode-editorSuggestWidget-selectedForeground, var(--vscode-list-activeSelectionForeground));
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .completion.chosen .detail {
    color: inherit;
    opacity: 0.85;
  }
  @media (max-width: 720px) {
    .plan {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .paint {
      visibility: hidden;
    }
    input {
      color: FieldText;
    }
    .field.wrong {
      border-width: 2px;
    }
    .completion.chosen {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .completion.chosen .detail {
      color: HighlightText;
    }
  }
`;
