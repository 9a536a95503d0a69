import { apiWords, isPlural, singular, withArticle, withoutRevision, wordsOf } from './api-words.ts';
import { displayText } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { inTense, type Tense } from './predicate.ts';
import type { SentencePart } from './sentence.ts';
import { iamPrefix, serviceName, servicePrefix } from './services.ts';
import { namesText, nounPrefix, targetOf, type Target } from './targets.ts';

/**
 * A predicate made of the words of the API's own name: "created security group sg-05c…", "listed AWS Glue jobs". A
 * name that does not begin with a verb is said to have been called, or reported where a service wrote it.
 */
export function wordForWord(event: CloudTrailEvent, tense: Tense): readonly SentencePart[] {
  const name = withoutRevision(event.name ?? '');
  const words = apiWords(name);
  if (words === undefined) {
    return calledByName(event, name, tense);
  }
  const target = targetOf(event);
  const noun = displayText(words.noun, 80);
  if (target !== undefined) {
    return [{ text: `${inTense(words.verb, tense)} ` }, ...onTarget(words.verb, noun, target)];
  }
  // To look up many without naming one is to list them.
  const verb = words.verb === 'look up' && isPlural(headOf(noun)) ? 'list' : words.verb;
  return [{ text: `${inTense(verb, tense)} ${unnamed(verb, noun, event.source)}`.trimEnd() }];
}

function calledByName(event: CloudTrailEvent, name: string, tense: Tense): readonly SentencePart[] {
  if (name === '') {
    return [{ text: inTense('make a call that the record does not name', tense) }];
  }
  if (event.actor.kind === 'service' || event.type === 'AwsServiceEvent') {
    const words = wordsOf(name).join(' ') || name;
    return [{ text: `${inTense('report', tense)}: ${displayText(words, 80)}` }];
  }
  const service = event.source === undefined ? '' : `${displayText(iamPrefix(event.source), 60)}:`;
  return [{ text: `${inTense('call', tense)} ` }, { text: service + displayText(name, 80), strong: true }];
}

/** What stands before "for", "of" and the like: the word that tells the number. */
const preposition = /^(.+?) (?:for|of|by|from|in|on|opted) (.+)$/;

function headOf(noun: string): string {
  return preposition.exec(noun)?.[1] ?? noun;
}

/** Brings the noun of the name together with the target: "i-05c…", "the policy of bucket acme", "tags of role Admin". */
function onTarget(verb: string, noun: string, target: Target): readonly SentencePart[] {
  const label: readonly SentencePart[] = [
    { text: nounPrefix(target) },
    { text: namesText(target), strong: true },
  ];
  const kind = target.noun ?? '';
  if (noun === '' || isSame(noun, kind)) {
    return label;
  }
  const [, front, back] = preposition.exec(noun) ?? [];
  if (front !== undefined && back !== undefined && (isSame(back, kind) || /^resources?$/.test(back))) {
    return [{ text: `${ofKnown(verb, front)} of ` }, ...label];
  }
  return [{ text: `${ofKnown(verb, withoutKind(noun, kind))} ${isMaking(verb) ? 'for' : 'of'} ` }, ...label];
}

/** "attached role policies" of a role are its "attached policies": the label says what it is. */
function withoutKind(noun: string, kind: string): string {
  if (kind === '') {
    return noun;
  }
  const padded = ` ${noun} `;
  const place = padded.toLowerCase().indexOf(` ${kind.toLowerCase()} `);
  return place < 0 ? noun : (padded.slice(0, place) + padded.slice(place + kind.length + 1)).trim();
}

function isSame(noun: string, kind: string): boolean {
  return singular(noun).toLowerCase() === singular(kind).toLowerCase();
}

const makingVerbs = new Set(
  'create add allocate request register start generate send run issue insert purchase import publish submit'.split(
    ' ',
  ),
);

function isMaking(verb: string): boolean {
  return makingVerbs.has(verb);
}

const uncountable =
  /\b(access|data|information|logging|metadata|traffic|encryption|output|content|maintenance)$/;

/** The noun with its article, where what it belongs to is named: "the policy of …", "an attribute of …". */
function ofKnown(verb: string, noun: string): string {
  if (isPlural(headOf(noun))) {
    return noun;
  }
  if (isMaking(verb) || noun.endsWith('attribute')) {
    return uncountable.test(noun) ? noun : withArticle(noun);
  }
  return `the ${noun}`;
}

function someOf(noun: string): string {
  return isPlural(noun) || uncountable.test(noun) ? noun : withArticle(noun);
}

const readingVerbs = new Set(['read', 'look up', 'list', 'check', 'search', 'query', 'view']);

/** The noun with its article, and the service where its name says more, of something that the event does not name. */
function unnamed(verb: string, noun: string, source: string | undefined): string {
  if (noun === '') {
    return '';
  }
  const [, front, word, back] = /^(.+?) (for|of|from|in) (.+)$/.exec(noun) ?? [];
  const whole =
    serviceBefore(noun, source) + (back === undefined ? noun : `${front} ${word} ${someOf(back)}`);
  if (isPlural(headOf(noun))) {
    return whole;
  }
  if (readingVerbs.has(verb)) {
    return `the ${whole}`;
  }
  return uncountable.test(headOf(noun)) ? whole : withArticle(whole);
}

/** Services whose things are known by their own names: nobody asks whose route tables. */
const wellKnown = new Set([
  'cloudtrail',
  'ec2',
  'iam',
  'organizations',
  's3',
  'signin',
  'sts',
  'account',
  'health',
]);

function serviceBefore(noun: string, source: string | undefined): string {
  const prefix = source === undefined ? '' : servicePrefix(source);
  const name = serviceName(prefix) ?? displayText(prefix, 40);
  return prefix === '' || wellKnown.has(prefix) || says(noun, name) ? '' : `${name} `;
}

/** Whether the noun itself names the service: "Direct Connect gateways", "cost forecast" of Cost Explorer. */
function says(noun: string, service: string): boolean {
  const name = service.toLowerCase().replace(/^(aws|amazon|ec2) /, '');
  const [first = ''] = name.split(' ');
  const text = ` ${noun.toLowerCase()} `;
  return text.includes(` ${name} `) || (first.length > 3 && text.includes(` ${first} `));
}
