import type { Location } from '../location.ts';
import type { Evaluation, StatementMatch } from '../policy/evaluate.ts';
import { operatorOf } from '../policy/operators.ts';
import type { Condition, Pattern, Statement } from '../policy/policy.ts';
import { printText } from '../symbolic-text.ts';

/** Why a policy refuses a request: the statement or the part of it that would have to be another. */
export interface Refusal {
  readonly kind:
    /** A Deny applies. */
    | 'denied'
    /** No statement names both the principal and the action. */
    | 'no-statement'
    /** A statement would allow it, but on other resources. */
    | 'resource'
    /** A statement would allow it, but for a condition. */
    | 'condition'
    /** As `denied` or `condition`, and the condition is on `aws:SourceArn`. */
    | 'source-arn';
  /** Where the fault stands; absent for `no-statement`. */
  readonly at?: Location;
  /** What is wrong there, to follow "CloudTrail may not do this: ". */
  readonly reason: string;
  /** What to do, where that is more than the kind says. */
  readonly remedy?: string;
}

const longestExcerpt = 100;
const keptStart = 25;

/** A text of the template in a message: quoted, and shortened in the middle, as what differs in ARNs is at the end. */
export function excerpt(text: string): string {
  const isLong = text.length > longestExcerpt;
  const end = text.length - longestExcerpt + keptStart;
  return `"${isLong ? `${text.slice(0, keptStart)}…${text.slice(end)}` : text}"`;
}

/**
 * Why an evaluation surely refuses; undefined where it allows or cannot be decided. A Deny on a negated `IfExists`
 * operator of a key that services lack (`StringNotEqualsIfExists aws:PrincipalOrgID`) is left undecided: by IAM's
 * documentation it applies, but its author meant to spare requests without the key.
 */
export function refusalOf({ decision, decisive, statements }: Evaluation): Refusal | undefined {
  switch (decision) {
    case 'denied': {
      const certain = decisive.filter(({ conditions }) => !conditions.some(isContested));
      return certain.length === 0 ? undefined : denial(certain[0]);
    }
    case 'not-allowed':
      return nearMiss(statements);
    default:
      return undefined;
  }
}

function denial(statement: Statement | undefined): Refusal {
  const condition = statement?.conditions.find(isOnSourceArn);
  if (condition !== undefined) {
    return {
      kind: 'source-arn',
      at: condition.at,
      reason: `this Deny spares only ${wantedOf(condition)}, which is not the ARN of this trail`,
    };
  }
  const absent = statement?.conditions.find(
    ({ operator, key }) => operatorOf(operator)?.isNegated === true && absentKeys.has(key),
  );
  const reason =
    absent === undefined
      ? 'this statement denies it'
      : `this Deny applies, because requests of a service carry no ${absent.name} and ${absent.operator} is met without it`;
  return { kind: 'denied', reason, ...(statement === undefined ? {} : { at: statement.at }) };
}

function isContested({ operator, key }: Condition): boolean {
  const { isNegated = false, ifExists = false } = operatorOf(operator) ?? {};
  return isNegated && ifExists && absentKeys.has(key);
}

/** Keys that only a caller with an identity, or in a VPC, has. */
const absentKeys = new Set(['aws:principalorgid', 'aws:principalarn', 'aws:sourcevpc', 'aws:sourcevpce']);

/** A statement for everyone with an identity, such as all of an organization: it was never meant for a service. */
function isForCallers({ statement, unmet }: StatementMatch): boolean {
  const namesService = statement.principal?.entries.some(({ type }) => type === 'Service') === true;
  return !namesService && unmet.some(({ key }) => absentKeys.has(key));
}

/** The Allow that comes nearest: first one that fails for a condition alone, then one for other resources. */
function nearMiss(statements: readonly StatementMatch[]): Refusal {
  const candidates = statements.filter(
    (match) =>
      match.statement.effect === 'allow' &&
      match.principal !== 'no' &&
      match.action !== 'no' &&
      !isForCallers(match),
  );
  const missed =
    candidates.find(({ resource }) => resource !== 'no') ??
    candidates.find(({ conditions }) => conditions !== 'no') ??
    candidates[0];
  if (missed === undefined) {
    return { kind: 'no-statement', reason: 'no statement allows it' };
  }
  const { statement, unmet } = missed;
  const condition = unmet.find((one) => !isOnSourceArn(one)) ?? unmet[0];
  if (missed.resource !== 'no' && condition !== undefined) {
    return unmetCondition(condition);
  }
  const patterns = statement.resource?.patterns ?? [];
  const [only] = patterns;
  return {
    kind: 'resource',
    at: patterns.length === 1 && only !== undefined ? only.at : statement.at,
    reason: `the statement that allows it is for ${excerpt(patterns.map(({ text }) => printText(text)).join(', '))}`,
    ...(patterns.some(isUnfilled) ? { remedy: 'Write it with Fn::Sub: nothing else fills in ${}.' } : {}),
  };
}

/** Whether a resource has what looks like a part of `Fn::Sub` and is none. Variables of policies have one colon. */
function isUnfilled({ text }: Pattern): boolean {
  return text.some((part) => typeof part === 'string' && /\$\{(AWS::)?\w+(\.\w+)*\}/.test(part));
}

function unmetCondition(condition: Condition): Refusal {
  if (!isOnSourceArn(condition)) {
    const reason = `its request cannot meet ${condition.operator} on ${condition.name} with ${wantedOf(condition)}`;
    return { kind: 'condition', at: condition.at, reason };
  }
  const reason = isExactWithWildcards(condition)
    ? `${condition.operator} compares aws:SourceArn whole and takes the wildcard in ${wantedOf(condition)} for itself`
    : `aws:SourceArn is limited to ${wantedOf(condition)}, which is not the ARN of this trail`;
  return { kind: 'source-arn', at: condition.at, reason };
}

function isOnSourceArn({ key }: Condition): boolean {
  return key === 'aws:sourcearn';
}

/** Whether a condition on the source can be met by no ARN at all: all its values have wildcards that mean themselves. */
export function isExactWithWildcards({ operator, values }: Condition): boolean {
  const { isExact = false, isNegated = false } = operatorOf(operator) ?? {};
  return (
    isExact &&
    !isNegated &&
    values.isComplete &&
    values.patterns.length > 0 &&
    values.patterns.every(({ text }) => text.some((part) => typeof part === 'string' && /[*?]/.test(part)))
  );
}

function wantedOf({ values }: Condition): string {
  return excerpt(values.patterns.map(({ text }) => printText(text)).join(', '));
}
