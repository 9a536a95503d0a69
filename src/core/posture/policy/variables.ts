import { concatText, literalText, type SymbolicText } from '../symbolic-text.ts';
import type { RequestContext } from './policy.ts';

/**
 * A text of a policy with its variables, such as `${aws:username}`, replaced by the values of the request; undefined
 * where the request lacks one that has no default, for then the text matches nothing.
 * (IAM User Guide, "IAM policy elements: Variables and tags".)
 */
export function withVariables(text: SymbolicText, context: RequestContext): SymbolicText | undefined {
  if (!text.some((part) => typeof part === 'string' && part.includes('${'))) {
    return text;
  }
  const pieces: (SymbolicText | undefined)[] = text.flatMap((part) =>
    typeof part === 'string' ? piecesOf(part, context) : [[part]],
  );
  return pieces.every((piece) => piece !== undefined) ? concatText(...pieces) : undefined;
}

/** A variable has a colon in its name; `${*}`, `${?}` and `${$}` are left to the matching of wildcards. */
const variable = /\$\{([a-z][\w-]*:[^},]*)(?:,\s*'([^']*)')?\}/gi;

function piecesOf(literal: string, context: RequestContext): (SymbolicText | undefined)[] {
  const pieces: (SymbolicText | undefined)[] = [];
  // Behind the last brace nothing is closed: looking there at each `${` would take quadratic time.
  const closed = literal.slice(0, literal.lastIndexOf('}') + 1);
  let end = 0;
  for (const { 0: whole, 1: name = '', 2: fallback, index } of closed.matchAll(variable)) {
    pieces.push(literalText(literal.slice(end, index)), valueOf(name.trim(), fallback, context));
    end = index + whole.length;
  }
  pieces.push(literalText(literal.slice(end)));
  return pieces;
}

function valueOf(
  name: string,
  fallback: string | undefined,
  context: RequestContext,
): SymbolicText | undefined {
  const found = context.keys.get(name.toLowerCase()) ?? { kind: context.others };
  switch (found.kind) {
    case 'present':
      return found.values.length === 1 ? found.values[0] : undefined;
    case 'absent':
      return fallback === undefined ? undefined : literalText(fallback);
    case 'unknown':
      return [{ kind: 'parameter', name }];
  }
}
