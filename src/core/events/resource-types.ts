import { parseArn, type Arn } from './arn.ts';

/**
 * The kinds of resources that Trailscope calls by a name of their own. `noun` is how a person calls one. `arn` is how
 * its ARN begins (`service:kind`); the rest of the ARN is its name. `ids` is the prefix of an EC2 id: such an id says
 * what it is, so no noun is put before it.
 */
interface ResourceType {
  readonly type: string;
  readonly noun: string;
  readonly arn?: string;
  readonly ids?: string;
}

const types: readonly ResourceType[] = [
  { type: 'AWS::EC2::Instance', noun: 'instance', arn: 'ec2:instance', ids: 'i' },
  { type: 'AWS::EC2::Volume', noun: 'volume', arn: 'ec2:volume', ids: 'vol' },
  { type: 'AWS::EC2::Snapshot', noun: 'snapshot', arn: 'ec2:snapshot', ids: 'snap' },
  { type: 'AWS::EC2::Ami', noun: 'image', arn: 'ec2:image', ids: 'ami' },
  { type: 'AWS::EC2::VPC', noun: 'VPC', arn: 'ec2:vpc', ids: 'vpc' },
  { type: 'AWS::EC2::Subnet', noun: 'subnet', arn: 'ec2:subnet', ids: 'subnet' },
  { type: 'AWS::EC2::SecurityGroup', noun: 'security group', arn: 'ec2:security-group', ids: 'sg' },
  {
    type: 'AWS::EC2::SecurityGroupRule',
    noun: 'security group rule',
    arn: 'ec2:security-group-rule',
    ids: 'sgr',
  },
  { type: 'AWS::EC2::RouteTable', noun: 'route table', arn: 'ec2:route-table', ids: 'rtb' },
  { type: 'AWS::EC2::InternetGateway', noun: 'internet gateway', arn: 'ec2:internet-gateway', ids: 'igw' },
  { type: 'AWS::EC2::NatGateway', noun: 'NAT gateway', arn: 'ec2:natgateway', ids: 'nat' },
  { type: 'AWS::EC2::NetworkInterface', noun: 'network interface', arn: 'ec2:network-interface', ids: 'eni' },
  { type: 'AWS::EC2::EIP', noun: 'address', arn: 'ec2:elastic-ip', ids: 'eipalloc' },
  { type: 'AWS::EC2::NetworkAcl', noun: 'network ACL', arn: 'ec2:network-acl', ids: 'acl' },
  { type: 'AWS::EC2::VPCEndpoint', noun: 'VPC endpoint', arn: 'ec2:vpc-endpoint', ids: 'vpce' },
  {
    type: 'AWS::EC2::VPCPeeringConnection',
    noun: 'VPC peering connection',
    arn: 'ec2:vpc-peering-connection',
    ids: 'pcx',
  },
  { type: 'AWS::EC2::LaunchTemplate', noun: 'launch template', arn: 'ec2:launch-template', ids: 'lt' },
  { type: 'AWS::EC2::FlowLog', noun: 'flow log', arn: 'ec2:vpc-flow-log', ids: 'fl' },
  { type: 'AWS::EC2::TransitGateway', noun: 'transit gateway', arn: 'ec2:transit-gateway', ids: 'tgw' },
  { type: 'AWS::EC2::KeyPair', noun: 'key pair', arn: 'ec2:key-pair' },
  { type: 'AWS::IAM::Role', noun: 'role', arn: 'iam:role' },
  { type: 'AWS::IAM::User', noun: 'user', arn: 'iam:user' },
  { type: 'AWS::IAM::Group', noun: 'group', arn: 'iam:group' },
  { type: 'AWS::IAM::Policy', noun: 'policy', arn: 'iam:policy' },
  { type: 'AWS::IAM::ManagedPolicy', noun: 'policy' },
  { type: 'AWS::IAM::InstanceProfile', noun: 'instance profile', arn: 'iam:instance-profile' },
  { type: 'AWS::IAM::AccessKey', noun: 'access key' },
  { type: 'AWS::IAM::MFADevice', noun: 'MFA device', arn: 'iam:mfa' },
  { type: 'AWS::IAM::SAMLProvider', noun: 'SAML provider', arn: 'iam:saml-provider' },
  { type: 'AWS::IAM::OIDCProvider', noun: 'OIDC provider', arn: 'iam:oidc-provider' },
  { type: 'AWS::STS::AssumedRole', noun: 'role session' },
  { type: 'AWS::S3::Bucket', noun: 'bucket' },
  { type: 'AWS::S3::Object', noun: 'object' },
  { type: 'AWS::KMS::Key', noun: 'key', arn: 'kms:key' },
  { type: 'AWS::KMS::Alias', noun: 'key', arn: 'kms:alias' },
  { type: 'AWS::CloudTrail::Trail', noun: 'trail', arn: 'cloudtrail:trail' },
  { type: 'AWS::CloudTrail::EventDataStore', noun: 'event data store', arn: 'cloudtrail:eventdatastore' },
  { type: 'AWS::Lambda::Function', noun: 'function', arn: 'lambda:function' },
  { type: 'AWS::DynamoDB::Table', noun: 'table', arn: 'dynamodb:table' },
  { type: 'AWS::Logs::LogGroup', noun: 'log group', arn: 'logs:log-group' },
  { type: 'AWS::SNS::Topic', noun: 'topic', arn: 'sns:' },
  { type: 'AWS::SQS::Queue', noun: 'queue', arn: 'sqs:' },
  { type: 'AWS::SecretsManager::Secret', noun: 'secret', arn: 'secretsmanager:secret' },
  { type: 'AWS::SSM::Parameter', noun: 'parameter', arn: 'ssm:parameter' },
  { type: 'AWS::SSM::Document', noun: 'document', arn: 'ssm:document' },
  { type: 'AWS::RDS::DBInstance', noun: 'DB instance', arn: 'rds:db' },
  { type: 'AWS::RDS::DBCluster', noun: 'DB cluster', arn: 'rds:cluster' },
  { type: 'AWS::RDS::DBSnapshot', noun: 'DB snapshot', arn: 'rds:snapshot' },
  { type: 'AWS::RDS::DBSubnetGroup', noun: 'DB subnet group', arn: 'rds:subgrp' },
  { type: 'AWS::CloudFormation::Stack', noun: 'stack', arn: 'cloudformation:stack' },
  { type: 'AWS::Events::Rule', noun: 'rule', arn: 'events:rule' },
  { type: 'AWS::ECR::Repository', noun: 'repository', arn: 'ecr:repository' },
  { type: 'AWS::ECS::Cluster', noun: 'cluster', arn: 'ecs:cluster' },
  { type: 'AWS::ECS::Service', noun: 'service', arn: 'ecs:service' },
  { type: 'AWS::ECS::Task', noun: 'task', arn: 'ecs:task' },
  { type: 'AWS::EKS::Cluster', noun: 'cluster', arn: 'eks:cluster' },
  { type: 'AWS::StepFunctions::StateMachine', noun: 'state machine', arn: 'states:stateMachine' },
  { type: 'AWS::AutoScaling::AutoScalingGroup', noun: 'Auto Scaling group' },
  { type: 'AWS::GuardDuty::Detector', noun: 'detector', arn: 'guardduty:detector' },
  { type: 'AWS::Config::ConfigurationRecorder', noun: 'configuration recorder' },
  { type: 'AWS::Organizations::Account', noun: 'account' },
];

