import { isJsonObject, nonEmptyString, objectOrEmpty } from '../../core/json.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { jsonList } from './json-list.ts';

/** A resource of an event as LookupEvents names it. */
export interface EventResource {
  /** Such as `AWS::EC2::Instance`. */
  readonly type: string;
  /** An id, a name or an ARN: whatever the record has. */
  readonly name: string;
}

/**
 * Where services put the names of resources into `requestParameters` and `responseElements`: by event source the
 * member's name, at whatever depth, and the type of what it names.
 */
const namedBy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ec2.amazonaws.com': {
    instanceId: 'AWS::EC2::Instance',
    groupId: 'AWS::EC2::SecurityGroup',
    imageId: 'AWS::EC2::Ami',
    keyName: 'AWS::EC2::KeyPair',
    networkInterfaceId: 'AWS::EC2::NetworkInterface',
    routeTableId: 'AWS::EC2::RouteTable',
    snapshotId: 'AWS::EC2::Snapshot',
    subnetId: 'AWS::EC2::Subnet',
    volumeId: 'AWS::EC2::Volume',
    vpcId: 'AWS::EC2::VPC',
  },
  's3.amazonaws.com': { bucketName: 'AWS::S3::Bucket' },
  'iam.amazonaws.com': {
    accessKeyId: 'AWS::IAM::AccessKey',
    groupName: 'AWS::IAM::Group',
    instanceProfileName: 'AWS::IAM::InstanceProfile',
    policyArn: 'AWS::IAM::Policy',
    roleName: 'AWS::IAM::Role',
    userName: 'AWS::IAM::User',
  },
  'cloudtrail.amazonaws.com': {
    name: 'AWS::CloudTrail::Trail',
    trailName: 'AWS::CloudTrail::Trail',
    trailARN: 'AWS::CloudTrail::Trail',
    s3BucketName: 'AWS::S3::Bucket',
    snsTopicName: 'AWS::SNS::Topic',
  },
  'autoscaling.amazonaws.com': { autoScalingGroupName: 'AWS::AutoScaling::AutoScalingGroup' },
  'cloudformation.amazonaws.com': { stackName: 'AWS::CloudFormation::Stack' },
  'dynamodb.amazonaws.com': { tableName: 'AWS::DynamoDB::Table' },
  'kms.amazonaws.com': { keyId: 'AWS::KMS::Key' },
  'lambda.amazonaws.com': { functionName: 'AWS::Lambda::Function' },
  'rds.amazonaws.com': {
    dBInstanceIdentifier: 'AWS::RDS::DBInstance',
    dBSnapshotIdentifier: 'AWS::RDS::DBSnapshot',
  },
  'secretsmanager.amazonaws.com': { secretId: 'AWS::SecretsManager::Secret' },
  'sns.amazonaws.com': { topicArn: 'AWS::SNS::Topic' },
  'sts.amazonaws.com': {
    roleArn: 'AWS::IAM::Role',
    accessKeyId: 'AWS::IAM::AccessKey',
    assumedRoleId: 'AWS::STS::AssumedRole',
    arn: 'AWS::STS::AssumedRole',
  },
};

const typesByPrefix: Readonly<Record<string, string>> = {
  ami: 'AWS::EC2::Ami',
  eni: 'AWS::EC2::NetworkInterface',
  i: 'AWS::EC2::Instance',
  rtb: 'AWS::EC2::RouteTable',
  sg: 'AWS::EC2::SecurityGroup',
  snap: 'AWS::EC2::Snapshot',
  subnet: 'AWS::EC2::Subnet',
  vol: 'AWS::EC2::Volume',
  vpc: 'AWS::EC2::VPC',
};

/** Deeper than any record nests its names; hostile records may nest without end. */
const deepest = 12;

/**
 * The resources by which LookupEvents finds a record: those that the record itself lists and those that its
 * parameters name, each once.
 */
export function eventResources(record: JsonObject): readonly EventResource[] {
  const found = new Map<string, EventResource>();
  const add = (type: string | undefined, name: string | undefined): void => {
    if (type !== undefined && name !== undefined) {
      found.set(`${type} ${name}`, { type, name });
    }
  };
  for (const resource of jsonList(record['resources']).map(objectOrEmpty)) {
    add(nonEmptyString(resource['type']), nonEmptyString(resource['ARN']));
  }
  const types = typesOf(record['eventSource']);
  if (types !== undefined) {
    for (const part of [record['requestParameters'], record['responseElements']]) {
      collect(part, types, add, 0);
    }
  }
  return [...found.values()];
}

function typesOf(source: JsonValue | undefined): Readonly<Record<string, string>> | undefined {
  return typeof source === 'string' ? ownMember(namedBy, source) : undefined;
}

/** What EC2's own ids say about their type, where a parameter takes any resource: CreateTags. */
function typeOfId(id: string): string | undefined {
  return ownMember(typesByPrefix, id.slice(0, id.indexOf('-')));
}

/** Names come from records: those that every object has must not be taken for ours. */
function ownMember<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function collect(
  value: JsonValue | undefined,
  types: Readonly<Record<string, string>>,
  add: (type: string | undefined, name: string | undefined) => void,
  depth: number,
): void {
  if (depth > deepest) {
    return;
  }
  for (const item of jsonList(value)) {
    collect(item, types, add, depth + 1);
  }
  if (isJsonObject(value)) {
    for (const [member, content] of Object.entries(value)) {
      if (typeof content === 'string') {
        add(member === 'resourceId' ? typeOfId(content) : ownMember(types, member), nonEmptyString(content));
      } else {
        collect(content, types, add, depth + 1);
      }
    }
  }
}
