import type { Connection } from '../../connection.ts';
import { toTrailscopeError } from '../../failures/failure.ts';
import { nonEmptyString, objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import type { AwsCaller } from '../../ports.ts';
import type { Fact } from './facts.ts';
import type { ServiceId } from './plan.ts';
import { isList } from './policy-document.ts';

/** Makes one call; what does not exist is absent, and what may not be read is unknown. */
export type Ask = (
  service: ServiceId,
  operation: string,
  region: string,
  input: JsonObject,
  absent?: readonly string[],
) => Promise<Fact<JsonObject>>;

const absent = { kind: 'absent' } as const;

/** Asks as one connection. */
export function asking(caller: AwsCaller, connection: Connection, signal: AbortSignal): Ask {
  return async (service, operation, region, input, codes = []) => {
    try {
      return {
        kind: 'known',
        value: await caller.call(connection, { service, operation, region, input }, signal),
      };
    } catch (thrown) {
      const { failure } = toTrailscopeError(thrown);
      const isAbsent =
        failure.kind === 'not-found' || (failure.kind === 'refused' && codes.includes(failure.code));
      return isAbsent ? absent : unknownOrThrow(thrown);
    }
  };
}

/** What is denied, refused or not implemented (by an emulator) is unknown; anything else breaks off the reading. */
export function unknownOrThrow(thrown: unknown): Extract<Fact<never>, { kind: 'unknown' }> {
  const { failure, message } = toTrailscopeError(thrown);
  const isAnswered =
    failure.kind === 'denied' ||
    failure.kind === 'refused' ||
    (failure.kind === 'unavailable' && failure.status === 501);
  if (!isAnswered) {
    throw thrown;
  }
  return { kind: 'unknown', reason: message, isDenied: failure.kind === 'denied' };
}

/** A fact made of another. */
export function mapFact<From, To>(fact: Fact<From>, make: (value: From) => To): Fact<To> {
  return fact.kind === 'known' ? { kind: 'known', value: make(fact.value) } : fact;
}

/** Tags in whichever of the services' forms. */
export function tagMap(tags: JsonValue | undefined): ReadonlyMap<string, string> {
  return new Map(
    listOf(tags).map((tag) => {
      const { Key, TagKey, Value, TagValue } = objectOrEmpty(tag);
      return [nonEmptyString(Key ?? TagKey) ?? '', nonEmptyString(Value ?? TagValue) ?? ''];
    }),
  );
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}
