import { literalOf, type SymbolicText } from '../symbolic-text.ts';
import { arnMatches, textEquals, textMatches } from '../text-match.ts';
import { truth, type Truth } from '../truth.ts';
import { isInRange } from './ip-range.ts';

/** A condition operator taken apart: `ForAllValues:StringNotEqualsIfExists`. */
export interface Operator {
  /** `for-all` and `for-any` test keys of many values. */
  readonly quantifier: 'none' | 'for-all' | 'for-any';
  /** Whether the condition is met where the request has no such key. */
  readonly ifExists: boolean;
  /** Whether it is met where none of the policy's values matches. */
  readonly isNegated: boolean;
  /** Whether a policy's value matches a request's; absent for `Null`, which looks at the key alone. */
  readonly compare?: Comparison;
  /** Whether the policy's value is compared whole, so that `*` and `?` in it mean themselves. */
  readonly isExact: boolean;
}

type Comparison = (wanted: SymbolicText, actual: SymbolicText) => Truth;

interface Comparator {
  readonly compare?: Comparison;
  readonly isNegated?: boolean;
  readonly isExact?: boolean;
}

const exactly: Comparison = (wanted, actual) => textEquals(wanted, actual, { isName: true });
const ignoringCase: Comparison = (wanted, actual) =>
  textEquals(wanted, actual, { isName: true, ignoreCase: true });
const address: Comparison = (wanted, actual) =>
  compareLiterals(wanted, actual, (range, ip) => isInRange(ip, range) === true);

/** IAM User Guide, "IAM JSON policy elements: Condition operators". Names are compared without regard to case. */
const comparators: Readonly<Record<string, Comparator>> = {
  stringequals: { compare: exactly, isExact: true },
  stringnotequals: { compare: exactly, isNegated: true, isExact: true },
  stringequalsignorecase: { compare: ignoringCase, isExact: true },
  stringnotequalsignorecase: { compare: ignoringCase, isNegated: true, isExact: true },
  stringlike: { compare: textMatches },
  stringnotlike: { compare: textMatches, isNegated: true },
  arnequals: { compare: arnMatches },
  arnlike: { compare: arnMatches },
  arnnotequals: { compare: arnMatches, isNegated: true },
  arnnotlike: { compare: arnMatches, isNegated: true },
  bool: { compare: ignoringCase, isExact: true },
  null: {},
  ipaddress: { compare: address },
  notipaddress: { compare: address, isNegated: true },
  ...ordered('numeric', (text) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined)),
  ...ordered('date', dateOf),
  binaryequals: { compare: () => 'unknown', isExact: true },
};

/** An operator by its name as written in a policy; undefined for one that IAM does not have. */
export function operatorOf(name: string): Operator | undefined {
  const [, prefix = '', base = '', suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?([a-z]+?)(IfExists)?$/i.exec(name) ?? [];
  const comparator = Object.hasOwn(comparators, base.toLowerCase())
    ? comparators[base.toLowerCase()]
    : undefined;
  if (comparator === undefined) {
    return undefined;
  }
  const quantifiers = { forallvalues: 'for-all', foranyvalue: 'for-any' } as const;
  const quantifier = quantifiers[prefix.toLowerCase() as keyof typeof quantifiers] as
    Operator['quantifier'] | undefined;
  return {
    quantifier: quantifier ?? 'none',
    ifExists: suffix !== undefined,
    isNegated: comparator.isNegated === true,
    isExact: comparator.isExact === true,
    ...(comparator.compare === undefined ? {} : { compare: comparator.compare }),
  };
}

/** The six comparisons of an ordered type; a value that is not of the type matches nothing. */
function ordered(
  prefix: string,
  parse: (text: string) => number | undefined,
): Readonly<Record<string, Comparator>> {
  const comparison =
    (holds: (actual: number, wanted: number) => boolean): Comparison =>
    (wanted, actual) =>
      compareLiterals(wanted, actual, (wantedText, actualText) => {
        const [wantedValue, actualValue] = [parse(wantedText), parse(actualText)];
        return wantedValue !== undefined && actualValue !== undefined && holds(actualValue, wantedValue);
      });
  const equals = comparison((actual, wanted) => actual === wanted);
  return {
    [`${prefix}equals`]: { compare: equals, isExact: true },
    [`${prefix}notequals`]: { compare: equals, isNegated: true, isExact: true },
    [`${prefix}lessthan`]: { compare: comparison((actual, wanted) => actual < wanted) },
    [`${prefix}lessthanequals`]: { compare: comparison((actual, wanted) => actual <= wanted) },
    [`${prefix}greaterthan`]: { compare: comparison((actual, wanted) => actual > wanted) },
    [`${prefix}greaterthanequals`]: { compare: comparison((actual, wanted) => actual >= wanted) },
  };
}

/** A date as epoch milliseconds: ISO 8601, or seconds since 1970. */
function dateOf(text: string): number | undefined {
  const time = /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function compareLiterals(
  wanted: SymbolicText,
  actual: SymbolicText,
  holds: (wanted: string, actual: string) => boolean,
): Truth {
  const [wantedText, actualText] = [literalOf(wanted), literalOf(actual)];
  return wantedText === undefined || actualText === undefined
    ? 'unknown'
    : truth(holds(wantedText, actualText));
}
