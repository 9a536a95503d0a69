import type { CloudTrailEvent } from '../events/event.ts';
import type { Localize } from '../localize.ts';
import type { Coverage } from '../query/coverage.ts';
import type { EventFilter } from '../query/event-filter.ts';
import type { Zone } from '../time-format.ts';

/**
 * A question that people come with, as data: what it needs to know, which events answer it, and how they do. Whoever
 * runs it (`run-investigation.ts`) asks for the parameters, fetches what passes {@link filter} and then
 * {@link followUp} within the time that is asked for, and shows the answer with its events. No filter says a time of
 * its own, but for follow-ups, which look around what was found.
 */
export interface Investigation {
  /** Stable, for settings and the command line: `who-changed-this`. */
  readonly id: string;
  readonly title: (t: Localize) => string;
  /** One sentence for a list: what the answer tells. */
  readonly description: (t: Localize) => string;
  readonly parameters: readonly InvestigationParameter[];
  /** How far back to look when the user does not say, in hours. */
  readonly defaultHours: number;
  /** The events that the answer begins with. Takes any values; those that are needed must be there. */
  readonly filter: (parameters: ParameterValues) => EventFilter;
  /** What else the answer needs, given what passed {@link filter}; undefined where that is all. */
  readonly followUp?: (
    events: readonly CloudTrailEvent[],
    parameters: ParameterValues,
  ) => EventFilter | undefined;
  /** The answer, from all the events that were fetched, in any order. */
  readonly answer: (input: InvestigationInput, t: Localize) => Answer;
}

/** Something that an investigation needs to know. */
export interface InvestigationParameter {
  readonly id: string;
  readonly label: (t: Localize) => string;
  /** Such as `i-05c30218156bcc246`. */
  readonly example: string;
  readonly isOptional: boolean;
}

/** By the id of the parameter; an optional one may be missing. */
export type ParameterValues = Readonly<Record<string, string | undefined>>;

export interface InvestigationInput {
  readonly parameters: ParameterValues;
  readonly events: readonly CloudTrailEvent[];
  /** What was read to get the events; undefined where the source cannot tell. */
  readonly coverage: Coverage | undefined;
  /** Which zone the answer tells times in; UTC by default. */
  readonly zone?: Zone;
}

/** What an investigation makes of its events. */
export interface Answer {
  /** The answer in one or two sentences. */
  readonly headline: string;
  /** What was found, the most important first; each with the events behind it. */
  readonly findings: readonly Finding[];
  /** What no such events can tell, in sentences. */
  readonly limits: readonly string[];
}

export interface Finding {
  readonly text: string;
  /** Oldest first; at least one. */
  readonly events: readonly CloudTrailEvent[];
}

/** An answer with all that it could not see: its limits, and the gaps of its coverage. */
export interface InvestigationAnswer {
  readonly headline: string;
  readonly findings: readonly Finding[];
  readonly unseen: readonly string[];
}
