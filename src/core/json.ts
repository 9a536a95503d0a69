/** A JSON value as `JSON.parse` makes it. Records of CloudTrail are hostile input: narrow before use. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. Members may be missing or of any type, whatever a format's documentation says. */
export interface JsonObject {
  readonly [member: string]: JsonValue | undefined;
}

/** Whether the value is a JSON object (neither null nor an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; an empty one for anything else, so that members can be read without a check. */
export function objectOrEmpty(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value if it is a string with at least one character, else undefined. */
export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
