/**
 * What a trail can record beside management events. AWS adds to both lists often, so that others can be typed.
 *
 * Source: CloudTrail User Guide, "Logging data events" and "Logging network activity events", as of 2026.
 */

/** A resource type of data events, and what people call such resources. */
export interface DataEventType {
  /** As `resources.type` of an advanced event selector has it. */
  readonly type: string;
  readonly name: string;
}

/** The most used ones first, the others by their service. */
export const dataEventTypes: readonly DataEventType[] = [
  { type: 'AWS::S3::Object', name: 'S3 objects' },
  { type: 'AWS::Lambda::Function', name: 'Lambda functions' },
  { type: 'AWS::DynamoDB::Table', name: 'DynamoDB tables' },
  { type: 'AWS::Bedrock::AgentAlias', name: 'Bedrock agent aliases' },
  { type: 'AWS::Bedrock::Guardrail', name: 'Bedrock guardrails' },
  { type: 'AWS::Bedrock::KnowledgeBase', name: 'Bedrock knowledge bases' },
  { type: 'AWS::Bedrock::Model', name: 'Bedrock models' },
  { type: 'AWS::Cassandra::Table', name: 'Keyspaces tables' },
  { type: 'AWS::CloudFront::KeyValueStore', name: 'CloudFront key-value stores' },
  { type: 'AWS::CloudWatch::Metric', name: 'CloudWatch metrics' },
  { type: 'AWS::Cognito::IdentityPool', name: 'Cognito identity pools' },
  { type: 'AWS::DynamoDB::Stream', name: 'DynamoDB streams' },
  { type: 'AWS::EC2::Snapshot', name: 'EBS direct APIs on snapshots' },
  { type: 'AWS::Glue::Table', name: 'Lake Formation tables' },
  { type: 'AWS::GuardDuty::Detector', name: 'GuardDuty detectors' },
  { type: 'AWS::IoT::Certificate', name: 'IoT certificates' },
  { type: 'AWS::IoT::Thing', name: 'IoT things' },
  { type: 'AWS::Kinesis::Stream', name: 'Kinesis streams' },
  { type: 'AWS::Kinesis::StreamConsumer', name: 'Kinesis stream consumers' },
  { type: 'AWS::KinesisVideo::Stream', name: 'Kinesis video streams' },
  { type: 'AWS::MedicalImaging::Datastore', name: 'HealthImaging data stores' },
  { type: 'AWS::NeptuneGraph::Graph', name: 'Neptune graphs' },
  { type: 'AWS::QBusiness::Application', name: 'Amazon Q Business applications' },
  { type: 'AWS::RDS::DBCluster', name: 'RDS Data API on DB clusters' },
  { type: 'AWS::S3::AccessPoint', name: 'S3 access points' },
  { type: 'AWS::S3Express::Object', name: 'S3 objects in directory buckets' },
  { type: 'AWS::S3ObjectLambda::AccessPoint', name: 'S3 Object Lambda access points' },
  { type: 'AWS::S3Outposts::Object', name: 'S3 on Outposts objects' },
  { type: 'AWS::SageMaker::Endpoint', name: 'SageMaker endpoints' },
  { type: 'AWS::SageMaker::FeatureGroup', name: 'SageMaker feature stores' },
  { type: 'AWS::SNS::PlatformEndpoint', name: 'SNS platform endpoints' },
  { type: 'AWS::SNS::Topic', name: 'SNS topics' },
  { type: 'AWS::SQS::Queue', name: 'SQS queues' },
  { type: 'AWS::SSM::ManagedNode', name: 'Systems Manager managed nodes' },
  { type: 'AWS::SSMMessages::ControlChannel', name: 'Systems Manager control channels' },
  { type: 'AWS::StepFunctions::StateMachine', name: 'Step Functions state machines' },
  { type: 'AWS::Timestream::Database', name: 'Timestream databases' },
  { type: 'AWS::Timestream::Table', name: 'Timestream tables' },
  { type: 'AWS::VerifiedPermissions::PolicyStore', name: 'Verified Permissions policy stores' },
  { type: 'AWS::XRay::Trace', name: 'X-Ray traces' },
];

/** What people call the resources of a type; the type itself where it is not known. */
export function dataEventName(type: string): string {
  return dataEventTypes.find((known) => known.type === type)?.name ?? type;
}

/** Whether the text has the form of a resource type, such as `AWS::SQS::Queue`. */
export function isResourceType(text: string): boolean {
  return /^AWS::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/.test(text);
}

/** Services whose calls through VPC endpoints can be recorded. */
export const networkEventSources: readonly string[] = [
  'cloudtrail.amazonaws.com',
  'ec2.amazonaws.com',
  'kms.amazonaws.com',
  's3.amazonaws.com',
  'secretsmanager.amazonaws.com',
];

/** Whether the text has the form of an event source, such as `s3.amazonaws.com`. */
export function isEventSource(text: string): boolean {
  return /^[a-z0-9-]{2,64}\.amazonaws\.com$/.test(text);
}
