import type { EventKind } from '../events/event.ts';
import type { EventLookup, LookupAttributeKey } from '../ports.ts';
import {
  allOf,
  everything,
  type EventFilter,
  type FieldName,
  type FieldTerm,
  type FilterTerm,
  type PathTerm,
} from './event-filter.ts';
import { fields } from './fields.ts';
import type { LookupPlan, LookupPlans } from './lookup-plan.ts';
import { momentOf } from './time-bound.ts';

/** The most values of one attribute that are looked up one by one. Each costs at least a call per Region. */
const mostValues = 24;

/** The longest value that the service takes; it counts some characters twice. */
const longestValue = 2000;

type Category = 'management' | 'insight';

/** What of LookupEvents a filter needs: a range of times and, for each thing listed, the only values that can pass. */
interface Needs {
  /** Epoch milliseconds, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly values: ReadonlyMap<Listed, ReadonlySet<string>>;
}

/** What the only possible values are known of. */
type Listed = LookupAttributeKey | 'region' | 'account' | 'category';

const unlimited: Needs = { from: -Infinity, to: Infinity, values: new Map() };
const impossible: Needs = { from: Infinity, to: -Infinity, values: new Map() };

/** The most selective first. Of reads or writes alone, `ReadOnly` leaves out the others. */
const selectivity: readonly LookupAttributeKey[] = [
  'EventId',
  'AccessKeyId',
  'ResourceName',
  'Username',
  'EventName',
  'ResourceType',
  'EventSource',
  'ReadOnly',
];

/** What the service finds only where it lists it with the event. */
const listedKeys: ReadonlySet<Listed> = new Set(['ResourceName', 'ResourceType']);

/** The attributes by which Insights events can be looked up. */
const insightKeys: ReadonlySet<LookupAttributeKey> = new Set(['EventId', 'EventName', 'EventSource']);

/**
 * How to ask LookupEvents for a filter. `now` is the time that relative times count from, epoch milliseconds. Ask
 * within the last 90 days only: older times are in the plan as the filter has them, for whoever asks to cut.
 */
export function planLookup(filter: EventFilter, now: number): LookupPlans {
  const needs = needsOf(filter, now, false);
  const complete = planFor(filter, needs, now, 'all');
  const listed = planFor(filter, needsOf(filter, now, true), now, 'listed');
  const key = attributeOf(complete);
  const quickKey = attributeOf(listed);
  const isQuicker =
    quickKey !== undefined &&
    listedKeys.has(quickKey) &&
    (key === undefined || selectivity.indexOf(quickKey) < selectivity.indexOf(key));
  return { complete, quick: isQuicker ? listed : undefined };
}

/** The attribute that a plan asks by; undefined for one that asks for everything. */
export function attributeOf({ lookups }: LookupPlan): LookupAttributeKey | undefined {
  return lookups.find(({ attribute }) => attribute !== undefined)?.attribute?.key;
}

function fieldByAttribute(key: LookupAttributeKey): FieldName {
  const entry = Object.entries(fields).find(([, { attribute }]) => attribute === key);
  return (entry?.[0] ?? 'name') as FieldName;
}

function planFor(filter: EventFilter, needs: Needs, now: number, reach: LookupPlan['reach']): LookupPlan {
  const best = bestAttribute(needs);
  const lookups = categoriesOf(needs).flatMap((category) => lookupsOf(needs, category, best));
  return {
    lookups,
    regions: listOf(needs, 'region'),
    accounts: listOf(needs, 'account'),
    rest: lookups.length === 0 ? everything : restOf(filter, best, now),
    reach,
  };
}

function listOf({ values }: Needs, listed: Listed): readonly string[] | undefined {
  const known = values.get(listed);
  return known === undefined ? undefined : [...known].sort();
}

/** The categories of LookupEvents that can have what passes. Records of old versions say no category. */
function categoriesOf(needs: Needs): readonly Category[] {
  const known = needs.values.get('category');
  const isPossible = (kind: EventKind): boolean => known === undefined || known.has(kind);
  const all: readonly (Category | false)[] = [
    (isPossible('management') || isPossible('unknown')) && 'management',
    isPossible('insight') && 'insight',
  ];
  return isImpossible(needs) ? [] : all.filter((category) => category !== false);
}

interface Attribute {
  readonly key: LookupAttributeKey;
  readonly values: readonly string[];
}

/** The most selective attribute of which few values can pass. */
function bestAttribute({ values }: Needs): Attribute | undefined {
  const candidates = selectivity.flatMap((key): Attribute[] => {
    const known = values.get(key);
    const isUsable = known !== undefined && known.size <= mostValues && [...known].every(isLookedUp);
    // Both reads and writes are everything that says which it is.
    return isUsable && (key !== 'ReadOnly' || known.size < 2) ? [{ key, values: [...known].sort() }] : [];
  });
  return candidates[0];
}

/** Whether the service takes the value: 1 to 2,000 characters, of which it counts some twice. */
function isLookedUp(value: string): boolean {
  return value !== '' && value.length + (value.match(/[_ ,\n]/g)?.length ?? 0) <= longestValue;
}

function lookupsOf(needs: Needs, category: Category, best: Attribute | undefined): readonly EventLookup[] {
  const base: EventLookup = {
    ...(Number.isFinite(needs.from) && { from: needs.from }),
    ...(Number.isFinite(needs.to) && { to: needs.to }),
    ...(category === 'insight' && { category }),
  };
  if (best === undefined) {
    return [base];
  }
  if (category === 'insight' && !insightKeys.has(best.key)) {
    // Insights events have no caller, no key and no resource.
    return [];
  }
  return best.values.map((value) => ({ ...base, attribute: { key: best.key, value } }));
}

/** What the service does not do: the filter without the times and the attribute that went to it. */
function restOf(filter: EventFilter, best: Attribute | undefined, now: number): EventFilter {
  const parts = filter.kind === 'and' ? filter.of : [filter];
  return allOf(...parts.filter((part) => !isDone(part, best, now)));
}

function isDone(part: EventFilter, best: Attribute | undefined, now: number): boolean {
  if (part.kind === 'time') {
    return true;
  }
  if (part.kind === 'field' && part.field === 'category' && part.test.kind === 'equals') {
    return part.test.value === 'insight';
  }
  if (best === undefined || listedKeys.has(best.key) || !isOf(part, fieldByAttribute(best.key))) {
    return false;
  }
  const known = needsOf(part, now, false).values.get(best.key);
  return known !== undefined && best.values.every((value) => known.has(value));
}

/** Whether nothing but one field decides. */
function isOf(filter: EventFilter, field: FieldName): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.every((part) => isOf(part, field));
    case 'field':
      return filter.field === field;
    default:
      return false;
  }
}

