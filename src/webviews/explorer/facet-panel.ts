import type { TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { ValueState } from '../../core/query/edit-filter.ts';
import type { FacetField } from '../../core/query/facets.ts';
import type { FacetRequest, FacetView } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import { sharedStyles } from '../ui/styles.ts';
import { grouped } from './announcement.ts';
import { facetStyles } from './facet-styles.ts';

/** A value of a facet as the panel shows it; `value` is absent for events without one. */
interface ShownValue {
  readonly value?: string;
  readonly label: string;
  readonly count: number;
  readonly state: ValueState;
}

/**
 * The most frequent values of each field, with how many events have them. A value includes itself in the filter, the
 * button behind it leaves it out. One tab stop: arrows move between values and across, as in a toolbar. Sends `facet`
 * with a {@link FacetRequest}, `more` with a field whose list is to grow, `fold` with a field.
 */
export class FacetPanel extends LitElement {
  static override readonly properties = {
    labels: { attribute: false },
    facets: { attribute: false },
    folded: { attribute: false },
    total: { attribute: false },
    language: {},
    t: { attribute: false },
  };

  static override readonly styles = [sharedStyles, facetStyles];

  /** The fields in their order, with what they are called. */
  declare labels: readonly { readonly field: FacetField; readonly label: string }[];
  declare facets: ReadonlyMap<FacetField, FacetView>;
  declare folded: ReadonlySet<FacetField>;
  /** How many events there are, for the lengths of the bars. */
  declare total: number;
  declare language: string;
  declare t: Localize;

  constructor() {
    super();
    this.labels = [];
    this.facets = new Map();
    this.folded = new Set();
    this.total = 0;
    this.language = 'en';
    this.t = english;
  }

  override render(): TemplateResult {
    return html`
      <div
        class="facets"
        role="group"
        aria-label=${this.t('Values')}
        @keydown=${this.onKey}
        @focusin=${this.onFocus}
      >
        ${this.labels.map(({ field, label }) => this.renderFacet(field, label))}
      </div>
    `;
  }

  override updated(): void {
    const stops = this.stops();
    if (!stops.some((stop) => stop.tabIndex === 0)) {
      stops[0]?.setAttribute('tabindex', '0');
    }
  }

  private renderFacet(field: FacetField, label: string): TemplateResult | typeof nothing {
    const facet = this.facets.get(field);
    const isOpen = !this.folded.has(field);
    if (isOpen && facet?.values.length === 0 && facet.none === 0) {
      return nothing;
    }
    return html`
      <section aria-labelledby="facet-${field}">
        <h2 id="facet-${field}">
          <button
            class="title"
            tabindex="-1"
            aria-expanded=${isOpen}
            data-fold=${field}
            @click=${this.onFold}
          >
            ${isOpen ? icons.chevronDown : icons.chevronRight}<span>${label}</span>
          </button>
        </h2>
        ${isOpen && facet !== undefined ? this.renderValues(facet, label) : nothing}
      </section>
    `;
  }

  private renderValues(facet: FacetView, label: string): TemplateResult {
    const values = this.valuesOf(facet);
    const most = Math.max(...values.map(({ count }) => count), 1);
    return html`
      <ul>
        ${values.map((value) => this.renderValue(facet.field, label, value, value.count / most))}
      </ul>
      ${this.renderMore(facet)}
    `;
  }

  /** Events without a value are told once all the values are. */
  private valuesOf({ values, none, distinct, noneState = 'open' }: FacetView): readonly ShownValue[] {
    const isComplete = values.length >= distinct || noneState !== 'open';
    return none > 0 && isComplete
      ? [...values, { label: this.t('(none)'), count: none, state: noneState }]
      : values;
  }

  private renderValue(field: FacetField, name: string, shown: ShownValue, share: number): TemplateResult {
    const { t } = this;
    const { value, count, state } = shown;
    const label = valueLabel(field, shown, t);
    const isIncluded = state === 'included';
    const isExcluded = state === 'excluded';
    const send = (change: FacetRequest['change']) => () => {
      const detail: FacetRequest = { kind: 'facet', field, change, ...(value !== undefined && { value }) };
      this.dispatchEvent(new CustomEvent('facet', { detail }));
    };
    const include = send(isIncluded ? 'forget' : 'include');
    const exclude = send(isExcluded ? 'forget' : 'exclude');
    const counted = grouped(count, this.language);
    return html`
      <li class="${state} ${value === undefined ? 'none' : ''}">
        <span class="bar" .style=${`width: ${(share * 100).toFixed(1)}%`}></span>
        <button
          class="value"
          tabindex="-1"
          aria-pressed=${isIncluded}
          aria-label=${t('{0}: {1}, {2} events', name, label, counted)}
          title=${label}
          @click=${(event: MouseEvent) => {
            (event.altKey ? exclude : include)();
          }}
          @auxclick=${exclude}
        >
          ${isIncluded ? icons.included : isExcluded ? icons.excluded : nothing}
          <span class="label">${label}</span>
          <span class="count">${counted}</span>
        </button>
        <button
          class="exclude"
          tabindex="-1"
          aria-pressed=${isExcluded}
          aria-label=${t('Exclude {0}', label)}
          title=${isExcluded ? t('Do not exclude {0}', label) : t('Exclude {0}', label)}
          @click=${exclude}
        >
          ${icons.minus}
        </button>
      </li>
    `;
  }

  private renderMore({ field, values, distinct }: FacetView): TemplateResult | typeof nothing {
    const left = distinct - values.length;
    return left <= 0
      ? nothing
      : html`<button class="more" tabindex="-1" data-more=${field} @click=${this.onMore}>
          ${this.t('{0} more', grouped(left, this.language))}
        </button>`;
  }

  private stops(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')];
  }

  private focusStop(stop: Element | undefined): void {
    if (stop instanceof HTMLElement) {
      stop.focus();
    }
  }

  private readonly onFocus = ({ target }: FocusEvent): void => {
    for (const stop of this.stops()) {
      stop.tabIndex = stop === target ? 0 : -1;
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) {
      return;
    }
    const { target } = event;
    const lines = this.stops().filter((stop) => !stop.classList.contains('exclude'));
    const own = target.classList.contains('exclude') ? target.previousElementSibling : target;
    const at = lines.findIndex((line) => line === own);
    const goals: Readonly<Record<string, () => Element | undefined | null>> = {
      ArrowDown: () => lines[at + 1],
      ArrowUp: () => lines[at - 1],
      Home: () => lines[0],
      End: () => lines.at(-1),
      ArrowRight: () => own?.nextElementSibling,
      ArrowLeft: () => own,
    };
    if (event.key === 'Delete' || event.key === 'x') {
      own?.parentElement?.querySelector<HTMLElement>('.exclude')?.click();
    } else {
      const goal = goals[event.key];
      if (goal === undefined) {
        return;
      }
      this.focusStop(goal() ?? undefined);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onFold = ({ currentTarget }: MouseEvent): void => {
    this.tell('fold', currentTarget);
  };

  private readonly onMore = ({ currentTarget }: MouseEvent): void => {
    this.tell('more', currentTarget);
  };

  private tell(what: 'fold' | 'more', target: EventTarget | null): void {
    const field = target instanceof HTMLElement ? target.dataset[what] : undefined;
    this.dispatchEvent(new CustomEvent(what, { detail: field }));
  }
}

/** Whether a call changes something is `true` or `false` to the filter, and a word to people. */
function valueLabel(field: FacetField, { value, label }: ShownValue, t: Localize): string {
  if (field !== 'write' || value === undefined) {
    return label;
  }
  return value === 'true' ? t('writes') : value === 'false' ? t('reads') : label;
}

customElements.define('ts-facet-panel', FacetPanel);
