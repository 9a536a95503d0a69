import { intendedProperty, schemaDate, typeOfProperty, type ObjectSchema } from '../cloudtrail-schema.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { excerpt } from './refusal.ts';
import { schemaVisits, type VisitedObject } from './schema-visit.ts';

const sources = [
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-eventdatastore.html',
];

export const requiredProperty: Rule = {
  id: 'required-property',
  family: 'deploy',
  severity: 'error',
  title: 'A required property is missing',
  what: 'A trail has no `S3BucketName` or no `IsLogging`, or an object inside a trail or an event data store lacks a property that it cannot do without, such as the `Field` of a field selector.',
  why: 'CloudFormation refuses the template before it creates anything.',
  fix: 'Add the property. `IsLogging: true` makes the trail record from the start.',
  alsoKnownAs: ['E3003'],
  sources,
  check: checkRequired,
};

function* checkRequired(posture: Posture): Iterable<Verdict> {
  for (const { resource, schema, value, at } of schemaVisits(posture).objects) {
    const absent = schema.required.filter((name) => !value.members.has(name));
    const missing = absent.filter((name) => !isMisspelt(name, schema, value));
    if (absent.length > 0 && !value.isComplete) {
      yield { outcome: 'unknown', resource, reason: `${absent.join(' and ')} may come from a macro.` };
    } else if (missing.length > 0) {
      const message = `Deployment fails: ${nounOf(schema)} needs ${missing.join(' and ')}. Add ${missing.length > 1 ? 'them' : 'it'}.`;
      yield { outcome: 'fail', resource, at, message };
    }
    for (const name of schema.required) {
      const found = value.members.get(name);
      if (found?.value.kind === 'null') {
        const message = `Deployment fails: ${nounOf(schema)} needs ${name}, which is empty here. Give it a value.`;
        yield { outcome: 'fail', resource, at: found.at, message };
      }
    }
  }
}

/** What is there under a wrong name is one mistake, and that name is the place to correct. */
function isMisspelt(name: string, schema: ObjectSchema, value: VisitedObject['value']): boolean {
  return [...value.members.keys()].some((other) => intendedProperty(schema, other) === name);
}

export const unknownProperty: Rule = {
  id: 'unknown-property',
  family: 'deploy',
  severity: 'error',
  title: 'A property that does not exist',
  what: 'A trail or an event data store, or an object inside one, has a property that CloudFormation does not know: a misspelt name, or that of another resource, as `KmsKeyId` on a trail, which is `KMSKeyId` there. A name that resembles none is a warning, because properties are added from time to time.',
  why: 'CloudFormation refuses the resource with "extraneous key is not permitted".',
  fix: 'Correct the name, or remove the property.',
  alsoKnownAs: ['E3002'],
  sources,
  check: checkUnknown,
};

function* checkUnknown(posture: Posture): Iterable<Verdict> {
  for (const { resource, schema, value } of schemaVisits(posture).objects) {
    for (const [name, { at }] of value.members) {
      if (typeOfProperty(schema, name) !== undefined || name.startsWith('Fn::')) {
        continue;
      }
      const intended = intendedProperty(schema, name);
      const isAttribute = schema.attributes?.includes(name) === true;
      const unknown = `${nounOf(schema)} has no property ${excerpt(name)}`;
      if (intended !== undefined) {
        const message = `Deployment fails: ${unknown}. It is called ${intended}.`;
        yield { outcome: 'fail', resource, at, message };
      } else if (isAttribute) {
        const message = `Deployment fails: ${name} is given out by ${nounOf(schema)} and cannot be set. Remove it.`;
        yield { outcome: 'fail', resource, at, message };
      } else {
        const message = `Deployment fails if ${unknown}: AWS had none of that name on ${schemaDate}. Correct the name or remove it.`;
        yield { outcome: 'fail', resource, at, message, severity: 'warning' };
      }
    }
  }
}

function nounOf({ name }: ObjectSchema): string {
  switch (name) {
    case 'AWS::CloudTrail::Trail':
      return 'a trail';
    case 'AWS::CloudTrail::EventDataStore':
      return 'an event data store';
    default:
      return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
  }
}
