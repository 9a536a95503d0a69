import { describe, expect, it } from 'vitest';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import { FixOffers, type Offers } from './fix-offers.ts';
import { templateLanguage } from './template-language.ts';

interface Found extends Offers {
  readonly rule: string;
}

/** The findings of a template with what is offered for them. */
function found(text: string): readonly Found[] {
  const name = text.startsWith('{') ? 'template.json' : 'template.yaml';
  const offers = new FixOffers({
    language: templateLanguage(name, { now: 0 }),
    text,
    rules: allRules,
    settings: { preset: 'all', severities: new Map() },
  });
  return offers.findings.map((finding) => ({ rule: finding.rule, ...offers.for(finding) }));
}

/** The text after the best fix of a rule's finding, or why there is none. */
function after(text: string, rule: string): string {
  const of = found(text).find((one) => one.rule === rule);
  return of === undefined ? 'no finding' : (of.offers[0]?.result ?? of.refusal ?? 'no fix');
}

const bucket = `  Logs:
    Type: AWS::S3::Bucket
`;

describe('the name of a trail that CloudTrail refuses', () => {
  const template = (name: string): string => `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      TrailName: ${name}
      S3BucketName: !Ref Logs
      IsLogging: true
${bucket}`;
  const policy = `  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: cloudtrail.amazonaws.com }
            Action: [s3:GetBucketAcl, s3:PutObject]
            Resource: [!GetAtt Logs.Arn, !Sub '\${Logs.Arn}/*']
            Condition:
              StringEquals: { aws:SourceArn: !GetAtt Trail.Arn }
`;

  it.each(['audit trail', 'a', '-audit', '192.0.2.1', "'${x}'"])('%s is in no policy', (name) => {
    for (const text of [template(name), template(name) + policy]) {
      for (const { rule, offers, refusal } of found(text).filter((one) => one.rule !== 'trail-name')) {
        const written = offers.filter(({ fix }) => JSON.stringify(fix.edits).includes(':trail/'));
        expect(written.map(({ fix }) => `${rule}: ${fix.title}`)).toEqual([]);
        expect(refusal === undefined || offers.length === 0).toBe(true);
      }
    }
  });

  it('has to be corrected first, and the policy names the trail from then on', () => {
    expect(after(template('audit trail'), 'bucket-policy-missing')).toBe(
      'CloudTrail refuses the name of the trail, which would be written into a policy. Correct it first.',
    );
    const named = after(template('audit trail'), 'trail-name');
    expect(after(named, 'bucket-policy-missing')).toContain(':trail/audit-trail');
  });

  it('is not given to a trail either', () => {
    const short = (template('x') + policy).replace('      TrailName: x\n', '');
    const titles = (text: string): readonly string[] =>
      found(text).flatMap(({ offers }) => offers.map(({ fix }) => fix.title));
    const named = (name: string): string =>
      `Name the trail ${name}, which replaces it, and write its ARN with that name`;
    expect(titles(short)).toContain(named('Trail'));
    expect(titles(short.replaceAll(/\bTrail(?=[:.])/g, 'T1'))).not.toContain(named('T1'));
  });
});

describe('a property without a value', () => {
  it('is one finding, which is settled by the value that is wanted', () => {
    const text = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-logs
      IsLogging: true
      EnableLogFileValidation:
`;
    const rules = found(text).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === 'wrong-type' || rule === 'log-file-validation')).toEqual([
      'wrong-type',
    ]);
    expect(after(text, 'wrong-type')).toBe(text.replace('Validation:', 'Validation: true'));
  });
});

describe('what a merge key brings', () => {
  /** A trail with what is merged into its properties, and a log bucket. */
  const template = (base: string, own = ''): string => `.base: &base
${base}Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      <<: *base
${own}`;
  const logging = '  S3BucketName: acme-logs\n  IsLogging: true\n';

  it('is overridden by what a fix adds, at its end', () => {
    const text = template(`${logging}  EnableLogFileValidation: false\n`);
    expect(after(text, 'log-file-validation')).toBe(`${text}      EnableLogFileValidation: true\n`);
  });

  it('is overridden in braces too, and before the merge key as well', () => {
    const text = template(`${logging}  EnableLogFileValidation: false\n`).replace(
      'Properties:\n      <<: *base',
      'Properties: { TrailName: audit, <<: *base }',
    );
    expect(after(text, 'log-file-validation')).toBe(
      text.replace('audit, <<', 'audit, EnableLogFileValidation: true, <<'),
    );
  });

  it('is not repeated: what is inside it cannot be added to', () => {
    const merged = `${logging}  AdvancedEventSelectors:
    - Name: objects
      FieldSelectors:
        - { Field: eventCategory, Equals: [Data] }
        - { Field: resources.type, Equals: ['AWS::S3::Object'] }
`;
    expect(after(template(merged), 'management-events')).toBe(
      'AdvancedEventSelectors is merged in by a YAML merge key, so it cannot be changed here.',
    );
  });

  it('is not hidden by a map of the same name', () => {
    const text = `.base: &base
  Type: AWS::CloudTrail::Trail
  Properties:
    S3BucketName: acme-logs
    IsLogging: true
Resources:
  Trail:
    <<: *base
`;
    expect(after(text, 'log-file-validation')).toBe(
      'Properties is merged in by a YAML merge key, so it cannot be changed here.',
    );
  });

  it('does not come to light where a property would be removed', () => {
    const text = template(
      `${logging}  IncludeGlobalServiceEvents: false\n`,
      '      IsMultiRegionTrail: true\n      IncludeGlobalServiceEvents: false\n',
    );
    expect(after(text, 'multi-region-global-events')).toBe(
      'IncludeGlobalServiceEvents is merged in by a YAML merge key, and would come back.',
    );
  });

  it('is not removed', () => {
    const text = template(
      `${logging}  IncludeGlobalServiceEvents: false\n`,
      '      IsMultiRegionTrail: true\n',
    );
    expect(after(text, 'multi-region-global-events')).toBe(
      'IncludeGlobalServiceEvents is merged in by a YAML merge key, so it cannot be changed here.',
    );
  });
});
