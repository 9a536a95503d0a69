import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import type { Made } from './journal.ts';
import { isList } from './policy-document.ts';
import type { Call, Guard, Plan, Reading } from './plan.ts';

/** A value with what the steps made in place of the references to it; one that is not made yet stays. */
function resolved(value: JsonValue, made: ReadonlyMap<string, Made>): JsonValue {
  if (isList(value)) {
    return value.map((item) => resolved(item, made));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const { fromStep, member } = value;
  if (typeof fromStep === 'string' && typeof member === 'string') {
    return made.get(fromStep)?.[member] ?? value;
  }
  return resolvedInput(value, made);
}

function resolvedInput(input: JsonObject, made: ReadonlyMap<string, Made>): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      value === undefined ? undefined : resolved(value, made),
    ]),
  );
}

export function resolvedCall(call: Call, made: ReadonlyMap<string, Made>): Call {
  return { ...call, input: resolvedInput(call.input, made) };
}

export function resolvedReading(read: Reading, made: ReadonlyMap<string, Made>): Reading {
  return { ...read, call: resolvedCall(read.call, made) };
}

export function resolvedGuard(guard: Guard, made: ReadonlyMap<string, Made>): Guard {
  return {
    ...guard,
    read: resolvedReading(guard.read, made),
    oneOf: guard.oneOf.map((value) => resolved(value, made)),
  };
}

/** Whether a guard or a call speaks of something that a step has yet to make. */
export function refersToSteps(value: Guard | Call): boolean {
  return JSON.stringify(value).includes('"fromStep":');
}

/** The members of a step's answer that the plan refers to. */
export function referredMembers({ steps }: Plan, id: string): readonly string[] {
  const members = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const { fromStep, member } = value as Readonly<Record<string, unknown>>;
    if (fromStep === id && typeof member === 'string') {
      members.add(member);
    }
    Object.values(value).forEach(visit);
  };
  visit(steps);
  return [...members];
}

/** What later steps refer to, out of an answer. */
export function madeBy(plan: Plan, id: string, answer: JsonObject): Made {
  return Object.fromEntries(
    referredMembers(plan, id).map((member) => {
      const value = member
        .split('.')
        .reduce<JsonValue | undefined>(
          (inner, name) => (isJsonObject(inner) ? inner[name] : undefined),
          answer,
        );
      return [member, typeof value === 'string' ? value : ''];
    }),
  );
}
