import { literalOf, type SymbolicText } from '../symbolic-text.ts';
import { all, any, not, truth, type Truth } from '../truth.ts';
import { operatorOf, type Operator } from './operators.ts';
import type { Condition, ContextValue, Patterns, RequestContext } from './policy.ts';
import { withVariables } from './variables.ts';

/** Whether a request meets one condition. An operator that IAM does not have is unknown. */
export function meets(condition: Condition, context: RequestContext): Truth {
  const operator = operatorOf(condition.operator);
  if (operator === undefined) {
    return 'unknown';
  }
  const found = context.keys.get(condition.key) ?? { kind: context.others };
  if (operator.compare === undefined) {
    return isNullAsWanted(found, condition.values);
  }
  switch (found.kind) {
    case 'absent':
      return truth(isMetByAbsence(operator));
    case 'unknown':
      return 'unknown';
    case 'present':
      return isMetBy(found.values, condition.values, operator, operator.compare, context);
  }
}

/**
 * A negated operator is met by a request without the key, for nothing there equals anything; `ForAnyValue` never is,
 * negated or not, and `ForAllValues` always. (IAM User Guide, "Multivalued context keys".)
 */
function isMetByAbsence({ quantifier, ifExists, isNegated }: Operator): boolean {
  return quantifier === 'for-any' ? ifExists : ifExists || isNegated || quantifier === 'for-all';
}

function isMetBy(
  actual: readonly SymbolicText[],
  wanted: Patterns,
  operator: Operator,
  compare: NonNullable<Operator['compare']>,
  context: RequestContext,
): Truth {
  const matches = (value: SymbolicText): Truth => {
    const found = any(wanted.patterns.map((pattern) => comparedWith(pattern.text, value, compare, context)));
    const matched = found === 'no' && !wanted.isComplete ? 'unknown' : found;
    return operator.isNegated ? not(matched) : matched;
  };
  if (operator.quantifier === 'for-all' || (operator.quantifier === 'none' && operator.isNegated)) {
    return all(actual.map(matches));
  }
  return any(actual.map(matches));
}

function comparedWith(
  wanted: SymbolicText,
  actual: SymbolicText,
  compare: NonNullable<Operator['compare']>,
  context: RequestContext,
): Truth {
  const text = withVariables(wanted, context);
  return text === undefined ? 'no' : compare(text, actual);
}

/** `Null: true` wants the key to be missing, `Null: false` wants it there. */
function isNullAsWanted(found: ContextValue, wanted: Patterns): Truth {
  if (found.kind === 'unknown') {
    return 'unknown';
  }
  const isMissing = found.kind === 'absent' || found.values.length === 0;
  const met = any(
    wanted.patterns.map(({ text }): Truth => {
      const literal = literalOf(text)?.toLowerCase();
      return literal === undefined ? 'unknown' : truth(literal === String(isMissing));
    }),
  );
  return met === 'no' && !wanted.isComplete ? 'unknown' : met;
}
