import type { Relation } from '../core/query/related-events.ts';

/**
 * What the event viewer shows above the record: plain data, already in the user's words, language and time zone.
 * The extension host makes it (it has the event, the clock and the translations), the webview only lays it out.
 * Every text here may hold text from an event and is shown as text, never as markup.
 */
export interface EventView {
  /** The same for the same event, so that a reader's place in the record outlives a reload. */
  readonly key: string;
  /** The event's name, such as `TerminateInstances`. */
  readonly title: string;
  /** The service's host name, such as `ec2.amazonaws.com`. */
  readonly service: string | undefined;
  readonly chips: readonly Chip[];
  /** The one sentence that says what happened. */
  readonly sentence: readonly TextPart[];
  /** When, from where, with what: short texts that are shown on one line. */
  readonly facts: readonly Fact[];
  readonly outcome: Outcome | undefined;
  /** What is wrong with the record itself. */
  readonly problem: string | undefined;
  readonly rows: readonly Row[];
  /** What "Copy" offers: an event without an id has no id to copy. */
  readonly copies: readonly CopyKind[];
}

/** A short word in a frame. `warning` has an icon, so that its meaning is not in the colour alone. */
export interface Chip {
  readonly text: string;
  readonly tone?: 'warning';
}

/** A short text, and a longer one for those who point at it. */
export interface Fact {
  readonly text: string;
  readonly title?: string;
}

/** How the call ended. */
export interface Outcome {
  readonly kind: 'succeeded' | 'failed';
  readonly text: string;
}

/** A labelled row of the summary. */
export interface Row {
  /** Stable and not translated: `who`, `what`, `on`, ... */
  readonly id: string;
  readonly label: string;
  readonly lines: readonly RowLine[];
}

/** One line of a row, and the doors that lead on from it. */
export interface RowLine {
  readonly parts: readonly Part[];
  readonly links: readonly RowLink[];
}

/** A piece of a line. */
export type Part =
  | TextPart
  /** A person, role or service in the identity chain; `note` says what to make of the name, and is read aloud. */
  | { readonly kind: 'chip'; readonly text: string; readonly title?: string; readonly note?: string }
  /** From one member of the chain to the next. */
  | { readonly kind: 'arrow' }
  | { readonly kind: 'code'; readonly text: string; readonly title?: string }
  /** A note with an icon: something to look at, or something that went wrong. */
  | { readonly kind: 'notice'; readonly tone: 'warning' | 'error'; readonly text: string };

/** Running text; `strong` for who and what, `dim` for what matters less. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly style?: 'strong' | 'dim';
  readonly title?: string;
}

/** A door. The webview names it, the host decides where it leads. */
export interface RowLink {
  readonly kind: LinkKind;
  readonly text: string;
  /** Which of the event's resources, for `resource`. */
  readonly index?: number;
}

/**
 * Pages: the documentation of the call, the event in the console, a resource in the console. Or other events: of the
 * same session, key, resource or address.
 */
export type LinkKind = 'documentation' | 'event' | 'resource' | `events-by-${Relation}`;

/** What can be copied as a whole. */
export type CopyKind = 'json' | 'sentence' | 'id' | 'command';

/** Plain text of a sentence, for the clipboard and for screen readers. */
export function plainText(parts: readonly TextPart[]): string {
  return parts.map((part) => part.text).join('');
}
