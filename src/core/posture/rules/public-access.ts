import type { Resource } from '../model.ts';
import { operatorOf } from '../policy/operators.ts';
import type { Condition, PolicyDocument, Statement } from '../policy/policy.ts';
import { booleanOf, property } from '../properties.ts';
import { literalOf, literalText, type SymbolicText } from '../symbolic-text.ts';
import { textEquals } from '../text-match.ts';
import { all, any, not, type Truth } from '../truth.ts';

/**
 * The statements of a policy that are, or may be, public in the sense of S3: an Allow to everyone that no condition
 * limits to a fixed source. (Amazon S3 User Guide, "The meaning of public".)
 */
export function publicStatements(
  document: PolicyDocument,
): readonly { readonly statement: Statement; readonly isPublic: 'yes' | 'unknown' }[] {
  return document.statements.flatMap((statement) => {
    const isPublic = isPublicStatement(statement);
    return isPublic === 'no' ? [] : [{ statement, isPublic }];
  });
}

function isPublicStatement(statement: Statement): Truth {
  if (statement.effect === 'deny') {
    return 'no';
  }
  const isLimited = any(statement.conditions.map(isLimit));
  return all([
    statement.effect === 'allow' ? 'yes' : 'unknown',
    isForEveryone(statement),
    isLimited === 'no' && !statement.hasAllConditions ? 'unknown' : not(isLimited),
  ]);
}

/** An Allow with `NotPrincipal` is for everyone but those. */
function isForEveryone({ principal }: Statement): Truth {
  if (principal === undefined) {
    return 'no';
  }
  if (principal.isNegated) {
    return 'yes';
  }
  const found = any(
    principal.entries.map(({ type, text }) => (type === 'AWS' ? textEquals(text, literalText('*')) : 'no')),
  );
  return found === 'no' && !principal.isComplete ? 'unknown' : found;
}

const limitingKeys = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/** Whether a condition limits a statement to fixed values of a source. */
function isLimit({ operator, key, values }: Condition): Truth {
  const { isNegated = true, ifExists = true, compare } = operatorOf(operator) ?? {};
  if (!limitingKeys.has(key) || isNegated || ifExists || compare === undefined) {
    return 'no';
  }
  const fixed = all(
    values.patterns.map(({ text }) => (key === 'aws:sourceip' ? isFixedRange(text) : isFixed(text))),
  );
  return fixed === 'yes' && !values.isComplete ? 'unknown' : fixed;
}

/** No range of addresses is fixed that has all of them. */
function isFixedRange(text: SymbolicText): Truth {
  const literal = literalOf(text);
  return literal === undefined ? 'yes' : literal.endsWith('/0') ? 'no' : 'yes';
}

/** A value with a wildcard or a variable is not fixed; an ARN with one may still be, by its other parts. */
function isFixed(text: SymbolicText): Truth {
  const hasWildcard = text.some((part) => typeof part === 'string' && /[*?]|\$\{/.test(part));
  if (!hasWildcard) {
    return 'yes';
  }
  return typeof text[0] === 'string' && text[0].startsWith('arn:') ? 'unknown' : 'no';
}

type PublicAccessSwitch =
  'BlockPublicAcls' | 'BlockPublicPolicy' | 'IgnorePublicAcls' | 'RestrictPublicBuckets';

/**
 * One switch of a bucket's public access block. All four are on for buckets made since April 2023, unless the bucket
 * has a configuration: there, what it leaves out is off.
 */
export function publicAccessSwitch(bucket: Resource, name: PublicAccessSwitch): Truth {
  const configuration = property(bucket, 'PublicAccessBlockConfiguration');
  const isDefaulted = configuration.kind === 'absent' || configuration.kind === 'null';
  return isDefaulted ? 'yes' : booleanOf(property(bucket, 'PublicAccessBlockConfiguration', name), false);
}
