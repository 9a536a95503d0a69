import type { PropertyType } from '../cloudtrail-schema.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalText, printText, type SymbolicText } from '../symbolic-text.ts';
import { textEquals } from '../text-match.ts';
import { any, not, type Truth } from '../truth.ts';
import type { Value } from '../value.ts';
import { excerpt } from './refusal.ts';
import { schemaVisits, type VisitedValue } from './schema-visit.ts';

export const wrongType: Rule = {
  id: 'wrong-type',
  family: 'deploy',
  severity: 'error',
  title: 'A value of the wrong type',
  what: 'A property of a trail or an event data store, or of an object inside one, has a value that CloudFormation cannot take for its type, also by the default or an allowed value of a parameter. Numbers pass for texts, and `"true"` and `"false"` for booleans; a quoted "yes" does not, and neither does an empty value (null).',
  why: 'CloudFormation refuses the template or the resource.',
  fix: 'Write `true` or `false` for a boolean, a list for a list, and remove what has no value.',
  alsoKnownAs: ['E3012'],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-eventdatastore.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const visit of schemaVisits(posture).values) {
    const { resource, at, value, type, isRequired } = visit;
    // A required property without a value is missing, which is another rule's.
    if (isRequired && value.kind === 'null') {
      continue;
    }
    const fits = fitsType(value, type);
    if (fits === 'no') {
      yield { outcome: 'fail', resource, at, message: messageFor(visit) };
    } else if (fits === 'unknown' && value.kind !== 'unknown') {
      yield { outcome: 'unknown', resource, reason: `The type of ${visit.path} is not known.` };
    }
  }
}

function messageFor({ path, type, value, isItem }: VisitedValue): string {
  const name = isItem ? `an item of ${path}` : path;
  return value.kind === 'null'
    ? `Deployment fails: ${name} has no value, and CloudFormation takes no null. Give it ${expected(type)}, or remove it.`
    : `Deployment fails: ${name} ${isItem ? 'is' : 'takes'} ${expected(type)}, not ${found(value)}.`;
}

function expected(type: PropertyType): string {
  switch (type) {
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'a whole number';
    default:
      return 'list' in type ? 'a list' : 'an object';
  }
}

function found(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `the text ${excerpt(printText(value.text))}`;
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'list':
      return 'a list';
    case 'map':
      return 'an object';
    default:
      return 'this';
  }
}

function fitsType(value: Value, type: PropertyType): Truth {
  switch (value.kind) {
    case 'absent':
      return 'yes';
    case 'unknown':
      return 'unknown';
    case 'null':
      return 'no';
    case 'list':
      return typeof type === 'object' && 'list' in type ? 'yes' : 'no';
    case 'map':
      return typeof type === 'object' && 'object' in type ? 'yes' : 'no';
    case 'text':
      return fitsText(value.text, type);
    case 'number':
      return type === 'string' || (type === 'integer' && Number.isInteger(value.value)) ? 'yes' : 'no';
    case 'boolean':
      return type === 'string' || type === 'boolean' ? 'yes' : 'no';
  }
}

function fitsText(text: SymbolicText, type: PropertyType): Truth {
  switch (type) {
    case 'string':
      return 'yes';
    case 'boolean':
      return any(['true', 'false'].map((word) => textEquals(text, literalText(word), { ignoreCase: true })));
    case 'integer':
      return not(hasOtherThanDigits(text));
    default:
      // The attribute of a custom resource can be a list or an object.
      return text.some((part) => typeof part === 'object' && part.kind === 'attribute') ? 'unknown' : 'no';
  }
}

function hasOtherThanDigits(text: SymbolicText): Truth {
  if (text.length === 0 || text.some((part) => typeof part === 'string' && !/^\s*[-+]?\d+\s*$/.test(part))) {
    return 'yes';
  }
  return text.every((part) => typeof part === 'string') ? 'no' : 'unknown';
}
