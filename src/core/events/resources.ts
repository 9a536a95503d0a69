import type { JsonObject } from '../json.ts';
import { isJsonObject, nonEmptyString } from '../json.ts';
import { parseArn } from './arn.ts';
import { displayName } from './display-text.ts';
import type { EventResource, LookupItem } from './event.ts';
import { listAt, scalarText, textAt } from './record-values.ts';
import { resourceOfArn, typeOfEc2Id } from './resource-types.ts';
import { servicePrefix } from './services.ts';

/** Nobody reads more, and a hostile record may hold very many. */
const mostResources = 1000;

/** The longest name that AWS allows is an object key of 1,024 bytes, behind the name of its bucket. */
const longestName = 1100;

/**
 * What the call was about: what the record's `resources` say, then what LookupEvents adds, and where both are
 * silent what well-known members of the request and the response name. Each thing once.
 */
export function resourcesOf(
  record: JsonObject,
  lookup: LookupItem['resources'] | undefined,
): readonly EventResource[] {
  const found = new ResourceList();
  for (const entry of listAt(record, 'resources')) {
    found.add(recordedResource(entry));
  }
  for (const entry of listAt({ lookup }, 'lookup')) {
    found.add(lookedUpResource(entry));
  }
  if (found.items.length === 0) {
    addNamedInCall(record, found);
  }
  if (found.items.length === 0) {
    found.add(namedInError(record));
  }
  return found.items;
}

class ResourceList {
  readonly items: EventResource[] = [];
  private readonly places = new Map<string, number>();

  add(resource: EventResource | undefined): void {
    if (resource === undefined || this.items.length >= mostResources) {
      return;
    }
    const key = `${resource.type ?? ''} ${resource.name}`;
    const place = this.places.get(key);
    if (place === undefined) {
      this.places.set(key, this.items.push(resource) - 1);
    } else {
      const known = this.items[place];
      const accountId = known?.accountId ?? resource.accountId;
      this.items[place] = { ...resource, arn: known?.arn ?? resource.arn, accountId };
    }
  }
}

/** One entry of the record's `resources`; some services give a prefix of ARNs instead of an ARN. */
function recordedResource(entry: unknown): EventResource | undefined {
  const arn = textAt(entry, 'ARN') ?? textAt(entry, 'arn');
  const prefix = textAt(entry, 'ARNPrefix');
  const name = textAt(entry, 'resourceName') ?? arn ?? prefix;
  if (name === undefined) {
    return undefined;
  }
  return resource(name, textAt(entry, 'type'), { arn, accountId: textAt(entry, 'accountId') });
}

function lookedUpResource(entry: unknown): EventResource | undefined {
  const name = textAt(entry, 'name');
  return name === undefined ? undefined : resource(name, textAt(entry, 'type'), {});
}

function resource(
  text: string,
  type: string | undefined,
  known: { readonly arn?: string | undefined; readonly accountId?: string | undefined },
): EventResource {
  const named = resourceOfArn(text);
  const arn = known.arn ?? (named === undefined ? undefined : text);
  return {
    name: displayName(named?.name ?? text, longestName),
    type: type ?? named?.type,
    arn,
    accountId: known.accountId ?? (named === undefined ? undefined : nonEmptyString(parseArn(text)?.account)),
  };
}

/** Members that mean the same wherever they occur, by their name with a small first letter. */
const types = new Map([
  ['bucketName', 'AWS::S3::Bucket'],
  ['roleName', 'AWS::IAM::Role'],
  ['trailName', 'AWS::CloudTrail::Trail'],
  ['trailNameList', 'AWS::CloudTrail::Trail'],
  ['keyId', 'AWS::KMS::Key'],
  ['aliasName', 'AWS::KMS::Alias'],
  ['functionName', 'AWS::Lambda::Function'],
  ['tableName', 'AWS::DynamoDB::Table'],
  ['logGroupName', 'AWS::Logs::LogGroup'],
  ['secretId', 'AWS::SecretsManager::Secret'],
  ['dBInstanceIdentifier', 'AWS::RDS::DBInstance'],
  ['dBClusterIdentifier', 'AWS::RDS::DBCluster'],
  ['dBSnapshotIdentifier', 'AWS::RDS::DBSnapshot'],
  ['dBSubnetGroupName', 'AWS::RDS::DBSubnetGroup'],
  ['stackName', 'AWS::CloudFormation::Stack'],
  ['repositoryName', 'AWS::ECR::Repository'],
  ['keyName', 'AWS::EC2::KeyPair'],
  ['autoScalingGroupName', 'AWS::AutoScaling::AutoScalingGroup'],
  ['detectorId', 'AWS::GuardDuty::Detector'],
  ['configurationRecorderName', 'AWS::Config::ConfigurationRecorder'],
  ['documentName', 'AWS::SSM::Document'],
]);

