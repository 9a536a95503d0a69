import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';

/** Messages in the user's language, from the translations that the host sends. */
export function translator(strings: Readonly<Record<string, string>>): Localize {
  const known = new Map(Object.entries(strings));
  return (message, ...args) => english(known.get(message) ?? message, ...args);
}
