import type { Fix, FixEdit } from '../../core/posture/fixes/fix.ts';
import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Draft } from '../cdk/constructs/draft.ts';
import { enumMember } from '../cdk/constructs/library-values.ts';
import { isSame } from '../../core/posture/fixes/needs.ts';
import { CannotEdit } from '../edits/cannot-edit.ts';
import type { CdkChanges } from './cdk-changes.ts';
import { construct, library, literal, type Code } from './code.ts';
import type { FixValueCode } from './fix-value-code.ts';
import { optionOf } from './option-names.ts';

type SetEdit = Extract<FixEdit, { kind: 'set' }>;
type AppendEdit = Extract<FixEdit, { kind: 'append' }>;
type RemoveEdit = Extract<FixEdit, { kind: 'remove' }>;

/** Sets what a property of a resource comes from: an option of the construct of level 2 that makes it. */
export function setOption(changes: CdkChanges, values: FixValueCode, draft: Draft, edit: SetEdit): void {
  const { owner } = draft;
  const name = nameOf(edit);
  switch (`${owner.type} ${draft.type} ${name}`) {
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail S3BucketName':
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail KMSKeyId':
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail SnsTopicName':
    case 'aws-sns.Topic AWS::SNS::Topic KmsMasterKeyId':
      changes.setOption(owner, optionOf(draft, name), constructCode(values, edit.value));
      return;
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail CloudWatchLogsLogGroupArn':
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail CloudWatchLogsRoleArn':
      changes.setOption(owner, 'sendToCloudWatchLogs', literal(true));
      changes.title = `Set ${changes.source.spelled('sendToCloudWatchLogs')}, with a new log group and a role`;
      return;
    case 'aws-cloudtrail.Trail AWS::CloudTrail::Trail EventSelectors':
      setManagementEvents(changes, draft, edit);
      return;
    case 'aws-cloudtrail.Trail AWS::Logs::LogGroup RetentionInDays':
      setRetention(changes, draft, 'cloudWatchLogsRetention', edit.value);
      return;
    case 'aws-logs.LogGroup AWS::Logs::LogGroup RetentionInDays':
      setRetention(changes, draft, 'retention', edit.value);
      return;
    default:
      refuseOwnBucket(draft);
      if (owner.type === 'aws-s3.Bucket' && setBucketOption(changes, values, draft, name, edit.value)) {
        return;
      }
      if (edit.path.length > 1 || (edit.value.kind !== 'scalar' && edit.value.kind !== 'text')) {
        throw new CannotEdit('The construct has no option for it.');
      }
      changes.setOption(owner, optionOf(draft, name), values.json(edit.value));
  }
}

function nameOf({ path }: SetEdit | RemoveEdit): string {
  const [name] = path;
  if (typeof name !== 'string') {
    throw new CannotEdit('What it would change is not one option of the construct.');
  }
  return name;
}

function refuseOwnBucket({ owner, type }: Draft): void {
  if (owner.type === 'aws-cloudtrail.Trail' && type.startsWith('AWS::S3::')) {
    throw new CannotEdit(
      'Trail makes this bucket by itself. Give it a bucket of yours as `bucket` to decide what that is like; log files that are there stay in the old one.',
    );
  }
}

function constructCode(values: FixValueCode, value: FixValue): Code {
  const reference = values.constructOf(value);
  if (reference === undefined) {
    throw new CannotEdit('What it would refer to is no construct of the file.');
  }
  if (reference.kind === 'made' && /\.Cfn\w+$/.test(reference.type)) {
    throw new CannotEdit(
      'What it would refer to is a resource of level 1, which this construct does not take.',
    );
  }
  return construct(reference);
}

/** The selector that `managementEvents` makes. */
function setManagementEvents(changes: CdkChanges, draft: Draft, { path, value }: SetEdit): void {
  const member = path.at(-1);
  const isAll = value.kind === 'scalar' && (value.value === 'All' || value.value === true);
  const [, at] = path;
  const option = draft.construct?.props.members.get('managementEvents');
  const isOwn = typeof at === 'object' && option !== undefined && isSame(at, option.at);
  if (!isAll || !isOwn || (member !== 'ReadWriteType' && member !== 'IncludeManagementEvents')) {
    throw new CannotEdit('The selector is added by a method of the trail.');
  }
  changes.setOption(draft.owner, 'managementEvents', library('aws-cloudtrail.ReadWriteType.ALL'));
  changes.title = `Set ${changes.source.spelled('managementEvents')} to ALL`;
}

function setRetention(changes: CdkChanges, { owner }: Draft, option: string, value: FixValue): void {
  const name = value.kind === 'scalar' ? enumMember('aws-logs.RetentionDays', value.value) : undefined;
  if (name === undefined) {
    throw new CannotEdit('RetentionDays has no name for it.');
  }
  changes.setOption(owner, option, library(`aws-logs.RetentionDays.${name}`));
  changes.title = `Set ${changes.source.spelled(option)} to ${name}`;
}

