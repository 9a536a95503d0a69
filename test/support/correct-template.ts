/**
 * Templates that deploy and work, in many variants: what a trail writes to, reports to and is encrypted with is made in
 * the template or given from outside; names are literal, made of pseudo parameters, or generated; conditions and the
 * spellings of intrinsic functions vary. No rule about broken deployments may fire on them.
 */
import fc from 'fast-check';

export interface TemplateChoices {
  readonly bucket: 'named' | 'generated' | 'parameter' | 'literal';
  readonly prefix: 'none' | 'literal' | 'parameter' | 'conditional';
  readonly key: 'none' | 'own' | 'alias' | 'parameter';
  readonly logGroup: 'none' | 'own' | 'parameter';
  /** Where the permissions of the role that writes to the log group stand. */
  readonly rolePolicy: 'inline' | 'separate';
  readonly topic: 'none' | 'own' | 'own-by-arn' | 'parameter';
  readonly organization: boolean;
  readonly selectors: 'none' | 'basic' | 'advanced' | 'conditional';
  readonly insights: boolean;
  readonly sourceArn: 'none' | 'equals' | 'like' | 'account';
  readonly tlsOnly: boolean;
  readonly condition: 'none' | 'region' | 'parameter';
  readonly trailName: 'literal' | 'stack';
  readonly partition: 'symbol' | 'aws' | 'aws-us-gov';
  readonly spelling: 'short' | 'long' | 'join';
  readonly format: 'yaml' | 'json';
}

export const templateChoices: fc.Arbitrary<TemplateChoices> = fc.record({
  bucket: fc.constantFrom('named', 'generated', 'parameter', 'literal'),
  prefix: fc.constantFrom('none', 'literal', 'parameter', 'conditional'),
  key: fc.constantFrom('none', 'own', 'alias', 'parameter'),
  logGroup: fc.constantFrom('none', 'own', 'parameter'),
  rolePolicy: fc.constantFrom('inline', 'separate'),
  topic: fc.constantFrom('none', 'own', 'own-by-arn', 'parameter'),
  organization: fc.boolean(),
  selectors: fc.constantFrom('none', 'basic', 'advanced', 'conditional'),
  insights: fc.boolean(),
  sourceArn: fc.constantFrom('none', 'equals', 'like', 'account'),
  tlsOnly: fc.boolean(),
  condition: fc.constantFrom('none', 'region', 'parameter'),
  trailName: fc.constantFrom('literal', 'stack'),
  partition: fc.constantFrom('symbol', 'aws', 'aws-us-gov'),
  spelling: fc.constantFrom('short', 'long', 'join'),
  format: fc.constantFrom('yaml', 'json'),
});

/** A template's value; functions in their long form. */
type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** The text of a template, and the name of a file for it. */
export function correctTemplate(choices: TemplateChoices): { readonly file: string; readonly text: string } {
  const template = new TemplateWriter(choices).template();
  return choices.format === 'json'
    ? { file: 'template.json', text: JSON.stringify(template, undefined, 2) }
    : { file: 'template.yaml', text: `${yaml(template, choices.spelling === 'long', 0).trimStart()}\n` };
}

const service = 'cloudtrail.amazonaws.com';
const ref = (name: string): Json => ({ Ref: name });
const noValue = ref('AWS::NoValue');

class TemplateWriter {
  readonly #choices: TemplateChoices;

  constructor(choices: TemplateChoices) {
    this.#choices = choices;
  }

  template(): Json {
    return {
      AWSTemplateFormatVersion: '2010-09-09',
      Parameters: this.#parameters(),
      Conditions: this.#conditions(),
      Resources: {
        AuditTrail: this.#trail(),
        ...this.#bucket(),
        ...this.#key(),
        ...this.#topic(),
        ...this.#logGroup(),
      },
    };
  }