/** What an event must have to pass; `takesListed` counts what the service only finds where it lists it. */
function needsOf(filter: EventFilter, now: number, takesListed: boolean): Needs {
  switch (filter.kind) {
    case 'everything':
      return unlimited;
    case 'not':
      return filter.of.kind === 'everything' ? impossible : needsOfNegated(filter.of);
    case 'and':
      return filter.of.map((part) => needsOf(part, now, takesListed)).reduce(both, unlimited);
    case 'or':
      return filter.of.map((part) => needsOf(part, now, takesListed)).reduce(either);
    default:
      return needsOfTerm(filter, now, takesListed);
  }
}

/** Little can be told of what does not pass: only the categories that are left. */
function needsOfNegated(filter: EventFilter): Needs {
  if (filter.kind !== 'field' || filter.field !== 'category' || filter.test.kind !== 'equals') {
    return unlimited;
  }
  const { value } = filter.test;
  return needing('category', fields.category.values?.filter((each) => each !== value) ?? []);
}

function needing(listed: Listed, values: readonly string[]): Needs {
  return { ...unlimited, values: new Map([[listed, new Set(values)]]) };
}

function needsOfTerm(term: FilterTerm, now: number, takesListed: boolean): Needs {
  switch (term.kind) {
    case 'time':
      return {
        ...unlimited,
        from: term.from === undefined ? -Infinity : momentOf(term.from, now),
        to: term.to === undefined ? Infinity : momentOf(term.to, now),
      };
    case 'field':
      return needsOfField(term, takesListed);
    case 'path':
      return needsOfPath(term);
    case 'text':
      return unlimited;
  }
}

function needsOfField({ field, test }: FieldTerm, takesListed: boolean): Needs {
  if (test.kind !== 'equals') {
    return unlimited;
  }
  const { value } = test;
  if (field === 'region' || field === 'account' || field === 'category') {
    return needing(field, [value]);
  }
  const { attribute, reach } = fields[field];
  if (attribute === undefined || (reach === 'listed' && !takesListed)) {
    return unlimited;
  }
  // The service asks the opposite.
  return needing(attribute, [field === 'write' ? String(value === 'false') : value]);
}

/** Members of the record that the service takes its attributes from. */
const attributePaths: Readonly<Record<string, LookupAttributeKey>> = {
  'userIdentity.accessKeyId': 'AccessKeyId',
};

function needsOfPath({ path, test }: PathTerm): Needs {
  const attribute = attributePaths[path.join('.')];
  return attribute === undefined || test.kind !== 'equals' ? unlimited : needing(attribute, [test.value]);
}

function both(left: Needs, right: Needs): Needs {
  const values = new Map(left.values);
  for (const [listed, known] of right.values) {
    const other = values.get(listed);
    // A resource can have several names, so that two of them do not exclude each other.
    values.set(
      listed,
      other === undefined || listedKeys.has(listed) ? smaller(other, known) : intersection(other, known),
    );
  }
  return { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to), values };
}

function smaller(left: ReadonlySet<string> | undefined, right: ReadonlySet<string>): ReadonlySet<string> {
  return left === undefined || right.size < left.size ? right : left;
}

function intersection(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((value) => right.has(value)));
}

function either(left: Needs, right: Needs): Needs {
  if (isImpossible(left)) {
    return right;
  }
  if (isImpossible(right)) {
    return left;
  }
  const values = new Map<Listed, ReadonlySet<string>>();
  for (const [listed, known] of left.values) {
    const other = right.values.get(listed);
    if (other !== undefined) {
      values.set(listed, new Set([...known, ...other]));
    }
  }
  return { from: Math.min(left.from, right.from), to: Math.max(left.to, right.to), values };
}

function isImpossible({ from, to, values }: Needs): boolean {
  return from > to || [...values.values()].some(({ size }) => size === 0);
}
