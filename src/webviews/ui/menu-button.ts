import type { TemplateResult } from 'lit';
import { LitElement, css, html } from 'lit';
import { icons } from './icons.ts';
import { buttonStyles, sharedStyles } from './styles.ts';

/** One choice of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly text: string;
}

/**
 * A button that opens a menu of commands. Sends `choose` with the item's id as its detail. Arrows, Home and End move,
 * Enter and Space choose, Escape closes and gives the focus back to the button.
 */
export class MenuButton extends LitElement {
  static override readonly properties = {
    label: {},
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
        padding: 4px;
        border: 1px solid var(--vscode-menu-border, var(--vscode-widget-border));
        border-radius: 5px;
        background: var(--vscode-menu-background);
        color: var(--vscode-menu-foreground);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow);
      }
      .item {
        display: block;
        width: 100%;
        padding: 3px 22px;
        border: none;
        border-radius: 3px;
        background: none;
        text-align: start;
        white-space: nowrap;
        cursor: pointer;
      }
      .item:hover,
      .item:focus {
        background: var(--vscode-menu-selectionBackground);
        color: var(--vscode-menu-selectionForeground);
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
    `,
  ];

  declare label: string;
  declare items: readonly MenuItem[];
  declare private isOpen: boolean;

  constructor() {
    super();
    this.label = '';
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
        class="button"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${this.onButtonClick}
        @keydown=${this.onButtonKey}
      >
        ${this.label} ${icons.chevronDown}
      </button>
      ${this.isOpen ? this.renderMenu() : undefined}
    `;
  }

  private renderMenu(): TemplateResult {
    const item = ({ id, text }: MenuItem) =>
      html`<button class="item" role="menuitem" tabindex="-1" data-id=${id}>${text}</button>`;
    return html`
      <div
        class="menu"
        role="menu"
        aria-label=${this.label}
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
    const id = target instanceof HTMLElement ? target.dataset['id'] : undefined;
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
