/**
 * AWS services by the host name that CloudTrail writes (`eventSource`, `invokedBy`): the name that people know, and
 * the prefix that IAM writes before an action where it differs from the host's.
 */
const names = new Map([
  ['access-analyzer', 'IAM Access Analyzer'],
  ['account', 'AWS Account Management'],
  ['acm', 'AWS Certificate Manager'],
  ['amazonmq', 'Amazon MQ'],
  ['amplify', 'AWS Amplify'],
  ['apigateway', 'Amazon API Gateway'],
  ['application-autoscaling', 'Application Auto Scaling'],
  ['appmesh', 'AWS App Mesh'],
  ['apprunner', 'AWS App Runner'],
  ['appsync', 'AWS AppSync'],
  ['athena', 'Amazon Athena'],
  ['autoscaling', 'EC2 Auto Scaling'],
  ['backup', 'AWS Backup'],
  ['batch', 'AWS Batch'],
  ['bedrock', 'Amazon Bedrock'],
  ['budgets', 'AWS Budgets'],
  ['ce', 'Cost Explorer'],
  ['cloud9', 'AWS Cloud9'],
  ['cloudformation', 'AWS CloudFormation'],
  ['cloudfront', 'Amazon CloudFront'],
  ['cloudhsm', 'AWS CloudHSM'],
  ['cloudshell', 'AWS CloudShell'],
  ['cloudtrail', 'AWS CloudTrail'],
  ['codebuild', 'AWS CodeBuild'],
  ['codecommit', 'AWS CodeCommit'],
  ['codedeploy', 'AWS CodeDeploy'],
  ['codepipeline', 'AWS CodePipeline'],
  ['cognito-idp', 'Amazon Cognito'],
  ['config', 'AWS Config'],
  ['datapipeline', 'AWS Data Pipeline'],
  ['datasync', 'AWS DataSync'],
  ['delivery.logs', 'CloudWatch Logs delivery'],
  ['detective', 'Amazon Detective'],
  ['devops-guru', 'Amazon DevOps Guru'],
  ['directconnect', 'AWS Direct Connect'],
  ['discovery', 'Application Discovery Service'],
  ['dlm', 'Amazon Data Lifecycle Manager'],
  ['dms', 'AWS DMS'],
  ['ds', 'AWS Directory Service'],
  ['dynamodb', 'Amazon DynamoDB'],
  ['ec2', 'Amazon EC2'],
  ['ec2-instance-connect', 'EC2 Instance Connect'],
  ['ecr', 'Amazon ECR'],
  ['ecs', 'Amazon ECS'],
  ['ecs-tasks', 'an Amazon ECS task'],
  ['eks', 'Amazon EKS'],
  ['elasticache', 'Amazon ElastiCache'],
  ['elasticbeanstalk', 'AWS Elastic Beanstalk'],
  ['elasticfilesystem', 'Amazon EFS'],
  ['elasticloadbalancing', 'Elastic Load Balancing'],
  ['elasticmapreduce', 'Amazon EMR'],
  ['es', 'Amazon OpenSearch Service'],
  ['events', 'Amazon EventBridge'],
  ['firehose', 'Amazon Data Firehose'],
  ['fms', 'AWS Firewall Manager'],
  ['glue', 'AWS Glue'],
  ['greengrass', 'AWS IoT Greengrass'],
  ['guardduty', 'Amazon GuardDuty'],
  ['health', 'AWS Health'],
  ['iam', 'AWS IAM'],
  ['imagebuilder', 'EC2 Image Builder'],
  ['inspector2', 'Amazon Inspector'],
  ['iot', 'AWS IoT'],
  ['kafka', 'Amazon MSK'],
  ['kinesis', 'Amazon Kinesis'],
  ['kinesisvideo', 'Amazon Kinesis Video Streams'],
  ['kms', 'AWS KMS'],
  ['lambda', 'AWS Lambda'],
  ['license-manager', 'AWS License Manager'],
  ['lightsail', 'Amazon Lightsail'],
  ['logs', 'CloudWatch Logs'],
  ['macie2', 'Amazon Macie'],
  ['mediaconvert', 'AWS Elemental MediaConvert'],
  ['medialive', 'AWS Elemental MediaLive'],
  ['mediastore', 'AWS Elemental MediaStore'],
  ['monitoring', 'Amazon CloudWatch'],
  ['notifications', 'AWS User Notifications'],
  ['organizations', 'AWS Organizations'],
  ['ram', 'AWS RAM'],
  ['rds', 'Amazon RDS'],
  ['redshift', 'Amazon Redshift'],
  ['rekognition', 'Amazon Rekognition'],
  ['resource-explorer-2', 'AWS Resource Explorer'],
  ['rolesanywhere', 'IAM Roles Anywhere'],
  ['route53', 'Amazon Route 53'],
  ['route53resolver', 'Route 53 Resolver'],
  ['s3', 'Amazon S3'],
  ['sagemaker', 'Amazon SageMaker'],
  ['scheduler', 'EventBridge Scheduler'],
  ['secretsmanager', 'AWS Secrets Manager'],
  ['securityhub', 'AWS Security Hub'],
  ['servicecatalog', 'AWS Service Catalog'],
  ['servicecatalog-appregistry', 'AppRegistry'],
  ['ses', 'Amazon SES'],
  ['shield', 'AWS Shield'],
  ['signin', 'AWS Sign-In'],
  ['sms', 'Server Migration Service'],
  ['snowball', 'AWS Snowball'],
  ['sns', 'Amazon SNS'],
  ['sqs', 'Amazon SQS'],
  ['ssm', 'AWS Systems Manager'],
  ['sso', 'IAM Identity Center'],
  ['states', 'AWS Step Functions'],
  ['storage', 'Amazon S3'],
  ['sts', 'AWS STS'],
  ['support', 'AWS Support'],
  ['tagging', 'Resource Groups Tagging'],
  ['transcribe', 'Amazon Transcribe'],
  ['transfer', 'AWS Transfer Family'],
  ['trustedadvisor', 'AWS Trusted Advisor'],
  ['vpc-flow-logs', 'VPC Flow Logs'],
  ['waf', 'AWS WAF'],
  ['waf-regional', 'AWS WAF'],
  ['wafv2', 'AWS WAF'],
  ['workspaces', 'Amazon WorkSpaces'],
  ['xray', 'AWS X-Ray'],
]);

