import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new cloudtrail.Trail(this, 'Trail');
    new events.Rule(this, 'Reads', {
      eventPattern: {
        source: ['aws.ec2'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: ['DescribeInstances'] },
      },
    });
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new cloudtrail.Trail(this, 'Trail');
    new events.Rule(this, 'Writes', {
      eventPattern: {
        source: ['aws.ec2'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: ['RunInstances'] },
      },
    });
  }
}