/** Members whose meaning hangs on the service. */
const typesByService = new Map([
  ['iam.userName', 'AWS::IAM::User'],
  ['iam.groupName', 'AWS::IAM::Group'],
  ['iam.instanceProfileName', 'AWS::IAM::InstanceProfile'],
  ['cloudtrail.name', 'AWS::CloudTrail::Trail'],
  ['ssm.name', 'AWS::SSM::Parameter'],
  ['ssm.resourceId', 'AWS::SSM::Parameter'],
  ['ssm documents.name', 'AWS::SSM::Document'],
  ['ssm.names', 'AWS::SSM::Parameter'],
  ['secretsmanager.name', 'AWS::SecretsManager::Secret'],
  ['sns.name', 'AWS::SNS::Topic'],
  ['sqs.queueName', 'AWS::SQS::Queue'],
  ['sqs.queueUrl', 'AWS::SQS::Queue'],
  ['events.name', 'AWS::Events::Rule'],
  ['eks.name', 'AWS::EKS::Cluster'],
  ['eks.clusterName', 'AWS::EKS::Cluster'],
  ['ecs.clusterName', 'AWS::ECS::Cluster'],
  ['ecs.cluster', 'AWS::ECS::Cluster'],
  ['ecs.serviceName', 'AWS::ECS::Service'],
  ['s3.bucket', 'AWS::S3::Bucket'],
]);

/** Members that hold an ARN, whose type the ARN itself tells. */
const arnMembers =
  /^(arn|aRN|[a-z]\w{0,40}(Arn|ARN))$|^(resourceId|resourceName|resourceIdList|resourceArn)$/;

/** Not things that the call was about: who made it, what it was filtered by, and tags. */
const skipped = new Set([
  'filterSet',
  'filters',
  'filter',
  'tagSet',
  'tags',
  'tagSpecificationSet',
  'createdBy',
]);

/** Records are at most this nested where the well-known members are. */
const deepest = 7;
const mostMembers = 400;

function addNamedInCall(record: JsonObject, found: ResourceList): void {
  const prefix = servicePrefix(textAt(record, 'eventSource') ?? '');
  // Systems Manager calls both its parameters and its documents by `name`.
  const isDocument = prefix === 'ssm' && textAt(record, 'eventName')?.includes('Document') === true;
  const service = isDocument ? 'ssm documents' : prefix;
  if (service === 's3') {
    found.add(objectOf(record['requestParameters']));
  }
  const walk = { service, found, members: 0 };
  for (const part of ['requestParameters', 'responseElements', 'serviceEventDetails']) {
    visit(record[part], 0, walk);
  }
}

/** An object in a bucket, named by two members. */
function objectOf(request: unknown): EventResource | undefined {
  const bucket = textAt(request, 'bucketName');
  const key = textAt(request, 'key');
  return bucket === undefined || key === undefined
    ? undefined
    : resource(`${bucket}/${key}`, 'AWS::S3::Object', {});
}

interface Walk {
  readonly service: string;
  readonly found: ResourceList;
  members: number;
}

function visit(value: unknown, depth: number, walk: Walk): void {
  if (typeof value !== 'object' || value === null || depth > deepest) {
    return;
  }
  for (const key of Object.keys(value)) {
    walk.members += 1;
    if (walk.members > mostMembers) {
      return;
    }
    const member = key.charAt(0).toLowerCase() + key.slice(1);
    const content = (value as Record<string, unknown>)[key];
    if (skipped.has(member)) {
      continue;
    }
    for (const text of textsOf(content)) {
      walk.found.add(namedBy(member, text, depth, walk.service));
    }
    visit(content, depth + 1, walk);
  }
}

/** A text, the texts of a list, or the content of an element that was XML: `{"tag": 1, "content": "i-…"}`. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.slice(0, mostMembers).filter((item) => typeof item === 'string' && item !== '') as string[];
  }
  const text = scalarText(isJsonObject(value) ? value['content'] : value);
  return text === undefined ? [] : [text];
}

function namedBy(member: string, text: string, depth: number, service: string): EventResource | undefined {
  if (service === 'ec2' || member.startsWith('instanceId') || member === 'resourceId') {
    const ec2Type = typeOfEc2Id(text);
    if (ec2Type !== undefined) {
      return resource(text, ec2Type, {});
    }
  }
  const type = typeInService(member, depth, service) ?? types.get(member);
  if (type !== undefined) {
    return resource(text, resourceOfArn(text)?.type ?? type, {});
  }
  const named = arnMembers.test(member) ? resourceOfArn(text) : undefined;
  return named?.type === undefined ? undefined : resource(text, named.type, {});
}

/** Deeper down a `name` is that of a tag, a filter or a part. */
function typeInService(member: string, depth: number, service: string): string | undefined {
  return depth > 0 && member.startsWith('name') ? undefined : typesByService.get(`${service}.${member}`);
}

/** A denied call is often recorded without its parameters; the message then names what was denied. */
function namedInError(record: JsonObject): EventResource | undefined {
  const message = textAt(record, 'errorMessage')?.slice(0, 2048) ?? '';
  const [, arn] = /\bon resource: (arn:[^\s,]{1,1200})/.exec(message) ?? [];
  const isOne = arn !== undefined && !arn.includes('*') && resourceOfArn(arn)?.type !== undefined;
  return isOne ? resource(arn, undefined, {}) : undefined;
}