  #parameters(): Json {
    return {
      Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] },
      GivenBucket: { Type: 'String' },
      GivenPrefix: { Type: 'String', Default: 'audit' },
      GivenKey: { Type: 'String' },
      GivenTopic: { Type: 'String' },
      GivenGroup: { Type: 'String' },
      GivenRole: { Type: 'String' },
      OrganizationId: { Type: 'String' },
    };
  }

  #conditions(): Json {
    return {
      IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] },
      IsMain: { 'Fn::Equals': [ref('AWS::Region'), 'eu-central-1'] },
    };
  }

  /** What all resources of the trail have, so that they exist together. */
  #condition(): { readonly Condition?: string } {
    switch (this.#choices.condition) {
      case 'none':
        return {};
      case 'region':
        return { Condition: 'IsMain' };
      case 'parameter':
        return { Condition: 'IsProd' };
    }
  }

  /** `${Name}` of `Fn::Sub`; the other spelling joins the same parts. */
  #sub(text: string): Json {
    if (this.#choices.spelling !== 'join') {
      return { 'Fn::Sub': text };
    }
    const parts = text.split(/(\$\{[^}]+\})/).filter((part) => part !== '');
    const items = parts.map((part): Json => {
      const [name = '', attribute] = /^\$\{(.+)\}$/.exec(part)?.[1]?.split('.') ?? [];
      if (name === '') {
        return part;
      }
      return attribute === undefined ? ref(name) : { 'Fn::GetAtt': [name, attribute] };
    });
    return { 'Fn::Join': ['', items] };
  }

  #partition(): string {
    return this.#choices.partition === 'symbol' ? '${AWS::Partition}' : this.#choices.partition;
  }

  #trailName(): string {
    return this.#choices.trailName === 'literal' ? 'audit-trail' : '${AWS::StackName}-audit';
  }

  #trailArn(name = this.#trailName()): Json {
    return this.#sub(`arn:${this.#partition()}:cloudtrail:\${AWS::Region}:\${AWS::AccountId}:trail/${name}`);
  }

  #ownsBucket(): boolean {
    return this.#choices.bucket === 'named' || this.#choices.bucket === 'generated';
  }

  #trail(): Json {
    const { bucket, key, topic, logGroup, organization, selectors, insights, trailName } = this.#choices;
    const waits = [
      ...(this.#ownsBucket() ? ['LogBucketPolicy'] : []),
      ...(topic === 'own' || topic === 'own-by-arn' ? ['TopicPolicy'] : []),
      ...(logGroup === 'own' && this.#choices.rolePolicy === 'separate' ? ['RolePolicy'] : []),
    ];
    const buckets = {
      named: ref('LogBucket'),
      generated: ref('LogBucket'),
      parameter: ref('GivenBucket'),
      literal: 'central-audit-logs',
    };
    const keys = {
      none: noValue,
      own: { 'Fn::GetAtt': ['LogKey', 'Arn'] },
      alias: 'alias/audit-logs',
      parameter: ref('GivenKey'),
    };
    const topics = {
      none: noValue,
      own: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
      'own-by-arn': ref('Topic'),
      parameter: ref('GivenTopic'),
    };
    return {
      Type: 'AWS::CloudTrail::Trail',
      ...this.#condition(),
      ...(waits.length === 0 ? {} : { DependsOn: waits }),
      Properties: {
        TrailName: trailName === 'literal' ? this.#trailName() : this.#sub(this.#trailName()),
        S3BucketName: buckets[bucket],
        ...(this.#choices.prefix === 'none' ? {} : { S3KeyPrefix: this.#prefixValue() }),
        IsLogging: true,
        IsMultiRegionTrail: { 'Fn::If': ['IsProd', true, 'false'] },
        ...(organization ? { IsOrganizationTrail: true } : {}),
        EnableLogFileValidation: 'true',
        KMSKeyId: keys[key],
        SnsTopicName: topics[topic],
        ...this.#logGroupProperties(),
        ...this.#selectors(selectors),
        ...(insights ? { InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] } : {}),
        Tags: [{ Key: 'cost-center', Value: 4711 }],
      },
    };
  }

  #prefixValue(): Json {
    switch (this.#choices.prefix) {
      case 'parameter':
        return ref('GivenPrefix');
      case 'conditional':
        return { 'Fn::If': ['IsProd', 'prod/audit', 'audit'] };
      default:
        return 'audit/logs';
    }
  }

  #logGroupProperties(): Readonly<Record<string, Json>> {
    switch (this.#choices.logGroup) {
      case 'none':
        return {};
      case 'own':
        return {
          CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['LogGroup', 'Arn'] },
          CloudWatchLogsRoleArn: { 'Fn::GetAtt': ['LogRole', 'Arn'] },
        };
      case 'parameter':
        return { CloudWatchLogsLogGroupArn: ref('GivenGroup'), CloudWatchLogsRoleArn: ref('GivenRole') };
    }
  }

  #selectors(kind: TemplateChoices['selectors']): Readonly<Record<string, Json>> {
    const data: Json = {
      IncludeManagementEvents: false,
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::other-data/'] }],
    };
    switch (kind) {
      case 'none':
        return {};
      case 'basic':
        return { EventSelectors: [{ ReadWriteType: 'All' }, data] };
      case 'conditional':
        return { EventSelectors: [{ ReadWriteType: 'WriteOnly' }, { 'Fn::If': ['IsMain', data, noValue] }] };
      case 'advanced':
        return {
          AdvancedEventSelectors: [
            {
              Name: 'management',
              FieldSelectors: [
                { Field: 'eventCategory', Equals: ['Management'] },
                { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
              ],
            },
            {
              FieldSelectors: [
                { Field: 'eventCategory', Equals: ['Data'] },
                { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
                { Field: 'readOnly', Equals: [false] },
                { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::other-data/'] },
              ],
            },
          ],
        };
    }
  }

  /** The limits on the source that statements for the service have. */
  #source(operator = 'StringEquals'): Readonly<Record<string, Json>> {
    switch (this.#choices.sourceArn) {
      case 'none':
        return {};
      case 'equals':
        return { [operator]: { 'aws:SourceArn': this.#trailArn() } };
      case 'like':
        return { ArnLike: { 'aws:SourceArn': this.#trailArn('*') } };
      case 'account':
        return { [operator]: { 'aws:SourceAccount': ref('AWS::AccountId') } };
    }
  }

  #allow(action: Json, resource: Json, conditions: Readonly<Record<string, Json>> = {}): Json {
    return {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: action,
      Resource: resource,
      ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
    };
  }

  #bucket(): Readonly<Record<string, Json>> {
    if (!this.#ownsBucket()) {
      return {};
    }
    const arn = `arn:${this.#partition()}:s3:::\${LogBucket}`;
    const name: Json =
      this.#choices.bucket === 'named'
        ? { BucketName: this.#sub('audit-logs-${AWS::AccountId}-${AWS::Region}') }
        : {};
    const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
    const source = this.#source();
    const withAcl = {
      ...source,
      StringEquals: { ...(source['StringEquals'] as Record<string, Json> | undefined), ...acl },
    };
    const everything = [this.#sub(arn), this.#sub(`${arn}/*`)];
    return {
      LogBucket: {
        Type: 'AWS::S3::Bucket',
        ...this.#condition(),
        DeletionPolicy: 'Retain',
        Properties: name,
      },
      LogBucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        ...this.#condition(),
        Properties: {
          Bucket: ref('LogBucket'),
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              this.#allow('s3:GetBucketAcl', this.#sub(arn), source),
              ...this.#putStatements(arn, withAcl),
              ...(this.#choices.tlsOnly
                ? [
                    {
                      Effect: 'Deny',
                      Principal: '*',
                      Action: 's3:*',
                      Resource: everything,
                      Condition: { Bool: { 'aws:SecureTransport': false } },
                    },
                  ]
                : []),
            ],
          },
        },
      },
    };
  }

  #putStatements(arn: string, conditions: Readonly<Record<string, Json>>): readonly Json[] {
    const accounts = ['${AWS::AccountId}', ...(this.#choices.organization ? ['${OrganizationId}'] : [])];
    const put = (prefix: string) => (account: string) => this.#sub(`${arn}/${prefix}AWSLogs/${account}/*`);
    switch (this.#choices.prefix) {
      case 'none':
        return [this.#allow('s3:PutObject', accounts.map(put('')), conditions)];
      case 'literal':
        return accounts.map((account) =>
          this.#allow('s3:PutObject', put('audit/logs/')(account), conditions),
        );
      case 'parameter':
        return [this.#allow(['s3:PutObject'], accounts.map(put('${GivenPrefix}/')), conditions)];
      case 'conditional':
        return [
          this.#allow(
            's3:Put*',
            accounts.map((account): Json => ({
              'Fn::If': ['IsProd', put('prod/audit/')(account), put('audit/')(account)],
            })),
            conditions,
          ),
        ];
    }
  }

  #key(): Readonly<Record<string, Json>> {
    if (this.#choices.key !== 'own' && this.#choices.key !== 'alias') {
      return {};
    }
    const context = { 'kms:EncryptionContext:aws:cloudtrail:arn': this.#trailArn('*') };
    return {
      LogKey: {
        Type: 'AWS::KMS::Key',
        ...this.#condition(),
        Properties: {
          EnableKeyRotation: true,
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: this.#sub(`arn:${this.#partition()}:iam::\${AWS::AccountId}:root`) },
                Action: 'kms:*',
                Resource: '*',
              },
              this.#allow('kms:GenerateDataKey*', '*', { ...this.#source(), StringLike: context }),
              this.#allow('kms:DescribeKey', '*', this.#source()),
              ...(this.#needsDecrypt() ? [this.#allow('kms:Decrypt', '*')] : []),
            ],
          },
        },
      },
      ...(this.#choices.key === 'alias'
        ? {
            LogKeyAlias: {
              Type: 'AWS::KMS::Alias',
              ...this.#condition(),
              Properties: { AliasName: 'alias/audit-logs', TargetKeyId: ref('LogKey') },
            },
          }
        : {}),
    };
  }

  /** Where the key is the topic's, too. */
  #needsDecrypt(): boolean {
    return this.#choices.topic === 'own-by-arn';
  }

  #topic(): Readonly<Record<string, Json>> {
    const { topic, key } = this.#choices;
    if (topic !== 'own' && topic !== 'own-by-arn') {
      return {};
    }
    return {
      Topic: {
        Type: 'AWS::SNS::Topic',
        ...this.#condition(),
        Properties: key === 'parameter' ? { KmsMasterKeyId: ref('GivenKey') } : { DisplayName: 'Audit' },
      },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        ...this.#condition(),
        Properties: {
          Topics: [ref('Topic')],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [this.#allow('SNS:Publish', ref('Topic'), this.#source())],
          },
        },
      },
    };
  }

  #logGroup(): Readonly<Record<string, Json>> {
    const { logGroup, rolePolicy, organization } = this.#choices;
    if (logGroup !== 'own') {
      return {};
    }
    const streams = `arn:${this.#partition()}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${LogGroup}:log-stream:`;
    const document: Json = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [
            this.#sub(`${streams}\${AWS::AccountId}_CloudTrail_\${AWS::Region}*`),
            ...(organization ? [this.#sub(`${streams}\${OrganizationId}_*`)] : []),
          ],
        },
      ],
    };
    return {
      LogGroup: { Type: 'AWS::Logs::LogGroup', ...this.#condition(), Properties: { RetentionInDays: 365 } },
      LogRole: {
        Type: 'AWS::IAM::Role',
        ...this.#condition(),
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: [service] }, Action: 'sts:AssumeRole' }],
          },
          ...(rolePolicy === 'inline'
            ? { Policies: [{ PolicyName: 'deliver', PolicyDocument: document }] }
            : {}),
        },
      },
      ...(rolePolicy === 'separate'
        ? {
            RolePolicy: {
              Type: 'AWS::IAM::Policy',
              ...this.#condition(),
              Properties: { PolicyName: 'deliver', PolicyDocument: document, Roles: [ref('LogRole')] },
            },
          }
        : {}),
    };
  }
}

const shortForms = new Set(['Ref', 'Fn::Sub', 'Fn::Join', 'Fn::If', 'Fn::GetAtt', 'Fn::Equals']);

/** A value in block style, behind its key or dash. Functions in their short form unless `isLong`. */
function yaml(value: Json, isLong: boolean, indent: number): string {
  const pad = ' '.repeat(indent);
  if (typeof value !== 'object') {
    return ` ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
  }
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0
      ? ' []'
      : items.map((item) => `\n${pad}-${yaml(item, isLong, indent + 2)}`).join('');
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && shortForms.has(only[0]) && !isLong) {
    return ` !${only[0].replace('Fn::', '')}${yaml(only[1], isLong, indent)}`;
  }
  return entries.length === 0
    ? ' {}'
    : entries
        .map(([key, inner]) => `\n${pad}${JSON.stringify(key)}:${yaml(inner, isLong, indent + 2)}`)
        .join('');
}
