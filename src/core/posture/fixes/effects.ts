import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { literalOfValue, property } from '../properties.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { isInside } from './needs.ts';

/** Properties that decide neither what is recorded, nor what is paid for, nor who may read it. */
const harmless: ReadonlySet<string> = new Set(['EnableLogFileValidation', 'TerminationProtectionEnabled']);

/** Whether a property that CloudTrail does not take as it stands may be repaired without anybody being asked. */
export function isHarmless(name: string): boolean {
  return harmless.has(name);
}

/**
 * What the title of a fix has to say at its end, where the fix repairs what stands at a place: a selector that
 * CloudTrail does not take as it stands is without effect, and may cost a lot from then on.
 *
 * @param isOfManagement whether the fix makes it a selector for management events, whatever it says now
 */
export function effectAt(resource: Resource, at: Location, isOfManagement = false): string {
  for (const [name, effect] of Object.entries(effects)) {
    const selector = itemsOf(property(resource, name)).find((one) => isInside(at, one.at));
    if (selector !== undefined) {
      return effect(selector, isOfManagement);
    }
  }
  return '';
}

/** The same for a fix that gives a property its right name or form. */
export function effectOfProperty(name: string, value: Value): string {
  const effect = Object.hasOwn(effects, name) ? effects[name] : undefined;
  const said = effect === undefined ? [] : itemsOf(value).map((selector) => effect(selector, false));
  return said.sort().at(-1) ?? '';
}

const effects: Readonly<Record<string, (selector: Value, isOfManagement: boolean) => string>> = {
  EventSelectors: effectOfSelector,
  AdvancedEventSelectors: effectOfSelector,
  InsightSelectors: () => ': Insights are then made, which are charged for',
};

function effectOfSelector(selector: Value, isOfManagement: boolean): string {
  return isOfManagement || recordsOnlyManagement(selector)
    ? ': the selector then takes effect'
    : ': the selector then takes effect, and what it records is charged for';
}

/** Whether a selector surely asks for no more than management events, of which the first copy is free. */
function recordsOnlyManagement(selector: Value): boolean {
  const fields = member(selector, 'FieldSelectors');
  if (fields.kind === 'absent') {
    return member(selector, 'DataResources').kind === 'absent';
  }
  const category = itemsOf(fields).find(
    (field) => literalOfValue(member(field, 'Field')) === 'eventCategory',
  );
  const values = category === undefined ? [] : itemsOf(member(category, 'Equals'));
  return values.length === 1 && values.every((value) => literalOfValue(value) === 'Management');
}
