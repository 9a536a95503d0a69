import { pastTense, withArticle, withoutRevision } from './api-words.ts';
import { displayName } from './display-text.ts';
import type { CloudTrailEvent } from './event.ts';
import { phraseFor } from './phrases.ts';
import { scalarText, valueAt } from './record-values.ts';
import { isResourceNoun } from './resource-types.ts';
import type { SentencePart } from './sentence.ts';
import { namesText, nounPrefix, targetOf, targetOfNoun } from './targets.ts';
import { wordForWord } from './word-for-word.ts';

/** The tense of a predicate: "terminated …" for what happened, "terminate …" for what was tried. */
export type Tense = 'past' | 'base';

/** A verb phrase in its tense. */
export function inTense(phrase: string, tense: Tense): string {
  return tense === 'past' ? pastTense(phrase) : phrase;
}

/** What was done and to what: the part of the sentence behind the subject. */
export function predicate(event: CloudTrailEvent, tense: Tense): readonly SentencePart[] {
  const phrase = phraseFor(withoutRevision(event.name ?? ''));
  const filled = phrase === undefined ? undefined : fill(inTense(phrase, tense), event, withArticle);
  return filled ?? wordForWord(event, tense);
}

/** A piece of a phrase: text, then perhaps a `{name}` or `[alternatives|…]`. */
const piece = /([^{[]*)(?:\{([^{}]+)\}|\[([^[\]]*)\])?/g;

/**
 * The phrase with its names filled in; undefined when one is not known. `instead` puts something in the place of a
 * resource that the event does not name, such as "a role".
 */
function fill(
  phrase: string,
  event: CloudTrailEvent,
  instead: ((noun: string) => string) | undefined,
): readonly SentencePart[] | undefined {
  const parts: SentencePart[] = [];
  for (const [, text = '', name, alternatives] of phrase.matchAll(piece)) {
    const value = name === undefined ? undefined : named(name, event);
    if (value !== undefined) {
      parts.push({ text }, { text: value, strong: true });
    } else if (name === undefined) {
      parts.push({ text }, ...firstKnown(alternatives, event));
    } else if (instead !== undefined && isResourceNoun(name)) {
      parts.push({ text: withoutNoun(text, name) + instead(name) });
    } else {
      return undefined;
    }
  }
  return parts;
}

/** "attach a policy to role " before the name of a role, without the "role ". */
function withoutNoun(text: string, noun: string): string {
  return text.endsWith(`${noun} `) ? text.slice(0, -noun.length - 1) : text;
}

function firstKnown(alternatives: string | undefined, event: CloudTrailEvent): readonly SentencePart[] {
  for (const alternative of alternatives?.split('|') ?? []) {
    const parts = fill(alternative, event, undefined);
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
