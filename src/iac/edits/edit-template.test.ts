import { describe, expect, it } from 'vitest';
import type { FixEdit } from '../../core/posture/fixes/fix.ts';
import {
  attribute,
  copyOf,
  list,
  map,
  scalar,
  text,
  type FixValue,
} from '../../core/posture/fixes/fix-value.ts';
import { syntaxOf } from '../cloudformation/read-template.ts';
import { editTemplate } from './edit-template.ts';
import { applyEdits } from './text-edit.ts';

function edit(source: string, ...edits: readonly FixEdit[]): string {
  const name = source.trimStart().startsWith('{') ? 'template.json' : 'template.yaml';
  const fix = { title: 'Edit', isPreferred: true, isSafe: true, edits };
  const edited = editTemplate(name, source, fix);
  if (edited.kind === 'refused') {
    return `refused: ${edited.reason}`;
  }
  const result = applyEdits(source, edited.edits);
  expect(syntaxOf(name, result).tree.problem).toBeUndefined();
  return result;
}

function set(path: string, value: FixValue, resource = 'Trail'): FixEdit {
  return { kind: 'set', resource, path: path.split('.'), value };
}

const on = scalar(true);
const nested = map({ A: map({ B: list(map({ C: scalar('x'), D: scalar('1') }), scalar('y')) }) });

/** A template in YAML whose trail has these properties. */
function yaml(properties: string, rest = ''): string {
  return `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
${properties}${rest}`;
}

describe('a property in YAML', () => {
  it('goes behind the last one, as far in, before what is less far in', () => {
    expect(edit(yaml('      S3BucketName: logs\n', 'Outputs: {}\n'), set('IsLogging', on))).toBe(
      yaml('      S3BucketName: logs\n      IsLogging: true\n', 'Outputs: {}\n'),
    );
  });

  it('leaves comments, empty lines and a missing line end where they are', () => {
    const before = yaml('      # the bucket\n      S3BucketName: logs # elsewhere\n\n      # nothing more');
    expect(edit(before, set('IsLogging', on))).toBe(
      yaml(
        '      # the bucket\n      S3BucketName: logs # elsewhere\n      IsLogging: true\n\n      # nothing more',
      ),
    );
  });

  it('has the line ends of the file', () => {
    const before = yaml('      S3BucketName: logs').replaceAll('\n', '\r\n');
    expect(edit(before, set('X', nested))).toBe(
      yaml(
        "      S3BucketName: logs\n      X:\n        A:\n          B:\n            - C: x\n              D: '1'\n            - 'y'",
      ).replaceAll('\n', '\r\n'),
    );
  });

  it('is indented as the file is, lists too', () => {
    const before = `Resources:
    Trail:
        Type: AWS::CloudTrail::Trail
        DependsOn:
        - Policy
        Properties:
            S3BucketName: "logs"
`;
    expect(edit(before, set('X', nested))).toBe(
      `${before}            X:
                A:
                    B:
                    - C: x
                      D: "1"
                    - "y"
`,
    );
  });

  it('stands in brackets where its neighbours do', () => {
    const before = yaml('').replace('Properties:\n', 'Properties: { S3BucketName: logs, Tags: [] } # here\n');
    expect(edit(before, set('X', map({ W: list(attribute('Key', 'Arn'), scalar('a, b')) })))).toBe(
      before.replace('[] }', "[], X: { W: [!GetAtt Key.Arn, 'a, b'] } }"),
    );
  });

  it('is written in the long form where functions are', () => {
    const before = yaml('      S3BucketName:\n        Ref: Logs\n');
    const parts = text({ kind: 'attribute', resource: 'Logs', attribute: 'Arn' }, '/x');
    expect(edit(before, set('X', attribute('Key', 'Arn')), set('W', parts))).toBe(
      `${before}      X:
        Fn::GetAtt: [Key, Arn]
      W:
        Fn::Sub: \${Logs.Arn}/x
`,
    );
  });

  it('replaces a value of any form, and keeps the comment behind it', () => {
    for (const [old, made] of [
      ['IsLogging: false # why?', 'IsLogging: true # why?'],
      ['IsLogging: # why?\n        false', 'IsLogging: # why?\n        true'],
      ['IsLogging:', 'IsLogging: true'],
      ['IsLogging: !Ref Flag', 'IsLogging: true'],
      ['"IsLogging": "false"', '"IsLogging": true'],
      ['IsLogging: |\n        false', 'IsLogging: true'],
    ]) {
      const rest = '      S3BucketName: logs\n';
      expect(edit(yaml(`      ${old ?? ''}\n${rest}`), set('IsLogging', on))).toBe(
        yaml(`      ${made ?? ''}\n${rest}`),
      );
    }
  });

  it('is merged into a map that is there, and changes nothing where it is so already', () => {
    const before = yaml('      Block: { A: false, B: true }\n      Other:\n        C: 1\n');
    const value = map({ A: on, B: on });
    expect(edit(before, set('Block', value), set('Other', map({ D: on })))).toBe(
      yaml('      Block: { A: true, B: true }\n      Other:\n        C: 1\n        D: true\n'),
    );
    expect(edit(before, set('Block.B', on), set('Other.C', scalar(1)))).toBe(before);
  });

  it('makes the properties of a resource that has none', () => {
    const before = 'Resources:\n  Trail:\n    Type: AWS::CloudTrail::Trail\n  Next: { Type: A::B::C }\n';
    expect(edit(before, set('A', on), set('B', on))).toBe(
      before.replace('::Trail\n', '::Trail\n    Properties:\n      A: true\n      B: true\n'),
    );
  });

  it('copies what another property is made of', () => {
    const copied = text('x/', copyOf('Trail', 'S3KeyPrefix'), '/y');
    for (const [prefix, made] of [
      ['a', 'To: x/a/y'],
      ['!Ref Prefix', 'To: !Sub x/${Prefix}/y'],
      ['!Sub "${A}-b"', 'To: !Sub "x/${A}-b/y"'],
      ['{ Ref: Prefix }', 'Fn::Sub: x/${Prefix}/y'],
      ['!If [A, b, c]', 'refused: S3KeyPrefix is put together by a function'],
    ] as const) {
      expect(edit(yaml(`      S3KeyPrefix: ${prefix}\n`), set('To', copied))).toContain(made);
    }
  });

  it('is refused where a change would be one of something else too', () => {
    const reasons = [
      [yaml('      Block: !If [A, { B: true }, { C: true }]\n'), 'Block.D', /is not written out/],
      [yaml('      Key: !If [A, b, c]\n'), 'Key', /Key is given by Fn::If/],
      [
        yaml('      S3BucketName: logs\n').replace('Properties:', 'Properties: &p'),
        'IsLogging',
        /YAML anchor/,
      ],
      [
        yaml('      Block: *b\n').replace('Resources:', 'Metadata: { B: &b { C: 1 } }\nResources:'),
        'Block.D',
        /YAML anchor/,
      ],
      [yaml('      Text: |+\n        kept\n\n'), 'IsLogging', /keeps its empty lines/],
    ] as const;
    for (const [source, path, reason] of reasons) {
      expect(edit(source, set(path, path === 'Key' ? scalar('k') : on))).toMatch(reason);
    }
  });

  it('goes beside what a merge key brings', () => {
    const before = `Metadata:
  Common: &common
    IsLogging: false
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: logs
      <<: *common
`;
    expect(edit(before, set('IsLogging', on))).toBe(`${before}      IsLogging: true\n`);
  });
});

