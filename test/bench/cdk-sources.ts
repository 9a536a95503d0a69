/** A stack of at least so many lines, with a trail, and buckets and functions that have nothing to do with it. */
export function stackOfLines(lines: number): string {
  const parts = [beginning];
  for (let index = 0; parts.join('').split('\n').length < lines - 20; index++) {
    parts.push(other.replaceAll('#', String(index)));
  }
  return `${parts.join('')}  }\n}\n`;
}

const beginning = `import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export class Platform extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { isProd: boolean; stage: string }) {
    super(scope, id, props);
    const logs = new s3.Bucket(this, 'Logs');
    const trail = new cloudtrail.Trail(this, 'Trail', { bucket: logs, isMultiRegionTrail: props.isProd });
`;

const other = `
    const data# = new s3.Bucket(this, 'Data#', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(365), enabled: props.isProd ? true : false }],
    });
    const handler# = new lambda.Function(this, 'Handler#', {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => undefined;'),
      environment: { BUCKET: data#.bucketName, STAGE: props.stage },
      timeout: Duration.seconds(30),
    });
    data#.grantReadWrite(handler#);
    if (props.isProd) {
      handler#.addToRolePolicy(
        new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [data#.bucketArn] }),
      );
    }
`;
