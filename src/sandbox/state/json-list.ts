import type { JsonValue } from '../../core/json.ts';

/** The value if it is a list, else an empty one. `Array.isArray` alone would make its items `any`. */
export function jsonList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
