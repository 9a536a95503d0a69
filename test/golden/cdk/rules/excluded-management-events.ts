import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const trail = new cloudtrail.Trail(this, 'Trail', {});
    trail.addEventSelector(cloudtrail.DataResourceType.LAMBDA_FUNCTION, ['arn:aws:lambda'], {
      excludeManagementEventSources: [cloudtrail.ManagementEventSources.KMS],
    });
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const trail = new cloudtrail.Trail(this, 'Trail', {});
    trail.logAllLambdaDataEvents();
  }
}