/** Hosts whose IAM prefix is another word: service authorization reference. */
const iamPrefixes = new Map([
  ['monitoring', 'cloudwatch'],
  ['email', 'ses'],
  ['tagging', 'tag'],
]);

/** Services that act for all Regions: to name the Region of their calls would mislead. */
const global = new Set([
  'account',
  'budgets',
  'ce',
  'cloudfront',
  'health',
  'iam',
  'organizations',
  'route53',
  'route53domains',
  'signin',
  'support',
  'trustedadvisor',
]);

const hostEnding = /\.(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal)$/;

/** The first part of a service's host name: `ec2` of `ec2.amazonaws.com`; the text itself if it is no such host. */
export function servicePrefix(host: string): string {
  return host.replace(hostEnding, '');
}

/** The service as IAM writes it before an action, such as `cloudwatch` for `monitoring.amazonaws.com`. */
export function iamPrefix(host: string): string {
  const prefix = servicePrefix(host);
  return iamPrefixes.get(prefix) ?? prefix;
}

/** The name that people know, such as `Amazon EC2`; undefined for a service that is not in the table. */
export function serviceName(host: string): string | undefined {
  return names.get(servicePrefix(host));
}

/** Whether the text is the host name of an AWS service. */
export function isServiceHost(text: string): boolean {
  return hostEnding.test(text);
}

/** Whether the service acts for all Regions. */
export function isGlobalService(host: string): boolean {
  return global.has(servicePrefix(host));
}
