import type { Connection } from '../../connection.ts';
import { toTrailscopeError } from '../../failures/failure.ts';
import { isJsonObject, type JsonValue } from '../../json.ts';
import type { AwsCaller } from '../../ports.ts';
import { isList, sameValue } from './policy-document.ts';
import type { Guard, Reading } from './plan.ts';

/** AWS's error code, where it answered one. */
export function codeOf(thrown: unknown): string | undefined {
  const { failure } = toTrailscopeError(thrown);
  return failure.kind === 'refused' || failure.kind === 'not-found' ? failure.code : undefined;
}

/**
 * Reads a value of the account: null where the thing or the member is missing.
 * @throws TrailscopeError where it cannot be read
 */
export async function readValue(
  caller: AwsCaller,
  connection: Connection,
  { call, at, where, absent }: Reading,
  signal: AbortSignal,
): Promise<JsonValue> {
  try {
    const answer = await caller.call(connection, call, signal);
    const path = where === undefined ? at : at.slice(1);
    const start = where === undefined ? answer : itemOf(answer[at[0] ?? ''], where);
    return start === undefined ? null : memberAt(start, path);
  } catch (thrown) {
    if (absent.includes(codeOf(thrown) ?? '')) {
      return null;
    }
    throw thrown;
  }
}

function itemOf(list: JsonValue | undefined, { member, equals }: NonNullable<Reading['where']>) {
  return isList(list) ? list.find((item) => isJsonObject(item) && item[member] === equals) : undefined;
}

function memberAt(start: JsonValue, path: readonly string[]): JsonValue {
  const names = path.filter((name) => name !== '');
  if (names.length === 0) {
    return true;
  }
  return names.reduce<JsonValue>((value, name) => {
    if (isList(value)) {
      return value[Number(name)] ?? null;
    }
    return isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  }, start);
}

/** Whether what a guard reads is one of the values that it allows. */
export async function holds(
  caller: AwsCaller,
  connection: Connection,
  { read, oneOf }: Guard,
  signal: AbortSignal,
): Promise<boolean> {
  const value = await readValue(caller, connection, read, signal);
  return oneOf.some((allowed) => sameValue(value, allowed));
}