describe('functions in JSON', () => {
  const template = (functions: string): string => `{
  "Resources": {
    "Logs": {
      "Type": "AWS::S3::Bucket"
    },
    "Trail": {
      "Type": "AWS::CloudTrail::Trail",
      "Properties": {
        ${functions}
      }
    }
  }
}
`;
  const key = attribute('Key', 'Arn');

  it('that stand on one line stay there, beside what is added and where they are replaced', () => {
    const before = '"S3BucketName": {"Ref": "Logs"},\n        "KMSKeyId": {"Ref": "Key"}';
    expect(edit(template(before), set('KMSKeyId', key), set('X', list(key, scalar('y'))))).toBe(
      template(`"S3BucketName": {"Ref": "Logs"},
        "KMSKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        "X": [
          {"Fn::GetAtt": ["Key", "Arn"]},
          "y"
        ]`),
    );
  });

  it('become an item beside what is added, as they are written', () => {
    const before = '"S3BucketName": "logs",\n        "X": {"Fn::Sub": "a"}';
    const append: FixEdit = { kind: 'append', resource: 'Trail', path: ['X'], items: [key] };
    expect(edit(template(before), append)).toBe(
      template(`"S3BucketName": "logs",
        "X": [
          {"Fn::Sub": "a"},
          {"Fn::GetAtt": ["Key", "Arn"]}
        ]`),
    );
  });

  it('are broken where the others are, but not one that is on one line', () => {
    const broken = (name: string, value: string): string =>
      `"${name}": {\n          "Ref": "${value}"\n        }`;
    const before = [broken('A', 'Logs'), broken('B', 'Logs'), '"C": { "Ref": "Key" }'].join(',\n        ');
    expect(edit(template(before), set('C', key), set('D', attribute('Logs', 'Arn')))).toBe(
      template(
        before.replace('{ "Ref": "Key" }', '{ "Fn::GetAtt": ["Key", "Arn"] }') +
          `,
        "D": {
          "Fn::GetAtt": [
            "Logs",
            "Arn"
          ]
        }`,
      ),
    );
  });
});

