import type { Posture } from '../posture.ts';
import { property, propertyAt, textOf } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalOf, printText, type SymbolicText } from '../symbolic-text.ts';
import { badCharacter, hasInLiteral, literalBeginning, literalEnd, shortestLength } from '../text-facts.ts';
import { excerpt } from './refusal.ts';

export const trailName: Rule = {
  id: 'trail-name',
  family: 'deploy',
  severity: 'error',
  title: 'An illegal name of a trail',
  what: 'A `TrailName` breaks the rules of the service: 3 to 128 ASCII letters, digits, dots, underscores and dashes, a letter or digit at both ends, none of `.`, `_`, `-` beside another, and not in the form of an IP address.',
  why: 'CloudTrail refuses the trail with InvalidTrailNameException.',
  fix: 'Change the name.',
  alsoKnownAs: ['E3031', 'E3033'],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html'],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const text = textOf(property(trail, 'TrailName'));
    const fault = text === undefined ? undefined : faultOf(text);
    if (text !== undefined && fault !== undefined) {
      yield {
        outcome: 'fail',
        resource: trail,
        at: propertyAt(trail, 'TrailName'),
        message: `CloudTrail refuses the name ${excerpt(printText(text))}: ${fault}.`,
      };
    }
  }
}

const shortest = 3;
const longest = 128;

/** What is surely wrong with a name; undefined where nothing is. */
function faultOf(text: SymbolicText): string | undefined {
  const literal = literalOf(text);
  const bad = badCharacter(text, /[A-Za-z0-9._-]/);
  if (bad !== undefined) {
    return `it has the character ${excerpt(bad)}, and only letters, digits, and . _ - are allowed`;
  }
  if (literal !== undefined && literal.length < shortest) {
    return `it is shorter than ${shortest} characters`;
  }
  if (shortestLength(text) > longest) {
    return `it is longer than ${longest} characters`;
  }
  if (/^[._-]/.test(literalBeginning(text)) || /[._-]$/.test(literalEnd(text))) {
    return 'it has to begin and end with a letter or digit';
  }
  if (hasInLiteral(text, /[._-]{2}/)) {
    return 'two of . _ - stand side by side';
  }
  return literal !== undefined && /^\d{1,3}(\.\d{1,3}){3}$/.test(literal)
    ? 'it has the form of an IP address'
    : undefined;
}
