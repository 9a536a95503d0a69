import { describe, expect, test } from 'vitest';
import { readTemplate } from './read-template.ts';

/** The scenarios of a template whose trail exists under `condition`: what was chosen, and whether it exists. */
function scenarios(head: string, condition = 'C'): readonly string[] {
  const text = `${head}\nResources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n    Condition: ${condition}\n`;
  const reading = readTemplate('a.yaml', text, { now: 0 })!;
  return reading.scenarios.map((scenario) => {
    const exists = reading.model(scenario, new Set()).resources.has('Trail');
    return `${scenario.choices.join(', ') || 'always'}: ${exists ? 'trail' : 'none'}`;
  });
}

const parameter = (name: string, more = '') => `  ${name}: { Type: String${more} }\n`;

describe('scenarios', () => {
  test('a parameter takes each of its allowed values', () => {
    const head = `Parameters:\n${parameter('P', ', AllowedValues: [a, b]')}Conditions:\n  C: !Equals [!Ref P, a]`;
    expect(scenarios(head)).toEqual(['P is a: trail', 'P is b: none']);
  });

  test('a parameter without allowed values is what it is compared with, or not', () => {
    const head = `Parameters:\n${parameter('P')}Conditions:\n  C: !Not [!Equals ['', !Ref P]]`;
    expect(scenarios(head)).toEqual(['P is empty: none', 'P is not empty: trail']);
  });

  test('a text equals at most one of the literals that it is compared with', () => {
    const head = `Conditions:\n  A: !Equals [!Ref AWS::Region, eu-central-1]\n  B: !Equals [us-east-1, !Ref AWS::Region]\n  C: !Or [!Condition A, !Condition B]`;
    expect(scenarios(head)).toEqual([
      'AWS::Region is eu-central-1: trail',
      'AWS::Region is us-east-1: trail',
      'AWS::Region is not eu-central-1 or us-east-1: none',
    ]);
  });

  test('the same comparison is one, whichever way round it is written', () => {
    const head = `Conditions:\n  A: !Equals [!Ref AWS::Region, x]\n  B: !Not [!Equals [x, !Ref AWS::Region]]\n  C: !And [!Condition A, !Condition B]`;
    expect(scenarios(head)).toEqual(['AWS::Region is x: none', 'AWS::Region is not x: none']);
  });

  test('a constant condition makes no scenarios', () => {
    expect(scenarios('Conditions:\n  C: !Equals [a, b]')).toEqual(['always: none']);
    expect(scenarios('Conditions:\n  C: {"Fn::Equals": ["true", true]}')).toEqual(['always: trail']);
  });

  test('a mapping by an allowed value decides a condition', () => {
    const head = `Mappings:\n  M:\n    a: { on: 'true' }\n    b: { on: 'false' }\nParameters:\n${parameter('P', ', AllowedValues: [a, b]')}Conditions:\n  C: !Equals [!FindInMap [M, !Ref P, on], 'true']`;
    expect(scenarios(head)).toEqual(['P is a: trail', 'P is b: none']);
  });

  test('what nothing decides is taken both ways', () => {
    const head = `Conditions:\n  C: !Equals [!ImportValue x, 'true']`;
    expect(scenarios(head)).toEqual([
      'condition at line 2 is true: trail',
      'condition at line 2 is false: none',
    ]);
  });

  test('a condition that is missing, or refers to itself, hides nothing', () => {
    expect(scenarios('')).toEqual(['always: trail']);
    expect(scenarios('Conditions:\n  C: !Not [!Condition D]\n  D: !Condition C')).toEqual(['always: trail']);
    const either = `Conditions:\n  C: !Or [!Condition Missing, !Equals [a, a]]`;
    expect(scenarios(either)).toEqual(['always: trail']);
  });

  test('conditions that no trail depends on make no scenarios', () => {
    const head = `Parameters:\n${parameter('P')}Conditions:\n  Other: !Equals [!Ref P, a]\n  C: !Equals [a, a]`;
    expect(scenarios(head)).toEqual(['always: trail']);
  });

  test('allowed values that no condition names are given up before everything is', () => {
    const values = Array.from({ length: 70 }, (_, index) => `v${index}`).join(', ');
    const head = `Parameters:\n${parameter('P', `, AllowedValues: [${values}]`)}Conditions:\n  C: !Equals [!Ref P, v3]`;
    expect(scenarios(head)).toEqual(['P is v3: trail', 'P is not v3: none']);
  });

  test('of more than 64 scenarios none is judged', () => {
    const names = Array.from({ length: 7 }, (_, index) => `P${index}`);
    const head = `Parameters:\n${names.map((name) => parameter(name)).join('')}Conditions:\n${names
      .map((name) => `  ${name}: !Equals [!Ref ${name}, x]\n`)
      .join('')}  C: !And [${names.map((name) => `!Condition ${name}`).join(', ')}]`;
    expect(scenarios(head)).toEqual(['always: none']);
  });

  test('conditions of conditions are each judged once', () => {
    const links = Array.from(
      { length: 150 },
      (_, index) => `  C${index + 1}: !And [!Condition C${index}, !Condition C${index}]`,
    );
    const head = `Conditions:\n  C0: !Equals [!Ref AWS::Region, x]\n${links.join('\n')}`;
    expect(scenarios(head, 'C150')).toEqual(['AWS::Region is x: trail', 'AWS::Region is not x: none']);
  });
});

describe('defaults', () => {
  const reading = (parameters: string, given = new Map<string, string>()) =>
    readTemplate(
      'a.yaml',
      `Parameters:\n${parameters}Resources:\n  Trail: { Type: AWS::CloudTrail::Trail, Properties: { TrailName: !Sub '\${P}\${Q}' } }\n`,
      { now: 0, parameters: given },
    )!;

  test('a parameter with only a default may be taken at it', () => {
    const parameters = `${parameter('P', ', Default: a')}${parameter('Q')}${parameter('Unused', ', Default: x')}`;
    expect(reading(parameters).defaultedParameters).toEqual(['P']);
    expect(reading(parameters, new Map([['P', 'b']])).defaultedParameters).toEqual([]);
  });

  test('the default of an SSM parameter is a name, and no value', () => {
    const parameters = `  P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /x }\n${parameter('Q', ', Default: b')}`;
    const read = reading(parameters);
    const model = read.model(read.scenarios[0]!, new Set(read.defaultedParameters));
    expect(model.resources.get('Trail')!.properties.members.get('TrailName')!.value).toMatchObject({
      text: [{ kind: 'parameter', name: 'P' }, 'b'],
    });
  });
});

describe('what a resource waits for', () => {
  test('only the branch that is taken, names in Sub, and DependsOn', () => {
    const text = `Conditions:\n  C: !Equals [!Ref AWS::Region, x]\nResources:
  A: { Type: AWS::S3::Bucket }
  B: { Type: AWS::S3::Bucket }
  D: { Type: AWS::SNS::Topic }
  E: { Type: AWS::KMS::Key }
  Trail:
    Type: AWS::CloudTrail::Trail
    DependsOn: [D]
    Properties:
      S3BucketName: !If [C, !Ref A, !Ref B]
      KMSKeyId: !Sub ['\${E.Arn}\${Own}\${!D}', { Own: !Ref AWS::Region }]
`;
    const reading = readTemplate('a.yaml', text, { now: 0 })!;
    const waits = reading.scenarios.map((scenario) =>
      [...reading.model(scenario, new Set()).resources.get('Trail')!.waitsFor].sort().join(),
    );
    expect(waits).toEqual(['A,D,E', 'B,D,E']);
  });
});
