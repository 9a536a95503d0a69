import { literalOf, literalText, type SymbolicText } from '../symbolic-text.ts';
import { arnParts, textEquals, textMatches } from '../text-match.ts';
import { all, any, not, type Truth } from '../truth.ts';
import { meets } from './conditions.ts';
import type {
  Clause,
  Condition,
  PolicyDocument,
  PolicyRequest,
  PrincipalClause,
  PrincipalEntry,
  Statement,
} from './policy.ts';
import { withVariables } from './variables.ts';

/** What a policy says of a request. */
export interface Evaluation {
  readonly decision: 'allowed' | 'denied' | 'not-allowed' | 'unknown';
  /**
   * The statements that decide: those that allow, those that deny, or those that might do either. None where nothing
   * allows.
   */
  readonly decisive: readonly Statement[];
  /** How each statement meets the request, in the order of the policy. */
  readonly statements: readonly StatementMatch[];
}

/** How a statement meets a request: it applies where all of its parts do. */
export interface StatementMatch {
  readonly statement: Statement;
  readonly applies: Truth;
  readonly principal: Truth;
  readonly action: Truth;
  readonly resource: Truth;
  /** All conditions together. */
  readonly conditions: Truth;
  /** The conditions that are surely not met. */
  readonly unmet: readonly Condition[];
}

/**
 * Judges a request by one policy, as IAM does: an explicit Deny wins, then an Allow; nothing is allowed by itself.
 * What is not known of the policy or of the request makes the decision unknown only where it could change it.
 */
export function evaluate(policy: PolicyDocument, request: PolicyRequest): Evaluation {
  const statements = policy.statements.map((statement) => matchStatement(statement, request));
  const missing: Truth = policy.isComplete ? 'no' : 'unknown';
  const denied = any([...statements.map((match) => appliesAs(match, 'deny')), missing]);
  const allowed = any([...statements.map((match) => appliesAs(match, 'allow')), missing]);
  const decision = decide(denied, allowed);
  const isDecisive = (match: StatementMatch): boolean => {
    switch (decision) {
      case 'denied':
        return appliesAs(match, 'deny') === 'yes';
      case 'allowed':
        return appliesAs(match, 'allow') === 'yes';
      case 'unknown':
        return match.applies !== 'no' && !(appliesAs(match, 'allow') === 'yes');
      case 'not-allowed':
        return false;
    }
  };
  return { decision, decisive: statements.filter(isDecisive).map(({ statement }) => statement), statements };
}

function decide(denied: Truth, allowed: Truth): Evaluation['decision'] {
  if (denied === 'yes') {
    return 'denied';
  }
  if (allowed === 'no') {
    // Whether something also denies it makes no difference.
    return 'not-allowed';
  }
  return denied === 'no' && allowed === 'yes' ? 'allowed' : 'unknown';
}

/** Whether a statement applies with this effect. */
function appliesAs({ statement, applies }: StatementMatch, effect: 'allow' | 'deny'): Truth {
  if (statement.effect === 'unknown') {
    return applies === 'no' ? 'no' : 'unknown';
  }
  return statement.effect === effect ? applies : 'no';
}

function matchStatement(statement: Statement, request: PolicyRequest): StatementMatch {
  const principal = matchPrincipal(statement.principal, request);
  const action = matchClause(statement.action, (pattern) =>
    textMatches(pattern, literalText(request.action), { ignoreCase: true }),
  );
  const resource = statement.resource === undefined ? 'yes' : matchResource(statement.resource, request);
  const met = statement.conditions.map((condition) => meets(condition, request.context));
  const conditions = all([...met, statement.hasAllConditions ? 'yes' : 'unknown']);
  return {
    statement,
    applies: all([principal, action, resource, conditions]),
    principal,
    action,
    resource,
    conditions,
    unmet: statement.conditions.filter((_, index) => met[index] === 'no'),
  };
}

function matchResource(clause: Clause, { resource, context }: PolicyRequest): Truth {
  return matchClause(clause, (pattern) => {
    const text = withVariables(pattern, context);
    return text === undefined ? 'no' : textMatches(text, resource);
  });
}

function matchClause(clause: Clause, matches: (pattern: SymbolicText) => Truth): Truth {
  const found = any(clause.patterns.map(({ text }) => matches(text)));
  const matched = found === 'no' && !clause.isComplete ? 'unknown' : found;
  return clause.isNegated ? not(matched) : matched;
}

/** A statement without principals is of a policy that is attached to its principal; it means nobody else. */
function matchPrincipal(clause: PrincipalClause | undefined, request: PolicyRequest): Truth {
  if (clause === undefined) {
    return request.principal.kind === 'holder' ? 'yes' : 'no';
  }
  const found = any(clause.entries.map((entry) => matchEntry(entry, request)));
  const matched = found === 'no' && !clause.isComplete ? 'unknown' : found;
  return clause.isNegated ? not(matched) : matched;
}

function matchEntry(entry: PrincipalEntry, { principal }: PolicyRequest): Truth {
  const isEveryone = entry.type === 'AWS' ? textEquals(entry.text, literalText('*')) : 'no';
  switch (principal.kind) {
    case 'service':
      return entry.type === 'Service'
        ? textEquals(entry.text, principal.name)
        : any([isEveryone, mayBeAccount(entry, principal.accounts)]);
    case 'aws': {
      const isNamed = principal.arns.map((arn) => namesPrincipal(entry, arn));
      return any([isEveryone, ...isNamed]);
    }
    default:
      return isEveryone;
  }
}

/** Whether a principal is one of some accounts that a service may act as; it need not. */
function mayBeAccount({ text }: PrincipalEntry, accounts: ReadonlySet<string> | undefined): Truth {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(literalOf(text) ?? '')?.[1];
  return account !== undefined && accounts?.has(account) === true ? 'unknown' : 'no';
}

/** By its ARN, or by its account: the number, or the ARN of the account's root. */
function namesPrincipal({ type, text }: PrincipalEntry, arn: SymbolicText): Truth {
  if (type !== 'AWS') {
    return 'no';
  }
  const account = arnParts(arn)?.[4] ?? [];
  const entryParts = arnParts(text);
  const isRoot = entryParts !== undefined && literalOf(entryParts[5] ?? []) === 'root';
  const isAccount = textEquals(isRoot ? (entryParts[4] ?? []) : text, account);
  return any([textEquals(text, arn), account.length === 0 ? 'no' : isAccount]);
}
