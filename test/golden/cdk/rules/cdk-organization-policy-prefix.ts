import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const trail = new cloudtrail.Trail(this, 'Trail', {
      isOrganizationTrail: true,
      orgId: 'o-a1b2c3d4e5',
      trailName: 'organization',
      s3KeyPrefix: 'audit',
    });
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const bucket = new s3.Bucket(this, 'Logs');
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['s3:PutObject'],
        principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
        resources: [bucket.arnForObjects('audit/AWSLogs/o-a1b2c3d4e5/*')],
      }),
    );
    const trail = new cloudtrail.Trail(this, 'Trail', {
      bucket,
      isOrganizationTrail: true,
      orgId: 'o-a1b2c3d4e5',
      trailName: 'organization',
      s3KeyPrefix: 'audit',
    });
  }
}