describe('a property in JSON', () => {
  const json = (properties: string): string =>
    `{\n\t"Resources": {\n\t\t"Trail": {\n\t\t\t"Type": "AWS::CloudTrail::Trail",\n\t\t\t"Properties": ${properties}\n\t\t}\n\t}\n}`;

  it('is indented as the file is', () => {
    const before = json('{\n\t\t\t\t"S3BucketName": "logs"\n\t\t\t}');
    expect(edit(before, set('X', map({ Y: list(scalar('a'), scalar('b')) })))).toBe(
      json(
        '{\n\t\t\t\t"S3BucketName": "logs",\n\t\t\t\t"X": {\n\t\t\t\t\t"Y": [\n\t\t\t\t\t\t"a",\n\t\t\t\t\t\t"b"\n\t\t\t\t\t]\n\t\t\t\t}\n\t\t\t}',
      ),
    );
  });

  it('goes into an empty object', () => {
    expect(edit(json('{}'), set('IsLogging', on))).toBe(json('{\n\t\t\t\t"IsLogging": true\n\t\t\t}'));
  });

  it('stays on the line where all is on one', () => {
    const before =
      '{"Resources":{"Trail":{"Type":"AWS::CloudTrail::Trail","Properties":{"S3BucketName":"logs"}}}}';
    expect(edit(before, set('X', map({ Y: attribute('Key', 'Arn') })))).toBe(
      before.replace('"logs"}', '"logs","X":{"Y":{"Fn::GetAtt":["Key","Arn"]}}}'),
    );
  });
});

describe('a resource', () => {
  const template = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Condition: IsMain
    Properties:
      S3BucketName: logs # last

  Other:
    Type: AWS::SNS::Topic
`;

  it('is added behind another one, with its condition, and apart as others are', () => {
    const added = {
      id: 'Key',
      type: 'AWS::KMS::Key',
      beside: 'Trail',
      isRetained: true,
      properties: map({ A: on }),
    };
    expect(edit(template, { kind: 'add', resource: added }, set('KMSKeyId', attribute('Key', 'Arn')))).toBe(
      template.replace(
        '# last\n',
        `# last
      KMSKeyId: !GetAtt Key.Arn

  Key:
    Type: AWS::KMS::Key
    Condition: IsMain
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      A: true
`,
      ),
    );
  });

  it('waits for others, once, in whatever form that is written', () => {
    const depend: FixEdit = { kind: 'depend', resource: 'Trail', on: ['A', 'B'] };
    for (const [old, made] of [
      ['', '    DependsOn:\n      - A\n      - B\n'],
      ['    DependsOn: C\n', '    DependsOn:\n      - C\n      - A\n      - B\n'],
      ['    DependsOn: B # why\n', '    DependsOn: # why\n      - B\n      - A\n'],
      ['    DependsOn: [A]\n', '    DependsOn: [A, B]\n'],
      ['    DependsOn: [B, A]\n', '    DependsOn: [B, A]\n'],
      ['    DependsOn:\n    - C\n', '    DependsOn:\n    - C\n    - A\n    - B\n'],
    ] as const) {
      const before = template.replace('    Condition: IsMain\n', `    Condition: IsMain\n${old}`);
      expect(edit(before, depend)).toBe(
        template.replace('    Condition: IsMain\n', `    Condition: IsMain\n${made}`),
      );
    }
  });

  it('is not added twice, nor to what a loop makes', () => {
    const again = { id: 'Other', type: 'A::B::C', beside: 'Trail', properties: map({}) };
    expect(edit(template, { kind: 'add', resource: again })).toMatch(/refused: There is no place for Other/);
    const loop = `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Trails:
    - Name
    - [One, Two]
    - \${Name}Trail:
        Type: AWS::CloudTrail::Trail
`;
    expect(edit(loop, set('IsLogging', on, 'OneTrail'))).toMatch(/made by Fn::ForEach/);
  });
});

describe('a part that is removed', () => {
  const remove = (path: string): FixEdit => ({ kind: 'remove', resource: 'Trail', path: path.split('.') });

  it('goes with its comment; what would be empty goes too', () => {
    expect(edit(yaml('      A: 1\n      B: # b\n        - c\n      D: 1\n'), remove('B'))).toBe(
      yaml('      A: 1\n      D: 1\n'),
    );
    expect(edit(yaml('      A:\n        B: { C: 1 }\n      D: 1'), remove('A.B.C'))).toBe(yaml('      D: 1'));
    expect(edit(yaml('      A: 1\n', '    DependsOn: X\n'), remove('A'))).not.toContain('Properties');
  });

  it('goes from brackets with its comma', () => {
    const before = yaml('      A: { B: 1, C: 2, D: 3 }\n');
    expect(edit(before, remove('A.B'))).toBe(yaml('      A: { C: 2, D: 3 }\n'));
    expect(edit(before, remove('A.D'))).toBe(yaml('      A: { B: 1, C: 2 }\n'));
  });

  it('is nothing where there is nothing', () => {
    const before = yaml('      A: 1\n');
    expect(edit(before, remove('B'))).toBe(before);
  });
});

it('refuses a text that cannot be read', () => {
  expect(edit('Resources: {', set('A', on))).toBe('refused: The file cannot be read.');
});