const byType = new Map(types.map((entry) => [entry.type, entry]));
const byArn = new Map(types.flatMap((entry) => (entry.arn === undefined ? [] : [[entry.arn, entry.type]])));
const byIdPrefix = new Map(
  types.flatMap((entry) => (entry.ids === undefined ? [] : [[entry.ids, entry.type]])),
);

const ec2Id = /^([a-z]{1,8})-[0-9a-z]{8,20}$/;

/** The type of an EC2 resource by the form of its id: `AWS::EC2::Instance` of `i-05c30218156bcc246`. */
export function typeOfEc2Id(id: string): string | undefined {
  const [, prefix] = ec2Id.exec(id) ?? [];
  return prefix === undefined ? undefined : byIdPrefix.get(prefix);
}

/** How a person calls a resource of the type, such as `security group`; undefined for an unknown type. */
export function nounOfType(type: string | undefined): string | undefined {
  return type === undefined ? undefined : byType.get(type)?.noun;
}

const nouns = new Set(types.map(({ noun }) => noun));

/** Whether it is a noun by which {@link nounOfType} calls a type. */
export function isResourceNoun(noun: string): boolean {
  return nouns.has(noun);
}

/** Type and name of what an ARN names. The type is undefined for an ARN of a kind that is not in the table. */
export function resourceOfArn(
  text: string,
): { readonly type: string | undefined; readonly name: string } | undefined {
  const arn = parseArn(text);
  if (arn === undefined) {
    return undefined;
  }
  if (arn.service === 's3') {
    return { type: arn.resource.includes('/') ? 'AWS::S3::Object' : 'AWS::S3::Bucket', name: arn.resource };
  }
  const [, kind = '', rest = ''] = /^([\w-]*)[:/]([\s\S]+)$/.exec(arn.resource) ?? [];
  const type = byArn.get(`${arn.service}:${kind}`) ?? byArn.get(`${arn.service}:`);
  return { type, name: nameInArn(arn, kind, rest) };
}

function nameInArn(arn: Arn, kind: string, rest: string): string {
  if (rest === '') {
    return arn.resource;
  }
  switch (`${arn.service}:${kind}`) {
    case 'kms:alias':
      return `alias/${rest}`;
    case 'ssm:parameter':
      // A hierarchical name begins with a slash, of which the ARN keeps only one; a plain name has none.
      return rest.includes('/') ? `/${rest}` : rest;
    case 'secretsmanager:secret':
      // Secrets Manager puts a hyphen and six characters of its own behind the name.
      return rest.replace(/-[A-Za-z0-9]{6}$/, '');
    case 'logs:log-group':
      return rest.replace(/:(\*|log-stream:.*)$/, '');
    case 'cloudformation:stack':
      return rest.replace(/\/[0-9a-f-]{36}$/, '');
    case 'dynamodb:table':
      return rest.replace(/\/(index|stream|backup|export)\/.*$/s, '');
    default:
      // Paths come before the names of IAM: `role/aws-service-role/…/AWSServiceRoleForAmazonInspector2`.
      return arn.service === 'iam' ? rest.slice(rest.lastIndexOf('/') + 1) || rest : rest;
  }
}
