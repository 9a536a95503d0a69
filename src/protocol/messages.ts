/**
 * What the extension host and the event viewer say to each other. The host trusts nothing that comes back:
 * {@link readFromViewer} turns a message into a known one or into undefined, and a request names a thing (a path, a
 * kind of copy) that the host looks up in its own copy of the event, so that a webview cannot make it copy or open
 * a text of its own.
 *
 * The order: the webview is built, sends `ready`, and gets `show`; then `show` again for each other event. Each
 * `request` gets one `reply` with its id.
 */
import type { JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { CopyKind, EventView, LinkKind } from './event-view.ts';

/** Raised when the messages or the saved state change shape: an older state is then not read. */
export const protocolVersion = 1;

/** From the host to the viewer. */
export type ToViewer = ShowEvent | Reply;

/** Shows an event in place of the one before. */
export interface ShowEvent {
  readonly type: 'show';
  readonly version: typeof protocolVersion;
  readonly view: EventView;
  /** The record for the tree, of bounded depth: see `core/events/bounded-record.ts`. */
  readonly record: JsonObject;
  /** Which neighbours can be gone to. Absent where there is no list to go through. */
  readonly neighbours?: { readonly previous: boolean; readonly next: boolean };
  /** The translations: English text to the user's. Empty for English. */
  readonly strings: Readonly<Record<string, string>>;
  /** What the viewer keeps for the host until a window is reloaded. The viewer does not look inside. */
  readonly saved: JsonObject;
}

/** The answer to a request: `text` is to be told to the user, in the user's language. */
export interface Reply {
  readonly type: 'reply';
  readonly id: number;
  readonly ok: boolean;
  readonly text?: string;
}

/** From the viewer to the host. */
export type FromViewer =
  | { readonly type: 'ready'; readonly version: typeof protocolVersion }
  | { readonly type: 'request'; readonly id: number; readonly request: ViewerRequest };

/** What the viewer can ask for. */
export type ViewerRequest =
  | { readonly kind: 'copy'; readonly what: CopyKind; readonly masked: boolean }
  | { readonly kind: 'copyValue'; readonly path: RecordPath; readonly masked: boolean }
  | { readonly kind: 'copyPath'; readonly path: RecordPath }
  | { readonly kind: 'eventsWith'; readonly path: RecordPath }
  | { readonly kind: 'showJson' }
  | { readonly kind: 'follow'; readonly link: LinkKind; readonly index: number }
  | { readonly kind: 'go'; readonly direction: Direction };

/** Up and down the list that the event was opened from. */
export type Direction = 'previous' | 'next';

/** From the record's root: names of members and indexes of items. */
export type RecordPath = readonly (string | number)[];

/** What a viewer keeps over a reload of the window: the host's part and the reader's place. */
export interface ViewerState {
  readonly version: typeof protocolVersion;
  readonly saved: JsonObject;
  readonly ui: ViewerUi;
}

/** The reader's place in one event. */
export interface ViewerUi {
  /** {@link EventView.key} of the event that this belongs to. */
  readonly key: string;
  /** Ids of the open nodes of the tree. */
  readonly expanded: readonly string[];
  /** Id of the current node. */
  readonly active: string | undefined;
  readonly search: string;
  readonly masked: boolean;
  /** Pixels from the top of the page. */
  readonly scroll: number;
}

const copyKinds = new Set<unknown>(['json', 'sentence', 'id', 'command'] satisfies CopyKind[]);
const linkKinds = new Set<unknown>([
  'documentation',
  'event',
  'resource',
  'events-by-session',
  'events-by-key',
  'events-by-resource',
  'events-by-address',
] satisfies LinkKind[]);
const directions = new Set<unknown>(['previous', 'next'] satisfies Direction[]);

/** Longer paths than any record has; the tree is cut far above. */
const deepestPath = 256;

/** A message from the webview as one of {@link FromViewer}, rebuilt from checked parts; undefined for anything else. */
export function readFromViewer(message: unknown): FromViewer | undefined {
  if (!isJsonObject(message)) {
    return undefined;
  }
  if (message['type'] === 'ready' && message['version'] === protocolVersion) {
    return { type: 'ready', version: protocolVersion };
  }
  const { id } = message;
  const request = readRequest(message['request']);
  if (
    message['type'] !== 'request' ||
    typeof id !== 'number' ||
    !Number.isSafeInteger(id) ||
    request === undefined
  ) {
    return undefined;
  }
  return { type: 'request', id, request };
}

function readRequest(value: unknown): ViewerRequest | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const masked = value['masked'] === true;
  const { what, link, index, direction } = value;
  switch (value['kind']) {
    case 'copy':
      return isCopyKind(what) ? { kind: 'copy', what, masked } : undefined;
    case 'copyValue':
      return withPath(value['path'], (path) => ({ kind: 'copyValue', path, masked }));
    case 'eventsWith':
      return withPath(value['path'], (path) => ({ kind: 'eventsWith', path }));
    case 'copyPath':
      return withPath(value['path'], (path) => ({ kind: 'copyPath', path }));
    case 'showJson':
      return { kind: 'showJson' };
    case 'follow':
      return isLinkKind(link) && isIndex(index) ? { kind: 'follow', link, index } : undefined;
    case 'go':
      return isDirection(direction) ? { kind: 'go', direction } : undefined;
    default:
      return undefined;
  }
}

const isCopyKind = (value: unknown): value is CopyKind => copyKinds.has(value);
const isLinkKind = (value: unknown): value is LinkKind => linkKinds.has(value);
const isDirection = (value: unknown): value is Direction => directions.has(value);

function withPath(value: unknown, make: (path: RecordPath) => ViewerRequest): ViewerRequest | undefined {
  const isPath = Array.isArray(value) && value.length <= deepestPath && value.every(isStep);
  return isPath ? make(value) : undefined;
}

function isStep(value: unknown): value is string | number {
  return typeof value === 'string' || isIndex(value);
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * A state that a webview kept, for as far as it can be read: undefined when it is of another version or shape.
 * `saved` is for the host to check further.
 */
export function readViewerState(state: unknown): ViewerState | undefined {
  if (!isJsonObject(state) || state['version'] !== protocolVersion || !isJsonObject(state['saved'])) {
    return undefined;
  }
  const ui = readUi(state['ui']);
  return ui && { version: protocolVersion, saved: state['saved'], ui };
}

function readUi(value: unknown): ViewerUi | undefined {
  if (!isJsonObject(value) || typeof value['key'] !== 'string') {
    return undefined;
  }
  const { key, expanded, active, search, masked, scroll } = value;
  return {
    key,
    expanded: Array.isArray(expanded) ? expanded.filter((id) => typeof id === 'string') : [],
    active: typeof active === 'string' ? active : undefined,
    search: typeof search === 'string' ? search : '',
    masked: masked === true,
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) ? scroll : 0,
  };
}
