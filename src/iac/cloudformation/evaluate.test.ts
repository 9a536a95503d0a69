import { describe, expect, test } from 'vitest';
import { printText } from '../../core/posture/symbolic-text.ts';
import type { Value } from '../../core/posture/value.ts';
import { readTemplate } from './read-template.ts';

/** A value as tests compare it; texts in the notation of `Fn::Sub`. */
function shown(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'text':
      return printText(value.text);
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.isComplete ? value.items.map(shown) : [...value.items.map(shown), '…'];
    case 'map':
      return Object.fromEntries([...value.members].map(([key, { value: inner }]) => [key, shown(inner)]));
    case 'unknown':
      return value.canBeAbsent ? '?absent' : '?';
    default:
      return undefined;
  }
}

const around = `
Mappings:
  Names:
    eu-central-1: { prefix: eu, list: [a, b] }
    default: { prefix: other }
Parameters:
  Text: { Type: String }
  Given: { Type: String, Default: fallback }
  List: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /logs/prefix }
  Numbers: { Type: 'List<Number>' }
Conditions:
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  Unsure: !Equals [!Ref AWS::Region, eu-central-1]
Resources:
  Logs: { Type: 'AWS::S3::Bucket' }
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub 'logs-\${AWS::AccountId}' } }
  Role: { Type: 'AWS::IAM::Role' }
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: /audit } }
  Circle: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref Circle2 } }
  Circle2: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref Circle } }
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
`;

/** What a property's value is in the first scenario; with the defaults of all parameters taken. */
function evaluated(value: string, head = '', parameters = new Map<string, string>()): unknown {
  const text = `${head}${around}      S3KeyPrefix: ${value.replaceAll('\n', '\n        ')}\n`;
  const reading = readTemplate('a.yaml', text, { now: 0, parameters })!;
  expect(reading.problems).toEqual([]);
  const model = reading.model(reading.scenarios[0]!, new Set(reading.defaultedParameters));
  const member = model.resources.get('Trail')!.properties.members.get('S3KeyPrefix');
  return shown(member?.value);
}

