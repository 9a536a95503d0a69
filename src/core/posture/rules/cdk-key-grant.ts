import type { Posture } from '../posture.ts';
import { parsePolicy } from '../policy/parse.ts';
import { property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { evaluate } from '../policy/evaluate.ts';
import { identityOf, keyRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { atProperty, cdkTrails } from './cdk-trail.ts';
import { keyTypes } from './key-access.ts';

export const cdkKeyGrant: Rule = {
  id: 'cdk-key-grant',
  family: 'cdk',
  severity: 'error',
  title: 'The key of a CDK trail does not admit CloudTrail',
  what: 'A `kms.Key` of the app is the `encryptionKey` of a `Trail`, and nothing grants CloudTrail its use. `Trail` does not do that by itself, and the statement for the account in the policy of the key does not cover a service.',
  why: '`cdk synth` has nothing to say, and the deployment stops with "Insufficient permissions to access S3 bucket or KMS key".',
  fix: "Call `key.grantEncryptDecrypt(new iam.ServicePrincipal('cloudtrail.amazonaws.com'))`, and add `kms:DescribeKey`. To limit it to the trail, use `addToResourcePolicy` with a condition on `aws:SourceArn`.",
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudtrail.Trail.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { trail } of cdkTrails(posture)) {
    const link = posture.linked(property(trail, 'KMSKeyId'), keyTypes);
    if (link.kind !== 'resource' || link.resource.construct?.type !== 'aws-kms.Key') {
      continue;
    }
    const key = link.resource;
    const document = parsePolicy(property(key, 'KeyPolicy'));
    const request = keyRequest(arnText(key), 'kms:GenerateDataKey', identityOf(posture.model, trail));
    const { decision, statements } = evaluate(document, request);
    // A statement that names CloudTrail and is not enough is for the rules about policies.
    const isNamed = statements.some(
      ({ statement, principal }) => statement.effect === 'allow' && principal !== 'no',
    );
    if (decision === 'not-allowed' && !isNamed) {
      yield {
        outcome: 'fail',
        resource: key,
        message: 'Deployment fails: nothing lets CloudTrail use this key, and Trail does not see to that.',
        remedy: {
          kind: 'cdk',
          text: 'Allow cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:DescribeKey with addToResourcePolicy.',
        },
        ...atProperty(trail, 'KMSKeyId', key, 'The key.'),
      };
    } else if (decision === 'unknown') {
      yield {
        outcome: 'unknown',
        resource: key,
        reason: 'A statement that is not known may admit CloudTrail.',
      };
    }
  }
}
