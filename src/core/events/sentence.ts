import { displayText } from './display-text.ts';
import { isUnread, type CloudTrailEvent } from './event.ts';
import { aggregatedSentence, insightSentence, outlineSentence } from './summary-sentences.ts';
import { predicate } from './predicate.ts';
import { subjectOf } from './subject.ts';
import { isGlobalService } from './services.ts';

/** A piece of a sentence; `strong` for who, what it was done to and other names. */
export interface SentencePart {
  readonly text: string;
  readonly strong?: boolean;
}

/** No sentence is longer than this, in UTF-16 units, whatever the record holds. */
export const longestSentence = 800;

/**
 * The one sentence that says what happened, such as "maria, through role Admin with MFA, terminated
 * i-05c30218156bcc246 in us-east-1." English, because it is made of the English names of the API. Never empty.
 */
export function sentence(event: CloudTrailEvent): readonly SentencePart[] {
  return bounded(joined(partsOf(event)));
}

/** A sentence as plain text. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map(({ text }) => text).join('');
}

function partsOf(event: CloudTrailEvent): readonly SentencePart[] {
  if (event.kind === 'insight') {
    return insightSentence(event);
  }
  if (event.kind === 'aggregated') {
    return aggregatedSentence(event);
  }
  if (isUnread(event)) {
    return outlineSentence(event);
  }
  const subject = subjectOf(event);
  const asides = subject.asides.flatMap((aside) => [{ text: ', ' }, ...aside]);
  const opening = [...subject.parts, ...asides, { text: asides.length > 0 ? ', ' : ' ' }];
  return event.type === 'AwsConsoleSignIn' ? [...opening, ...signIn(event)] : [...opening, ...call(event)];
}

function call(event: CloudTrailEvent): readonly SentencePart[] {
  const place = regionOf(event);
  return event.error === undefined
    ? [...predicate(event, 'past'), ...place, { text: '.' }]
    : [{ text: 'tried to ' }, ...predicate(event, 'base'), ...place, { text: `, ${howItFailed(event)}.` }];
}

/** A sign-in tells whether it was with MFA, and from where: that is what its reader wants to know. */
function signIn(event: CloudTrailEvent): readonly SentencePart[] {
  const { error, actor, sourceAddress } = event;
  const isOwnSignIn = event.name === 'ConsoleLogin' && actor.kind !== 'role';
  const mfa = !isOwnSignIn || actor.mfa === undefined ? '' : actor.mfa ? ' with MFA' : ' without MFA';
  const opening =
    error === undefined ? predicate(event, 'past') : [{ text: 'failed to ' }, ...predicate(event, 'base')];
  const from =
    sourceAddress === undefined
      ? []
      : [{ text: ' from ' }, { text: displayText(sourceAddress, 80), strong: true }];
  const reason = error?.message === undefined ? '' : ` (${displayText(error.message, 120)})`;
  return [...opening, { text: mfa }, ...from, { text: `${reason}.` }];
}

/** Global services act for all Regions; to say one would mislead. */
function regionOf(event: CloudTrailEvent): readonly SentencePart[] {
  const { region, source } = event;
  return region === undefined || (source !== undefined && isGlobalService(source))
    ? []
    : [{ text: ` in ${displayText(region, 60)}` }];
}

const denials = /denied|unauthori[sz]ed|forbidden|notauthori[sz]ed|authfailure|authorizationerror/i;
const throttles = /throttl|toomanyrequests|requestlimitexceeded|slowdown|rateexceeded/i;

/** The last clause of a call that failed. */
function howItFailed({ error }: CloudTrailEvent): string {
  const code = displayText(shortCode(error?.code ?? ''), 80);
  if (code.endsWith('DryRunOperation')) {
    return 'which was only a dry run';
  }
  if (denials.test(code)) {
    return `which was denied (${code})`;
  }
  return throttles.test(code) ? `which was throttled (${code})` : `which failed (${code})`;
}

/** An error code without the `Client.` or `Server.` that EC2 puts before it. */
export function shortCode(code: string): string {
  return code.replace(/^(Client|Server)\.(?=.)/, '');
}

/** Neighbours of the same emphasis as one part, without empty ones. */
function joined(parts: readonly SentencePart[]): readonly SentencePart[] {
  const result: SentencePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last !== undefined && (last.strong ?? false) === (part.strong ?? false)) {
      result[result.length - 1] = { ...last, text: last.text + part.text };
    } else if (part.text !== '') {
      result.push(part);
    }
  }
  return result;
}

function bounded(parts: readonly SentencePart[]): readonly SentencePart[] {
  let left = longestSentence;
  return parts.flatMap((part) => {
    const text = displayText(part.text, Math.max(left, 1));
    const isOver = left <= 0;
    left -= text.length;
    return isOver ? [] : [{ ...part, text }];
  });
}
