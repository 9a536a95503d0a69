import type { CloudTrailEvent } from '../events/event.ts';
import type { Localize } from '../localize.ts';
import type { Coverage } from '../query/coverage.ts';
import type { EventFilter } from '../query/event-filter.ts';

/**
 * A question that people come with, as data: what it needs to know, which events answer it, and how they do. Whoever
 * runs it asks for the parameters, fetches what passes {@link filter}, and shows the answer with its events.
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
  /** The events that the answer needs. Throws nothing for parameters that {@link checkParameters} lets pass. */
  readonly filter: (parameters: ParameterValues) => EventFilter;
  /** The answer, from the events that passed {@link filter}, in any order. */
  readonly answer: (input: InvestigationInput, t: Localize) => InvestigationAnswer;
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
}

export interface InvestigationAnswer {
  /** The answer in one or two sentences. */
  readonly headline: string;
  /** What was found, the most important first; each with the events behind it. */
  readonly findings: readonly InvestigationFinding[];
  /** What the answer could not see, in sentences: Regions that were denied, kinds of events, times not reached. */
  readonly unseen: readonly string[];
}

export interface InvestigationFinding {
  readonly text: string;
  /** Oldest first. */
  readonly events: readonly CloudTrailEvent[];
}