function setBucketOption(
  changes: CdkChanges,
  values: FixValueCode,
  { owner }: Draft,
  name: string,
  value: FixValue,
): boolean {
  switch (name) {
    case 'VersioningConfiguration':
      changes.setOption(owner, 'versioned', literal(true));
      return true;
    case 'PublicAccessBlockConfiguration':
      changes.setOption(owner, 'blockPublicAccess', library('aws-s3.BlockPublicAccess.BLOCK_ALL'));
      return true;
    case 'OwnershipControls':
      changes.setOption(owner, 'objectOwnership', library('aws-s3.ObjectOwnership.BUCKET_OWNER_PREFERRED'));
      changes.title = `Allow ACLs: set ${changes.source.spelled('objectOwnership')} to BUCKET_OWNER_PREFERRED`;
      return true;
    case 'BucketEncryption':
      setEncryption(changes, values, owner, value);
      return true;
    case 'LoggingConfiguration': {
      const target = values.constructOf(memberOf(value, 'DestinationBucketName') ?? value);
      if (target === undefined) {
        throw new CannotEdit('The bucket for access logs is no construct of the file.');
      }
      changes.setOption(owner, 'serverAccessLogsBucket', construct(target));
      const prefix = memberOf(value, 'LogFilePrefix');
      if (prefix !== undefined) {
        changes.setOption(owner, 'serverAccessLogsPrefix', values.json(prefix));
      }
      return true;
    }
    default:
      return false;
  }
}

function setEncryption(
  changes: CdkChanges,
  values: FixValueCode,
  owner: Draft['owner'],
  value: FixValue,
): void {
  const rules = memberOf(value, 'ServerSideEncryptionConfiguration');
  const [rule] = rules?.kind === 'list' ? rules.items : [];
  const byDefault = rule && memberOf(rule, 'ServerSideEncryptionByDefault');
  const key = byDefault && memberOf(byDefault, 'KMSMasterKeyID');
  if (key === undefined) {
    changes.setOption(owner, 'encryption', library('aws-s3.BucketEncryption.S3_MANAGED'));
    return;
  }
  changes.setOption(owner, 'encryption', library('aws-s3.BucketEncryption.KMS'));
  changes.setOption(owner, 'encryptionKey', constructCode(values, key));
}

export function memberOf(value: FixValue, name: string): FixValue | undefined {
  return value.kind === 'map' ? value.members.find(([own]) => own === name)?.[1] : undefined;
}

/** Adds to a list that an option is. */
export function appendOption(
  changes: CdkChanges,
  values: FixValueCode,
  draft: Draft,
  edit: AppendEdit,
  fix: Fix,
): void {
  const { owner } = draft;
  refuseOwnBucket(draft);
  switch (`${owner.type} ${edit.path.filter((step) => typeof step === 'string').join('.')}`) {
    case 'aws-cloudtrail.Trail InsightSelectors': {
      const names = edit.items.map((item) => {
        const type = memberOf(item, 'InsightType');
        return type?.kind === 'scalar' ? enumMember('aws-cloudtrail.InsightType', type.value) : undefined;
      });
      changes.appendToOption(
        owner,
        'insightTypes',
        names.map((name) => library(`aws-cloudtrail.InsightType.${name ?? ''}`)),
      );
      return;
    }
    case 'aws-cloudtrail.Trail EventSelectors':
    case 'aws-cloudtrail.Trail AdvancedEventSelectors':
      appendSelectors(changes, draft, edit);
      return;
    case 'aws-s3.Bucket LifecycleConfiguration.Rules':
      changes.appendToOption(
        owner,
        'lifecycleRules',
        edit.items.map((item) => lifecycleRule(values, item)),
      );
      return;
    default:
      throw new CannotEdit(`${fix.title}: CDK has another way for it.`);
  }
}

function lifecycleRule(values: FixValueCode, item: FixValue): Code {
  const days = memberOf(item, 'ExpirationInDays');
  const id = memberOf(item, 'Id');
  if (days === undefined) {
    throw new CannotEdit('A lifecycle rule without a time has no meaning here.');
  }
  return {
    kind: 'structure',
    path: 'aws-s3.LifecycleRule',
    members: [
      ...(id === undefined ? [] : [['id', values.json(id)] as const]),
      ['expiration', { kind: 'call', path: 'Duration.days', arguments: [values.json(days)] }],
    ],
  };
}

/** `Trail` takes no advanced selectors; it has methods for data events, and an option for management events. */
function appendSelectors(changes: CdkChanges, { owner }: Draft, { items }: AppendEdit): void {
  const written = JSON.stringify(items);
  if (written.includes('"AWS::Lambda::Function"') && !written.includes('"NotStartsWith"')) {
    changes.callOn(owner, ['logAllLambdaDataEvents']);
    changes.title = `Record data events of all functions with ${changes.source.spelled('logAllLambdaDataEvents')}`;
    return;
  }
  if (written.includes('"IncludeManagementEvents"') && !written.includes('"DataResources"')) {
    changes.setOption(owner, 'managementEvents', library('aws-cloudtrail.ReadWriteType.ALL'));
    changes.title = `Set ${changes.source.spelled('managementEvents')} to ALL`;
    return;
  }
  throw new CannotEdit(
    'Trail has no advanced event selectors, which could leave the log bucket out. Add those that you need with addS3EventSelector.',
  );
}

/** Removes an option, so that the library's default holds. */
export function removeOption(changes: CdkChanges, draft: Draft, edit: RemoveEdit): void {
  const name = nameOf(edit);
  refuseOwnBucket(draft);
  const [, at] = edit.path;
  const selector = draft.construct?.props.members.get('managementEvents');
  if (
    name === 'EventSelectors' &&
    selector !== undefined &&
    typeof at === 'object' &&
    isSame(at, selector.at)
  ) {
    changes.removeOption(draft.owner, 'managementEvents');
    changes.renamed.set('managementEvents', changes.source.spelled('managementEvents'));
    return;
  }
  if (edit.path.length > 1) {
    throw new CannotEdit('The construct has no option for it.');
  }
  if (name === 'EventSelectors') {
    throw new CannotEdit('The selectors are added by methods of the trail.');
  }
  changes.removeOption(draft.owner, optionOf(draft, name));
  if (name === 'AccessControl' && draft.owner.type === 'aws-s3.Bucket') {
    changes.removeOption(draft.owner, 'publicReadAccess');
  }
}
