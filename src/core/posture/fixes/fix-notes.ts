/** What the quick fixes of a rule do, for its page. */
export interface FixNote {
  readonly does: string;
  /** Whether fixing all, and `trailscope lint --fix`, may apply it. */
  readonly isSafe: boolean;
}

const safe = (does: string): FixNote => ({ does, isSafe: true });
const asked = (does: string): FixNote => ({ does, isSafe: false });

const statements = asked(
  'Adds the statements that CloudTrail needs, limited to the trail, to the policy that is there.',
);
const covers = asked(
  'Lets the statement that comes near cover what the trail uses, in place of what it covers or beside it.',
);
const exceptsServices = asked('Excepts AWS services from a Deny that locks CloudTrail out.');
const limitsPublic = asked(
  'Lets only CloudTrail, or only principals of the account, use the statement; or removes it.',
);
const waits = safe('Adds `DependsOn` with the policy to the trail.');
const writesArn = asked(
  'Writes the ARN of the trail with its name, or `trail/*` of the account, in place of the reference to the trail.',
);
const managementSelector = asked('Adds a selector for all management events.');

/**
 * By rule, in the order in which they are offered. A rule that is not here leaves it to somebody to decide: which
 * statement others may do without, say, or what a selector was meant for.
 */
export const fixNotes: Readonly<Record<string, readonly FixNote[]>> = {
  'multi-region': [
    asked(
      'Sets `IsMultiRegionTrail` to true, and removes `IncludeGlobalServiceEvents` where it is false. More is recorded then, and charged for where it is no first copy of management events.',
    ),
  ],
  'log-file-validation': [safe('Sets `EnableLogFileValidation` to true.')],
  'kms-encryption': [
    asked('Sets `KMSKeyId` to a key of the file that CloudTrail may use.'),
    asked('Adds a key with rotation and a policy for the trail, which outlives the stack.'),
  ],
  'logging-enabled': [asked('Sets `IsLogging` to true.')],
  'cloudwatch-logs': [asked('Adds a log group with a retention of a year, and a role that may write to it.')],
  'sns-topic': [asked('Adds a topic and its policy.')],
  'management-events': [
    asked(
      'Sets `ReadWriteType` to `All` or `IncludeManagementEvents` to true, or removes the condition that leaves events out.',
    ),
    managementSelector,
  ],
  'excluded-management-events': [asked('Removes the exclusion.')],
  'global-service-events': [
    asked('Makes the trail multi-Region, without `IncludeGlobalServiceEvents`.'),
    asked('Removes `IncludeGlobalServiceEvents`.'),
  ],
  's3-data-events': [
    asked('Adds a selector for all objects but those of the log bucket. Data events are charged for.'),
  ],
  'lambda-data-events': [asked('Adds a selector for all functions. Data events are charged for.')],
  insights: [asked('Adds both kinds of Insights, which are charged for.')],
  'bucket-public': [
    asked('Removes `AccessControl`, and blocks all public access.'),
    asked('Limits the public statement or removes it, and blocks all public access.'),
  ],
  'bucket-public-access-block': [
    safe('Sets all four switches to true. (Not by itself where some of them are set.)'),
  ],
  'bucket-encryption': [
    safe('Declares `AES256`, which is what S3 does.'),
    asked('Encrypts with the key of the trail.'),
  ],
  'bucket-access-logging': [asked('Adds a bucket for access logs, with a policy that lets S3 write to it.')],
  'bucket-versioning': [asked('Sets `VersioningConfiguration` with `Status: Enabled`.')],
  'bucket-tls-only': [asked('Adds a Deny of requests without TLS.')],
  'bucket-retention': [asked('Adds a lifecycle rule that lets log files expire, after one year or seven.')],
  'log-retain': [
    safe(
      'Sets `DeletionPolicy` and `UpdateReplacePolicy` to `Retain`. (Not by itself on a key, which is charged for as long as it is there.)',
    ),
  ],
  'source-arn-condition': [
    asked(
      "Adds a condition on `aws:SourceArn` with the trail's ARN to each of the statements. Not for a log archive.",
    ),
  ],
  'kms-key-rotation': [asked('Sets `EnableKeyRotation` to true.')],
  'log-group-retention': [asked('Sets `RetentionInDays` to 90 or 365.')],
  'event-data-store-termination-protection': [safe('Sets `TerminationProtectionEnabled` to true.')],

  'bucket-policy-missing': [
    asked(
      'Adds a bucket policy for the trails of the bucket, with a Deny of requests without TLS; the trails wait for it.',
    ),
    statements,
  ],
  'bucket-policy-incomplete': [
    statements,
    covers,
    asked('Gives the statement the conditions that CloudTrail meets.'),
    exceptsServices,
  ],
  'bucket-policy-prefix': [covers],
  'bucket-policy-organization': [
    asked('Lets the statement cover the folders of organizations (`AWSLogs/o-*/`), too.'),
    statements,
  ],
  'bucket-policy-order': [waits, writesArn],
  'bucket-policy-duplicate': [asked('Moves the statements to the first policy, and removes the second.')],
  'bucket-policy-blocked': [limitsPublic],
  'bucket-acl-ownership': [
    asked('Removes `AccessControl`.'),
    asked('Sets `ObjectOwnership` to `BucketOwnerPreferred`.'),
  ],
  'dependency-cycle': [writesArn],
  'source-arn-mismatch': [asked('Writes the ARN of the trail, or `trail/*` of the account under `ArnLike`.')],
  'kms-key-policy': [
    asked('Adds the statements that CloudTrail needs, limited to the trail, to the key policy.'),
    covers,
  ],
  'sns-topic-policy': [asked('Adds a topic policy; the trail waits for it.'), statements, covers, waits],
  'sns-topic-encryption': [
    asked('Adds the statement that CloudTrail needs to the policy of the key.'),
    asked('Encrypts the topic with the key of the trail, or leaves it unencrypted.'),
  ],
  'log-group-role-pair': [
    asked('Adds the role or the log group that is missing.'),
    asked('Removes the one that is there.'),
  ],
  'log-group-arn': [asked('Writes the `Arn` of the log group, or puts `:*` right at its end.')],
  'log-group-role-policy': [
    asked('Adds the statement that CloudTrail needs to the trust policy.'),
    asked("Adds the log group's streams to the statement that comes near, or a policy to the role."),
  ],
  'log-group-role-order': [waits],
  'selector-conflict': [asked('Removes one of the two.')],
  'selector-invalid': [
    asked(
      'Corrects misspelt words, and the forms of ARNs of S3. The selector takes effect then, and data events are charged for.',
    ),
    asked('Adds the `eventCategory` that the other fields ask for.'),
  ],
  'selector-empty': [asked('Removes the selector, or sets `IncludeManagementEvents` to true.')],
  'selector-matches-nothing': [
    asked('Uses `StartsWith` with a slash at the end. Data events are charged for.'),
  ],
  'insights-need-management': [managementSelector, asked('Removes `InsightSelectors`.')],
  'insight-type': [asked('Corrects the type. Insights are charged for.')],
  'multi-region-global-events': [asked('Removes `IncludeGlobalServiceEvents`.')],
  'trail-name': [
    asked('Takes out what the service does not take. The trail is replaced if it is there already.'),
  ],
  'bucket-name': [asked('Writes the name in place of the ARN.')],
  'key-prefix': [asked('Removes the slashes.')],
  'kms-key-id': [asked('Puts `alias/` before the name.')],
  'required-property': [
    asked('Sets `IsLogging` to true.'),
    asked('Sets `S3BucketName` to a bucket of the file, or adds a log bucket with its policy.'),
  ],
  'unknown-property': [
    safe('Takes the name `EnableLogFileValidation` or `TerminationProtectionEnabled`, if that is meant.'),
    asked('Takes another name that is meant: what it says takes effect then.'),
    safe('Removes what cannot be set.'),
  ],
  'wrong-type': [
    safe('Writes true or false for `EnableLogFileValidation` and `TerminationProtectionEnabled`.'),
    asked(
      'Writes true or false for another property, puts one value into a list or takes it out of one, removes what is empty.',
    ),
  ],
  'yaml-alias': [safe('Writes out what the aliases stand for, but for merge keys.')],
  'event-rule-never-fires': [asked('Sets `State` to `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.')],

  'data-event-loop': [
    asked('Leaves the log bucket out of the advanced selector.'),
    asked('Sets `RecursiveLogging` to false.'),
  ],
  'duplicate-management-events': [
    asked('Sets `IncludeManagementEvents` to false, or removes a selector that records nothing else.'),
  ],

  'unused-suppression': [safe('Removes the suppression.')],
};
