import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintReading } from '../../core/posture/lint.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { readTemplate } from './read-template.ts';
import { mayBeTemplate, mentionsCloudTrail } from './recognise.ts';

const head =
  'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n';
const trail = `${head}      IsLogging: true\n`;

/** The faults of a text, as `line:column message`; after every rule has run, which may not throw. */
function problems(text: string, document = 'a.yaml'): readonly string[] | undefined {
  const reading = readTemplate(document, text, { now: 0 });
  if (reading === undefined) {
    return undefined;
  }
  expect(lintReading(reading, allRules, { preset: 'all', severities: new Map() }).faults).toEqual([]);
  return reading.problems.map(
    ({ at: { range }, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`,
  );
}

describe('what is a template', () => {
  test.each([
    ['a version', 'AWSTemplateFormatVersion: 2010-09-09\n', true],
    ['a transform with resources', 'Transform: AWS::Serverless-2016-10-31\nResources: {}\n', true],
    ['a resource of AWS', 'Resources:\n  A: { Type: AWS::S3::Bucket }\n', true],
    ['resources of something else', 'Resources:\n  A: { Type: Company::Thing }\n', false],
    ['a list', '- AWS::S3::Bucket\n', false],
    ['nothing', '', false],
  ])('%s', (_, text, isTemplate) => {
    expect(problems(text) !== undefined).toBe(isTemplate);
  });

  test('the format is told by the name, and without one by the first character', () => {
    expect(problems('{"AWSTemplateFormatVersion": "x", "Resources": {}}', 'a.template')).toEqual([]);
    expect(problems('{AWSTemplateFormatVersion: x, Resources: {}}', 'a.yaml')).toEqual([]);
    expect(problems('AWSTemplateFormatVersion: x', 'a.JSON')).toHaveLength(1);
  });

  test('a byte order mark is no part of the text', () => {
    expect(problems(`\uFEFF${trail}`)).toEqual([]);
    expect(problems('\uFEFF{"AWSTemplateFormatVersion": "x"}', 'a.json')).toEqual([]);
  });

  test('a look at the characters tells templates from logs and answers', () => {
    expect(mayBeTemplate(trail) && mentionsCloudTrail(trail)).toBe(true);
    expect(mayBeTemplate('{"Resources": [{"ResourceType": "AWS::S3::Bucket"}]}')).toBe(false);
    expect(mayBeTemplate('{"Records": [{"resources": [{"type": "AWS::S3::Object"}]}]}')).toBe(false);
    const wide = Array.from(trail).join('\0');
    expect(mayBeTemplate(wide) && mentionsCloudTrail(wide)).toBe(true);
  });

  test('a log of which each line is JSON is no broken template', () => {
    const line = '{"resources": [{"type": "AWS::S3::Object"}], "eventSource": "cloudtrail.amazonaws.com"}\n';
    expect(problems(line + line, 'a.json')).toBeUndefined();
  });
});

describe('bad input is one fault with a place', () => {
  const deep = (open: string, close: string, levels: number) =>
    `${head}      A: ${open.repeat(levels)}${close.repeat(levels)}\n`;
  const inJson = (value: string) =>
    `{"AWSTemplateFormatVersion": "x", "Resources": {"T": {"Type": "AWS::CloudTrail::Trail", "Properties": {"X": ${value}}}}}`;
  const tooDeep = expect.stringMatching(/^\d+:\d+ This is nested too deeply/) as unknown;

  test.each([
    ['lists in flow style', deep('[', ']', 10_000), 'a.yaml'],
    ['maps in flow style', deep('{a: ', '}', 10_000), 'a.yaml'],
    ['lists in block style', `${head}      A:\n        ${'- '.repeat(10_000)}x\n`, 'a.yaml'],
    [
      'maps in block style',
      `${head}      A:\n${Array.from({ length: 2_000 }, (_, level) => `${' '.repeat(7 + level)}k:`).join('\n')} v\n`,
      'a.yaml',
    ],
    ['lists in JSON', inJson('['.repeat(10_000) + ']'.repeat(10_000)), 'a.json'],
    ['maps in JSON', inJson('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), 'a.json'],
    ['brackets in JSON that nothing closes', inJson('['.repeat(10_000)), 'a.json'],
  ])('%s, thousands deep', (_, text, document) => {
    expect(problems(text, document)).toEqual([tooDeep]);
  });

  test('a hundred levels are read', () => {
    expect(problems(deep('[', ']', 100))).toEqual([]);
    expect(problems(inJson('['.repeat(100) + ']'.repeat(100)), 'a.json')).toEqual([]);
  });

  test('binary data, and UTF-16 that was read as UTF-8', () => {
    const nul = 'Here is the character NUL: the file is binary, or its encoding is UTF-16. Save it as UTF-8.';
    expect(problems(Array.from(trail).join('\0'))).toEqual([`1:2 ${nul}`]);
    expect(problems(`${trail}      A: "\0"\n`)).toEqual([`7:11 ${nul}`]);
    const bytes = String.fromCharCode(
      ...Array.from({ length: 5_000 }, (_, index) => 1 + ((index * 7919) % 255)),
    );
    expect(problems(trail + bytes)).toHaveLength(1);
  });
});

describe('malice takes bounded work', () => {
  test.each([
    [
      'an alias bomb',
      `x0: &x0 [a,a,a,a,a,a,a,a,a,a]\n${Array.from({ length: 12 }, (_, index) => `x${index + 1}: &x${index + 1} [${Array(10).fill(`*x${index}`).join(',')}]\n`).join('')}${head}      EventSelectors: *x12\n`,
    ],
    [
      'a bomb of merge keys',
      `x0: &x0 {a0: 1}\n${Array.from({ length: 40 }, (_, index) => `x${index + 1}: &x${index + 1} {<<: [*x${index}, *x${index}], a${index + 1}: 1}\n`).join('')}${head}      <<: *x40\n`,
    ],
    ['many aliases', `x: &x foo\n${head}      A:\n${'        - *x\n'.repeat(10_000)}`],
    [
      'many anchors',
      `${head}      A:\n${Array.from({ length: 3_000 }, (_, index) => `        - &a${index} v\n        - *a${index}\n`).join('')}`,
    ],
  ])('%s', (_, text) => {
    expect(problems(text)).toEqual([expect.stringContaining('CloudFormation rejects YAML anchors')]);
  });

  test.each([
    ['an attribute', '!GetAtt Logs.toString'],
    ['an attribute in a text', "!Sub 'x${Logs.valueOf}'"],
    ['a prototype', '!GetAtt Logs.__proto__'],
    ['a resource of such a type', '!Ref Strange'],
  ])('%s by the name of a member that every object has', (_, value) => {
    const logs = '  Logs: { Type: AWS::S3::Bucket }\n  Strange: { Type: constructor }\n';
    expect(problems(`${trail}      S3BucketName: ${value}\n${logs}`)).toEqual([]);
  });

  test('variables that nothing closes', () => {
    // In quadratic time each of these takes minutes.
    const statement = `{Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: "*", Resource: "${'${a:'.repeat(100_000)}"}`;
    const logs = `  Logs: { Type: AWS::S3::Bucket }\n  Policy: { Type: AWS::S3::BucketPolicy, Properties: { Bucket: !Ref Logs, PolicyDocument: { Statement: [${statement}] } } }\n`;
    expect(problems(`${trail}      S3BucketName: !Ref Logs\n${logs}`)).toEqual([]);
    expect(problems(`${trail}      S3KeyPrefix: !Sub "${'${'.repeat(200_000)}"\n`)).toEqual([]);
  });

  test('names of properties that are nearly endless', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `      p${index}${'x'.repeat(200)}: 1\n`);
    expect(problems(trail + names.join(''))).toEqual([]);
  });

  test('names that lead to each other in a long circle', () => {
    const buckets = Array.from(
      { length: 2_000 },
      (_, index) =>
        `  B${index}: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref B${(index + 1) % 2_000} } }\n`,
    );
    expect(problems(`${trail}      S3BucketName: !Ref B0\n${buckets.join('')}`)).toEqual([]);
  });

  test('a big file', () => {
    const topics = Array.from(
      { length: 10_000 },
      (_, index) =>
        `  T${index}: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "t-${index}-\${AWS::Region}" } }\n`,
    );
    expect(problems(trail + topics.join(''))).toEqual([]);
    expect(problems(`${trail}      S3KeyPrefix: ${'x'.repeat(2_000_000)}\n`)).toEqual([]);
  }, 60_000);
});

describe('any text at all', () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      '',
      'true',
      'yes',
      'A',
      'C',
      'P',
      'AWS::NoValue',
      'AWS::Region',
      '${A}',
      '${A.Arn}',
      '${',
      '5',
      'A.Arn',
    ),
    fc.string({ maxLength: 8 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const functions = [
    'Ref',
    'Condition',
    'Fn::Sub',
    'Fn::Join',
    'Fn::If',
    'Fn::GetAtt',
    'Fn::Select',
    'Fn::Split',
    'Fn::FindInMap',
    'Fn::Equals',
    'Fn::And',
    'Fn::Or',
    'Fn::Not',
    'Fn::Transform',
    'Fn::ForEach::X',
    'Fn::ImportValue',
    '<<',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...functions), tie('value'), { minKeys: 1, maxKeys: 1 }),
      fc.dictionary(
        fc.constantFrom(
          'S3BucketName',
          'IsLogging',
          'EventSelectors',
          'Key',
          'Type',
          'PolicyDocument',
          'Statement',
          'Effect',
          'Principal',
          'Action',
          'Bucket',
          'Fn::Transform',
          '__proto__',
        ),
        tie('value'),
        { maxKeys: 5 },
      ),
    ),
  }));
  const types = [
    'AWS::CloudTrail::Trail',
    'AWS::CloudTrail::EventDataStore',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::KMS::Key',
    'AWS::SNS::TopicPolicy',
    'AWS::IAM::Role',
    'AWS::Logs::LogGroup',
    'AWS::Events::Rule',
  ];
  const resource = fc.record(
    {
      Type: fc.constantFrom(...types),
      Properties: value,
      Condition: fc.constantFrom('C', 'D'),
      DependsOn: value,
      Metadata: value,
    },
    { requiredKeys: ['Type'] },
  );
  const template = fc.record(
    {
      AWSTemplateFormatVersion: fc.constant('2010-09-09'),
      Parameters: fc.dictionary(
        fc.constantFrom('P', 'A'),
        fc.oneof(
          value,
          fc.record(
            { Type: fc.constant('String'), Default: value, AllowedValues: value },
            { requiredKeys: [] },
          ),
        ),
      ),
      Conditions: fc.dictionary(fc.constantFrom('C', 'D', 'A'), value),
      Mappings: value,
      Transform: value,
      Metadata: value,
      Resources: fc.oneof(
        {
          weight: 9,
          arbitrary: fc.dictionary(
            fc.constantFrom('A', 'B', 'T', 'Fn::ForEach::L', 'Fn::Transform'),
            fc.oneof(resource, value),
          ),
        },
        { weight: 1, arbitrary: value },
      ),
    },
    { requiredKeys: ['AWSTemplateFormatVersion', 'Resources'] },
  );

  test('a random template makes neither the reader nor a rule throw, in JSON and in YAML', () => {
    fc.assert(
      fc.property(template, (random) => {
        const text = JSON.stringify(random, null, 1);
        problems(text, 'a.json');
        problems(text, 'a.yaml');
      }),
      { numRuns: 150, seed: 20261120 },
    );
  }, 120_000);

  test('a template with random characters in it is read or has a fault', () => {
    const damage = fc.record({
      at: fc.nat(trail.length),
      length: fc.nat(12),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          '\t',
          '[',
          '{',
          '"',
          "'",
          ': ',
          '- ',
          '!Sub ',
          '&a ',
          '*a ',
          '|',
          '<<: *a',
          '\r',
          '%',
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        let text = trail;
        for (const { at, length, insert } of damages) {
          text = text.slice(0, at) + insert + text.slice(at + length);
        }
        const found = problems(text);
        expect(found === undefined || found.length <= 2).toBe(true);
      }),
      { numRuns: 300, seed: 20261120 },
    );
  }, 120_000);
});
