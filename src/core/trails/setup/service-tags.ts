import type { JsonObject } from '../../json.ts';
import type { Tag } from './answers.ts';

/** Tags as a service takes them in `Tags`; no member where there are none. */
export function serviceTags(keyName: string, valueName: string, tags: readonly Tag[]): JsonObject {
  return tags.length === 0
    ? {}
    : { Tags: tags.map(({ key, value }) => ({ [keyName]: key, [valueName]: value })) };
}
