/**
 * AWS services by the host name that CloudTrail writes (`eventSource`, `invokedBy`): the name that people know, and
 * the prefix that IAM writes before an action where it differs from the host's.
 */
const names = new Map([
  ['access-analyzer', 'IAM Access Analyzer'],
  ['account', 'AWS Account Management'],
  ['acm', 'AWS Certificate Manager'],
  ['apigateway', 'Amazon API Gateway'],
  ['application-autoscaling', 'Application Auto Scaling'],
  ['appsync', 'AWS AppSync'],
  ['athena', 'Amazon Athena'],
  ['autoscaling', 'EC2 Auto Scaling'],
  ['backup', 'AWS Backup'],
  ['batch', 'AWS Batch'],
  ['bedrock', 'Amazon Bedrock'],
  ['cloud9', 'AWS Cloud9'],
  ['cloudformation', 'AWS CloudFormation'],
  ['cloudfront', 'Amazon CloudFront'],
  ['cloudshell', 'AWS CloudShell'],
  ['cloudtrail', 'AWS CloudTrail'],
  ['codebuild', 'AWS CodeBuild'],
  ['codecommit', 'AWS CodeCommit'],
  ['codedeploy', 'AWS CodeDeploy'],
  ['codepipeline', 'AWS CodePipeline'],
  ['cognito-idp', 'Amazon Cognito'],
  ['config', 'AWS Config'],
  ['delivery.logs', 'CloudWatch Logs delivery'],
  ['dms', 'AWS DMS'],
  ['dynamodb', 'Amazon DynamoDB'],
  ['ec2', 'Amazon EC2'],
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
  ['guardduty', 'Amazon GuardDuty'],
  ['health', 'AWS Health'],
  ['iam', 'AWS IAM'],
  ['inspector2', 'Amazon Inspector'],
  ['kinesis', 'Amazon Kinesis'],
  ['kms', 'AWS KMS'],
  ['lambda', 'AWS Lambda'],
  ['logs', 'CloudWatch Logs'],
  ['macie2', 'Amazon Macie'],
  ['monitoring', 'Amazon CloudWatch'],
  ['organizations', 'AWS Organizations'],
  ['ram', 'AWS RAM'],
  ['rds', 'Amazon RDS'],
  ['redshift', 'Amazon Redshift'],
  ['resource-explorer-2', 'AWS Resource Explorer'],
  ['rolesanywhere', 'IAM Roles Anywhere'],
  ['route53', 'Amazon Route 53'],
  ['s3', 'Amazon S3'],
  ['sagemaker', 'Amazon SageMaker'],
  ['scheduler', 'EventBridge Scheduler'],
  ['secretsmanager', 'AWS Secrets Manager'],
  ['securityhub', 'AWS Security Hub'],
  ['servicecatalog', 'AWS Service Catalog'],
  ['ses', 'Amazon SES'],
  ['signin', 'AWS Sign-In'],
  ['sns', 'Amazon SNS'],
  ['sqs', 'Amazon SQS'],
  ['ssm', 'AWS Systems Manager'],
  ['sso', 'IAM Identity Center'],
  ['states', 'AWS Step Functions'],
  ['storage', 'Amazon S3'],
  ['sts', 'AWS STS'],
  ['support', 'AWS Support'],
  ['trustedadvisor', 'AWS Trusted Advisor'],
  ['vpc-flow-logs', 'VPC Flow Logs'],
  ['waf', 'AWS WAF'],
  ['wafv2', 'AWS WAF'],
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
