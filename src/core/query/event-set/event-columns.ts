import { isUnread, type CloudTrailEvent, type EventResource } from '../../events/event.ts';
import type { FieldName } from '../event-filter.ts';
import { facetFields, facetValuesOf, type FacetValue } from '../facets.ts';
import { fields } from '../fields.ts';
import { CodeColumn } from './code-column.ts';
import { Dictionary } from './dictionary.ts';

/** What the columns hold of each event besides its time. */
export type ColumnName = FieldName | 'outcome';

/** The values that one code stands for: those that filters compare, and those that facets count. */
interface Entry {
  readonly values: readonly string[];
  readonly facets: readonly FacetValue[];
}

/** The fields that the event says by itself, one value each. */
const plainFields = [
  'name',
  'source',
  'ip',
  'region',
  'account',
  'error',
  'write',
  'key',
  'agent',
  'type',
  'category',
  'vpce',
  'mfa',
] as const satisfies readonly FieldName[];

/** The fields that follow from who acted. */
const identityFields = ['user', 'role', 'principal'] as const satisfies readonly FieldName[];

/** A column of codes with the values that they stand for; code 0 stands for none. */
export class ValueColumn {
  readonly codes: CodeColumn;
  /** Whether each code stands for one facet value, and each value has one code. */
  readonly isOneToOne: boolean;
  private readonly dictionary = new Dictionary<Entry>();

  constructor(isOneToOne: boolean, codes = new CodeColumn()) {
    this.isOneToOne = isOneToOne;
    this.codes = codes;
  }

  /** One more than the largest code. */
  get size(): number {
    return this.dictionary.size;
  }

  valuesOf(code: number): readonly string[] {
    return this.dictionary.at(code)?.values ?? [];
  }

  facetsOf(code: number): readonly FacetValue[] {
    return this.dictionary.at(code)?.facets ?? [];
  }

  codeOf(key: string | undefined, make: () => Entry): number {
    return key === undefined ? 0 : this.dictionary.codeOf(key, make);
  }
}

/** The fields of the events as columns of codes: 20 to 60 bytes for each event, and each value once. */
export class EventColumns {
  private readonly columns = new Map<ColumnName, ValueColumn>();
  private readonly identity = new CodeColumn();
  private readonly resourceLists = new Map<number, readonly EventResource[]>();

  constructor() {
    for (const name of [...plainFields, 'outcome'] as const) {
      this.columns.set(name, new ValueColumn(true));
    }
    for (const name of ['resource', 'resourcetype'] as const) {
      this.columns.set(name, new ValueColumn(false));
    }
    for (const name of identityFields) {
      this.columns.set(name, new ValueColumn(false, this.identity));
    }
  }

  /** Bytes of the columns; what their values take comes on top. */
  get bytes(): number {
    const distinct = new Set([...this.columns.values()].map(({ codes }) => codes));
    return [...distinct].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** The column of a field; undefined for `id`, which is different for each event. */
  column(name: ColumnName): ValueColumn | undefined {
    return this.columns.get(name);
  }

  push(event: CloudTrailEvent): void {
    for (const name of plainFields) {
      const [value] = fields[name].valuesOf(event);
      this.append(name, value, () => entryOf(name, event));
    }
    const outcome = outcomeOf(event);
    this.append('outcome', outcome, () => plainEntry(outcome ?? ''));
    this.pushIdentity(event);
    this.pushResources(event);
  }

  /** The resources of a row as they came with the event. */
  resourcesOf(row: number): readonly EventResource[] {
    return this.resourceLists.get(this.columns.get('resource')?.codes.at(row) ?? 0) ?? [];
  }

  private append(name: ColumnName, key: string | undefined, make: () => Entry): number {
    const column = this.columns.get(name);
    const code = column?.codeOf(key, make) ?? 0;
    column?.codes.push(code);
    return code;
  }

  /** One code for all that follows from the identity: the dictionaries of these fields grow together. */
  private pushIdentity(event: CloudTrailEvent): void {
    const [facet] = facetValuesOf('principal', event);
    const key = JSON.stringify([identityFields.map((name) => fields[name].valuesOf(event)), facet]);
    let code = 0;
    for (const name of identityFields) {
      code = this.columns.get(name)?.codeOf(key, () => entryOf(name, event)) ?? 0;
    }
    this.identity.push(code);
  }

  private pushResources(event: CloudTrailEvent): void {
    const { resources } = event;
    const code = this.append(
      'resource',
      resources.length === 0 ? undefined : JSON.stringify(resources),
      () => ({
        values: resources.flatMap(({ name, arn }) => (arn === undefined ? [name] : [name, arn])),
        facets: facetValuesOf('resource', event),
      }),
    );
    if (code !== 0 && !this.resourceLists.has(code)) {
      this.resourceLists.set(code, resources);
    }
    const types = [...new Set(fields.resourcetype.valuesOf(event))];
    const key = types.length === 0 ? undefined : JSON.stringify(types);
    this.append('resourcetype', key, () => ({ values: types, facets: [] }));
  }
}

function entryOf(name: FieldName, event: CloudTrailEvent): Entry {
  const facetField = facetFields.find((each) => each === name);
  return {
    values: fields[name].valuesOf(event),
    facets: facetField === undefined ? [] : facetValuesOf(facetField, event),
  };
}

function plainEntry(value: string): Entry {
  return { values: [value], facets: [{ value, label: value }] };
}

function outcomeOf(event: CloudTrailEvent): 'success' | 'failure' | undefined {
  if (event.error !== undefined) {
    return 'failure';
  }
  return isUnread(event) ? undefined : 'success';
}
