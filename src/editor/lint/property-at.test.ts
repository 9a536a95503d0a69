import { describe, expect, it } from 'vitest';
import { english } from '../../core/localize.ts';
import {
  cloudTrailSchemas,
  type ObjectSchema,
  type PropertyType,
} from '../../core/posture/cloudtrail-schema.ts';
import { propertyText } from './hover-text.ts';
import { propertyAt } from './property-at.ts';
import { propertyNotes } from './property-notes.ts';

const yaml = `Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      Tags: []
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      InsightSelectors: !If
        - HasInsights
        - - InsightType: ApiCallRateInsight
        - !Ref AWS::NoValue
      EventSelectors:
        - Fn::If:
            - Everything
            - ReadWriteType: All
            - DataResources:
                - Type: AWS::S3::Object
      Unknown:
        ReadWriteType: All
`;

/** The property whose name is under the caret before the n-th occurrence of a text. */
function at(text: string, needle: string, occurrence = 1): string | undefined {
  let offset = -1;
  for (let count = 0; count < occurrence; count++) {
    offset = text.indexOf(needle, offset + 1);
  }
  const before = text.slice(0, offset).split('\n');
  const found = propertyAt(text, { line: before.length - 1, character: before.at(-1)!.length });
  return found && `${found.object}.${found.property}`;
}

describe('the property at a place', () => {
  it.each([
    ['IsLogging', 1, 'AWS::CloudTrail::Trail.IsLogging'],
    ['InsightType', 1, 'InsightSelector.InsightType'],
    ['ReadWriteType', 1, 'EventSelector.ReadWriteType'],
    ['DataResources', 1, 'EventSelector.DataResources'],
    ['Type: AWS::S3::Object', 1, 'DataResource.Type'],
  ])('is found for %s', (needle, occurrence, property) => {
    expect(at(yaml, needle, occurrence)).toBe(property);
  });

  it.each([
    ['Tags', 1],
    ['true', 1],
    ['Trail:', 1],
    ['Unknown', 1],
    ['ReadWriteType', 2],
    ['Resources', 1],
  ])('is none at %s', (needle, occurrence) => {
    expect(at(yaml, needle, occurrence)).toBeUndefined();
  });

  it('is found in JSON', () => {
    const json = JSON.stringify({
      Resources: { Store: { Type: 'AWS::CloudTrail::EventDataStore', Properties: { RetentionPeriod: 7 } } },
    });
    expect(at(json, '"RetentionPeriod')).toBe('AWS::CloudTrail::EventDataStore.RetentionPeriod');
  });

  it.each(['', 'Resources: [', '{"Resources":', 'a: &a [*a]\n'])(
    'is none in %j, which is no template',
    (text) => {
      expect(propertyAt(text, { line: 0, character: 0 })).toBeUndefined();
    },
  );
});

describe('the notes on properties', () => {
  it('are there for each property that the schema has, and for no other', () => {
    const inNotes = Object.entries(propertyNotes).flatMap(([object, notes]) =>
      Object.keys(notes).map((property) => `${object}.${property}`),
    );
    const inSchema = new Set(cloudTrailSchemas.flatMap(propertiesOf));
    expect(inNotes.sort()).toEqual([...inSchema].sort());
  });

  it('tell the meaning, the default, and where AWS tells more', () => {
    const text = propertyText(
      {
        resourceType: 'AWS::CloudTrail::Trail',
        object: 'EventSelector',
        property: 'ReadWriteType',
        at: { document: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      },
      english,
    );
    expect(text).toMatch(/^\*\*ReadWriteType\*\*/);
    expect(text).toContain('Default: `All`.');
    expect(text).toContain(
      '/aws-properties-cloudtrail-trail-eventselector.html#cfn-cloudtrail-trail-eventselector-readwritetype)',
    );
  });
});

function propertiesOf(schema: ObjectSchema): readonly string[] {
  return Object.entries(schema.properties).flatMap(([name, type]) => [
    `${schema.name}.${name}`,
    ...objectsIn(type).flatMap(propertiesOf),
  ]);
}

function objectsIn(type: PropertyType): readonly ObjectSchema[] {
  if (typeof type === 'string') {
    return [];
  }
  return 'list' in type ? objectsIn(type.list) : [type.object];
}
