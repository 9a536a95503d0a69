import type { CloudTrailEvent } from '../events/event.ts';
import type { Localize } from '../localize.ts';
import type { Coverage } from '../query/coverage.ts';
import { coverageWords } from '../query/coverage-words.ts';
import { allOf, type EventFilter } from '../query/event-filter.ts';
import { compileFilter } from '../query/matches.ts';
import { accessDenied } from './access-denied.ts';
import { failedSignIns } from './failed-sign-ins.ts';
import type {
  Investigation,
  InvestigationAnswer,
  InvestigationInput,
  ParameterValues,
} from './investigation.ts';
import { keyActivity } from './key-activity.ts';
import { objectAccess } from './object-access.ts';
import { openedToTheWorld } from './opened-to-the-world.ts';
import { rootUse } from './root-use.ts';
import { trailChanges } from './trail-changes.ts';
import { unusualRates } from './unusual-rates.ts';
import { whoChangedThis } from './who-changed-this.ts';

/** The questions, in the order of a list. */
export const investigations: readonly Investigation[] = [
  whoChangedThis,
  keyActivity,
  failedSignIns,
  accessDenied,
  rootUse,
  trailChanges,
  openedToTheWorld,
  objectAccess,
  unusualRates,
];

/** A parameter that is needed and missing, in words; undefined where all are there. */
export function missingParameter(
  { parameters }: Investigation,
  values: ParameterValues,
  t: Localize,
): string | undefined {
  const missing = parameters.find(({ id, isOptional }) => !isOptional && (values[id] ?? '').trim() === '');
  return missing === undefined
    ? undefined
    : t('{0} is needed, such as {1}.', missing.label(t), missing.example);
}

/** Fetches the events of one filter, and says what it read for that. */
export type FetchEvents = (filter: EventFilter) => Promise<{
  readonly events: readonly CloudTrailEvent[];
  readonly coverage: Coverage | undefined;
}>;

/**
 * Runs an investigation on whatever has events. `range` is put to its first filter; a follow-up looks around what that
 * found. Rejects with what `fetch` rejects with.
 */
export async function runInvestigation(
  investigation: Investigation,
  run: {
    readonly parameters: ParameterValues;
    readonly range: EventFilter;
    readonly fetch: FetchEvents;
    readonly zone?: InvestigationInput['zone'];
  },
  t: Localize,
): Promise<InvestigationAnswer> {
  const { parameters, range, fetch, zone } = run;
  const first = await fetch(allOf(investigation.filter(parameters), range));
  const more = investigation.followUp?.(first.events, parameters);
  const second = more === undefined ? undefined : await fetch(more);
  const input: InvestigationInput = {
    parameters,
    events: unique([...first.events, ...(second?.events ?? [])]),
    coverage: first.coverage,
    ...(zone !== undefined && { zone }),
  };
  const gaps = second?.coverage === undefined ? [] : coverageWords(second.coverage, t, zone).gaps;
  const answer = answerWith(investigation, input, t);
  return { ...answer, unseen: [...new Set([...answer.unseen, ...gaps])] };
}

/** The answer to events that were fetched already, with all that it could not see. */
export function answerWith(
  investigation: Investigation,
  input: InvestigationInput,
  t: Localize,
): InvestigationAnswer {
  const { headline, findings, limits } = investigation.answer(input, t);
  const gaps = input.coverage === undefined ? [] : coverageWords(input.coverage, t, input.zone).gaps;
  return { headline, findings, unseen: [...gaps, ...limits] };
}

/** Answers from a list of events, such as those of a file: what passes the filters is looked up in it. */
export function fetchFrom(events: readonly CloudTrailEvent[], now: number): FetchEvents {
  return (filter) =>
    Promise.resolve({ events: events.filter(compileFilter(filter, now)), coverage: undefined });
}

/** Each event once; those without an id are told apart as they are. */
function unique(events: readonly CloudTrailEvent[]): readonly CloudTrailEvent[] {
  return [...new Map(events.map((event) => [event.id ?? event, event])).values()];
}
