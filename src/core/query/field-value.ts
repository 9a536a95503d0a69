import { anyOf, type EventFilter, type FieldName, type FieldTerm, type ValueTest } from './event-filter.ts';
import { fields } from './fields.ts';
import { networkText, parseNetwork } from './network.ts';

/** Why a text is no value of a field. */
export type ValueFault = 'not-one-of' | 'no-network' | 'no-wildcards';

const awsHost = '.amazonaws.com';
const hostPrefix = /^[a-z0-9][a-z0-9-]*$/;

/**
 * What a value asks of a field, in the one form that it is kept in: `ec2` is the host `ec2.amazonaws.com`, an address
 * is a network of one, the few values of `write` and its like are in small letters.
 * @param parts the literal parts between the wildcards; one for a value without.
 */
export function fieldTest(field: FieldName, parts: readonly string[]): ValueTest | ValueFault {
  const [value = ''] = parts;
  if (parts.length > 1 && parts.every((part) => part === '')) {
    return { kind: 'present' };
  }
  const { values } = fields[field];
  if (values !== undefined) {
    const known = values.find((each) => each.replace('-', '') === value.toLowerCase().replace('-', ''));
    return parts.length > 1
      ? 'no-wildcards'
      : known === undefined
        ? 'not-one-of'
        : { kind: 'equals', value: known };
  }
  if (parts.length > 1) {
    return { kind: 'like', parts };
  }
  if (field === 'ip') {
    const network = parseNetwork(value);
    return network === undefined
      ? /^[\d.]+\/|:.*\//.test(value)
        ? 'no-network'
        : { kind: 'equals', value }
      : { kind: 'network', network };
  }
  return { kind: 'equals', value: field === 'source' && hostPrefix.test(value) ? value + awsHost : value };
}

/** What a path asks of its values: nothing is known of them, so every text is taken as it is. */
export function pathTest(parts: readonly string[]): ValueTest {
  const [value = ''] = parts;
  if (parts.length === 1) {
    return { kind: 'equals', value };
  }
  return parts.every((part) => part === '') ? { kind: 'present' } : { kind: 'like', parts };
}

/** The literal parts, between wildcards, by which the language writes a test of a field or path. */
export function testParts(test: ValueTest, field: FieldName | undefined): readonly string[] {
  switch (test.kind) {
    case 'present':
      return ['', ''];
    case 'like':
      return test.parts;
    case 'network':
      return [networkText(test.network)];
    case 'equals': {
      const prefix = test.value.slice(0, -awsHost.length);
      const isShort = field === 'source' && test.value.endsWith(awsHost) && hostPrefix.test(prefix);
      return [isShort ? prefix : test.value];
    }
  }
}

/** A term for a whole value of a field, such as one that an event has. */
export function fieldIs(field: FieldName, value: string): FieldTerm {
  const test = fieldTest(field, [value]);
  return { kind: 'field', field, test: typeof test === 'string' ? { kind: 'equals', value } : test };
}

/** A filter for one of several whole values of a field. */
export function fieldIn(field: FieldName, values: readonly string[]): EventFilter {
  return anyOf(...values.map((value) => fieldIs(field, value)));
}
