import { Stack, StackProps } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export class Fails extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = kms.Alias.fromAliasName(this, 'Key', 'alias/aws/sns');
    const topic = new sns.Topic(this, 'Topic', { masterKey: key });
    const trail = new cloudtrail.Trail(this, 'Trail', { snsTopic: topic });
    trail.node.addDependency(topic);
  }
}

export class Passes extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key');
    const topic = new sns.Topic(this, 'Topic', { masterKey: key });
    const trail = new cloudtrail.Trail(this, 'Trail', { snsTopic: topic });
    trail.node.addDependency(topic);
  }
}
