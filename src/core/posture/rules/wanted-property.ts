import type { Resource } from '../model.ts';
import { booleanOf, isSet, property, propertyAt } from '../properties.ts';
import type { Failed, Verdict } from '../rule.ts';
import { all, not, type Truth } from '../truth.ts';

/** What to say where a property is not as it should be; `related` points at the trail from another resource. */
export type Complaint = Pick<Failed, 'message' | 'severity' | 'related'>;

/** Fails where a boolean property is surely off, or missing and off by itself. */
export function* wantTrue(resource: Resource, name: string, complaint: Complaint): Iterable<Verdict> {
  yield* verdictOn(resource, name, booleanOf(property(resource, name), false), complaint);
}

/** Fails where a property is surely missing, null or empty. */
export function* wantSet(resource: Resource, name: string, complaint: Complaint): Iterable<Verdict> {
  yield* verdictOn(resource, name, isSet(property(resource, name)), complaint);
}

/** A verdict on one property, with the answer to whether it is as it should be. */
export function* verdictOn(
  resource: Resource,
  name: string,
  isGood: Truth,
  complaint: Complaint,
): Iterable<Verdict> {
  const answer = all([
    not(isGood),
    isMisspelt(resource, name) || isEmpty(resource, name) ? 'unknown' : 'yes',
  ]);
  if (answer === 'yes') {
    yield { outcome: 'fail', resource, at: propertyAt(resource, name), ...complaint };
  } else if (answer === 'unknown') {
    yield { outcome: 'unknown', resource, reason: `${name} is not known.` };
  }
}

/** A property that is there but for its capitals is the fault of its name, which another rule reports. */
function isMisspelt({ properties: { members } }: Resource, name: string): boolean {
  const plain = name.toLowerCase();
  return !members.has(name) && [...members.keys()].some((key) => key.toLowerCase() === plain);
}

/** A property of CloudTrail that is there without a value is the fault of its type, which another rule reports. */
function isEmpty({ type, properties: { members } }: Resource, name: string): boolean {
  return type.startsWith('AWS::CloudTrail::') && members.get(name)?.value.kind === 'null';
}
