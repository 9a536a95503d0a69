import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** A trail with faults that `cdk synth` does not tell of. */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { isProd: boolean }) {
    super(scope, id, props);

    const key = new kms.Key(this, 'LogKey', { enableKeyRotation: true });
    const bucket = new s3.Bucket(this, 'Logs', { versioned: true, enforceSSL: true });
    const topic = new sns.Topic(this, 'LogFiles');

    const trail = new cloudtrail.Trail(this, 'Trail', {
      bucket,
      encryptionKey: key,
      snsTopic: topic,
      isMultiRegionTrail: props.isProd ? true : false,
    });
    trail.logAllS3DataEvents();
  }
}
