import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readParameters } from './read-parameters.ts';
import { readSamConfig } from './samconfig.ts';

describe('a file of parameters', () => {
  it.each([
    [
      'of the AWS CLI',
      '[{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "ParameterValue": "x=y"}]',
    ],
    ['of assignments', '["A=1", "B=x=y"]'],
    ['of CodePipeline', '{"Parameters": {"A": "1", "B": "x=y"}, "Tags": {"T": "t"}}'],
    ['of names and values', '{"A": 1, "B": "x=y"}'],
  ])('%s', (_, text) => {
    expect(readParameters('p.json', text)).toEqual({
      parameters: new Map([
        ['A', '1'],
        ['B', 'x=y'],
      ]),
      problems: [],
    });
  });

  it('joins lists, and leaves out what the stack keeps', () => {
    const text =
      '[{"ParameterKey": "A", "ParameterValue": ["1", "2"]}, {"ParameterKey": "B", "UsePreviousValue": true}]';
    expect(readParameters('p.json', text)).toEqual({ parameters: new Map([['A', '1,2']]), problems: [] });
  });

  it.each([
    ['[{"Key": "A"}]', 1],
    ['{"A": {"B": 1}}', 5 + 1],
    ['"text"', 0],
    ['{"A": 1', 7],
  ])('that is none, %j, is told of with the place', (text, character) => {
    const { parameters, problems } = readParameters('p.json', text);
    expect(parameters.size).toBe(0);
    expect(problems).toMatchObject([
      { at: { document: 'p.json', range: { start: { line: 0, character } } } },
    ]);
  });
});

describe('a samconfig.toml', () => {
  const overrides = (value: string) =>
    `version = 0.1\n[default.deploy.parameters]\nparameter_overrides = ${value}\n`;

  it.each([
    ['words', '"A=1 B=two"'],
    ['quoted values', String.raw`"A=\"1\" B='two'"`],
    ['the long form', '"ParameterKey=A,ParameterValue=1 ParameterKey=B,ParameterValue=two"'],
    ['a list', '["A=1", "B=two"]'],
    ['a table', '{ A = 1, B = "two" }'],
    ['several lines', '"""\nA=1\nB=two\n"""'],
  ])('gives values as %s', (_, value) => {
    expect(readSamConfig('samconfig.toml', overrides(value), 'template.yaml')).toEqual({
      parameters: new Map([
        ['A', '1'],
        ['B', 'two'],
      ]),
      problems: [],
    });
  });

  it('keeps spaces in quotes, and empty values', () => {
    const { parameters } = readSamConfig(
      's',
      overrides(String.raw`"A=\"a b\" B= C=\"\" D=\"a \\\"b\\\"\""`),
      'template.yml',
    );
    expect(parameters).toEqual(
      new Map([
        ['A', 'a b'],
        ['B', ''],
        ['C', ''],
        ['D', 'a "b"'],
      ]),
    );
  });

  it('speaks of the templates that SAM would deploy with it', () => {
    const text = `${overrides('"A=1"')}\n[default.global.parameters]\nparameter_overrides = "A=0 G=g"\ntemplate_file = "./stack.yaml"\n`;
    const given = (template: string) => Object.fromEntries(readSamConfig('s', text, template).parameters);
    expect(given('template.json')).toEqual({ A: '1', G: 'g' });
    expect(given('stack.yaml')).toEqual({ A: '1', G: 'g' });
    expect(given('other.yaml')).toEqual({});
  });

  it('that is broken is told of with the place', () => {
    const { problems } = readSamConfig('samconfig.toml', 'version = 0.1\nx = \n', 'template.yaml');
    expect(problems).toMatchObject([{ at: { document: 'samconfig.toml', range: { start: { line: 1 } } } }]);
  });

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readSamConfig('s', text, 'template.yaml').parameters).toBeInstanceOf(Map);
        expect(
          readSamConfig('s', overrides(JSON.stringify(text)), 'template.yaml').parameters,
        ).toBeInstanceOf(Map);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
