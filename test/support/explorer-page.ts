/**
 * What is put into the explorer's page before its own script runs: VS Code's end of a webview, with a fake host behind
 * it. It is bundled for the browser, see `test/browser/explorer-page.ts`.
 */
import { EventSet } from '../../src/core/query/event-set/event-set.ts';
import { countlessRows, hostileEvents, newerEvents, weekOfEvents } from './explorer-events.ts';
import { eventsOfSet, FakeExplorerHost, type EventSource } from './explorer-host.ts';

/** What a test chooses. */
export interface ExplorerPageOptions {
  /** Which events there are: of a made-up week, hostile ones, or rows that are made when they are asked for. */
  readonly events: 'week' | 'hostile' | 'countless';
  readonly count: number;
  /** VS Code's colours and fonts, and the kind of theme. */
  readonly theme: Readonly<Record<string, string>>;
  readonly themeKind: string;
  /** What an earlier page kept. */
  readonly state?: unknown;
}

declare global {
  interface Window {
    explorerOptions: ExplorerPageOptions;
    fakeHost: FakeExplorerHost;
    /** What the page kept last. */
    keptState: unknown;
  }
}

const { events, count, theme, themeKind, state } = window.explorerOptions;

// The document is there, and its scripts have not run yet.
document.addEventListener(
  'readystatechange',
  () => {
    for (const [name, value] of Object.entries(theme)) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.dataset['vscodeThemeKind'] = themeKind;
    document.body.classList.add(themeKind);
  },
  { once: true },
);

window.keptState = state;
window.fakeHost = new FakeExplorerHost(source(), (message) => {
  // As VS Code does it: in a task of its own, and as a copy.
  const copy: unknown = structuredClone(message);
  setTimeout(() => {
    window.postMessage(copy, '*');
  });
});

Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => {
      window.fakeHost.receive(structuredClone(message));
    },
    getState: () => window.keptState,
    setState: (kept: unknown) => {
      window.keptState = structuredClone(kept);
    },
  }),
});

function source(): EventSource {
  if (events === 'countless') {
    return countlessRows(count);
  }
  const set = new EventSet();
  set.add(events === 'hostile' ? hostileEvents() : weekOfEvents(count));
  return eventsOfSet(set, newerEvents);
}
