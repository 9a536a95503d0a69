import type { Location } from '../location.ts';
import type { SymbolicText } from '../symbolic-text.ts';

/** An IAM policy as it is judged, whatever it was written in. What is not known of it is marked as missing. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** False where there may be statements that are not known. */
  readonly isComplete: boolean;
  readonly at: Location;
}

export interface Statement {
  readonly sid?: string;
  readonly effect: 'allow' | 'deny' | 'unknown';
  /** Absent in the policies of users, groups and roles. */
  readonly principal?: PrincipalClause;
  readonly action: Clause;
  /** Absent in trust policies. */
  readonly resource?: Clause;
  readonly conditions: readonly Condition[];
  /** False where there may be conditions that are not known. */
  readonly hasAllConditions: boolean;
  readonly at: Location;
}

/** Texts, any of which may apply. */
export interface Patterns {
  readonly patterns: readonly Pattern[];
  /** False where there may be more than are known. */
  readonly isComplete: boolean;
}

export interface Pattern {
  readonly text: SymbolicText;
  readonly at: Location;
}

/** `Action` and `Resource`, or negated `NotAction` and `NotResource`. */
export interface Clause extends Patterns {
  readonly isNegated: boolean;
}

/** `Principal`, or negated `NotPrincipal`. */
export interface PrincipalClause {
  readonly entries: readonly PrincipalEntry[];
  readonly isComplete: boolean;
  readonly isNegated: boolean;
  readonly at: Location;
}

export interface PrincipalEntry extends Pattern {
  /** `AWS` for a bare `"*"` too, which means the same. */
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
}

/** One key of one operator of a `Condition`; all of a statement's must be met. */
export interface Condition {
  /** As written, such as `ForAllValues:StringNotEqualsIfExists`. */
  readonly operator: string;
  /** In lower case: IAM does not tell cases apart. */
  readonly key: string;
  /** The key as written, for messages. */
  readonly name: string;
  readonly values: Patterns;
  readonly at: Location;
}

/** A request as IAM sees it, to be tested against policies. */
export interface PolicyRequest {
  readonly principal: RequestPrincipal;
  /** Such as `s3:PutObject`. */
  readonly action: string;
  /** The ARN of what is acted on. */
  readonly resource: SymbolicText;
  readonly context: RequestContext;
}

export type RequestPrincipal =
  /** A service by its principal, such as `cloudtrail.amazonaws.com`, and the accounts that it may act as. */
  | {
      readonly kind: 'service';
      readonly name: SymbolicText;
      readonly accounts?: ReadonlySet<string>;
    }
  /** A user, role or account by all ARNs that it goes by: of a session, the session's and the role's. */
  | { readonly kind: 'aws'; readonly arns: readonly SymbolicText[] }
  /** Nobody in particular: only what is open to everyone admits it. */
  | { readonly kind: 'anonymous' }
  /** Whoever the policy is attached to, for policies without principals. */
  | { readonly kind: 'holder' };

/** What is known of a request's condition keys. */
export interface RequestContext {
  /** By key in lower case. */
  readonly keys: ReadonlyMap<string, ContextValue>;
  /** What holds for a key that is not in `keys`. */
  readonly others: 'absent' | 'unknown';
}

export type ContextValue =
  | { readonly kind: 'present'; readonly values: readonly SymbolicText[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };
