import type { Direction } from '../../protocol/messages.ts';
import type { Ending } from '../emitter.ts';
import type { EventItem } from '../events/event-selection.ts';

/** A list that events are opened from, as the viewer goes through it. */
export interface EventNeighbours {
  /** The event that is shown next to this one; undefined at the ends of the list and for an event not in it. */
  neighbour(item: EventItem, direction: Direction): EventItem | undefined;
  /** Calls the listener when neighbours may have changed, because more were loaded, say. */
  readonly onDidChange: (listener: () => unknown) => Ending;
}
