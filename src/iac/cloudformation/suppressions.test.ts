import { describe, expect, test } from 'vitest';
import { readTemplate } from './read-template.ts';

/** The suppressions of a template, as `tool id scope [reason]`. */
function suppressions(text: string, document = 'a.yaml', now = Date.UTC(2026, 5, 1)): readonly string[] {
  return readTemplate(document, text, { now })!.suppressions.map(({ tool, id, scope, reason }) => {
    const reach =
      scope.kind === 'resource'
        ? scope.resource
        : scope.kind === 'line'
          ? `line ${scope.line + 1}`
          : 'document';
    return `${tool} ${id} ${reach}${reason === undefined ? '' : ` (${reason})`}`;
  });
}

const trail = (comments: {
  above?: string;
  beside?: string;
  inside?: string;
  property?: string;
}) => `Resources:
  Other: { Type: AWS::S3::Bucket }
${comments.above === undefined ? '' : `  # ${comments.above}\n`}  Trail:${comments.beside === undefined ? '' : ` # ${comments.beside}`}
    Type: AWS::CloudTrail::Trail
    Properties:
${comments.inside === undefined ? '' : `      # ${comments.inside}\n`}      IsLogging: true${comments.property === undefined ? '' : ` # ${comments.property}`}
`;

describe('our comments', () => {
  test.each([
    [{ above: 'trailscope-ignore kms-encryption' }, ['trailscope kms-encryption Trail']],
    [{ beside: 'trailscope-ignore kms-encryption: why: so' }, ['trailscope kms-encryption Trail (why: so)']],
    [{ inside: 'trailscope-ignore logging-enabled' }, ['trailscope logging-enabled line 7']],
    [{ property: 'trailscope-ignore logging-enabled' }, ['trailscope logging-enabled line 6']],
    [{ above: 'trailscope-ignore a, b : both' }, ['trailscope a Trail (both)', 'trailscope b Trail (both)']],
    [{ above: 'trailscope-ignored a' }, []],
    [{ property: 'trailscope-ignore a because' }, ['trailscope a because line 6']],
    [{ property: 'Trailscope-Ignore: a' }, ['trailscope a line 6']],
    [{ property: 'trailscope-ignore' }, ['trailscope trailscope-ignore line 6']],
    [{ above: 'see trailscope-ignore a' }, []],
  ])('%o', (comments, expected) => {
    expect(suppressions(trail(comments))).toEqual(expected);
  });

  test('in a file with CRLF, at the exact place', () => {
    const text = trail({ above: 'trailscope-ignore a: why' }).replaceAll('\n', '\r\n');
    const [only] = readTemplate('a.yaml', text, { now: 0 })!.suppressions;
    expect(only).toMatchObject({
      reason: 'why',
      scope: { kind: 'resource', resource: 'Trail' },
      at: { range: { start: { line: 2, character: 4 }, end: { line: 2, character: 28 } } },
    });
  });
});

describe("other tools' comments", () => {
  test.each([
    [{ inside: 'checkov:skip=CKV_AWS_35:by key' }, ['checkov CKV_AWS_35 Trail (by key)']],
    [{ inside: 'bridgecrew:skip= CKV_AWS_35 : by key' }, ['checkov CKV_AWS_35 Trail (by key)']],
    [
      { inside: 'checkov:skip=CKV_AWS_35,CKV_AWS_36' },
      ['checkov CKV_AWS_35 Trail', 'checkov CKV_AWS_36 Trail'],
    ],
    [{ above: 'trivy:ignore:AVD-AWS-0015' }, ['trivy AVD-AWS-0015 Trail']],
    [{ above: 'trivy:ignore:AWS-0015:exp:2026-12-31' }, ['trivy AWS-0015 Trail']],
    [{ above: 'trivy:ignore:AWS-0015:exp:2026-01-31' }, []],
    [
      { above: 'kics-scan disable=8173d5eb-96b5-4aa6-a71b-ecfa153c123d' },
      ['kics 8173d5eb-96b5-4aa6-a71b-ecfa153c123d document'],
    ],
    [{ above: 'kics-scan ignore' }, ['kics ignore document']],
  ])('%o', (comments, expected) => {
    expect(suppressions(trail(comments))).toEqual(expected);
  });
});

describe('metadata', () => {
  const withMetadata = (metadata: object) =>
    JSON.stringify({
      Resources: { Trail: { Type: 'AWS::CloudTrail::Trail', Metadata: metadata } },
    });

  test.each([
    [
      { trailscope: { ignore: [{ id: 'kms-encryption', reason: 'why' }, 'multi-region'] } },
      ['trailscope kms-encryption Trail (why)', 'trailscope multi-region Trail'],
    ],
    [{ checkov: { skip: [{ id: 'CKV_AWS_35', comment: 'why' }] } }, ['checkov CKV_AWS_35 Trail (why)']],
    [{ 'cfn-lint': { config: { ignore_checks: ['E3002'] } } }, ['cfn-lint E3002 Trail']],
    [{ guard: { SuppressedRules: ['RULE_A'] } }, ['guard RULE_A Trail']],
    [{ guard: { SuppressedRules: { RULE_A: 'why' } } }, ['guard RULE_A Trail']],
    [{ cfn_nag: { rules_to_suppress: [{ id: 'W41', reason: 'why' }] } }, ['cfn-nag W41 Trail (why)']],
    [{ cdk_nag: { rules_to_suppress: [{ id: 'AwsSolutions-S1' }] } }, ['cdk-nag AwsSolutions-S1 Trail']],
    [{ trailscope: { ignore: 'kms-encryption' }, checkov: [] }, ['trailscope kms-encryption Trail']],
    [
      { trailscope: { ignore: { id: 'kms-encryption', reason: 'why' } } },
      ['trailscope kms-encryption Trail (why)'],
    ],
  ])('%o', (metadata, expected) => {
    expect(suppressions(withMetadata(metadata), 'a.json')).toEqual(expected);
  });

  test("of the template: cfn-lint's is for all of it", () => {
    const text =
      'Metadata:\n  cfn-lint: { config: { ignore_checks: [E] } }\nResources:\n  T: { Type: AWS::CloudTrail::Trail }\n';
    expect(suppressions(text)).toEqual(['cfn-lint E document']);
  });
});
