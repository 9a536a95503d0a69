import fc from 'fast-check';
import {
  allOf,
  anyOf,
  everything,
  fieldNames,
  not,
  type EventFilter,
  type TimeBound,
} from '../../src/core/query/event-filter.ts';
import { fieldTest, pathTest } from '../../src/core/query/field-value.ts';
import { hostileText } from './records.ts';

/** Filters for property tests, in the form that parsing gives them. */

const words = [
  ...['RunInstances', 'ConsoleLogin', 'StopLogging', 'ec2', 's3.amazonaws.com', 'iam.amazonaws.com', 'maria'],
  ...['ci-deploy', 'Admin', 'us-east-1', 'eu-west-1', '203.0.113.7', '203.0.113.0/24', '2001:db8::/32'],
  ...['AccessDenied', 'true', 'false', 'management', 'insight', 'i-0abc', 'logs', 'AKIAIOSFODNN7EXAMPLE'],
  ...['OR', 'AND', '-x', 'a:b', 'a b', '(x)', '*', '"', '\\', 'arn:aws:s3:::logs/a', '', 'root'],
];

const shortText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: hostileText.map((text) => text.slice(0, 40)) },
);

/** Literal parts between wildcards, with none empty but at the ends. */
const parts = fc
  .array(shortText, { minLength: 1, maxLength: 4 })
  .map((all) => all.filter((part, index) => part !== '' || index === 0 || index === all.length - 1));

const fieldTerm = fc
  .tuple(fc.constantFrom(...fieldNames), parts)
  .map(([field, of]) => ({ field, test: fieldTest(field, of) }))
  .filter(({ test }) => typeof test !== 'string')
  .map(({ field, test }) => ({ kind: 'field', field, test }) as EventFilter);

const step = fc.oneof(
  fc.constantFrom('bucketName', 'items', 'x-amz-acl', 'a.b', '__proto__', 'eventName'),
  fc.nat(3),
  shortText,
);

const pathTerm = fc
  .tuple(
    fc.oneof(fc.constantFrom('requestParameters', 'eventName', 'readOnly', 'apiVersion', 'time'), shortText),
    fc.array(step, { maxLength: 3 }),
    parts,
  )
  .map(([first, rest, of]): EventFilter => ({ kind: 'path', path: [first, ...rest], test: pathTest(of) }));

const textTerm = fc
  .array(
    shortText.filter((text) => text !== ''),
    { minLength: 1, maxLength: 3 },
  )
  .map((of): EventFilter => ({ kind: 'text', parts: of }));

/** The middle of the times that filters and events of tests have. */
export const testNow = Date.UTC(2026, 10, 19, 14, 0, 0);

const bound: fc.Arbitrary<TimeBound> = fc.oneof(
  fc.record({
    kind: fc.constant('ago' as const),
    amount: fc.integer({ min: 0, max: 90 }),
    unit: fc.constantFrom('s', 'm', 'h', 'd', 'w'),
  }),
  fc.constant({ kind: 'now' as const }),
  fc
    .integer({ min: -3_000_000, max: 3_000_000 })
    .map((offset) => ({ kind: 'at' as const, time: testNow + offset })),
);

const timeTerm = fc
  .tuple(fc.option(bound, { nil: undefined }), fc.option(bound, { nil: undefined }))
  .filter(([from, to]) => from !== undefined || to !== undefined)
  .map(([from, to]): EventFilter => ({
    kind: 'time',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }));

/** A filter of the given terms. */
export function filtersOf(terms: fc.Arbitrary<EventFilter>): fc.Arbitrary<EventFilter> {
  return fc.letrec<{ filter: EventFilter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: terms },
      { weight: 1, arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((of) => allOf(...of)) },
      {
        weight: 1,
        arbitrary: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((of) => anyOf(...of)),
      },
      { weight: 1, arbitrary: tie('filter').map(not) },
    ),
  })).filter;
}

/** Any filter that can be written. */
export const anyFilter: fc.Arbitrary<EventFilter> = filtersOf(
  fc.oneof(fieldTerm, pathTerm, textTerm, timeTerm, fc.constant(everything)),
);
