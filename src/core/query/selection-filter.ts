import { parseArn } from '../events/arn.ts';
import { allOf, anyOf, type EventFilter } from './event-filter.ts';
import { fieldIs } from './field-value.ts';
import { parseNetwork } from './network.ts';

/** What a selected text was taken for. */
export type SelectionKind = 'principal' | 'key' | 'address' | 'event' | 'resource';

/** A selected text, understood. */
export interface Selection {
  readonly kind: SelectionKind;
  /** The text without what stood around it. */
  readonly value: string;
  /** Its events: what a key or caller did, what came from an address, what was done to anything else. */
  readonly filter: EventFilter;
  /** The calls that changed it; of an address those that changed something. */
  readonly changes: EventFilter;
}

/** AWS allows no longer name than an object's key behind its bucket, in an ARN. */
const longestSelection = 2048;

const accessKey = /^(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,28}$/;
const eventId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Ids of users, roles and groups. */
const principalId = /^(?:AIDA|AROA|AGPA|ANPA)[A-Z0-9]{12,28}$/;

/**
 * What a text selected in any editor stands for, and the filter of its events: an ARN, an id such as
 * `i-05c30218156bcc246`, an access key, an address, or a name. Quotes, commas and the like around it are left out.
 * Undefined for a text that is empty or too long to be a name.
 */
export function selectionFilter(text: string): Selection | undefined {
  const value = withoutSurroundings(text);
  if (value === '' || value.length > longestSelection || /[\r\n]/.test(value)) {
    return undefined;
  }
  const kind = kindOf(value);
  const about = kind === 'address' ? fieldIs('ip', value) : resourceFilter(value);
  return { kind, value, filter: filterFor(kind, value), changes: allOf(about, fieldIs('write', 'true')) };
}

/** Selections often have the marks of the language around them. */
function withoutSurroundings(text: string): string {
  let [start, end] = [0, Math.min(text.length, longestSelection * 2)];
  const isMark = (at: number): boolean => /[\s"'`,;(){}<>]/.test(text.charAt(at));
  while (start < end && isMark(start)) {
    start += 1;
  }
  while (end > start && isMark(end - 1)) {
    end -= 1;
  }
  return text.slice(start, end);
}

function kindOf(value: string): SelectionKind {
  if (accessKey.test(value)) {
    return 'key';
  }
  if (eventId.test(value)) {
    // Keys of KMS have ids of this form too: who asks for changes gets those of the key.
    return 'event';
  }
  if (parseNetwork(value) !== undefined) {
    return 'address';
  }
  const service = parseArn(value)?.service;
  return principalId.test(value) || service === 'sts' ? 'principal' : 'resource';
}

function filterFor(kind: SelectionKind, value: string): EventFilter {
  switch (kind) {
    case 'key':
    case 'principal':
      return fieldIs(kind, value);
    case 'event':
      return fieldIs('id', value.toLowerCase());
    case 'address':
      return fieldIs('ip', value);
    case 'resource':
      return resourceFilter(value);
  }
}

/** The events of a resource by each name that a call can have called it. */
function resourceFilter(value: string): EventFilter {
  const arn = parseArn(value);
  if (arn === undefined) {
    return fieldIs('resource', value);
  }
  // `instance/i-05c3…` and `key/…` are named by what is behind the slash, a path of S3 by all of it.
  const name = arn.resource.slice(Math.max(arn.resource.lastIndexOf('/'), arn.resource.lastIndexOf(':')) + 1);
  const names = arn.service === 's3' ? [arn.resource] : [name];
  return anyOf(...[value, ...names].filter((each) => each !== '').map((each) => fieldIs('resource', each)));
}
