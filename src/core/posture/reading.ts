import type { Location } from './location.ts';
import type { PostureModel } from './model.ts';
import type { Remedy } from './rule.ts';

/**
 * What a reader makes of one document: its faults, its suppressions, and a posture model for each scenario. Reading
 * never throws: what cannot be read is a problem with a place.
 */
export interface Reading {
  /** The name that the text was given: a URI or a path. */
  readonly document: string;
  /** Faults of the file itself (rules `parse-error` and `yaml-alias`). */
  readonly problems: readonly ReadingProblem[];
  /** Every consistent choice of conditions and of the parameters that they test; one without conditions. */
  readonly scenarios: readonly Scenario[];
  /** True where there are more than 64 scenarios: then conditions are unknown and `scenarios` has the one of them. */
  readonly hasTooManyScenarios: boolean;
  /** Parameters whose `Default` is their only known value; a failure that needs one counts one step lower. */
  readonly defaultedParameters: readonly string[];
  /** The model in one scenario, with the defaults of just these parameters taken as their values. */
  readonly model: (scenario: Scenario, takenDefaults: ReadonlySet<string>) => PostureModel;
  readonly suppressions: readonly Suppression[];
  /**
   * What to write in the source for a finding about a resource, in words of the source's own: messages speak of
   * CloudFormation's properties. Absent for templates, whose words those are.
   */
  readonly remedyFor?: (rule: string, resource: string, remedy: Remedy | undefined) => string | undefined;
  /** Names that a new resource cannot have, beside those of the models' resources: of parameters, and of other scenarios. */
  readonly names?: ReadonlySet<string>;
}

export interface ReadingProblem {
  readonly rule: 'parse-error' | 'yaml-alias';
  readonly at: Location;
  readonly message: string;
  /** Where it differs from the rule's own, such as an alias in a file that SAM packages first. */
  readonly severity?: 'warning';
}

/** One consistent choice of every condition and of the parameters that conditions or allowed values vary. */
export interface Scenario {
  /** In the user's words, such as `Environment is dev`; empty for the only scenario. */
  readonly choices: readonly string[];
  readonly conditions: ReadonlyMap<string, boolean>;
  /** Known values of parameters in this scenario. `otherThan` where only some values are excluded. */
  readonly parameters: ReadonlyMap<string, ParameterChoice>;
}

export type ParameterChoice =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'other-than'; readonly values: readonly string[] };

/** A suppression found in the document, ours or another tool's. */
export interface Suppression {
  /** The id as written; matched against a rule's id and its `alsoKnownAs`. */
  readonly id: string;
  readonly tool: SuppressionTool;
  readonly reason?: string;
  readonly at: Location;
  /** What it silences: a line (or those that a comment is above), a resource, or the whole document. */
  readonly scope:
    | { readonly kind: 'line'; readonly line: number }
    /** From `first` to `last`, both included: a construct that is written over several lines. */
    | { readonly kind: 'lines'; readonly first: number; readonly last: number }
    | { readonly kind: 'resource'; readonly resource: string }
    | { readonly kind: 'document' };
}

export type SuppressionTool =
  'trailscope' | 'checkov' | 'cfn-lint' | 'guard' | 'cfn-nag' | 'cdk-nag' | 'trivy' | 'kics';
