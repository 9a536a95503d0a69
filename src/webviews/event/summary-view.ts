/** The readable part of the viewer: templates without state. All texts are bound as text. */
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import type { EventView, Outcome, Part, Row, RowLine, RowLink } from '../../protocol/event-view.ts';
import { icons } from '../ui/icons.ts';

/** What happened, in one sentence, and when, from where and how it ended. */
export function headline(view: EventView, t: Localize): TemplateResult {
  const facts = view.facts.map(
    (fact) => html`<span class="fact" title=${fact.title ?? nothing}>${fact.text}</span>`,
  );
  return html`
    <p class="sentence">${view.sentence.map(partView)}</p>
    <p class="facts">${facts}${view.outcome === undefined ? nothing : outcomeView(view.outcome)}</p>
    ${view.problem === undefined ? nothing : problemView(view.problem, t)}
  `;
}

/** The name of the event and the words that class it. */
export function titleView(view: EventView): TemplateResult {
  const chips = view.chips.map(
    ({ text, tone }) =>
      html`<span class="chip ${tone ?? ''}">${tone === 'warning' ? icons.warning : nothing}${text}</span>`,
  );
  return html`
    <h1>${view.title}</h1>
    ${view.service === undefined ? nothing : html`<span class="dim">${view.service}</span>`}
    <span class="chips">${chips}</span>
  `;
}

/** The labelled rows. `follow` is called with the door that was chosen. */
export function rowsView(rows: readonly Row[], follow: (link: RowLink) => void): TemplateResult {
  return html`
    <dl class="rows">
      ${rows.map(
        ({ id, label, lines }) => html`
          <div class="summary-row" data-row=${id}>
            <dt>${label}</dt>
            <dd>${lines.map((line) => lineView(line, follow))}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}

function lineView({ parts, links }: RowLine, follow: (link: RowLink) => void): TemplateResult {
  const doors = links.map(
    (link) => html`
      <button
        class="link"
        @click=${() => {
          follow(link);
        }}
      >
        ${link.text}
      </button>
    `,
  );
  return html`
    <div class="line">
      <span class="parts">${parts.map(partView)}</span>
      ${doors.length === 0 ? nothing : html`<span class="links">${doors}</span>`}
    </div>
  `;
}

function partView(part: Part): TemplateResult {
  switch (part.kind) {
    case 'text':
      return html`<span class=${part.style ?? nothing} title=${part.title ?? nothing}>${part.text}</span>`;
    case 'chip':
      return html`<span
        class="chip ${part.note === undefined ? '' : 'noted'}"
        title=${part.note ?? part.title ?? nothing}
        >${part.text}${part.note === undefined ? nothing : html`<span class="visually-hidden"> (${part.note})</span>`}</span
      >`;
    case 'code':
      return html`<span class="code" title=${part.title ?? nothing}>${part.text}</span>`;
    case 'arrow':
      return html`<span class="dim arrow">${icons.arrow}</span>`;
    case 'notice':
      return html`<span class="notice ${part.tone}">
        ${part.tone === 'error' ? icons.error : icons.warning}<span>${part.text}</span>
      </span>`;
  }
}

function outcomeView({ kind, text }: Outcome): TemplateResult {
  const icon = kind === 'failed' ? icons.error : icons.check;
  return html`<span class="fact outcome ${kind}">${icon}${text}</span>`;
}

function problemView(problem: string, t: Localize): TemplateResult {
  return html`
    <p class="problem" role="note">
      ${icons.warning}<span>${t('This record is not as it should be: {0}', problem)}</span>
    </p>
  `;
}
