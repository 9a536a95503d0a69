import type { Localize } from '../localize.ts';
import type { EventLookup } from '../ports.ts';
import type { LookupPlan } from './lookup-plan.ts';
import { printFilter } from './print-filter.ts';

/** What a user is told of how a filter runs. */
export interface PlanWords {
  /** What the service does, such as `At the service: EventName = TerminateInstances`. */
  readonly service: string;
  /** What is done with its answers, such as `Here: user:maria`; undefined where nothing is left. */
  readonly here: string | undefined;
  /** What may be missing; undefined where nothing is. */
  readonly caution: string | undefined;
}

/** Says which part of a filter runs at the service and which here. */
export function planWords(plan: LookupPlan, t: Localize): PlanWords {
  const rest = printFilter(plan.rest);
  return {
    service: serviceWords(plan.lookups, t),
    here: rest === '' || plan.lookups.length === 0 ? undefined : t('Here: {0}', rest),
    caution:
      plan.reach === 'listed'
        ? t(
            'CloudTrail finds only events for which it lists this very resource. Search without its help to be sure.',
          )
        : undefined,
  };
}

function serviceWords(lookups: readonly EventLookup[], t: Localize): string {
  const [first] = lookups;
  if (first === undefined) {
    return t('Nothing is asked: the event history of CloudTrail has no events that could pass.');
  }
  const attributes = new Set(
    lookups.flatMap(({ attribute }) => (attribute === undefined ? [] : [attribute.value])),
  );
  if (first.attribute === undefined || attributes.size === 0) {
    return first.from === undefined && first.to === undefined
      ? t('At the service: nothing; every event is fetched')
      : t('At the service: the time');
  }
  const { key, value } = first.attribute;
  return attributes.size === 1
    ? t('At the service: {0} = {1}', key, value)
    : t('At the service: {0}, {1} values one by one', key, attributes.size);
}
