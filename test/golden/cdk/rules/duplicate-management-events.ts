import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new cloudtrail.Trail(this, 'First');
    new cloudtrail.Trail(this, 'Second');
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new cloudtrail.Trail(this, 'First');
    const second = new cloudtrail.Trail(this, 'Second', { managementEvents: cloudtrail.ReadWriteType.NONE });
    second.logAllLambdaDataEvents();
  }
}
