import type { Localize } from '../localize.ts';
import { fieldNames, type FieldName } from './event-filter.ts';
import { fields } from './fields.ts';
import type { FilterFault } from './filter-lexer.ts';
import { closest } from './closest.ts';
import { recordMembers } from './record-members.ts';

/** What is wrong at a place of a filter's text, and what to do. */
export function faultMessage(fault: FilterFault, t: Localize): string {
  const { subject } = fault;
  switch (fault.reason) {
    case 'unknown-field':
    case 'unknown-member':
    case 'not-one-of':
    case 'no-wildcards':
    case 'no-network':
    case 'no-time':
      return valueMessage(fault, t);
    case 'too-long':
      return t('The filter is too long. Leave out what stands behind character {0}.', fault.start);
    case 'too-many-terms':
      return t('The filter has more than {0} terms. Leave some out, or use wildcards.', subject);
    case 'too-deep':
      return t('Parentheses and negations are nested more than {0} deep. Leave some out.', subject);
    case 'too-many-wildcards':
      return t(
        'A value can have {0} wildcards at most. Put stars that are meant as such in quotes.',
        subject,
      );
    case 'unclosed-quote':
      return t('This quote is not closed. Add a quotation mark where the text ends.');
    case 'unclosed-parenthesis':
      return t('This parenthesis is not closed. Add a closing one where the group ends.');
    case 'stray-parenthesis':
      return t('No parenthesis is open here. Remove this one, or put it in quotes.');
    case 'empty-parentheses':
      return t('There is nothing between the parentheses. Add a term, or remove them.');
    case 'parenthesis-in-word':
      return t('Put a text with parentheses in quotes, or a blank before a group.');
    case 'missing-value':
      return t('A value is missing. Write {0} for any value at all.', '*');
    case 'missing-term':
      return t('A term is missing here. To look for such a word itself, put it in quotes.');
    case 'operator-in-values':
      return t('Write OR between the values, and put values with blanks in quotes.');
  }
}

function valueMessage({ reason, subject }: FilterFault, t: Localize): string {
  switch (reason) {
    case 'unknown-field':
      return unknown(subject, [...fieldNames, ...recordMembers, 'time', 'readonly'], t);
    case 'unknown-member':
      return unknown(subject, recordMembers, t);
    case 'not-one-of':
      return t('{0} is one of these: {1}.', subject, (fields[subject as FieldName].values ?? []).join(', '));
    case 'no-wildcards':
      return t('{0} takes no wildcards. Leave the value out to look for any: {1}', subject, `${subject}:*`);
    case 'no-network':
      return t('This is no network. Write one like {0} or {1}.', '203.0.113.0/24', '2001:db8::/32');
    default:
      return t(
        'This is no time. Write it like {0}, {1} or {2}.',
        '-24h..-1h',
        '2026-11-19',
        '2026-11-19T14:00Z..now',
      );
  }
}

function unknown(word: string, known: readonly string[], t: Localize): string {
  const likely = closest(word, known);
  return likely === undefined
    ? t('There is no field {0}. To look for a text with a colon, put it in quotes.', word)
    : t(
        'There is no field {0}. Did you mean {1}? To look for a text with a colon, put it in quotes.',
        word,
        likely,
      );
}
