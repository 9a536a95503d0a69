import type { Rule } from '../rule.ts';
import { accessVerdicts } from './access-faults.ts';

const sources = [
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
];

const whyRefused =
  'CloudTrail tries its access when a trail is created or changed. Without it the deployment stops with "Incorrect S3 bucket policy is detected for bucket"; taken away later, deliveries fail and events are lost after some days.';

export const bucketPolicyMissing: Rule = {
  id: 'bucket-policy-missing',
  family: 'deploy',
  severity: 'error',
  title: 'No policy lets CloudTrail into the log bucket',
  what: 'The bucket that a trail names is in the file, and no bucket policy of the file is for CloudTrail. Not judged where a policy could come from elsewhere: a nested stack, a module, a custom resource, or a macro.',
  why: whyRefused,
  fix: 'Add a bucket policy that lets the service principal `cloudtrail.amazonaws.com` call `s3:GetBucketAcl` on the bucket and `s3:PutObject` under `AWSLogs/<account>/`, and let the trail depend on it.',
  alsoKnownAs: [],
  sources,
  check: (posture) => accessVerdicts('bucket-policy-missing', posture),
};

export const bucketPolicyIncomplete: Rule = {
  id: 'bucket-policy-incomplete',
  family: 'deploy',
  severity: 'error',
  title: 'The bucket policy refuses CloudTrail',
  what: "Judged by the whole policy, a request of CloudTrail is not allowed or is denied: `s3:GetBucketAcl` on the bucket, or `s3:PutObject` under `[prefix/]AWSLogs/<account>/` with the ACL `bucket-owner-full-control`. CloudTrail's requests carry the trail as `aws:SourceArn` and no keys of a caller with an identity, so that a Deny on `StringNotEquals aws:PrincipalOrgID` locks it out. A bucket for the trails of other stacks is judged by `s3:GetBucketAcl` alone.",
  why: whyRefused,
  fix: 'Correct the statement that is pointed out, or add the one that is missing. Except services from a Deny with `BoolIfExists: { aws:PrincipalIsAWSService: false }`.',
  alsoKnownAs: [],
  sources: [
    ...sources,
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  check: (posture) => accessVerdicts('bucket-policy-incomplete', posture),
};

export const bucketPolicyPrefix: Rule = {
  id: 'bucket-policy-prefix',
  family: 'deploy',
  severity: 'error',
  silentBeside: 'cdk-organization-policy',
  title: "The bucket policy does not cover the trail's prefix",
  what: 'The trail has an `S3KeyPrefix`, and the resources of `s3:PutObject` are without it, or with another.',
  why: whyRefused,
  fix: 'Put the prefix before `AWSLogs/` in the resource of the statement.',
  alsoKnownAs: [],
  sources,
  check: (posture) => accessVerdicts('bucket-policy-prefix', posture),
};

export const bucketPolicyOrganization: Rule = {
  id: 'bucket-policy-organization',
  family: 'deploy',
  severity: 'error',
  silentBeside: 'cdk-organization-policy',
  title: "The bucket policy does not cover the organization's folder",
  what: "An organization trail's bucket policy allows `s3:PutObject` under the account's folder but not under `AWSLogs/<organization id>/`.",
  why: 'An organization trail delivers the logs of all accounts under the id of the organization; CloudTrail refuses the trail where it may not.',
  fix: 'Add a statement for `s3:PutObject` on `[prefix/]AWSLogs/<organization id>/*`.',
  alsoKnownAs: [],
  sources: [
    ...sources,
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-an-organizational-trail-by-using-the-aws-cli.html',
  ],
  check: (posture) => accessVerdicts('bucket-policy-organization', posture),
};
