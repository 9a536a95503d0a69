import { nonEmptyString } from '../json.ts';

/** Careful reading of records: whatever is missing or has the wrong type is undefined. */

/** The value at a path of members and indexes. Only own members count: a record has no `constructor`. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) {
      return undefined;
    }
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The text at a path, if there is one that is not empty. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  return nonEmptyString(valueAt(value, ...path));
}

/** The finite number at a path; numbers written as text count too. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = valueAt(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The truth value at a path; services write `true`, `"true"` and `"Yes"`. */
export function flagAt(value: unknown, ...path: readonly (string | number)[]): boolean | undefined {
  const found = valueAt(value, ...path);
  if (typeof found === 'boolean') {
    return found;
  }
  const word = typeof found === 'string' ? found.toLowerCase() : undefined;
  if (word === 'true' || word === 'yes') {
    return true;
  }
  return word === 'false' || word === 'no' ? false : undefined;
}

/** The list at a path; empty for anything else. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A number or text as text; undefined for anything else. Names are sometimes recorded as numbers. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : nonEmptyString(value);
}

const isoTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/;

/** Epoch milliseconds of an ISO 8601 time; CloudTrail's times are UTC, so one without a zone is too. */
export function timeAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const [, time, zone = 'Z'] = isoTime.exec(textAt(value, ...path) ?? '') ?? [];
  const milliseconds = time === undefined ? Number.NaN : Date.parse(time + zone);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
