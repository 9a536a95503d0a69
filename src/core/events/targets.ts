import { displayName } from './display-text.ts';
import { wordsOf, apiWords, singular } from './api-words.ts';
import type { CloudTrailEvent, EventResource } from './event.ts';
import { isJsonObject } from '../json.ts';
import { scalarText } from './record-values.ts';
import { nounOfType } from './resource-types.ts';

/** What a call was done to: things of one kind. */
export interface Target {
  /** What each of them is, such as `role`; undefined where it is not known. */
  readonly noun: string | undefined;
  /** At least one, fit to be shown. */
  readonly names: readonly string[];
  /** The names say by themselves what they are, as `i-05c30218156bcc246` does. */
  readonly isPlain: boolean;
}

const longestName = 90;

/** Names of calls are shorter than 80; a hostile one is not searched to its end. */
const longestEventName = 200;

/**
 * The things that the call was about: the resources whose kind the event's name tells (`TerminateInstances`:
 * instances, though the record may name a VPC first), else what the request calls by the name's noun, else the
 * first resource. Undefined where the record names nothing.
 */
export function targetOf(event: CloudTrailEvent): Target | undefined {
  const name = (event.name ?? '').slice(0, longestEventName).toLowerCase();
  let best: { noun: string; resource: EventResource } | undefined;
  for (const resource of event.resources) {
    const noun = nounOf(resource);
    if (noun !== undefined && name.includes(squashed(noun)) && noun.length > (best?.noun.length ?? 0)) {
      best = { noun, resource };
    }
  }
  if (best !== undefined) {
    return targetOfNoun(event, best.noun);
  }
  const [first] = event.resources;
  return namedInRequest(event) ?? (first === undefined ? undefined : targetOfKind(event, first));
}

/** The resources that a person calls by the noun, such as `security group`. */
export function targetOfNoun(event: CloudTrailEvent, noun: string): Target | undefined {
  return toTarget(
    noun,
    event.resources.filter((resource) => nounOf(resource) === noun),
  );
}

function targetOfKind(event: CloudTrailEvent, kind: EventResource): Target | undefined {
  const noun = nounOf(kind);
  return noun === undefined ? toTarget(noun, [kind]) : targetOfNoun(event, noun);
}

function toTarget(noun: string | undefined, resources: readonly EventResource[]): Target | undefined {
  const [first] = resources;
  if (first === undefined) {
    return undefined;
  }
  const isPlain = first.type === 'AWS::S3::Object' || saysItself(first.name);
  return { noun, names: resources.map((resource) => displayName(resource.name, longestName)), isPlain };
}

/** Ids that everyone knows, or that hold the word for what they are; `rtb-` needs its noun. */
function saysItself(name: string): boolean {
  return /^(i|vpc|subnet)-[0-9a-z]{8,20}$/.test(name);
}

/** How a person calls the resource's kind: the table's noun, else the words at the end of its type. */
function nounOf(resource: EventResource): string | undefined {
  const known = nounOfType(resource.type);
  if (known !== undefined || resource.type === undefined) {
    return known;
  }
  return wordsOf(resource.type.slice(resource.type.lastIndexOf(':') + 1)).join(' ') || undefined;
}

/** A name in the request by the noun of the event's name: `clusterName` for `CreateCluster`. */
function namedInRequest(event: CloudTrailEvent): Target | undefined {
  const noun = singular(apiWords(event.name ?? '')?.noun ?? '');
  const request = event.record['requestParameters'];
  // "tags for resource" are called by nothing of their own.
  if (noun === '' || / (for|of|by|from|in|on) /.test(noun) || !isJsonObject(request)) {
    return undefined;
  }
  // `groupName` names a security group, too.
  const stems = [squashed(noun), squashed(noun.slice(noun.lastIndexOf(' ') + 1))];
  const members = stems.flatMap((stem) =>
    ['name', 'id', 'identifier', 'arn', ''].map((ending) => stem + ending),
  );
  for (const [member, value] of Object.entries(request).slice(0, 50)) {
    const text = scalarText(value);
    const key = member.toLowerCase();
    // A bare name is that of the noun only where nothing else is named: StartLogging names a trail.
    const isBare = key === 'name' && event.resources.length === 0;
    if (text !== undefined && (members.includes(key) || isBare)) {
      return { noun, names: [displayName(text, longestName)], isPlain: saysItself(text) };
    }
  }
  return undefined;
}

function squashed(noun: string): string {
  return noun.replaceAll(' ', '').toLowerCase();
}

/** The names in a few words: the first, and how many more. */
export function namesText(target: Target): string {
  const [first = ''] = target.names;
  const more = target.names.length - 1;
  return more > 0 ? `${first} and ${more} more` : first;
}

/** The target in a few words, such as `role Admin`, `i-05c30218156bcc246 and 3 more`. */
export function targetText(target: Target): string {
  return nounPrefix(target) + namesText(target);
}

/** The noun and a blank, where a name needs one before it; else nothing. */
export function nounPrefix(target: Target): string {
  const { noun, isPlain } = target;
  const [first = ''] = target.names;
  const isSaid = first.toLowerCase().startsWith(`${noun?.toLowerCase() ?? ''} `);
  return noun === undefined || isPlain || isSaid ? '' : `${displayName(noun, 40)} `;
}