describe('intrinsics, short and long', () => {
  test.each<[string, unknown]>([
    ['!Ref Logs', '${Logs}'],
    ['{ Ref: Logs }', '${Logs}'],
    ['!Ref Named', 'logs-${AWS::AccountId}'],
    ['!Ref AWS::Region', '${AWS::Region}'],
    ['!Ref AWS::NoValue', undefined],
    ['!Ref Nowhere', '?'],
    ['!Ref Text', '${Text}'],
    ['!Ref Given', 'fallback'],
    ['!Ref List', ['a', 'b', 'c']],
    ['!Ref Numbers', '?'],
    ['!Ref Stored', '${Stored}'],
    ['!GetAtt Logs.Arn', 'arn:${AWS::Partition}:s3:::${Logs}'],
    ['!GetAtt [Named, Arn]', 'arn:${AWS::Partition}:s3:::logs-${AWS::AccountId}'],
    ['{ Fn::GetAtt: [Role, RoleId] }', '${Role.RoleId}'],
    ['{ Fn::GetAtt: Role.RoleId }', '${Role.RoleId}'],
    ['!GetAtt Group.Arn', 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/audit:*'],
    ['!Sub a-${Text}-${Logs.Arn}', 'a-${Text}-arn:${AWS::Partition}:s3:::${Logs}'],
    ["!Sub '${!Literal} ${ AWS::Region } $ {x} ${'", '${Literal} ${AWS::Region} $ {x} ${'],
    ["!Sub ['${Own}-${AWS::Region}', { Own: !Ref Given }]", 'fallback-${AWS::Region}'],
    ["{ Fn::Sub: ['${Own}', { Own: 5 }] }", '5'],
    ['!Sub ${Nowhere}', '?'],
    ["!Sub '{{resolve:ssm:x}}'", '?'],
    ['!Join ["-", [a, !Ref Text, 5, true]]', 'a-${Text}-5-true'],
    ['!Join ["", [a, !Ref AWS::NoValue, b]]', 'ab'],
    ['!Join [",", !Ref List]', 'a,b,c'],
    ['!Join [",", !Ref Numbers]', '?'],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select ["2", !Ref List]', 'c'],
    ['!Select [7, [a]]', '?'],
    ['!Select [0, !Split ["/", "x/y"]]', 'x'],
    ['!Split [",", "a,b"]', ['a', 'b']],
    ['!Split [",", !Ref Text]', '?'],
    ['!FindInMap [Names, eu-central-1, prefix]', 'eu'],
    ['!FindInMap [Names, !Ref AWS::Region, prefix]', '?'],
    ['!FindInMap [Names, us-east-1, prefix]', '?'],
    ['!FindInMap [Names, us-east-1, prefix, { DefaultValue: none }]', 'none'],
    ['!FindInMap [Names, eu-central-1, prefix, { DefaultValue: none }]', 'eu'],
    ['!FindInMap [Names, !Ref AWS::Region, prefix, { DefaultValue: none }]', '?'],
    ['!FindInMap [Names, eu-central-1, list]', ['a', 'b']],
    ['!If [Always, a, b]', 'a'],
    ['!If [Never, a, b]', 'b'],
    ['!If [Never, a, !Ref AWS::NoValue]', undefined],
    ['!If [Missing, a, b]', '?absent'],
    ['[a, !If [Never, b, !Ref AWS::NoValue], !If [Always, c, d]]', ['a', 'c']],
    ['!ImportValue x', '?'],
    ['!GetAZs ""', '?'],
    ['!Transform { Name: Company }', '?absent'],
    ['!Made-Up x', '?absent'],
    ["'{{resolve:secretsmanager:x}}'", '?'],
    ['', null],
    ["''", ''],
    ['012345678901', '012345678901'],
    ['yes', true],
    ["'yes'", 'yes'],
    ['!Ref Circle', '${Circle}'],
  ])('%s', (value, expected) => {
    expect(evaluated(value)).toEqual(expected);
  });

  test('block scalars and lists as arguments', () => {
    expect(evaluated('!Sub |\n  a ${AWS::Region}')).toBe('a ${AWS::Region}\n');
    expect(evaluated('\n  Fn::Join:\n    - "-"\n    - - a\n      - !Ref Text')).toBe('a-${Text}');
    expect(evaluated('!Join\n- "-"\n- [a, b]')).toBe('a-b');
  });

  test('a given parameter wins over its default, also for a list', () => {
    const given = new Map([
      ['Given', 'mine'],
      ['List', 'x,y'],
      ['Text', ''],
    ]);
    expect(evaluated('!Ref Given', '', given)).toBe('mine');
    expect(evaluated('!Ref List', '', given)).toEqual(['x', 'y']);
    expect(evaluated('!Sub a${Text}b', '', given)).toBe('ab');
  });

  test('names made of names stay bounded', () => {
    const doubled = Array.from(
      { length: 60 },
      (_, index) =>
        `  B${index}: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub '\${B${index + 1}}\${B${index + 1}}' } }`,
    );
    const text = `Resources:\n  T: { Type: AWS::CloudTrail::Trail, Properties: { S3BucketName: !Ref B0 } }\n${doubled.join('\n')}\n`;
    const reading = readTemplate('a.yaml', text, { now: 0 })!;
    const trail = reading.model(reading.scenarios[0]!, new Set()).resources.get('T')!;
    expect(trail.properties.members.get('S3BucketName')!.value.kind).toBe('text');
  });
});

describe('macros', () => {
  const model = (text: string) => {
    const reading = readTemplate('a.yaml', text, { now: 0 })!;
    return reading.model(reading.scenarios[0]!, new Set());
  };
  const resources =
    'Resources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Properties:\n      IsLogging: true\n';

  test.each([
    ['none', '', true, true],
    [
      'Serverless and LanguageExtensions',
      'Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]\n',
      true,
      true,
    ],
    [
      'an include of sections',
      'Transform: { Name: AWS::Include, Parameters: { Location: x } }\n',
      false,
      true,
    ],
    ['another macro', 'Transform: Company\n', false, false],
    ['another macro with parameters', 'Transform: [{ Name: Company, Parameters: {} }]\n', false, false],
  ])('%s', (_, head, isComplete, isLiteral) => {
    const { isComplete: hasAll, resources: found } = model(head + resources);
    expect([hasAll, found.get('Trail')!.properties.isComplete]).toEqual([isComplete, isLiteral]);
  });

  test('an include among the resources makes them incomplete, one in the properties those', () => {
    const among = model(`${resources}  Fn::Transform: { Name: AWS::Include }\n`);
    expect(among.isComplete).toBe(false);
    const inside = model(`${resources}      Fn::Transform: { Name: AWS::Include }\n`);
    expect([inside.isComplete, inside.resources.get('Trail')!.properties.isComplete]).toEqual([true, false]);
  });
});

describe('Fn::ForEach', () => {
  const ids = (resources: string) => {
    const text = `Transform: AWS::LanguageExtensions\nParameters:\n  Names: { Type: CommaDelimitedList, Default: 'A,B' }\n  Unknown: { Type: CommaDelimitedList }\nResources:\n${resources}`;
    const reading = readTemplate('a.yaml', text, { now: 0 })!;
    const model = reading.model(reading.scenarios[0]!, new Set());
    const names = [...model.resources.values()].map(
      ({ id, properties }) => `${id}:${String(shown(properties.members.get('TrailName')?.value))}`,
    );
    return model.isComplete ? names : [...names, '…'];
  };
  const loop = (collection: string, body: string) =>
    `  Fn::ForEach::Loop:\n    - Name\n    - ${collection}\n    - ${body}\n`;
  const trail =
    '"Trail${Name}": { Type: AWS::CloudTrail::Trail, Properties: { TrailName: !Sub "t-${Name}" } }';

  test('over a list, and over the default of a list parameter', () => {
    expect(ids(loop('[X, Y]', trail))).toEqual(['TrailX:t-X', 'TrailY:t-Y']);
    expect(ids(loop('!Ref Names', trail))).toEqual(['TrailA:t-A', 'TrailB:t-B']);
  });

  test('the variable by Ref, and with the characters that an id cannot have', () => {
    const body = '"T&{Name}": { Type: AWS::CloudTrail::Trail, Properties: { TrailName: !Ref Name } }';
    expect(ids(loop('["a.b"]', body))).toEqual(['Tab:a.b']);
  });

  test('a loop in a loop, over values made of the outer one', () => {
    const inner =
      '"Fn::ForEach::Inner": [Part, ["${Name}1", 2], {"T${Name}${Part}": { Type: AWS::CloudTrail::Trail }}]';
    expect(ids(loop('[X]', inner))).toEqual(['TXX1:undefined', 'TX2:undefined']);
  });

  test('over what is not known, or far too much: nothing is provably missing', () => {
    expect(ids(loop('!Ref Unknown', trail))).toEqual(['…']);
    const many = `[${Array.from({ length: 1000 }, (_, index) => index).join(',')}]`;
    const inner = `"Fn::ForEach::Inner": [Part, ${many}, {"Fn::ForEach::Most": [Third, ${many}, {}]}]`;
    expect(ids(loop(many, inner))).toEqual(['…']);
  });
});
