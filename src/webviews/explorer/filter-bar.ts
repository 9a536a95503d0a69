import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Completion, Completions } from '../../core/query/complete-filter.ts';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { FilterAnswer, FilterProblemView } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import { sharedStyles } from '../ui/styles.ts';
import { applied, stepped } from './completion.ts';
import type { Ask } from './explorer-host.ts';
import { filterBarStyles } from './filter-bar-styles.ts';
import { filterPieces } from './filter-pieces.ts';
import { OneAtATime } from './one-at-a-time.ts';

/** Longer texts are no filters; the host refuses them long before this, in words. */
const longestText = 200_000;

/**
 * The filter as a text that can be edited: coloured, with its problems underlined and told below, and with a list of
 * completions that follows the cursor (an ARIA combobox). Sends `apply` with the text when Enter is pressed.
 */
export class FilterBar extends LitElement {
  static override readonly properties = {
    ask: { attribute: false },
    filter: { attribute: false },
    plan: { attribute: false },
    t: { attribute: false },
    text: { state: true },
    problems: { state: true },
    completions: { state: true },
    chosen: { state: true },
  };

  static override readonly styles = [sharedStyles, filterBarStyles];

  declare ask: Ask | undefined;
  /** The filter that applies. It replaces the text, unless the user is in the middle of another one. */
  declare filter: string;
  /** Which part runs where, in a few words. */
  declare plan: string;
  declare t: Localize;
  declare private text: string;
  declare private problems: readonly FilterProblemView[];
  /** What is offered; undefined while the list is closed. */
  declare private completions: Completions | undefined;
  declare private chosen: number | undefined;

  private readonly checks = new OneAtATime<string, FilterAnswer>(
    async (text) => this.ask?.({ kind: 'check', text }),
    (answer, text) => {
      if (answer !== undefined && text === this.text) {
        this.problems = answer.ok ? [] : answer.problems;
      }
    },
  );
  private readonly offers = new OneAtATime<{ readonly text: string; readonly offset: number }, Completions>(
    async (place) => this.ask?.({ kind: 'complete', ...place }),
    (answer, { text, offset }) => {
      if (this.isListening && text === this.text && offset === this.input()?.selectionStart) {
        this.completions = answer === undefined || answer.items.length === 0 ? undefined : answer;
        this.chosen = undefined;
      }
    },
  );
  /** Whether what is offered is still wanted when it comes. */
  private isListening = false;
  private isTouched = false;

  constructor() {
    super();
    this.filter = '';
    this.plan = '';
    this.t = english;
    this.text = '';
    this.problems = [];
  }

  /** Shows the result of an attempt to apply a text. */
  answer(answer: FilterAnswer | undefined): void {
    if (answer?.ok === true) {
      this.isTouched = false;
      this.text = answer.text;
      this.problems = [];
    } else if (answer !== undefined) {
      this.problems = answer.problems;
    }
  }

