import type { FixNote } from './fix-notes.ts';

const safe = (does: string): FixNote => ({ does, isSafe: true });
const asked = (does: string): FixNote => ({ does, isSafe: false });

const statements = asked(
  'Calls `addToResourcePolicy` with the statements that CloudTrail needs, limited to the trail. A new statement imports what it names.',
);
const covers = asked(
  'Lets the statement that comes near cover what the trail uses, where it is written out.',
);
const waits = safe('Calls `trail.node.addDependency`, or `addDependency` between resources of level 1.');
const writesArn = asked(
  'Writes the ARN of the trail with its name, or `trail/*` of the account, where the condition is written out.',
);
const allManagement = asked('Sets `managementEvents` to `ReadWriteType.ALL`.');
const clearedUp = asked('Corrects the value where it is written.');

/**
 * What the quick fixes of a rule do in CDK source, by rule. A property of a resource of level 1 is set under its own
 * name; what is said here is of constructs of level 2. Names are those of TypeScript.
 */
export const cdkFixNotes: Readonly<Record<string, readonly FixNote[]>> = {
  'multi-region': [asked('Sets `isMultiRegionTrail` to true.')],
  'log-file-validation': [safe('Sets `enableFileValidation` to true.')],
  'kms-encryption': [
    asked('Sets `encryptionKey` to a key of the file that CloudTrail may use.'),
    asked('Adds a `kms.Key` with rotation, lets CloudTrail use it for the trail, and encrypts with it.'),
  ],
  'cloudwatch-logs': [asked('Sets `sendToCloudWatchLogs`, with which `Trail` makes a log group and a role.')],
  'sns-topic': [asked('Adds an `sns.Topic`, for which the trail waits.')],
  'management-events': [allManagement],
  'excluded-management-events': [asked('Removes `excludeManagementEventSources`.')],
  'global-service-events': [asked('Removes `includeGlobalServiceEvents`, or makes the trail multi-Region.')],
  'lambda-data-events': [asked('Calls `logAllLambdaDataEvents`. Data events are charged for.')],
  insights: [asked('Sets `insightTypes` to both kinds, which are charged for.')],
  'bucket-public': [
    asked('Removes `publicReadAccess` or the access control list, and blocks all public access.'),
  ],
  'bucket-public-access-block': [
    safe('Sets `blockPublicAccess` to `BlockPublicAccess.BLOCK_ALL`. (Not by itself where it is set.)'),
  ],
  'bucket-encryption': [
    safe('Sets `encryption` to `BucketEncryption.S3_MANAGED`, which is what S3 does.'),
    asked('Encrypts with the key of the trail.'),
  ],
  'bucket-access-logging': [asked('Adds an `s3.Bucket` for access logs, and logs to it.')],
  'bucket-versioning': [asked('Sets `versioned` to true.')],
  'bucket-tls-only': [asked('Sets `enforceSSL` to true.')],
  'bucket-retention': [asked('Adds a lifecycle rule that lets log files expire, after one year or seven.')],
  'log-retain': [
    asked('Sets `removalPolicy` to `RemovalPolicy.RETAIN`, and removes `autoDeleteObjects`, if it is there.'),
  ],
  'source-arn-condition': [asked("Adds `conditions` on `aws:SourceArn` with the trail's ARN.")],
  'kms-key-rotation': [asked('Sets `enableKeyRotation` to true.')],
  'log-group-retention': [asked('Sets the retention to 90 or 365 days.')],
  'event-data-store-termination-protection': [safe('Sets `terminationProtectionEnabled` to true.')],

  'bucket-policy-missing': [
    asked('Calls `addToResourcePolicy` on the bucket, sets `enforceSSL`, and lets the trail wait for them.'),
  ],
  'bucket-policy-incomplete': [statements],
  'bucket-policy-prefix': [covers],
  'bucket-policy-organization': [asked('Lets the statement cover the folders of organizations, too.')],
  'bucket-policy-order': [waits],
  'bucket-policy-blocked': [asked('Limits the statement to principals of the account.')],
  'bucket-acl-ownership': [
    asked('Removes `accessControl`.'),
    asked('Sets `objectOwnership` to `BUCKET_OWNER_PREFERRED`.'),
  ],
  'source-arn-mismatch': [writesArn],
  'kms-key-policy': [statements],
  'sns-topic-policy': [asked('Calls `addToResourcePolicy` on the topic, and lets the trail wait for it.')],
  'sns-topic-encryption': [statements, asked('Removes `masterKey`, and leaves the topic unencrypted.')],
  'log-group-role-pair': [asked('Removes the one that is there.')],
  'log-group-arn': [asked('Sets it to `logGroupArn` of the log group.')],
  'log-group-role-policy': [asked('Calls `addToPolicy` on the role with what CloudTrail needs.')],
  'log-group-role-order': [waits],
  'selector-conflict': [asked('Removes one of the two.')],
  'selector-invalid': [clearedUp],
  'selector-empty': [asked('Removes the selectors, or includes management events.')],
  'selector-matches-nothing': [asked('Uses `startsWith` with a slash at the end.')],
  'insights-need-management': [allManagement],
  'insight-type': [clearedUp],
  'multi-region-global-events': [asked('Removes `includeGlobalServiceEvents`.')],
  'trail-name': [asked('Takes out what the service does not take. The trail is replaced if it is there.')],
  'bucket-name': [asked('Gives the name of the bucket in place of its ARN.')],
  'key-prefix': [asked('Removes the slashes.')],
  'kms-key-id': [asked('Puts `alias/` before the name.')],
  'wrong-type': [clearedUp],

  'cdk-key-grant': [statements],
  'cdk-topic-order': [waits],
  'cdk-organization-policy': [asked('Names the trail, where only `trailName` is missing.'), statements],
  'cdk-management-none': [allManagement],
  'cdk-duplicate-management': [asked('Removes `managementEvents`.')],
};
