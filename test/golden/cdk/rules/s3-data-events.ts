import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new cloudtrail.Trail(this, 'Trail');
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const bucket = s3.Bucket.fromBucketName(this, 'Archive', 'acme-log-archive');
    const data = new s3.Bucket(this, 'Data');
    const trail = new cloudtrail.Trail(this, 'Trail', {
      bucket,
      managementEvents: cloudtrail.ReadWriteType.NONE,
    });
    trail.addS3EventSelector([{ bucket: data }]);
  }
}
