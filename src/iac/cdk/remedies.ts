import type { Remedy as RemedyInTemplate } from '../../core/posture/rule.ts';
import type { Draft } from './constructs/draft.ts';
import type { ProgramLanguage } from './syntax/program.ts';

/** What to write in CDK where a rule speaks of properties of CloudFormation: a prop and its value. */
type Remedy = readonly [name: string, value: string];

const ofTrails: Readonly<Record<string, Remedy>> = {
  'multi-region': ['isMultiRegionTrail', 'true'],
  'log-file-validation': ['enableFileValidation', 'true'],
  'kms-encryption': ['encryptionKey', 'key'],
  'cloudwatch-logs': ['sendToCloudWatchLogs', 'true'],
  'sns-topic': ['snsTopic', 'topic'],
  'management-events': ['managementEvents', 'ReadWriteType.ALL'],
  'global-service-events': ['includeGlobalServiceEvents', 'true'],
  insights: ['insightTypes', '[InsightType.API_CALL_RATE]'],
  'log-group-retention': ['cloudWatchLogsRetention', 'RetentionDays.ONE_YEAR'],
};

const ofBuckets: Readonly<Record<string, Remedy>> = {
  'bucket-encryption': ['encryption', 'BucketEncryption.S3_MANAGED'],
  'bucket-versioning': ['versioned', 'true'],
  'bucket-public-access-block': ['blockPublicAccess', 'BlockPublicAccess.BLOCK_ALL'],
  'bucket-public': ['blockPublicAccess', 'BlockPublicAccess.BLOCK_ALL'],
  'bucket-access-logging': ['serverAccessLogsBucket', 'bucket'],
  'bucket-tls-only': ['enforceSSL', 'true'],
  'bucket-retention': ['lifecycleRules', '[{ expiration: Duration.days(3653) }]'],
  'log-retain': ['removalPolicy', 'RemovalPolicy.RETAIN'],
};

const remedies: Readonly<Record<string, Readonly<Record<string, Remedy>>>> = {
  'aws-cloudtrail.Trail': ofTrails,
  'aws-s3.Bucket': ofBuckets,
  'aws-kms.Key': {
    'kms-key-rotation': ['enableKeyRotation', 'true'],
    'log-retain': ['removalPolicy', 'RemovalPolicy.RETAIN'],
  },
  'aws-logs.LogGroup': { 'log-group-retention': ['retention', 'RetentionDays.ONE_YEAR'] },
};

/**
 * What to write in the source, to follow a message in CloudFormation's words; undefined where those say it.
 *
 * @param inTemplate what the rule would have written in a template, if that is not a part of its message
 */
export function remedyFor(
  rule: string,
  { owner }: Draft,
  language: ProgramLanguage,
  inTemplate: RemedyInTemplate | undefined,
): string | undefined {
  if (inTemplate !== undefined) {
    return inWords(inTemplate, language);
  }
  const own = remedyOf(owner.type, rule);
  if (own !== undefined) {
    return `In CDK: ${spelled(own, language)}.`;
  }
  const ofBucket = owner.type === 'aws-cloudtrail.Trail' ? remedyOf('aws-s3.Bucket', rule) : undefined;
  return ofBucket && `In CDK: give the trail a bucket of its own with ${spelled(ofBucket, language)}.`;
}

function inWords({ kind, text, waitFor = [] }: RemedyInTemplate, language: ProgramLanguage): string {
  const resources = waitFor.join(' and ');
  const spell = (words: string): string => respelled(words, language);
  const waiting = `${spell('call node.addDependency')} on the trail, with ${resources}`;
  const writing = `${spell('put the ARN of the trail together with formatArn')} and a literal name instead`;
  switch (kind) {
    case 'wait':
      return `In CDK: ${waiting}.`;
    case 'write-arn':
      return `In CDK: ${resources === '' ? writing : `${writing}, and ${waiting}`}.`;
    case 'log-group-arn':
      return spell('In CDK: give logGroupArn of the LogGroup, or attrArn of the CfnLogGroup, as it is.');
    case 'cdk':
      return spell(text);
  }
}

/** Names as the language has them: `orgId`, and `includeManagementEvents: false`. */
function respelled(text: string, language: ProgramLanguage): string {
  return language === 'javascript'
    ? text
    : text.replace(/\b([a-z]\w+): false/g, '$1=False').replace(/\b[a-z]+\d*(?:[A-Z][a-z]+)+\b/g, snakeCase);
}

function remedyOf(type: string, rule: string): Remedy | undefined {
  const own = Object.hasOwn(remedies, type) ? remedies[type] : undefined;
  return own !== undefined && Object.hasOwn(own, rule) ? own[rule] : undefined;
}

function spelled([name, value]: Remedy, language: ProgramLanguage): string {
  if (language === 'javascript') {
    return `${name}: ${value}`;
  }
  const python = value
    .replace(/^true$/, 'True')
    .replace(/\{ expiration: (.*) \}/, 'LifecycleRule(expiration=$1)');
  return `${snakeCase(name)}=${python}`;
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
