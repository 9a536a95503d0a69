import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key');
    key.grantDecrypt(new iam.ServicePrincipal('cloudtrail.amazonaws.com'));
    const trail = new cloudtrail.Trail(this, 'Trail', { encryptionKey: key });
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key');
    key.grant(
      new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
    );
    const trail = new cloudtrail.Trail(this, 'Trail', { encryptionKey: key });
  }
}
