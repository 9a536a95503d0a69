import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import type { ExplorerAct, ExplorerStatus, RegionStatus, SourceStatus } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';

/** How reading stands, at the foot of the page, and what can be done about it. */
export function readingView(
  { reading, sources }: ExplorerStatus,
  isOpen: boolean,
  t: Localize,
  onToggle: () => void,
  act: (what: ExplorerAct) => void,
): TemplateResult {
  const hasRegions = sources.some(({ regions, limits }) => regions.length > 0 || limits.length > 0);
  const text = reading.remaining === undefined ? reading.text : `${reading.text} · ${reading.remaining}`;
  const doing = (what: ExplorerAct) => () => {
    act(what);
  };
  return html`
    <div class="reading">
      ${
        hasRegions
          ? html`<button
              class="regions-toggle"
              aria-expanded=${isOpen}
              aria-controls="regions"
              @click=${onToggle}
            >
              ${isOpen ? icons.chevronDown : icons.chevronRight}<span class="reading-text">${text}</span>
            </button>`
          : html`<span class="reading-text">${text}</span>`
      }
      ${
        reading.hasFailures
          ? html`<span class="failure">${icons.error}${t('Not everything could be read')}</span>
              <button class="button" @click=${doing('read')}>${t('Try again')}</button>`
          : nothing
      }
      ${
        reading.badFiles === undefined
          ? nothing
          : html`<span class="warning">${icons.warning}${reading.badFiles}</span>
              <button class="button" @click=${doing('show-bad-files')}>${t('Show')}</button>`
      }
      <span class="push"></span>
      ${runButton(reading, doing, t)}
      ${
        reading.isFullSpeed !== undefined && (reading.state === 'reading' || reading.state === 'paused')
          ? html`<button
              class="button"
              aria-pressed=${reading.isFullSpeed}
              title=${t('CloudTrail allows so many calls a second to all who use the account; half of them are left to others.')}
              @click=${doing(reading.isFullSpeed ? 'half-speed' : 'full-speed')}
            >
              ${reading.isFullSpeed ? icons.check : nothing}${t('Full speed')}
            </button>`
          : nothing
      }
    </div>
  `;
}

/** What can be done about reading as it stands: when all was read, to read what has come since. */
function runButton(
  { state }: ExplorerStatus['reading'],
  doing: (what: ExplorerAct) => () => void,
  t: Localize,
): TemplateResult | typeof nothing {
  switch (state) {
    case 'reading':
      return html`<button class="button" @click=${doing('pause')}>${icons.pause}${t('Pause')}</button>`;
    case 'paused':
      return html`<button class="button" @click=${doing('read')}>${icons.play}${t('Continue')}</button>`;
    case 'done':
      return html`<button class="button" @click=${doing('read')}>${t('Refresh')}</button>`;
    case 'idle':
      return nothing;
  }
}

/** Each source with how far its Regions got and what it cannot tell. */
export function sourcesView(sources: readonly SourceStatus[], t: Localize): TemplateResult {
  return html`
    <div id="regions" class="sources" role="region" aria-label=${t('Regions')} tabindex="0">
      ${sources.map(
        ({ name, regions, limits }) => html`
          <h2>${name}</h2>
          <ul>
            ${regions.map((region) => regionView(region, t))}
          </ul>
          ${limits.map((limit) => html`<p class="dim">${limit}</p>`)}
        `,
      )}
    </div>
  `;
}

function regionView({ region, state, text }: RegionStatus, t: Localize): TemplateResult {
  const looks = {
    waiting: [icons.clock, t('waiting')],
    reading: [icons.arrow, t('reading')],
    paused: [icons.pause, t('paused')],
    done: [icons.check, t('done')],
    failed: [icons.error, t('failed')],
  } as const;
  const [icon, word] = looks[state];
  return html`
    <li class=${state}>
      ${icon}<span class="visually-hidden">${word}</span><span class="region">${region}</span>
      <span class="dim">${text}</span>
    </li>
  `;
}

/** What an investigation found: in words, each finding a door to its events, and what it could not see. */
export function answerView(
  answer: NonNullable<ExplorerStatus['answer']>,
  t: Localize,
  onFilter: (text: string) => void,
  onClose: () => void,
): TemplateResult {
  return html`
    <section class="answer" aria-labelledby="answer-title">
      <div class="answer-head">
        <h2 id="answer-title" class="dim">${answer.title}</h2>
        <button
          class="button icon-only bare"
          aria-label=${t('Close the answer')}
          title=${t('Close the answer')}
          @click=${onClose}
        >
          ${icons.clear}
        </button>
      </div>
      <p class="headline">${answer.headline}</p>
      ${
        answer.findings.length === 0
          ? nothing
          : html`<ul class="findings">
              ${answer.findings.map(
                ({ text, filter }) =>
                  html`<li>
                    <button
                      class="link"
                      title=${t('Show the events behind this')}
                      @click=${() => {
                        onFilter(filter);
                      }}
                    >
                      ${text}
                    </button>
                  </li>`,
              )}
            </ul>`
      }
      ${
        answer.unseen.length === 0
          ? nothing
          : html`<details>
              <summary>${t('What this could not see')}</summary>
              <ul>
                ${answer.unseen.map((text) => html`<li>${text}</li>`)}
              </ul>
            </details>`
      }
    </section>
  `;
}

/** What stands in place of the events where there are none. */
export function emptyView(
  { reading, meant, filter, total }: ExplorerStatus,
  t: Localize,
  onFilter: (text: string) => void,
): TemplateResult {
  if (reading.state === 'reading') {
    return html`<p>${t('Reading …')}</p>`;
  }
  if (filter === '' && total === 0) {
    // The line below says why nothing was read.
    return html`<p>${reading.state === 'done' ? t('There are no events.') : t('Nothing was read yet.')}</p>`;
  }
  return html`
    <p>${t('No event passes the filter.')}</p>
    ${
      meant === undefined
        ? nothing
        : html`<p>
            ${t('Did you mean')}
            <button
              class="link code"
              @click=${() => {
                onFilter(meant);
              }}
            >
              ${meant}</button
            >?
          </p>`
    }
  `;
}
