/**
 * What decides between two values where the text does not: a test on something unknown, such as `props.isProd`. It
 * is either way in some scenario.
 */
export type Formula =
  | { readonly kind: 'known'; readonly holds: boolean }
  | Atom
  | { readonly kind: 'not'; readonly operand: Formula }
  | {
      readonly kind: 'and' | 'or';
      readonly left: Formula;
      readonly right: Formula;
      /** How many tests are in it. */
      readonly size: number;
    };

export interface Atom {
  readonly kind: 'atom';
  /** The same for the same test of the same thing. */
  readonly key: string;
  /** How a scenario says that it holds, and that it does not. */
  readonly whenTrue: string;
  readonly whenFalse: string;
  /** Of tests of one subject for several literals, at most one holds. */
  readonly subject: string | undefined;
}

export const yes: Formula = { kind: 'known', holds: true };
export const no: Formula = { kind: 'known', holds: false };

export function known(holds: boolean): Formula {
  return holds ? yes : no;
}

export function not(operand: Formula): Formula {
  if (operand.kind === 'known') {
    return known(!operand.holds);
  }
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

export function and(left: Formula, right: Formula): Formula {
  if (left.kind === 'known') {
    return left.holds ? right : no;
  }
  if (right.kind === 'known') {
    return right.holds ? left : no;
  }
  const size = sizeOf(left) + sizeOf(right) + 1;
  return size > largestFormula ? undecidable() : { kind: 'and', left, right, size };
}

export function or(left: Formula, right: Formula): Formula {
  return not(and(not(left), not(right)));
}

/** Larger ones take too long to decide: a program that asks so much is taken for one that cannot be followed. */
const largestFormula = 400;

function sizeOf(formula: Formula): number {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.size;
    case 'not':
      return sizeOf(formula.operand);
    default:
      return 1;
  }
}

let undecidableCount = 0;

/** A test that is the same as no other. */
function undecidable(): Formula {
  undecidableCount += 1;
  return {
    kind: 'atom',
    key: `undecidable ${undecidableCount}`,
    whenTrue: 'what cannot be followed is true',
    whenFalse: 'what cannot be followed is false',
    subject: undefined,
  };
}

/** Whether a formula holds, by what is decided of its atoms; undefined where it depends on more. */
export function holds(formula: Formula, decide: (atom: Atom) => boolean | undefined): boolean | undefined {
  switch (formula.kind) {
    case 'known':
      return formula.holds;
    case 'atom':
      return decide(formula);
    case 'not': {
      const operand = holds(formula.operand, decide);
      return operand === undefined ? undefined : !operand;
    }
    case 'and':
    case 'or': {
      const decisive = formula.kind === 'or';
      const left = holds(formula.left, decide);
      if (left === decisive) {
        return left;
      }
      const right = holds(formula.right, decide);
      return right === decisive || left !== undefined ? right : undefined;
    }
  }
}
