import type { Call } from './plan.ts';

/** Calls of S3 whose IAM actions have other names. */
const s3Actions: Readonly<Record<string, readonly string[]>> = {
  DeleteObject: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  GetBucketEncryption: ['s3:GetEncryptionConfiguration'],
  GetBucketLifecycleConfiguration: ['s3:GetLifecycleConfiguration'],
  GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
  GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
  ListBuckets: ['s3:ListAllMyBuckets'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  PutBucketEncryption: ['s3:PutEncryptionConfiguration'],
  PutPublicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
};

/** What a call also needs for some members of its input. */
const dependent: readonly {
  readonly operation: string;
  readonly member: string;
  readonly actions: readonly string[];
}[] = [
  { operation: 'CreateBucket', member: 'ObjectOwnership', actions: ['s3:PutBucketOwnershipControls'] },
  { operation: 'CreateKey', member: 'Tags', actions: ['kms:TagResource'] },
  { operation: 'CreateLogGroup', member: 'tags', actions: ['logs:TagResource'] },
  { operation: 'CreateRole', member: 'Tags', actions: ['iam:TagRole'] },
  { operation: 'CreateTopic', member: 'Tags', actions: ['sns:TagResource'] },
  { operation: 'CreateTrail', member: 'TagsList', actions: ['cloudtrail:AddTags'] },
  { operation: 'CreateTrail', member: 'CloudWatchLogsRoleArn', actions: ['iam:PassRole'] },
  {
    operation: 'CreateTrail',
    member: 'IsOrganizationTrail',
    actions: [
      'iam:CreateServiceLinkedRole',
      'organizations:DescribeOrganization',
      'organizations:ListAWSServiceAccessForOrganization',
    ],
  },
];

/**
 * The IAM actions that a call needs.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys" of each service.
 */
export function actionsOf({ service, operation, input }: Call): readonly string[] {
  const own = service === 's3' ? s3Actions[operation] : undefined;
  const more = dependent.filter(
    (one) => one.operation === operation && input[one.member] !== undefined && input[one.member] !== false,
  );
  return [...(own ?? [`${service}:${operation}`]), ...more.flatMap(({ actions }) => actions)];
}
