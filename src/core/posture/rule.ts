import type { Location } from './location.ts';
import type { Posture } from './posture.ts';
import type { Resource } from './model.ts';

/** From worst to mildest; `off` is a setting, not a severity. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/**
 * The families of the catalog: security posture, what breaks a deployment, cost and loops, the file itself, and what
 * only CDK source can have.
 */
export type RuleFamily = 'posture' | 'deploy' | 'cost' | 'file' | 'cdk';

/** Which presets a rule is on in; `all` always has it. */
export type Preset = 'deploy' | 'recommended' | 'cis' | 'all';

/**
 * A rule: its documentation as data, and one pure function. The page in docs/rules/, the diagnostic's link, SARIF's
 * rule help and the configuration schema are all made from this.
 */
export interface Rule {
  /** The interface: appears in the editor, in SARIF, in settings and in suppressions. Never changed. */
  readonly id: string;
  readonly family: RuleFamily;
  readonly severity: Severity;
  /** Off in `recommended`; listed presets besides `all` have it on. Absent: on in `recommended` (and `deploy` for deploy and file rules). */
  readonly onlyIn?: readonly Preset[];
  /**
   * Another rule that reports the same cause: where that one is shown on the same resource, this one is silent. It
   * speaks where the user has switched the other off or suppressed it.
   */
  readonly silentBeside?: string;
  /** A few words, as a heading. */
  readonly title: string;
  /** When it fails, in a sentence or two. */
  readonly what: string;
  /** What goes wrong then, for whom. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** Ids of the same check in other tools; a suppression for one of them silences this rule. */
  readonly alsoKnownAs: readonly string[];
  /** Where the facts come from: AWS's documentation. */
  readonly sources: readonly string[];
  /** Every failure in one scenario. Undecidable cases yield nothing, or `unknown` where tests should see the doubt. */
  readonly check: (posture: Posture) => Iterable<Verdict>;
}

/** A rule's answer about one resource. */
export type Verdict = Failed | Undecided;

export interface Failed {
  readonly outcome: 'fail';
  readonly resource: Resource;
  readonly at: Location;
  /** The consequence, in one sentence, then the fix. Event and template text in it is quoted and bounded. */
  readonly message: string;
  /** What to do, said behind the message, where the words for it are those of templates alone. */
  readonly remedy?: Remedy;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
}

/** What to do, in a template's words. Other sources have words of their own for each kind. */
export interface Remedy {
  /**
   * Let the trail wait, write its ARN without a reference (and let it wait), or give the ARN of the log group; `cdk` is
   * in the words of CDK, with names as TypeScript spells them.
   */
  readonly kind: 'wait' | 'write-arn' | 'log-group-arn' | 'cdk';
  /** The resources that the trail has to wait for. */
  readonly waitFor?: readonly string[];
  readonly text: string;
}

export interface Undecided {
  readonly outcome: 'unknown';
  readonly resource: Resource;
  readonly reason: string;
}
