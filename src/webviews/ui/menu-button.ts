import type { TemplateResult } from 'lit';
import { LitElement, css, html, nothing } from 'lit';
import { icons } from './icons.ts';
import { buttonStyles, sharedStyles } from './styles.ts';

/** One choice of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly text: string;
  /** More about it, dim and behind it. */
  readonly detail?: string;
  /** For an item that is switched on and off. */
  readonly isChecked?: boolean;
  /** Whether a line is drawn above it. */
  readonly startsGroup?: boolean;
}

/**
 * A button that opens a menu of commands. Sends `choose` with the item's id as its detail. Arrows, Home and End move,
 * Enter and Space choose, Escape closes and gives the focus back to the button.
 */
export class MenuButton extends LitElement {
  static override readonly properties = {
    label: {},
    name: {},
    isQuiet: { type: Boolean, attribute: 'quiet' },
    items: { attribute: false },
    isOpen: { state: true },
  };

  static override readonly styles = [
    sharedStyles,
    buttonStyles,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      .menu {
        position: absolute;
        top: calc(100% + 2px);
        right: 0;
        z-index: 10;
        min-width: 100%;
        max-width: min(560px, 90vw);
        max-height: min(70vh, 480px);
        padding: 4px;
        overflow: auto;
        border: 1px solid var(--vscode-menu-border, var(--vscode-widget-border));
        border-radius: 5px;
        background: var(--vscode-menu-background);
        color: var(--vscode-menu-foreground);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow);
      }
      :host([align='start']) .menu {
        right: auto;
        left: 0;
      }
      .caret .icon {
        display: block;
        width: 12px;
        height: 12px;
      }
      .button.quiet.bare {
        padding-inline: 4px;
      }
      .quiet {
        border-color: transparent;
        color: var(--vscode-descriptionForeground);
      }
      .item {
        display: flex;
        align-items: baseline;
        width: 100%;
        padding: 3px 22px 3px 24px;
        border: none;
        border-radius: 3px;
        background: none;
        text-align: start;
        white-space: nowrap;
        cursor: pointer;
      }
      .check {
        flex: none;
        align-self: center;
        width: 20px;
        margin-inline-start: -20px;
      }
      .check .icon {
        display: block;
      }
      .detail {
        min-width: 0;
        margin-inline-start: auto;
        padding-inline-start: 24px;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--vscode-descriptionForeground);
      }
      .line {
        height: 1px;
        margin: 4px 0;
        background: var(--vscode-menu-separatorBackground, var(--vscode-widget-border, currentColor));
      }
      .item:hover,
      .item:focus {
        background: var(--vscode-menu-selectionBackground);
        color: var(--vscode-menu-selectionForeground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      .item:hover .detail,
      .item:focus .detail {
        color: inherit;
      }
    `,
  ];

  /** What the button shows. */
  declare label: string;
  /** What the button is called, where its label alone does not say. */
  declare name: string;
  /** Without a frame, for a button in running text. */
  declare isQuiet: boolean;
  declare items: readonly MenuItem[];
  declare private isOpen: boolean;

  constructor() {
    super();
    this.label = '';
    this.name = '';
    this.isQuiet = false;
    this.items = [];
    this.isOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.closeFromOutside);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('pointerdown', this.closeFromOutside);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    return html`
      <button
        class="button ${this.isQuiet ? 'quiet' : ''} ${this.label === '' ? 'bare' : ''}"
        aria-label=${this.name === '' ? nothing : this.name}
        title=${this.name === '' ? nothing : this.name}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${this.onButtonClick}
        @keydown=${this.onButtonKey}
      >
        ${this.label}<span class="caret">${icons.chevronDown}</span>
      </button>
      ${this.isOpen ? this.renderMenu() : undefined}
    `;
  }

  private renderMenu(): TemplateResult {
    const item = ({ id, text, detail, isChecked, startsGroup }: MenuItem) => html`
      ${startsGroup === true ? html`<div class="line" role="separator"></div>` : nothing}
      <button
        class="item"
        role=${isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked=${isChecked ?? nothing}
        tabindex="-1"
        data-id=${id}
      >
        ${isChecked === undefined ? nothing : html`<span class="check">${isChecked ? icons.check : nothing}</span>`}
        <span>${text}</span>
        ${detail === undefined ? nothing : html`<span class="detail">${detail}</span>`}
      </button>
    `;
    return html`
      <div
        class="menu"
        role="menu"
        aria-label=${this.name === '' ? this.label : this.name}
        @click=${this.onMenuClick}
        @keydown=${this.onMenuKey}
        @focusout=${this.onFocusOut}
      >
        ${this.items.map(item)}
      </div>
    `;
  }

  private readonly closeFromOutside = (event: PointerEvent): void => {
    if (this.isOpen && !event.composedPath().includes(this)) {
      this.isOpen = false;
    }
  };

  private open(focused: number): void {
    this.isOpen = true;
    void this.updateComplete.then(() => {
      this.focusItem(focused);
    });
  }

  private close(): void {
    this.isOpen = false;
    this.renderRoot.querySelector<HTMLElement>('.button')?.focus();
  }

  private choose(id: string): void {
    this.close();
    this.dispatchEvent(new CustomEvent('choose', { detail: id }));
  }

  private focusItem(index: number): void {
    const items = this.renderRoot.querySelectorAll<HTMLElement>('.item');
    items[(index + items.length) % items.length]?.focus();
  }

  private readonly onButtonClick = (): void => {
    if (this.isOpen) {
      this.close();
    } else {
      this.open(0);
    }
  };

  private readonly onButtonKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.open(event.key === 'ArrowDown' ? 0 : -1);
    }
  };

  private readonly onMenuClick = ({ target }: MouseEvent): void => {
    const item = target instanceof Element ? target.closest<HTMLElement>('.item') : null;
    const id = item?.dataset['id'];
    if (id !== undefined) {
      this.choose(id);
    }
  };

  private readonly onMenuKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.close();
    } else {
      const items = [...this.renderRoot.querySelectorAll('.item')];
      const at = items.findIndex((item) => item.matches(':focus'));
      const goals: Readonly<Record<string, number>> = {
        ArrowDown: at + 1,
        ArrowUp: at - 1,
        Home: 0,
        End: -1,
      };
      const goal = goals[event.key];
      if (goal === undefined) {
        return;
      }
      this.focusItem(goal);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) {
      this.isOpen = false;
    }
  };
}

customElements.define('ts-menu-button', MenuButton);
