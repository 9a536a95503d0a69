import {
  apiWords,
  isPlural,
  pastTense,
  singular,
  withArticle,
  withoutRevision,
  wordsOf,
  type ApiWords,
} from './api-words.ts';
import { displayName, displayText } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { phraseFor } from './phrases.ts';
import { scalarText, valueAt } from './record-values.ts';
import type { SentencePart } from './sentence.ts';
import { iamPrefix } from './services.ts';
import { namesText, nounPrefix, targetOf, targetOfNoun, type Target } from './targets.ts';

/** The tense of a predicate: "terminated …" for what happened, "terminate …" for what was tried. */
export type Tense = 'past' | 'base';

/** What was done and to what: the part of the sentence behind the subject. */
export function predicate(event: CloudTrailEvent, tense: Tense): readonly SentencePart[] {
  const name = withoutRevision(event.name ?? '');
  const phrase = phraseFor(name);
  const filled = phrase === undefined ? undefined : fill(inTense(phrase, tense), event);
  return filled ?? wordForWord(event, name, tense);
}

function inTense(phrase: string, tense: Tense): string {
  return tense === 'past' ? pastTense(phrase) : phrase;
}

/** Pieces of a phrase: `{name}`, `[alternative|…]`, and the text between. */
const pieces = /\{([^{}]+)\}|\[([^[\]]*)\]|([^{[]+)/g;

/** The phrase with its names filled in; undefined when one outside of brackets is not known. */
function fill(phrase: string, event: CloudTrailEvent): readonly SentencePart[] | undefined {
  const parts: SentencePart[] = [];
  for (const [, name, alternatives, text] of phrase.matchAll(pieces)) {
    if (text !== undefined) {
      parts.push({ text });
    } else if (name !== undefined) {
      const value = named(name, event);
      if (value === undefined) {
        return undefined;
      }
      parts.push({ text: value, strong: true });
    } else {
      parts.push(...firstKnown(alternatives ?? '', event));
    }
  }
  return parts;
}

function firstKnown(alternatives: string, event: CloudTrailEvent): readonly SentencePart[] {
  for (const alternative of alternatives.split('|')) {
    const parts = fill(alternative, event);
    if (parts !== undefined) {
      return parts;
    }
  }
  return [];
}

/** A resource by its noun, the target as a whole, or a parameter of the request. */
function named(name: string, event: CloudTrailEvent): string | undefined {
  const target = targetOfNoun(event, name);
  if (target !== undefined) {
    return namesText(target);
  }
  const whole = name === 'target' ? targetOf(event) : undefined;
  if (whole !== undefined) {
    return nounPrefix(whole) + namesText(whole);
  }
  const parameter = scalarText(valueAt(event.record['requestParameters'], name));
  return parameter === undefined ? undefined : displayName(parameter, 90);
}

/** The words of the API's name as a predicate; for a name that is no verb, that it was called or reported. */
function wordForWord(event: CloudTrailEvent, name: string, tense: Tense): readonly SentencePart[] {
  const words = apiWords(name);
  if (words === undefined) {
    return calledByName(event, name, tense);
  }
  const target = targetOf(event);
  const noun = displayText(words.noun, 80);
  return target === undefined
    ? [{ text: `${inTense(verbFor(words, target), tense)} ${withDeterminer(words.verb, noun)}`.trimEnd() }]
    : [{ text: `${inTense(verbFor(words, target), tense)} ` }, ...onTarget(words.verb, noun, target)];
}

function calledByName(event: CloudTrailEvent, name: string, tense: Tense): readonly SentencePart[] {
  if (name === '') {
    return [{ text: inTense('make a call that the record does not name', tense) }];
  }
  if (event.actor.kind === 'service' || event.type === 'AwsServiceEvent') {
    return [{ text: `${inTense('report', tense)}: ${displayText(wordsOf(name).join(' ') || name, 80)}` }];
  }
  const service = event.source === undefined ? '' : `${displayText(iamPrefix(event.source), 60)}:`;
  return [{ text: `${inTense('call', tense)} ` }, { text: service + displayText(name, 80), strong: true }];
}

/** To look up many without naming one is to list them. */
function verbFor({ verb, noun }: ApiWords, target: Target | undefined): string {
  return verb === 'look up' && target === undefined && isPlural(noun) ? 'list' : verb;
}

const prepositions = /^(.+?) (?:for|of|by|from|in|on) (.+)$/;

/** "i-05c…", "the policy of bucket acme", "tags of role Admin": the noun of the name, brought together with the target. */
function onTarget(verb: string, noun: string, target: Target): readonly SentencePart[] {
  const label = [{ text: nounPrefix(target) }, { text: namesText(target), strong: true }].filter(
    ({ text }) => text !== '',
  );
  const kind = target.noun ?? '';
  if (noun === '' || sameNoun(noun, kind)) {
    return label;
  }
  const [, front, back] = prepositions.exec(noun) ?? [];
  if (front !== undefined && back !== undefined && (sameNoun(back, kind) || /^resources?$/.test(back))) {
    return [{ text: `${withDeterminer(verb, front)} of ` }, ...label];
  }
  const rest =
    kind !== '' && noun.toLowerCase().startsWith(`${kind.toLowerCase()} `)
      ? noun.slice(kind.length + 1)
      : noun;
  return [{ text: `${withDeterminer(verb, rest)} ${isMaking(verb) ? 'for' : 'of'} ` }, ...label];
}

function sameNoun(noun: string, kind: string): boolean {
  return singular(noun).toLowerCase() === singular(kind).toLowerCase();
}

const making = new Set(
  'create add allocate request register start generate send run issue insert purchase import publish submit'.split(
    ' ',
  ),
);

function isMaking(verb: string): boolean {
  return making.has(verb);
}

const uncountable =
  /\b(access|data|information|logging|metadata|traffic|encryption|tagging|output|content|maintenance)$/;

/** The noun with the article that its number and the verb ask for. */
function withDeterminer(verb: string, noun: string): string {
  if (noun === '' || isPlural(noun)) {
    return noun;
  }
  if (noun.endsWith('attribute') || (isMaking(verb) && !uncountable.test(noun))) {
    return withArticle(noun);
  }
  return isMaking(verb) ? noun : `the ${noun}`;
}
