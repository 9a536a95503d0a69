/**
 * What the properties of CloudTrail's resources mean, in our own words, and what the service does without them.
 *
 * Sources: the CloudTrail API reference and user guide, and the CloudFormation template reference (November 2026).
 */
export interface PropertyNote {
  /** Markdown. */
  readonly meaning: string;
  /** What holds when the property is left out; absent where nothing does, or where it is required. */
  readonly default?: string;
}

type Notes = Readonly<Record<string, PropertyNote>>;

const trail: Notes = {
  AdvancedEventSelectors: {
    meaning:
      'Which events are recorded, by conditions on their fields: management, data and network activity events. Not together with `EventSelectors`. Up to 500 values over all conditions.',
    default: 'all management events, reads and writes, and nothing else.',
  },
  AggregationConfigurations: {
    meaning:
      'Summaries of data events that CloudTrail makes over spans of time, beside the events themselves.',
    default: 'no summaries.',
  },
  CloudWatchLogsLogGroupArn: {
    meaning:
      'The log group that gets the events too, so that metric filters and alarms can watch them. The ARN has to end in `:*`, as `!GetAtt LogGroup.Arn` does. Needs `CloudWatchLogsRoleArn`.',
    default: 'events go to the bucket alone.',
  },
  CloudWatchLogsRoleArn: {
    meaning:
      'The role with which CloudTrail writes to the log group: cloudtrail.amazonaws.com may assume it, and it may call `logs:CreateLogStream` and `logs:PutLogEvents` there.',
  },
  EnableLogFileValidation: {
    meaning:
      'Whether CloudTrail delivers a signed digest of the log files each hour. With the digests it can be proven that no log file was changed or deleted.',
    default: '`false`: nothing can be proven.',
  },
  EventSelectors: {
    meaning:
      'Which events are recorded, the older way: management events, and data events of S3 objects, Lambda functions and DynamoDB tables. At most 5. Not together with `AdvancedEventSelectors`.',
    default: 'all management events, reads and writes, and nothing else.',
  },
  IncludeGlobalServiceEvents: {
    meaning:
      'Whether events of global services, such as IAM, STS and CloudFront, are recorded. A trail of all Regions must have it on.',
    default: '`true`.',
  },
  InsightSelectors: {
    meaning:
      'Which kinds of unusual activity CloudTrail looks for: rates of calls or of errors that differ from what is usual in the account. Charged by the events that are analysed.',
    default: 'none.',
  },
  IsLogging: {
    meaning: 'Whether the trail records anything. With `false` it exists and delivers nothing.',
  },
  IsMultiRegionTrail: {
    meaning:
      'Whether the trail records the events of all Regions of the account, later ones included, or those of its own Region alone.',
    default: '`false`: one Region.',
  },
  IsOrganizationTrail: {
    meaning:
      'Whether the trail records every account of the organization. Only the management account or a delegated administrator can create such a trail.',
    default: '`false`: this account alone.',
  },
  KMSKeyId: {
    meaning:
      'The KMS key that encrypts log and digest files: an id, an ARN, or an alias with `alias/`. It must be in the Region of the bucket, and its policy must let CloudTrail use it.',
    default: 'S3 encrypts the files with keys of its own (SSE-S3).',
  },
  RecursiveLogging: {
    meaning:
      "Whether data events of the trail's own log bucket are recorded too. Each delivery of log files is then an event itself, which is delivered and charged in turn.",
  },
  S3BucketName: {
    meaning:
      'The name of the bucket that gets the log files, not its ARN. Its policy must let CloudTrail in before the trail is created.',
  },
  S3KeyPrefix: {
    meaning:
      'What comes before `AWSLogs/` in the names of the log files; at most 200 characters. The bucket policy must cover it.',
    default: 'no prefix.',
  },
  SnsTopicName: {
    meaning:
      'The SNS topic, by name or ARN, that is told of each delivery of log files. Its policy must let CloudTrail publish.',
    default: 'nobody is told.',
  },
  Tags: { meaning: 'Tags of the trail; at most 50.', default: 'none.' },
  TrailName: {
    meaning:
      'The name of the trail: 3 to 128 letters, digits, `.`, `_` and `-`, with a letter or digit at both ends and no two signs in a row. A change replaces the trail.',
    default: 'CloudFormation makes a name from that of the stack and the logical id.',
  },
};

