import { isSet, literalOfValue } from '../properties.ts';
import { fieldOperators, memberAt, type FieldOperator } from '../selector-values.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { excerpt } from './refusal.ts';
import type { SelectorFault } from './selector-invalid.ts';

/** What CloudTrail takes of one field in advanced event selectors. */
interface FieldFacts {
  /** The only operators that it may have; all where absent. */
  readonly operators?: readonly FieldOperator[];
  /** The only values that it may have; any where absent. */
  readonly values?: readonly string[];
}

const onlyEquals: readonly FieldOperator[] = ['Equals'];
const anything: FieldFacts = {};
const readOnly: FieldFacts = { operators: onlyEquals, values: ['true', 'false'] };

const dataFields: Readonly<Record<string, FieldFacts>> = {
  eventName: anything,
  eventSource: anything,
  eventType: anything,
  readOnly: readOnly,
  'resources.ARN': anything,
  'resources.type': { operators: onlyEquals },
  sessionCredentialFromConsole: anything,
  'userIdentity.arn': anything,
};

/**
 * The fields of each category beside `eventCategory`.
 *
 * Source: CloudTrail API reference, AdvancedEventSelector and AdvancedFieldSelector.
 */
const fieldsOfTrail: Readonly<Record<string, Readonly<Record<string, FieldFacts>>>> = {
  Management: {
    eventSource: { operators: ['NotEquals'], values: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
    readOnly,
  },
  Data: dataFields,
  NetworkActivity: {
    errorCode: { values: ['VpceAccessDenied'] },
    eventName: anything,
    eventSource: { operators: onlyEquals },
    'userIdentity.arn': anything,
    vpcEndpointId: anything,
  },
};

/** An event data store filters management events by more, and holds events of other kinds, which it cannot filter. */
const fieldsOfStore: typeof fieldsOfTrail = {
  ...fieldsOfTrail,
  Management: {
    eventName: anything,
    eventSource: anything,
    eventType: anything,
    readOnly,
    sessionCredentialFromConsole: anything,
    'userIdentity.arn': anything,
  },
  ActivityAuditLog: {},
  ConfigurationItem: {},
  Evidence: {},
  Insight: {},
};

/** What is surely wrong with one field selector of a selector for this category; undefined where that is not known. */
export function fieldFaults(
  field: Value,
  category: string | undefined,
  isTrail: boolean,
): readonly SelectorFault[] {
  const name = literalOfValue(member(field, 'Field'));
  const categories = isTrail ? fieldsOfTrail : fieldsOfStore;
  if (name === undefined) {
    return [];
  }
  if (name === 'eventCategory') {
    return factFaults(field, name, { operators: onlyEquals, values: Object.keys(categories) });
  }
  if (category === undefined || !Object.hasOwn(categories, category)) {
    return [];
  }
  const known = categories[category] ?? {};
  const facts = Object.hasOwn(known, name) ? known[name] : undefined;
  if (facts !== undefined) {
    return factFaults(field, name, facts);
  }
  const message = `${category} events cannot be selected by ${excerpt(name)}, only by ${['eventCategory', ...Object.keys(known)].join(', ')}.`;
  return [{ at: memberAt(field, 'Field'), message }];
}

function factFaults(field: Value, name: string, { operators, values }: FieldFacts): readonly SelectorFault[] {
  for (const operator of fieldOperators) {
    const used = member(field, operator);
    if (operators?.includes(operator) === false && isSet(used) === 'yes') {
      const message = `${name} can be compared by ${operators.join(' or ')} only, not by ${operator}.`;
      return [{ at: memberAt(field, operator), message }];
    }
    const isWhole = operator === 'Equals' || operator === 'NotEquals';
    const wrong = itemsOf(used)
      .map(literalOfValue)
      .find((literal) => literal !== undefined && values?.includes(literal) === false);
    if (isWhole && wrong !== undefined && values !== undefined) {
      const message = `${name} takes ${values.join(', ')}, not ${excerpt(wrong)}.`;
      return [{ at: memberAt(field, operator), message }];
    }
  }
  return [];
}
