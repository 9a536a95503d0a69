import type { Localize } from '../localize.ts';
import { excerpt } from './rules/refusal.ts';
import { literalOf, type SymbolicText } from './symbolic-text.ts';
import { badCharacter, hasInLiteral, literalBeginning, literalEnd, shortestLength } from './text-facts.ts';

/**
 * The services' rules for what users name, in one place for the rules on templates and for the questions of the set-up
 * of a trail. A fault is what is surely wrong, as a clause in the user's language; undefined where nothing is.
 */

const ipAddress = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Source: CloudTrail API reference, CreateTrail. */
export function trailNameFault(text: SymbolicText, t: Localize): string | undefined {
  const [shortest, longest] = [3, 128];
  const literal = literalOf(text);
  const bad = badCharacter(text, /[A-Za-z0-9._-]/);
  if (bad !== undefined) {
    return t('it has the character {0}, and only letters, digits, and . _ - are allowed', excerpt(bad));
  }
  if (literal !== undefined && literal.length < shortest) {
    return t('it is shorter than {0} characters', shortest);
  }
  if (shortestLength(text) > longest) {
    return t('it is longer than {0} characters', longest);
  }
  if (/^[._-]/.test(literalBeginning(text)) || /[._-]$/.test(literalEnd(text))) {
    return t('it has to begin and end with a letter or digit');
  }
  if (hasInLiteral(text, /[._-]{2}/)) {
    return t('two of . _ - stand side by side');
  }
  return literal !== undefined && ipAddress.test(literal) ? t('it has the form of an IP address') : undefined;
}

/** Beginnings and ends of names that S3 keeps for itself. */
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
export function bucketNameFault(text: SymbolicText, t: Localize): string | undefined {
  const [shortest, longest] = [3, 63];
  const literal = literalOf(text);
  const bad = badCharacter(text, /[a-z0-9.-]/);
  if (bad !== undefined) {
    return t(
      'it has the character {0}, and only lower-case letters, digits, . and - are allowed',
      excerpt(bad),
    );
  }
  if (literal !== undefined && literal.length < shortest) {
    return t('it is shorter than {0} characters', shortest);
  }
  if (shortestLength(text) > longest) {
    return t('it is longer than {0} characters', longest);
  }
  if (/^[.-]/.test(literalBeginning(text)) || /[.-]$/.test(literalEnd(text))) {
    return t('it has to begin and end with a letter or digit');
  }
  if (hasInLiteral(text, /\.\./)) {
    return t('two dots stand side by side');
  }
  if (literal !== undefined && ipAddress.test(literal)) {
    return t('it has the form of an IP address');
  }
  const kept = literal === undefined ? null : reserved.exec(literal);
  return kept === null ? undefined : t('S3 keeps names with {0} for itself', excerpt(kept[0]));
}

/** The most characters of a key prefix (CloudTrail API reference, CreateTrail). */
export const longestKeyPrefix = 200;

/** What is wrong with a key prefix: CloudTrail refuses one that is too long, and takes one with slashes at its ends. */
export function keyPrefixFault(text: SymbolicText): 'too-long' | 'slash-at-end' | undefined {
  if (shortestLength(text) > longestKeyPrefix) {
    return 'too-long';
  }
  const hasSlash = literalBeginning(text).startsWith('/') || literalEnd(text).endsWith('/');
  return hasSlash ? 'slash-at-end' : undefined;
}