const eventDataStore: Notes = {
  AdvancedEventSelectors: {
    meaning: 'Which events are kept, by conditions on their fields.',
    default: 'all management events.',
  },
  BillingMode: {
    meaning:
      '`EXTENDABLE_RETENTION_PRICING` keeps events for one year, and up to ten for a price; `FIXED_RETENTION_PRICING` for up to seven years, paid with the ingestion.',
    default: '`EXTENDABLE_RETENTION_PRICING`.',
  },
  ContextKeySelectors: {
    meaning:
      'Tags of resources and global condition keys of IAM that are added to each event. Needs `MaxEventSize` `Large`.',
    default: 'nothing is added.',
  },
  FederationEnabled: {
    meaning:
      'Whether the events can be queried in Athena, through the Glue Data Catalog. Needs `FederationRoleArn`.',
    default: '`false`.',
  },
  FederationRoleArn: {
    meaning: 'The role with which Lake Formation and Glue reach the events when federation is on.',
  },
  IngestionEnabled: { meaning: 'Whether new events are taken in.', default: '`true`.' },
  InsightSelectors: {
    meaning:
      'Which kinds of unusual activity CloudTrail looks for in the management events of this store. Needs `InsightsDestination`.',
    default: 'none.',
  },
  InsightsDestination: { meaning: 'The ARN of the event data store that gets the Insights events.' },
  KmsKeyId: {
    meaning: 'The KMS key that encrypts the events. It cannot be changed or taken away later.',
    default: 'a key that AWS owns.',
  },
  MaxEventSize: {
    meaning: 'How large an event may be before parts of it are cut off: `Standard` is 256 KB, `Large` 1 MB.',
    default: '`Standard`.',
  },
  MultiRegionEnabled: {
    meaning: 'Whether events of all Regions are kept, or those of this Region alone.',
    default: '`true`.',
  },
  Name: {
    meaning: 'The name of the event data store, 3 to 128 characters.',
    default: 'CloudFormation makes one.',
  },
  OrganizationEnabled: {
    meaning: 'Whether events of every account of the organization are kept.',
    default: '`false`.',
  },
  RetentionPeriod: {
    meaning:
      'How many days events are kept: 7 to 3653 with extendable pricing, 7 to 2557 with fixed pricing.',
    default: '366 days with extendable pricing, 2557 with fixed pricing.',
  },
  Tags: { meaning: 'Tags of the event data store; at most 50.', default: 'none.' },
  TerminationProtectionEnabled: {
    meaning: 'Whether the store can be deleted only after this was switched off.',
    default: '`true`.',
  },
};

const nested: Readonly<Record<string, Notes>> = {
  EventSelector: {
    DataResources: {
      meaning:
        'The objects, functions or tables whose data events are recorded; at most 250 over all selectors.',
      default: 'no data events.',
    },
    ExcludeManagementEventSources: {
      meaning:
        'Services whose management events are left out: `kms.amazonaws.com` and `rdsdata.amazonaws.com` alone.',
      default: 'nothing is left out.',
    },
    IncludeManagementEvents: {
      meaning: 'Whether this selector records management events.',
      default: '`true`.',
    },
    ReadWriteType: {
      meaning: 'Which events this selector records: `ReadOnly`, `WriteOnly` or `All`.',
      default: '`All`.',
    },
  },
  DataResource: {
    Type: {
      meaning:
        '`AWS::S3::Object`, `AWS::Lambda::Function` or `AWS::DynamoDB::Table`. Other types need `AdvancedEventSelectors`.',
    },
    Values: {
      meaning:
        'ARNs, or beginnings of ARNs. `arn:aws:s3` means all buckets, `arn:aws:s3:::name/` one of them, `arn:aws:lambda` all functions.',
    },
  },
  AdvancedEventSelector: {
    FieldSelectors: {
      meaning:
        'The conditions of this selector; an event is recorded when all hold. One must be on `eventCategory`, and for data events one on `resources.type`.',
    },
    Name: { meaning: 'Words for people; at most 1000 characters.' },
  },
  AdvancedFieldSelector: {
    Field: {
      meaning:
        'The field of the event: `eventCategory`, `eventName`, `eventSource`, `readOnly`, `resources.type`, `resources.ARN`, `userIdentity.arn` and others, by category.',
    },
    Equals: { meaning: 'The field is exactly one of these. No wildcards.' },
    NotEquals: { meaning: 'The field is none of these.' },
    StartsWith: {
      meaning:
        'The field begins with one of these. A bucket needs the `/` at its end, or others of similar names match too.',
    },
    NotStartsWith: { meaning: 'The field begins with none of these.' },
    EndsWith: { meaning: 'The field ends in one of these.' },
    NotEndsWith: { meaning: 'The field ends in none of these.' },
  },
  InsightSelector: {
    InsightType: {
      meaning:
        '`ApiCallRateInsight` looks at the rate of calls (on management events: of writes), `ApiErrorRateInsight` at that of errors.',
    },
    EventCategories: {
      meaning: 'Which events are analysed: `Management`, `Data` or both.',
      default: 'management events.',
    },
  },
  AggregationConfiguration: {
    EventCategory: { meaning: 'Which events are summarised.' },
    Templates: { meaning: 'By what they are summarised.' },
  },
  ContextKeySelector: {
    Type: { meaning: '`TagContext` for tags of resources, `RequestContext` for condition keys of IAM.' },
    Equals: { meaning: 'The keys that are added.' },
  },
  Tag: {
    Key: { meaning: "The tag's key; at most 128 characters, and not beginning with `aws:`." },
    Value: { meaning: "The tag's value; at most 256 characters." },
  },
};

/** All notes, by the object that has the properties, as the schema names it. */
export const propertyNotes: Readonly<Record<string, Notes>> = {
  'AWS::CloudTrail::Trail': trail,
  'AWS::CloudTrail::EventDataStore': eventDataStore,
  ...nested,
};

export function propertyNote(object: string, property: string): PropertyNote | undefined {
  const notes = Object.hasOwn(propertyNotes, object) ? propertyNotes[object] : undefined;
  return notes !== undefined && Object.hasOwn(notes, property) ? notes[property] : undefined;
}