  focusInput(): void {
    this.input()?.focus();
    this.input()?.select();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('filter') && !this.isTouched) {
      this.text = this.filter;
      this.problems = [];
    }
  }

  override render(): TemplateResult {
    const { t, completions, problems, text } = this;
    const isOpen = completions !== undefined;
    return html`
      <div class="field ${problems.length > 0 ? 'wrong' : ''}">
        <span class="lens">${icons.search}</span>
        <div class="editor">
          <div class="paint" aria-hidden="true"><span class="line">${this.renderPieces()}</span></div>
          <input
            type="text"
            role="combobox"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            maxlength=${longestText}
            aria-label=${t('Filter')}
            aria-expanded=${isOpen}
            aria-controls="completions"
            aria-autocomplete="list"
            aria-activedescendant=${this.chosen === undefined ? nothing : `completion-${this.chosen}`}
            aria-invalid=${problems.length > 0}
            aria-describedby="problem plan"
            placeholder=${t('Filter, such as {0}', 'name:Terminate* -user:ci-* time:-24h..')}
            .value=${text}
            @input=${this.onInput}
            @keydown=${this.onKey}
            @keyup=${this.onCursor}
            @click=${this.onCursor}
            @blur=${this.close}
            @scroll=${this.onScroll}
          />
        </div>
        <span id="plan" class="plan" title=${this.plan}>${this.plan}</span>
        ${text === '' && this.filter === '' ? nothing : this.renderClear()}
      </div>
      <div id="problem" class="problem" role="status">
        ${problems.map(({ message }) => html`<span>${icons.error} ${message}</span>`)}
      </div>
      ${this.renderCompletions()}
    `;
  }

  override updated(): void {
    this.onScroll();
    this.renderRoot.querySelector('.completion.chosen')?.scrollIntoView({ block: 'nearest' });
  }

  private renderPieces(): unknown {
    return filterPieces(this.text, this.problems).map(
      ({ text, kind, isProblem }) =>
        html`<span class="piece-${kind} ${isProblem ? 'bad' : ''}">${text}</span>`,
    );
  }

  private renderClear(): TemplateResult {
    const label = this.t('Clear the filter');
    return html`
      <button class="clear" aria-label=${label} title=${label} @click=${this.onClear}>${icons.clear}</button>
    `;
  }

  private renderCompletions(): TemplateResult {
    const { completions, t } = this;
    return html`
      <ul
        id="completions"
        class="completions"
        role="listbox"
        aria-label=${t('Completions')}
        ?hidden=${completions === undefined}
      >
        ${completions?.items.map((each, index) => this.renderCompletion(each, index))}
      </ul>
    `;
  }

  private renderCompletion({ kind, label, detail }: Completion, index: number): TemplateResult {
    const isChosen = index === this.chosen;
    return html`
      <li
        id="completion-${index}"
        class="completion ${kind} ${isChosen ? 'chosen' : ''}"
        role="option"
        aria-selected=${isChosen}
        data-index=${index}
        @pointerdown=${this.onPick}
      >
        <span class="label">${label}</span><span class="detail">${detail}</span>
      </li>
    `;
  }

  private input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  private type(text: string): void {
    this.text = text;
    this.isTouched = text !== this.filter;
    this.problems = [];
    this.checks.ask(text);
  }

  private offer(): void {
    this.isListening = true;
    this.offers.ask({ text: this.text, offset: this.input()?.selectionStart ?? this.text.length });
  }

  private readonly close = (): void => {
    this.isListening = false;
    this.completions = undefined;
    this.chosen = undefined;
  };

  private readonly onInput = (): void => {
    this.type(this.input()?.value ?? '');
    this.offer();
  };

  private readonly onCursor = (event: Event): void => {
    const isMove = !(event instanceof KeyboardEvent) || /^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key);
    if (isMove && this.completions !== undefined) {
      this.offer();
    }
  };

  private readonly onScroll = (): void => {
    const paint = this.renderRoot.querySelector('.paint');
    if (paint !== null) {
      paint.scrollLeft = this.input()?.scrollLeft ?? 0;
    }
  };

  private readonly onClear = (): void => {
    this.close();
    this.type('');
    this.apply('');
    this.focusInput();
  };

  private readonly onPick = (event: PointerEvent): void => {
    // The input keeps the focus.
    event.preventDefault();
    const item =
      event.currentTarget instanceof HTMLElement ? event.currentTarget.dataset['index'] : undefined;
    void this.complete(Number(item));
  };

  private async complete(index: number): Promise<void> {
    const item = this.completions?.items[index];
    if (this.completions === undefined || item === undefined) {
      return;
    }
    const { text, cursor } = applied(this.text, this.completions, item);
    this.close();
    this.type(text);
    await this.updateComplete;
    this.input()?.setSelectionRange(cursor, cursor);
    // A field is of no use without a value: go on with it.
    if (item.kind === 'field') {
      this.offer();
    }
  }

  private apply(text: string): void {
    this.close();
    this.dispatchEvent(new CustomEvent('apply', { detail: text }));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || !this.handles(event)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private handles({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    const { completions, chosen } = this;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (completions === undefined) {
        this.offer();
      } else if (!altKey) {
        this.chosen = stepped(chosen, key === 'ArrowDown' ? 1 : -1, completions.items.length);
      }
      return true;
    }
    if (key === ' ' && ctrlKey) {
      this.offer();
      return true;
    }
    if (key === 'Escape') {
      return this.escape();
    }
    if (completions !== undefined && key === 'Tab' && !shiftKey) {
      void this.complete(chosen ?? 0);
      return true;
    }
    if (key !== 'Enter' || ctrlKey || metaKey) {
      return false;
    }
    if (chosen === undefined) {
      this.apply(this.text);
    } else {
      void this.complete(chosen);
    }
    return true;
  }

  /** Closes the list; without one, goes back to the filter that applies. */
  private escape(): boolean {
    if (this.completions !== undefined) {
      this.close();
      return true;
    }
    const isOther = this.text !== this.filter;
    if (isOther) {
      this.isTouched = false;
      this.text = this.filter;
      this.problems = [];
    }
    return isOther;
  }
}

customElements.define('ts-filter-bar', FilterBar);
