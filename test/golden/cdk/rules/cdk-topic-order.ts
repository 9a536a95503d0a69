import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const topic = new sns.Topic(this, 'Topic');
    const trail = new cloudtrail.Trail(this, 'Trail', { snsTopic: topic });
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const topic = new sns.Topic(this, 'Topic');
    const trail = new cloudtrail.Trail(this, 'Trail', { snsTopic: topic });
    trail.node.addDependency(topic);
  }
}
