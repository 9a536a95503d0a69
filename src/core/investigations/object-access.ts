import { displayName } from '../events/display-text.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { textAt } from '../events/record-values.ts';
import type { Localize } from '../localize.ts';
import { facetValuesOf } from '../query/facets.ts';
import { allOf, everything, type EventFilter } from '../query/event-filter.ts';
import { fieldIn, fieldIs, pathTest } from '../query/field-value.ts';
import type { Zone } from '../time-format.ts';
import {
  callsText,
  countText,
  eventFinding,
  groupsBy,
  listText,
  mostFindings,
  oldestFirst,
  spanText,
  whoOf,
} from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

/** Calls that take an object away, or the versions of one. */
const removing: ReadonlySet<string | undefined> = new Set(['DeleteObject', 'DeleteObjects']);

/** The calls on the objects of a bucket, which are data events. */
export const objectAccess: Investigation = {
  id: 'object-access',
  title: (t) => t('Who read or changed these S3 objects?'),
  description: (t) =>
    t('Every recorded call on the objects of a bucket, by who made it: what was read, written and deleted.'),
  parameters: [
    { id: 'bucket', label: (t) => t('Name of the bucket'), example: 'acme-data', isOptional: false },
    {
      id: 'key',
      label: (t) => t('Key of the object; * stands for any part of it'),
      example: 'invoices/2026/*',
      isOptional: true,
    },
  ],
  defaultHours: 7 * 24,
  filter: ({ bucket = '', key }) =>
    allOf(
      fieldIs('source', 's3.amazonaws.com'),
      fieldIn('category', ['data']),
      { kind: 'path', path: ['requestParameters', 'bucketName'], test: { kind: 'equals', value: bucket } },
      keyFilter(key),
    ),
  answer: ({ events, parameters, zone = 'utc' }, t) => ({
    headline: headline(parameters['bucket'] ?? '', events, zone, t),
    findings: [
      ...oldestFirst(events.filter(isRemoval))
        .slice(0, mostFindings)
        .map((event) => eventFinding(event, zone, t)),
      ...callerFindings(events, zone, t),
    ],
    limits: [
      t('Calls on objects are recorded only where a trail selects data events of the bucket, from then on.'),
      ...(parameters['key'] === undefined
        ? []
        : [t('DeleteObjects takes many objects at once and is recorded without their keys.')]),
    ],
  }),
};

function keyFilter(key: string | undefined): EventFilter {
  return key === undefined || key === ''
    ? everything
    : { kind: 'path', path: ['requestParameters', 'key'], test: pathTest(key.split(/\*+/)) };
}

function isRemoval({ name, error }: CloudTrailEvent): boolean {
  return removing.has(name) && error === undefined;
}

function headline(bucket: string, events: readonly CloudTrailEvent[], zone: Zone, t: Localize): string {
  const name = displayName(bucket, 120);
  if (events.length === 0) {
    return t('No call on such objects of {0} was found.', name);
  }
  const callers = groupsBy(events, callerOf).length;
  const failed = events.filter(({ error }) => error !== undefined).length;
  const read = events.filter(({ access, error }) => access === 'read' && error === undefined).length;
  return t(
    '{0} on objects of {1} by {2} ({3}): {4} read, {5} changed something, {6} failed.',
    countText(events.length, t),
    name,
    callers === 1 ? whoOf(events) : t('{0} callers', callers),
    spanText(events, zone, t),
    read,
    events.length - read - failed,
    failed,
  );
}

/** A finding for each caller: what it did, to which objects, from where. */
function callerFindings(events: readonly CloudTrailEvent[], zone: Zone, t: Localize): readonly Finding[] {
  return groupsBy(events, callerOf)
    .slice(0, mostFindings)
    .map(({ events: of }) => {
      const keys = listText(
        of.map(({ record }) => textAt(record, 'requestParameters', 'key')),
        t,
      );
      const addresses = listText(
        of.map(({ sourceAddress }) => sourceAddress),
        t,
      );
      const what = t(
        '{0}: {1} from {2}, {3}. {4}.',
        whoOf(of),
        countText(of.length, t),
        addresses,
        spanText(of, zone, t),
        callsText(of, t),
      );
      return { text: keys === '' ? what : t('{0} Objects: {1}.', what, keys), events: of };
    });
}

/** Callers without any identity, such as of public objects, are one. */
function callerOf(event: CloudTrailEvent): string {
  return facetValuesOf('principal', event)[0]?.value ?? '';
}
